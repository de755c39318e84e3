"""Writes to the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.core.accounts.models import Account, Entry, Transaction
from alongside.core.audit.actions import write_audit
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.threads.actions import tie
from alongside.kit import clock
from alongside.kit.refused import Refused


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line to be posted: minutes or minor units on an account; what comes in is positive."""

    account: Account
    amount: int
    contribution: Any = None


def open_account(
    *, organisation: Organisation, key: str, name: str, unit: str, actor: Party | None = None, **details: Any
) -> Account:
    """Return the account of that key, opening it where there is none. `details` are columns of Account."""
    accounts = Account.objects.filter(organisation=organisation, key=key)
    if found := accounts.first():
        return found
    try:
        with transaction.atomic():
            account = Account.objects.create(organisation=organisation, key=key, name=name, unit=unit, **details)
            write_audit(act="open_account", record=account, actor=actor, after={"key": key, "unit": unit})
    except IntegrityError:
        if raced := accounts.first():
            return raced
        raise
    return account


# long: it names its keyword arguments one to a line
def post(
    *,
    organisation: Organisation,
    key: str,
    what: str,
    lines: Sequence[Line],
    actor: Party | None,
    because: Any = None,
    reverses: Transaction | None = None,
) -> Transaction:
    """Post a balanced transaction (rule 10). `key` names what it counts: posting it twice returns the first.

    `because` is the record (a decision, an award) that it came out of. Refuses lines that do not sum to zero in
    each unit and currency, and a balance outside its account's limits; the database refuses both as well.
    """
    known = Transaction.objects.filter(organisation=organisation, key=key).first()
    if known:
        return known
    sums: dict[tuple[str, str], int] = {}
    for line in lines:
        unit = (line.account.unit, line.account.currency)
        sums[unit] = sums.get(unit, 0) + line.amount
    if not lines or any(sums.values()):
        raise Refused(_("What goes out of one account must come into another: the lines do not balance."))
    try:
        with transaction.atomic():
            posted = _write(organisation=organisation, key=key, what=what, lines=lines, reverses=reverses)
            if because is not None:
                tie(source=because, target=posted, relation="paid")
            write_audit(act="post", record=posted, actor=actor, after={"key": key, "lines": len(lines)})
    except IntegrityError as problem:
        raced = Transaction.objects.filter(organisation=organisation, key=key).first()
        if raced:
            return raced
        raise Refused(_("There is not enough left for this: it would pass the limit of an account.")) from problem
    return posted


def _write(
    *, organisation: Organisation, key: str, what: str, lines: Sequence[Line], reverses: Transaction | None
) -> Transaction:
    posted = Transaction.objects.create(
        organisation=organisation, key=key, what=what[:300], at=clock.now(), reverses=reverses
    )
    # In the order of their ids, so that two transactions over the same accounts never wait for each other.
    for line in sorted(lines, key=lambda line: line.account.pk):
        Account.objects.filter(pk=line.account.pk).update(balance=F("balance") + line.amount)
    Entry.objects.bulk_create(
        Entry(
            organisation=organisation,
            transaction=posted,
            account=line.account,
            amount=line.amount,
            contribution=line.contribution,
        )
        for line in lines
    )
    posted.posted_at = clock.now()
    posted.save(update_fields=["posted_at"])
    return posted


@transaction.atomic
def reverse(*, posted: Transaction, why: str, actor: Party | None) -> Transaction:
    """Undo a transaction by its opposite, once; the first one stays in the books. Twice returns the first opposite.

    Refuses without a reason, for what is itself an opposite, and where an account would pass its limit.
    """
    if not why.strip():
        raise Refused(_("Say why it is taken back."), "why")
    if posted.reverses_id:
        raise Refused(_("This takes something back itself; post it anew instead."))
    lines = [
        Line(account=entry.account, amount=-entry.amount, contribution=entry.contribution)
        for entry in posted.entries.select_related("account", "contribution")
    ]
    opposite = post(
        organisation=posted.organisation,
        key=f"reverse:{posted.pk}",
        what=why.strip(),
        lines=lines,
        actor=actor,
        because=posted,
        reverses=posted,
    )
    return opposite


# long: it names its keyword arguments one to a line
@transaction.atomic
def give(
    *,
    initiative: Any,
    side: str,
    unit: str,
    amount: int,
    what: str,
    key: str,
    actor: Party | None,
    contribution: Any = None,
    currency: str = "GBP",
) -> Transaction:
    """Book what one side gave to an initiative: minutes or minor units of money, from that side, never netted."""
    if amount <= 0:
        raise Refused(_("Give an amount above nothing."), "amount")
    currency = currency if unit == "money" else ""
    giver = open_account(
        organisation=initiative.organisation,
        key=f"from:{side}:{unit}:{initiative.pk}",
        name=_("Given by residents") if side == "citizen" else _("Given by the public side"),
        unit=unit,
        initiative=initiative,
        side=side,
        ceiling=0,
        currency=currency,
    )
    given = open_account(
        organisation=initiative.organisation,
        key=f"given:{side}:{unit}:{initiative.pk}",
        name=_("What residents gave") if side == "citizen" else _("What the public side gave"),
        unit=unit,
        initiative=initiative,
        side=side,
        floor=0,
        currency=currency,
    )
    return post(
        organisation=initiative.organisation,
        key=key,
        what=what,
        actor=actor,
        because=contribution,
        lines=[
            Line(account=giver, amount=-amount, contribution=contribution),
            Line(account=given, amount=amount, contribution=contribution),
        ],
    )
