"""A charge from its cost to its yearly look, by the actions: each refusal, each sum, what nobody may see.

long: one life, refusal by refusal.
"""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from alongside.core.accounts.models import Account
from alongside.core.accounts.queries import unbalanced_transactions, wrong_balances
from alongside.core.messages.models import Message
from alongside.core.personal_data.actions import erase_person
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.financing.charges import asking, costing, planning
from alongside.methods.financing.charges.models import CostLine, GroupCount, Price, Tariff, Waiver
from alongside.methods.financing.charges.pricing import publish_tariff
from alongside.methods.financing.charges.queries import (
    carried_by,
    cost_of,
    figures_of,
    plans_of,
    shown_groups,
    tariff_on,
    waiver_numbers,
)
from alongside.methods.financing.charges.taking import account_key, book_takings, look_back
from alongside.methods.financing.charges.tests.world import CHILD, SWIM, Pool, make_pool
from alongside.methods.financing.charges.waiving import ask_for_somebody, ask_waiver, decide_waiver, withdraw_waiver


@pytest.fixture
def pool(db: None) -> Pool:
    return make_pool()


@pytest.fixture
def priced(pool: Pool) -> tuple[Pool, Tariff]:
    """A pool whose price was asked about, decided and published; it begins in ten days."""
    pool.cost()
    _free, paid, _help = pool.three_ways()
    question = pool.question()
    pool.say(question, pays=0, option=paid.title, uses=4, band=0, count=3)
    decision = pool.decide(question, paid)
    assert decision.result == "We choose: £3 and £1."
    later = question.closes_at + timedelta(days=1)  # type: ignore[operator]  # an open question closes
    with clock.at(later):
        tariff = publish_tariff(
            plan=paid,
            starts_on=clock.today() + timedelta(days=10),
            reason="It keeps Sundays.",
            actor=pool.who("cabinet_member"),
        )
    return pool, tariff


def test_the_cost_is_signed_once_and_never_changes(pool: Pool) -> None:
    sheet = pool.cost()
    assert (cost_of(sheet).total, cost_of(sheet).per_use) == (3_200_000, 320)
    with pytest.raises(Refused, match="stays as it is"):
        costing.add_cost(sheet=sheet, what="More", kind="fixed", amount=1, source="x", actor=pool.who("accountant"))
    with pytest.raises(DatabaseError), transaction.atomic():
        CostLine.objects.filter(sheet=sheet).update(amount=1)
    with pytest.raises(NotAllowed):
        costing.begin_costs(
            initiative=pool.run.initiative, unit="swim", uses=1, year="x", power="lga2003_s93", actor=pool.who("lead")
        )


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"uses": 0}, "at least one use"),
        ({"power": "none"}, "Name the law"),
        ({"power": "other"}, "which law it is"),
        ({"unit": " "}, "what one use is"),
    ],
)
def test_a_build_up_says_what_a_use_is_and_by_which_law(pool: Pool, details: dict[str, object], words: str) -> None:
    whole = {"unit": "swim", "uses": 10, "year": "2025", "power": "lga2003_s93", **details}
    with pytest.raises(Refused, match=words):
        costing.begin_costs(initiative=pool.run.initiative, actor=pool.who("accountant"), **whole)  # type: ignore[arg-type]  # by name


def test_ways_come_after_the_cost_and_figures_that_cannot_be_true_are_refused(pool: Pool) -> None:
    with pytest.raises(Refused, match="First the accountant"):
        pool.way("charge", "£3")
    pool.cost()
    with pytest.raises(Refused, match="how much it saves"):
        pool.way("our_help", "Volunteers")
    free, paid, _help = pool.three_ways()
    lead = pool.who("lead")
    with pytest.raises(Refused, match="has no price"):
        planning.set_price(plan=free, what=SWIM, amount=1, uses=5, actor=lead)
    with pytest.raises(Refused, match="More uses would pay less"):
        planning.add_concession(plan=paid, who="All children", kind="free", what=CHILD, uses=2001, actor=lead)
    figures = figures_of(plans_of(pool.run.initiative).get(pk=paid.pk))
    # 6,000 x £3 - 1,000 x £1.50 + 2,500 x £1 - 500 x £1; 8,500 swims cost £29,000 + 8,500 x 30p.
    assert (figures.income.net, figures.cost.total, figures.over) == (1_850_000, 3_155_000, 0)
    assert figures.from_taxes == 3_155_000 + 50_000 - 1_850_000


