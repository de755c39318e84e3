"""Two people approve and two pay, from the pot's limit on; and an award is changed only by what is added to it."""

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.blocks.fund.actions import (
    accept_terms,
    approve_award,
    approve_payment,
    approve_variation,
    award_money,
    decline_award,
    decline_variation,
    fail_payment,
    keep_receipt,
    pay,
    prepare_payment,
    require_two_people,
    return_payment,
    spend_money,
    vary_award,
)
from alongside.blocks.fund.models import Award, Payment, Pot
from alongside.blocks.fund.rules import needs_two
from alongside.blocks.fund.tests.conftest import Purse
from alongside.core.accounts.actions import reverse
from alongside.core.accounts.models import Account, Entry, Transaction
from alongside.core.accounts.queries import given_by_both, unbalanced_transactions, wrong_balances
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused


@pytest.fixture
def strict(purse: Purse) -> Purse:
    """Two people from £100 on."""
    purse.pot = require_two_people(pot=purse.pot, amount=10_000, actor=purse.officer)
    return purse


def award(purse: Purse, amount: int, **more: object) -> Award:
    return award_money(
        pot=purse.pot,
        contribution=purse.contribution(),
        title="Benches",
        amount=amount,
        actor=purse.decider,
        **more,  # type: ignore[arg-type]  # a test hands on what it was given
    )


def held(purse: Purse) -> tuple[int, int]:
    """What lies in the pot, and what is under way."""
    rows = dict(Account.objects.filter(initiative=purse.run.initiative).values_list("key", "balance"))
    key = purse.run.initiative.pk
    return rows[f"pot:{key}"], rows.get(f"held:{key}", 0)


def sound(purse: Purse) -> bool:
    organisation = purse.run.town.organisation
    return (wrong_balances(organisation), unbalanced_transactions(organisation)) == ([], [])


def second(purse: Purse) -> Party:
    return purse.run.town.officer


def test_an_award_below_the_limit_stands_at_once_and_one_above_waits(strict: Purse) -> None:
    assert (award(strict, 9_999).state, award(strict, 10_000).state) == ("standing", "proposed")
    assert held(strict) == (80_001, 0)


def test_whoever_awarded_does_not_approve_and_a_resident_neither(strict: Purse) -> None:
    found = award(strict, 20_000)
    with pytest.raises(Refused, match="second person"):
        approve_award(award=found, actor=strict.decider)
    with pytest.raises(NotAllowed):
        approve_award(award=found, actor=strict.run.town.somebody)
    with pytest.raises(Refused, match="waits for a second"):
        prepare_payment(award=found, amount=1, what="Wood", actor=strict.officer)
    assert approve_award(award=found, actor=second(strict)).state == "standing"
    with pytest.raises(Refused, match="does not wait"):
        decline_award(award=found, why="No", actor=second(strict))


def test_the_database_itself_refuses_one_person_in_both_places(strict: Purse) -> None:
    found = award(strict, 20_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=found.pk).update(approved_by=found.by)


def test_a_declined_award_puts_its_money_back_and_leaves_room_for_another(strict: Purse) -> None:
    found = award(strict, 60_000)
    assert held(strict) == (40_000, 0)
    decline_award(award=found, why="It is too much for one street", actor=second(strict))
    assert held(strict) == (100_000, 0)
    again = award_money(
        pot=strict.pot, contribution=found.contribution, title="Benches", amount=5_000, actor=strict.decider
    )
    assert (again.state, held(strict), sound(strict)) == ("standing", (95_000, 0), True)


def test_a_part_award_keeps_what_was_asked_and_terms_come_before_money(purse: Purse) -> None:
    found = award(purse, 3_000, asked=5_000, terms="Send us the receipts by May.")
    assert (found.is_part, found.terms_accepted_at) == (True, None)
    with pytest.raises(Refused, match="not accepted"):
        spend_money(award=found, amount=1, what="Wood", on=clock.today(), actor=purse.officer)
    with pytest.raises(NotAllowed):
        accept_terms(award=found, actor=purse.run.town.somebody)
    accept_terms(award=found, actor=purse.decider, on_paper=True)
    assert spend_money(award=found, amount=1, what="Wood", on=clock.today(), actor=purse.officer).state == "paid"
    with pytest.raises(Refused, match="more than was asked"):
        award(purse, 6_000, asked=5_000)


def test_a_payment_is_prepared_by_one_approved_by_another_and_then_paid(strict: Purse) -> None:
    found = approve_award(award=award(strict, 20_000), actor=second(strict))
    payment = prepare_payment(award=found, amount=15_000, what="Wood", to="The yard", actor=strict.officer)
    assert (payment.state, held(strict)) == ("prepared", (80_000, 15_000))
    for wrong in (approve_payment, pay):
        with pytest.raises(Refused):
            wrong(payment=payment, actor=strict.officer, **({"on": clock.today()} if wrong is pay else {}))
    approve_payment(payment=payment, actor=second(strict))
    paid = pay(payment=payment, on=clock.today(), actor=strict.officer)
    found.refresh_from_db()
    assert (paid.state, found.spent, found.prepared, found.left, held(strict)[1]) == ("paid", 15_000, 0, 5_000, 0)
    assert given_by_both(organisation=strict.run.town.organisation).public_pence == 15_000
    with pytest.raises(Refused, match="This payment is: Paid"):
        pay(payment=payment, on=clock.today(), actor=strict.officer)
    assert sound(strict)


