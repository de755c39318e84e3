"""Reads about the ledger that are used more than once."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Sum

from alongside.core.accounts.models import Account, Entry, Transaction
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation


@dataclass(frozen=True)
class Given:
    """What both sides gave: minutes and minor units of money, side by side, never netted."""

    public_minutes: int = 0
    public_pence: int = 0
    citizen_minutes: int = 0
    citizen_pence: int = 0


def given_by_both(
    *, organisation: Organisation, initiative: Initiative | None = None, service_id: UUID | None = None
) -> Given:
    """Return what both sides gave to an initiative, to a service, or in the whole organisation."""
    accounts = Account.objects.filter(organisation=organisation, key__startswith="given:")
    if initiative:
        accounts = accounts.filter(initiative=initiative)
    if service_id:
        accounts = accounts.filter(initiative__service_id=service_id)
    sums = {
        (row["side"], row["unit"]): row["total"]
        for row in accounts.values("side", "unit").annotate(total=Sum("balance")).order_by()
    }
    return Given(
        public_minutes=sums.get(("public", "minutes"), 0),
        public_pence=sums.get(("public", "money"), 0),
        citizen_minutes=sums.get(("citizen", "minutes"), 0),
        citizen_pence=sums.get(("citizen", "money"), 0),
    )


def wrong_balances(organisation: Organisation) -> list[Account]:
    """Return the accounts whose stored balance is not the sum of their entries: the nightly proof expects none."""
    accounts = Account.objects.filter(organisation=organisation).annotate(recounted=Sum("entries__amount", default=0))
    return list(accounts.exclude(balance=F("recounted")))


def unbalanced_transactions(organisation: Organisation) -> list[Transaction]:
    """Return posted transactions that do not sum to zero in a unit, and unposted ones: both must be none."""
    wrong = (
        Entry.objects.filter(organisation=organisation)
        .values("transaction", "account__unit", "account__currency")
        .annotate(total=Sum("amount"))
        .exclude(total=0)
        .values("transaction")
    )
    ones = Transaction.objects.filter(organisation=organisation)
    return list(ones.filter(pk__in=wrong) | ones.filter(posted_at__isnull=True))