def test_income_above_cost_is_not_even_asked_about(pool: Pool) -> None:
    pool.cost()
    pool.way("no_charge", "Free", (SWIM, 0, 10_000))
    pool.way("our_help", "Help", (SWIM, 100, 10_000), saving=10_000)
    dear = pool.way("charge", "£4", (SWIM, 400, 10_000))
    with pytest.raises(Refused, match="“£4” would bring in £8,000 more than the service costs"):
        pool.question()
    planning.set_price(plan=dear, what=SWIM, amount=320, uses=10_000, actor=pool.who("lead"))
    assert pool.question().state == "open"


def test_people_choose_among_three_ways_one_of_them_free(pool: Pool) -> None:
    pool.cost()
    pool.way("charge", "£2", (SWIM, 200, 9000))
    pool.way("charge", "£1", (SWIM, 100, 9500))
    with pytest.raises(Refused, match="at least three ways"):
        pool.question()
    third = pool.way("charge", "£3", (SWIM, 300, 8000))
    with pytest.raises(Refused, match="“No charge” is one of the ways"):
        pool.question()
    pool.way("no_charge", "Free", (SWIM, 0, 10_000))
    question = pool.question()
    with pytest.raises(Refused, match="stays as it is"):
        planning.set_price(plan=third, what=SWIM, amount=100, uses=5, actor=pool.who("lead"))
    options = question.items.get(pk=question.settings[asking.SETTING]["option"]).options
    assert options == ["£2", "£1", "£3", "Free"]


def test_payers_and_others_are_counted_apart_and_small_groups_hidden(pool: Pool) -> None:
    pool.cost()
    free, paid, help_ = pool.three_ways()
    question = pool.question()
    for pays, option, count in (
        (0, paid, 14),
        (0, help_, 11),
        (1, free, 12),
        (2, paid, 13),
        (2, help_, 12),
        (2, free, 1),
    ):
        pool.say(
            question, pays=pays, option=option.title, uses=4 if pays < 2 else 0, band=0 if pays else 1, count=count
        )
    pool.open("read")
    with pytest.raises(Refused, match="after the question has closed"):
        asking.count_groups(question=question, actor=pool.who("lead"))
    pool.decide(question, paid)
    shown = shown_groups(question, "option")
    # Of the payers nobody chose to keep it free: that nought, its pair and the next smallest of each line are hidden.
    assert GroupCount.objects.get(question=question, group="payers", value=free.title).count == 0
    assert shown["payers"] == {free.title: None, paid.title: 14, help_.title: None}
    assert shown["others"] == {free.title: None, paid.title: 13, help_.title: None}
    bands = shown_groups(question, "band")
    assert bands[asking.band_choices()[0]] == {"comes": 12, "stays_away": 26}


