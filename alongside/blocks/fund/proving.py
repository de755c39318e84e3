"""What the block proves every night: its stored sums against the ledger and against its own rows."""

from django.db.models import Count, F, Q, Sum

from alongside.blocks.fund.models import Award, Campaign, Payment, Pledge, Pot, Receipt
from alongside.blocks.fund.models.pots import Agreed
from alongside.core.accounts.models import Entry
from alongside.core.organisations.models import Organisation

UNDER_WAY = (Payment.State.PREPARED, Payment.State.APPROVED)


def wrong_pots(organisation: Organisation) -> list[str]:
    """Return a line for each pot, award or payment whose stored sums are not what its entries and rows say."""
    parts = (_pots, _awards, _receipts, _campaigns)
    return [line for part in parts for line in part(organisation)]


def _pots(organisation: Organisation) -> list[str]:
    came_in = {
        row["account"]: row["all"]
        for row in Entry.objects.filter(
            organisation=organisation, account__key__startswith="pot:", transaction__key__startswith="ringfence:"
        )
        .values("account")
        .annotate(all=Sum("amount"))
        .order_by()
    }
    pots = Pot.objects.filter(organisation=organisation).values_list("pk", "account_id", "amount")
    return [
        f"pot {key}: says {amount}, {came_in.get(account, 0)} was set aside"
        for key, account, amount in pots
        if came_in.get(account, 0) != amount
    ]


def _awards(organisation: Organisation) -> list[str]:
    under_way, paid = Q(payments__state__in=UNDER_WAY), Q(payments__state=Payment.State.PAID)
    rows = Award.objects.filter(organisation=organisation).annotate(
        now_prepared=Sum("payments__amount", filter=under_way, default=0),
        now_spent=Sum("payments__amount", filter=paid, default=0),
    )
    wrong = rows.exclude(prepared=F("now_prepared"), spent=F("now_spent"))
    found = [f"award {row.pk}: its payments do not sum to what it says" for row in wrong]
    left = F("amount") + F("varied") - F("spent") - F("returned") - F("prepared")
    found += [
        f"award {row.pk}: its account does not hold what is left of it"
        for row in Award.objects.filter(organisation=organisation).exclude(account__balance=left)
    ]
    standing = Q(variations__state=Agreed.STANDING)
    varied = Award.objects.filter(organisation=organisation).annotate(
        now_varied=Sum("variations__change", filter=standing, default=0)
    )
    found += [f"award {row.pk}: its changes do not sum" for row in varied.exclude(varied=F("now_varied"))]
    return found


def _receipts(organisation: Organisation) -> list[str]:
    rows = Receipt.objects.filter(organisation=organisation).values("payment", "payment__amount")
    too_much = rows.annotate(all=Sum("amount")).filter(all__gt=F("payment__amount")).order_by()
    return [f"payment {row['payment']}: its receipts show more than was paid" for row in too_much]


def _campaigns(organisation: Organisation) -> list[str]:
    money, time = Q(pledges__kind="money"), Q(pledges__kind="time")
    counted = ~Q(pledges__state__in=["unconfirmed", "withdrawn"])
    open_or_reached = Campaign.objects.filter(organisation=organisation, state__in=["open", "reached"])
    rows = open_or_reached.annotate(
        now_pledged=Sum("pledges__amount", filter=money & counted, default=0),
        now_minutes=Sum("pledges__amount", filter=time & counted, default=0),
        now_collected=Sum("pledges__amount", filter=money & Q(pledges__state="given"), default=0),
    )
    agreeing = {
        "minutes_pledged": F("now_minutes"),
        "collected": F("now_collected"),
    }
    found = [f"campaign {row.pk}: its pledges do not sum" for row in rows.exclude(**agreeing)]
    found += [
        f"campaign {row.pk}: its pledges of money do not sum"
        for row in rows.filter(state="open").exclude(pledged=F("now_pledged"))
    ]
    paid = Q(collections__state="paid")
    twice = Pledge.objects.filter(organisation=organisation).annotate(times=Count("collections", filter=paid))
    found += [f"pledge {row.pk}: collected {row.times} times" for row in twice.filter(times__gt=1)]
    early = Pledge.objects.filter(organisation=organisation, collections__isnull=False).exclude(
        campaign__state="reached"
    )
    return found + [f"pledge {row.pk}: collected before its condition held" for row in early]
