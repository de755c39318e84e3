"""Statements, books that are taken out, and the proof: over a life of transactions, some taken back."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.core.accounts.actions import Line, open_account, post, reverse
from alongside.core.accounts.books import Books, as_beancount, as_csv
from alongside.core.accounts.models import Account, LedgerProof
from alongside.core.accounts.proving import findings, prove
from alongside.core.accounts.statements import statement
from alongside.core.messages.models import Message
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.kit import clock
from alongside.kit.triggers import lifted
from alongside.standards.tests.test_beancount import prove as prove_text

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def organisation(db: None) -> Organisation:
    return Organisation.objects.create(slug="books", name="Books Council")


def account(organisation: Organisation, key: str, unit: str = "money") -> Account:
    return open_account(
        organisation=organisation, key=key, name=f"Account {key}", unit=unit, currency="GBP" if unit == "money" else ""
    )


def live(organisation: Organisation, steps: list[tuple[int, int, bool]]) -> Account:
    """Post one transaction for each step (days later, amount, taken back at once), and return the pot."""
    pot, budget = account(organisation, "pot:x"), account(organisation, "budget:x")
    hours, givers = account(organisation, "given:x", "minutes"), account(organisation, "from:x", "minutes")
    day = 0
    for at, (later, amount, back) in enumerate(steps):
        day += later
        with clock.at(START + timedelta(days=day, seconds=at)):
            posted = post(
                organisation=organisation,
                key=f"step:{at}",
                what=f"=Step {at}",
                actor=None,
                lines=[
                    Line(account=pot, amount=amount),
                    Line(account=budget, amount=-amount),
                    Line(account=hours, amount=at + 1),
                    Line(account=givers, amount=-at - 1),
                ],
            )
            if back:
                reverse(posted=posted, why="A slip", actor=None)
    return Account.objects.get(pk=pot.pk)


STEPS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(-(10**12), 10**12).filter(bool), st.booleans()), min_size=1, max_size=8
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, cut=st.integers(0, 160))
def test_statements_join_without_a_gap_and_end_where_the_account_stands(
    organisation: Organisation, steps: list[tuple[int, int, bool]], cut: int
) -> None:
    with emptied():
        pot = live(organisation, steps)
        middle = START.date() + timedelta(days=cut)
        first = statement(account=pot, since=START.date(), until=middle)
        second = statement(account=pot, since=middle + timedelta(days=1), until=date(2027, 1, 1))
        assert (first.opening, second.opening, second.closing) == (0, first.closing, pot.balance)
        assert first.came_in - first.went_out == first.closing
        balances = prove_text("".join(as_beancount(Books(organisation=organisation))))
        assert sorted(value for name, value in balances.items() if "Pot" in name) == [Decimal(pot.balance) / 100]
        rows = list(csv.DictReader(io.StringIO("".join(as_csv(Books(organisation=organisation))))))
        assert sum(int(row["amount"]) for row in rows if row["account"] == "pot:x") == pot.balance
        assert {row["what"][0] for row in rows if row["what"] != "A slip"} == {"'"}
        assert findings(organisation) == []


@contextmanager
def emptied() -> Iterator[None]:
    """Each example begins with empty books."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def test_a_period_that_ends_before_it_begins_is_an_error(organisation: Organisation) -> None:
    with pytest.raises(ValueError, match="ends after"):
        statement(account=account(organisation, "pot:x"), since=date(2026, 2, 1), until=date(2026, 1, 1))


def test_a_day_belongs_to_the_organisation_s_zone(organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(time_zone="Pacific/Auckland")
    organisation.refresh_from_db()
    pot = live(organisation, [(0, 5, False)])  # noon in UTC is the next day there
    assert [line.day for line in statement(account=pot, since=date(2026, 1, 1), until=date(2026, 1, 9)).lines] == [
        date(2026, 1, 2)
    ]
    assert statement(account=pot, since=date(2026, 1, 1), until=date(2026, 1, 1)).closing == 0


def test_what_somebody_wrote_past_the_software_reaches_the_administrators_once_a_day(
    organisation: Organisation,
) -> None:
    boss = add_party(organisation=organisation, name="Boss", email="boss@example.org")
    appoint(party=boss, role="administrator", actor=None)
    pot = live(organisation, [(0, 500, False)])
    assert (prove(organisation).wrong_count, Message.objects.count()) == (0, 0)
    Account.objects.filter(pk=pot.pk).update(balance=501)
    first, second = prove(organisation), prove(organisation)
    assert first.findings == ["balance of pot:x: stored 501, its entries sum to 500"] == second.findings
    assert [(one.party, one.key.split(":")[0]) for one in Message.objects.all()] == [(boss, "ledger")]
    assert LedgerProof.objects.count() == 3


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="lifting triggers is for SQLite; the check itself is the same"
)
def test_an_entry_that_was_changed_in_the_file_is_found_twice(organisation: Organisation) -> None:
    live(organisation, [(0, 500, False)])
    with lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE core_entry SET amount = 499 WHERE amount = 500")
    assert findings(organisation) == [
        "balance of pot:x: stored 500, its entries sum to 499",
        "transaction step:0 does not balance",
    ]