def test_prices_follow_a_published_decision_and_never_change(priced: tuple[Pool, Tariff]) -> None:
    pool, tariff = priced
    assert (tariff.number, tariff.income, tariff.cost, tariff.carried) == (1, 1_850_000, 3_155_000, 0)
    assert tariff_on(pool.run.initiative, tariff.starts_on - timedelta(days=1)) is None
    assert tariff_on(pool.run.initiative, tariff.starts_on) == tariff
    for change in (
        lambda: Price.objects.filter(plan=tariff.plan).update(amount=1),
        lambda: Price.objects.filter(plan=tariff.plan).delete(),
        lambda: Tariff.objects.filter(pk=tariff.pk).update(reason="x"),
        lambda: Tariff.objects.filter(pk=tariff.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(Refused, match="published already"):
        publish_tariff(plan=tariff.plan, starts_on=date(2030, 1, 1), reason="x", actor=pool.who("cabinet_member"))


def test_the_database_itself_keeps_income_within_cost(priced: tuple[Pool, Tariff]) -> None:
    pool, tariff = priced
    copy = planning.adapt_plan(plan=tariff.plan, title="Copy", says="Same", actor=pool.who("lead"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Tariff.objects.create(
            organisation_id=tariff.organisation_id,
            initiative=pool.run.initiative,
            number=2,
            plan=copy,
            decision=tariff.decision,
            starts_on=date(2030, 1, 1),
            reason="x",
            cost=5,
            income=6,
            by=pool.who("cabinet_member"),
        )


def test_a_new_version_needs_a_new_decision_a_later_day_and_income_within_cost(priced: tuple[Pool, Tariff]) -> None:
    pool, tariff = priced
    decider = pool.who("cabinet_member")
    dear = planning.adapt_plan(plan=tariff.plan, title="£9", says="Dearer", actor=pool.who("lead"))
    planning.set_price(plan=dear, what=SWIM, amount=900, uses=6000, actor=pool.who("lead"))
    with clock.at(tariff.at + timedelta(days=1)), pytest.raises(Refused, match="a new published decision"):
        publish_tariff(plan=dear, starts_on=tariff.starts_on + timedelta(days=9), reason="x", actor=decider)
    assert tariff.decision.published_at is not None
    later = tariff.at + timedelta(days=2)
    tariff.decision.question.refresh_from_db()
    with clock.at(later):
        from alongside.core.decisions.actions import supersede_decision

        supersede_decision(decision=tariff.decision, result="We look again.", reason="Costs rose.", actor=decider)
    with clock.at(later + timedelta(days=1)):
        with pytest.raises(Refused, match="after the version that it replaces"):
            publish_tariff(plan=dear, starts_on=tariff.starts_on, reason="x", actor=decider)
        with pytest.raises(Refused, match="more than the service costs"):
            publish_tariff(plan=dear, starts_on=tariff.starts_on + timedelta(days=9), reason="x", actor=decider)
        planning.set_price(plan=dear, what=SWIM, amount=310, uses=6000, actor=pool.who("lead"))
        second = publish_tariff(
            plan=dear, starts_on=tariff.starts_on + timedelta(days=9), reason="Costs rose.", actor=decider
        )
    assert (second.number, second.supersedes) == (2, tariff)
    assert tariff_on(pool.run.initiative, second.starts_on - timedelta(days=1)) == tariff
    assert tariff_on(pool.run.initiative, second.starts_on) == second


def year_of(tariff: Tariff) -> tuple[date, date]:
    return tariff.starts_on, tariff.starts_on + timedelta(days=89)


def test_takings_are_booked_once_and_balance(priced: tuple[Pool, Tariff]) -> None:
    pool, tariff = priced
    first, last = year_of(tariff)
    book = {"initiative": pool.run.initiative, "uses": 2000, "income": 400_000, "collecting": 10_000}
    accountant = pool.who("accountant")
    with pytest.raises(Refused, match="not over yet"), clock.at(tariff.at + timedelta(days=20)):
        book_takings(starts_on=first, ends_on=last, actor=accountant, **book)  # type: ignore[arg-type]  # by name
    with clock.at(tariff.at + timedelta(days=200)):
        takings = book_takings(starts_on=first, ends_on=last, actor=accountant, **book)  # type: ignore[arg-type]  # by name
        with pytest.raises(Refused, match="booked already"):
            book_takings(starts_on=last, ends_on=last, actor=accountant, **book)  # type: ignore[arg-type]  # by name
        with pytest.raises(Refused, match="No price was in force"):
            book_takings(
                starts_on=first - timedelta(days=5),
                ends_on=first - timedelta(days=1),
                actor=accountant,
                **book,  # type: ignore[arg-type]  # by name
            )
    balances = {
        name: Account.objects.get(key=account_key(pool.run.initiative, name)).balance
        for name in ("payers", "income", "collecting")
    }
    assert balances == {"payers": -400_000, "income": 390_000, "collecting": 10_000}
    assert (wrong_balances(takings.organisation), unbalanced_transactions(takings.organisation)) == ([], [])


def test_prices_that_brought_more_than_the_cost_cannot_stay_and_the_rest_is_given_back(
    priced: tuple[Pool, Tariff],
) -> None:
    pool, tariff = priced
    first, last = year_of(tariff)
    pool.open("review")
    look = {"initiative": pool.run.initiative, "starts_on": first, "ends_on": last, "words": "Fewer children."}
    with clock.at(tariff.at + timedelta(days=200)):
        book_takings(
            initiative=pool.run.initiative,
            starts_on=first,
            ends_on=last,
            uses=2000,
            income=900_000,
            collecting=0,
            actor=pool.who("accountant"),
        )
        with pytest.raises(Refused, match="£1,000 more than the service cost, one year with another"):
            look_back(cost=800_000, verdict="keep", actor=pool.who("lead"), **look)  # type: ignore[arg-type]  # by name
        seen = look_back(cost=800_000, verdict="change", actor=pool.who("lead"), **look)  # type: ignore[arg-type]  # by name
        with pytest.raises(Refused, match="looked at already"):
            look_back(cost=800_000, verdict="change", actor=pool.who("lead"), **look)  # type: ignore[arg-type]  # by name
    assert (seen.carried, seen.income, carried_by(pool.run.initiative)) == (100_000, 900_000, 100_000)


def test_a_waiver_is_asked_and_answered_in_confidence(priced: tuple[Pool, Tariff]) -> None:
    pool, _tariff = priced
    somebody, officer = pool.run.town.somebody, pool.who("waiver_officer")
    waiver = ask_waiver(initiative=pool.run.initiative, words="I lost my job.", actor=somebody)
    assert waiver.answer_by == clock.today(zone="Europe/London") + timedelta(days=10)
    with pytest.raises(Refused, match="being looked at already"):
        ask_waiver(initiative=pool.run.initiative, words="Again", actor=somebody)
    for nosy in ("lead", "cabinet_member", "accountant", "user_representative"):
        with pytest.raises(NotAllowed):
            decide_waiver(waiver=waiver, granted=False, answer="No", actor=pool.who(nosy))
    until = clock.today() + timedelta(days=180)
    with pytest.raises(Refused, match="how much less"):
        decide_waiver(waiver=waiver, granted=True, answer="Yes", until=until, actor=officer)
    with pytest.raises(Refused, match="until when"):
        decide_waiver(waiver=waiver, granted=True, answer="Yes", percent_off=100, actor=officer)
    done = decide_waiver(waiver=waiver, granted=True, answer="Of course.", percent_off=100, until=until, actor=officer)
    assert (done.state, done.percent_off) == ("granted", 100)
    message = Message.objects.get(party=somebody)
    assert "job" not in f"{message.subject}{message.text}"
    assert "Of course" not in f"{message.subject}{message.text}"
    erase_person(party=somebody, actor=None)
    done.refresh_from_db()
    assert (done.words, done.answer, done.party) == ("", "", None)
    assert waiver_numbers(pool.run.initiative)["granted"] is None


def test_nobody_decides_for_themselves_and_somebody_without_an_account_can_ask(priced: tuple[Pool, Tariff]) -> None:
    pool, _tariff = priced
    officer = pool.who("waiver_officer")
    own = ask_waiver(initiative=pool.run.initiative, words="Me too", actor=officer)
    with pytest.raises(NotAllowed, match="their own request"):
        decide_waiver(waiver=own, granted=False, answer="No", actor=officer)
    assert withdraw_waiver(waiver=own, actor=officer).words == ""
    with pytest.raises(NotAllowed):
        ask_for_somebody(
            initiative=pool.run.initiative, name="Ann", contact="", words="Help", actor=pool.run.town.somebody
        )
    ask_for_somebody(initiative=pool.run.initiative, name="Ann", contact="0700", words="Help", actor=officer)
    waiting = Waiver.objects.get(state="asked")
    assert (waiting.party.name, waiting.party.phone) == ("Ann", "0700")  # type: ignore[union-attr]  # it has one
    with pytest.raises(NotAllowed):
        withdraw_waiver(waiver=waiting, actor=officer)
