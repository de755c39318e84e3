"""Money in a pot: set aside by who may, awarded once and never beyond the pot, spent against its award."""

from datetime import timedelta

import pytest
from django.test import Client

from alongside.blocks.fund.actions import award_money, return_rest, ringfence_pot, spend_money
from alongside.blocks.fund.models import Award, Pot
from alongside.blocks.fund.tests.conftest import Purse
from alongside.core.accounts.queries import given_by_both, unbalanced_transactions, wrong_balances
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused


def balance(purse: Purse) -> int:
    return Pot.objects.get(pk=purse.pot.pk).account.balance


def test_only_the_method_s_officer_sets_money_aside_and_it_adds_up(purse: Purse) -> None:
    with pytest.raises(NotAllowed):
        ringfence_pot(initiative=purse.run.initiative, amount=1, source="Mine", actor=purse.run.town.somebody)
    ringfence_pot(initiative=purse.run.initiative, amount=50_000, source="Parks", actor=purse.officer)
    assert (Pot.objects.get(pk=purse.pot.pk).amount, balance(purse)) == (150_000, 150_000)


def test_awards_never_exceed_the_pot(purse: Purse) -> None:
    award_money(pot=purse.pot, contribution=purse.contribution(), title="Benches", amount=70_000, actor=purse.decider)
    with pytest.raises(Refused, match="not enough left"):
        award_money(pot=purse.pot, contribution=purse.contribution(), title="Trees", amount=30_001, actor=purse.decider)
    award_money(pot=purse.pot, contribution=purse.contribution(), title="Trees", amount=30_000, actor=purse.decider)
    assert (balance(purse), Award.objects.count()) == (0, 2)


def test_a_contribution_is_awarded_once(purse: Purse) -> None:
    contribution = purse.contribution()
    award_money(pot=purse.pot, contribution=contribution, title="Benches", amount=10, actor=purse.decider)
    with pytest.raises(Refused, match="its award already"):
        award_money(pot=purse.pot, contribution=contribution, title="Benches", amount=10, actor=purse.decider)
    assert balance(purse) == 99_990


def test_spending_stays_within_its_award_and_is_what_the_public_side_gave(purse: Purse) -> None:
    award = award_money(pot=purse.pot, contribution=purse.contribution(), title="B", amount=500, actor=purse.decider)
    today = clock.today()
    spend_money(award=award, amount=300, what="Wood", on=today, actor=purse.officer)
    for amount, on in ((201, today), (1, today + timedelta(days=2))):
        with pytest.raises(Refused):
            spend_money(award=award, amount=amount, what="More", on=on, actor=purse.officer)
    return_rest(award=award, why="It cost less", actor=purse.officer)
    award.refresh_from_db()
    assert (award.spent, award.returned, award.left, balance(purse)) == (300, 200, 0, 99_700)
    organisation = purse.run.town.organisation
    assert given_by_both(organisation=organisation, initiative=purse.run.initiative).public_pence == 300
    assert (wrong_balances(organisation), unbalanced_transactions(organisation)) == ([], [])


def test_the_page_of_the_pot_asks_the_same_at_one_and_at_thirty_awards(purse: Purse) -> None:
    counts = []
    for many in (1, 29):
        for _at in range(many):
            award_money(pot=purse.pot, contribution=purse.contribution(), title="B", amount=100, actor=purse.decider)
        response = Client().get(f"/fund/{purse.run.initiative.pk}/")
        counts.append((response.status_code, response.headers["Server-Timing"]))
    assert counts[0] == counts[1]
