"""The statement of an account over a period: what it opened with, each line with the balance after it, the closing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Sum

from alongside.core.accounts.models import Account, Entry


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """One entry: minutes or minor units, what comes in is positive; `balance` is what stood there after it."""

    id: UUID
    day: date
    what: str
    amount: int
    balance: int
    takes_back: bool


@dataclass(frozen=True, kw_only=True)
class Statement:
    """An account from `since` to `until`, both days included, in the organisation's time zone."""

    account: Account
    since: date
    until: date
    opening: int
    lines: tuple[StatementLine, ...]

    @property
    def closing(self) -> int:
        """The balance at the end of the last day."""
        return self.lines[-1].balance if self.lines else self.opening

    @property
    def came_in(self) -> int:
        """The sum of what came in."""
        return sum(line.amount for line in self.lines if line.amount > 0)

    @property
    def went_out(self) -> int:
        """The sum of what went out, as a number that is not negative."""
        return -sum(line.amount for line in self.lines if line.amount < 0)


def statement(*, account: Account, since: date, until: date) -> Statement:
    """Return the statement of an account. Raises ValueError where the period ends before it begins."""
    if until < since:
        raise ValueError("A period ends after it begins.")
    zone = ZoneInfo(account.organisation.time_zone)
    begins = datetime.combine(since, time(0), tzinfo=zone)
    ends = datetime.combine(until + timedelta(days=1), time(0), tzinfo=zone)
    rows = Entry.objects.filter(organisation_id=account.organisation_id, account=account)
    opening = int(rows.filter(transaction__at__lt=begins).aggregate(all=Sum("amount", default=0))["all"])
    inside = rows.filter(transaction__at__gte=begins, transaction__at__lt=ends)
    entries = inside.select_related("transaction").order_by("transaction__at", "id")
    return Statement(
        account=account, since=since, until=until, opening=opening, lines=tuple(_lines(entries, opening, zone))
    )


def _lines(entries: object, opening: int, zone: ZoneInfo) -> Iterator[StatementLine]:
    balance = opening
    for entry in entries:  # type: ignore[attr-defined]  # a query of Entry
        balance += entry.amount
        yield StatementLine(
            id=entry.pk,
            day=entry.transaction.at.astimezone(zone).date(),
            what=entry.transaction.what,
            amount=entry.amount,
            balance=balance,
            takes_back=entry.transaction.reverses_id is not None,
        )