def test_cutting_a_payment_into_pieces_does_not_get_by_the_limit(strict: Purse) -> None:
    found = approve_award(award=award(strict, 20_000), actor=second(strict))
    spend_money(award=found, amount=9_999, what="Wood", on=clock.today(), actor=strict.officer)
    with pytest.raises(Refused, match="Two people pay this"):
        spend_money(award=found, amount=1, what="Nails", on=clock.today(), actor=strict.officer)
    assert prepare_payment(award=found, amount=1, what="Nails", actor=strict.officer).state == "prepared"


def test_what_fails_or_comes_back_is_at_its_source_again(purse: Purse) -> None:
    found = award(purse, 20_000)
    first = prepare_payment(award=found, amount=8_000, what="Wood", actor=purse.officer)
    with pytest.raises(Refused, match="not enough left"):
        prepare_payment(award=found, amount=12_001, what="More", actor=purse.officer)
    fail_payment(payment=first, why="The bank knows no such account", actor=purse.officer)
    paid = prepare_payment(award=found, amount=20_000, what="Wood", actor=purse.officer)
    pay(payment=paid, on=clock.today(), actor=purse.officer)
    return_payment(payment=paid, why="The account is closed", actor=purse.officer)
    found.refresh_from_db()
    assert (found.left, found.spent, found.prepared) == (20_000, 0, 0)
    assert given_by_both(organisation=purse.run.town.organisation).public_pence == 0
    assert (held(purse), sound(purse)) == ((80_000, 0), True)


def test_a_payment_comes_straight_out_of_a_pot_too(strict: Purse) -> None:
    small = prepare_payment(pot=strict.pot, amount=9_999, what="Leaflets", actor=strict.officer)
    large = prepare_payment(pot=strict.pot, amount=1, what="Stamps", actor=strict.officer)
    assert (small.state, large.state, held(strict)) == ("approved", "prepared", (90_000, 10_000))
    pay(payment=small, on=clock.today(), actor=strict.officer)
    assert Pot.objects.get().account.balance == 90_000


def test_an_award_is_raised_and_lowered_by_transactions_of_their_own(strict: Purse) -> None:
    found = award(strict, 9_000)
    raised = vary_award(award=found, change=2_000, reason="Steel costs more", actor=strict.decider)
    assert (raised.state, raised.transaction) == ("proposed", None)
    with pytest.raises(Refused, match="second person"):
        approve_variation(variation=raised, actor=strict.decider)
    approve_variation(variation=raised, actor=second(strict))
    vary_award(award=found, change=-1_500, reason="One bench fewer", actor=strict.decider)
    other = vary_award(award=found, change=5_000, reason="A roof", actor=strict.decider)
    decline_variation(variation=other, actor=second(strict))
    found.refresh_from_db()
    assert (found.amount, found.varied, found.total, found.left) == (9_000, 500, 9_500, 9_500)
    assert [row.change for row in found.variations.filter(state="standing").order_by("id")] == [2_000, -1_500]
    with pytest.raises(Refused, match="under way"):
        vary_award(award=found, change=-9_501, reason="Less", actor=strict.decider)
    with pytest.raises(Refused, match="Say why"):
        vary_award(award=found, change=1, reason=" ", actor=strict.decider)
    assert (held(strict), sound(strict)) == ((90_500, 0), True)


def test_receipts_show_no_more_than_was_paid(purse: Purse) -> None:
    payment = spend_money(award=award(purse, 5_000), amount=4_000, what="Wood", on=clock.today(), actor=purse.officer)
    keep_receipt(payment=payment, what="Planks", amount=3_000, on=clock.today(), number="R-7", actor=purse.officer)
    with pytest.raises(Refused, match="more than was paid"):
        keep_receipt(payment=payment, what="Nails", amount=1_001, on=clock.today(), actor=purse.officer)
    with pytest.raises(NotAllowed):
        keep_receipt(payment=payment, what="Nails", amount=1, on=clock.today(), actor=purse.run.town.somebody)


def test_the_books_refuse_to_be_changed_whoever_writes(purse: Purse) -> None:
    award(purse, 5_000)
    entry, posted = Entry.objects.latest("id"), Transaction.objects.latest("id")
    attempts = [
        ("UPDATE core_entry SET amount = amount + 1 WHERE id = %s", entry.pk),
        ("DELETE FROM core_entry WHERE id = %s", entry.pk),
        ("UPDATE core_transaction SET what = 'x' WHERE id = %s", posted.pk),
        ("DELETE FROM core_transaction WHERE id = %s", posted.pk),
    ]
    for statement, key in attempts:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [_key(key)])


def _key(key: object) -> str:
    return str(key) if connection.vendor == "postgresql" else str(key).replace("-", "")


def test_a_transaction_is_taken_back_once_and_its_opposite_never(purse: Purse) -> None:
    posted = award(purse, 5_000).transaction
    opposite = reverse(posted=posted, why="A slip", actor=None)
    assert reverse(posted=posted, why="Again", actor=None) == opposite
    assert (opposite.reverses, held(purse)) == (posted, (100_000, 0))
    with pytest.raises(Refused, match="takes something back itself"):
        reverse(posted=opposite, why="No", actor=None)


def test_a_payment_needs_a_source_that_is_one(purse: Purse) -> None:
    with pytest.raises(ValueError, match="out of one award, one pot or one campaign"):
        prepare_payment(amount=1, what="Wood", actor=purse.officer)
    assert Payment.objects.count() == 0


def test_the_limit_is_met_by_reaching_it() -> None:
    assert [needs_two(amount=5, two_people_from=limit) for limit in (None, 0, 5, 6)] == [False, True, True, False]
