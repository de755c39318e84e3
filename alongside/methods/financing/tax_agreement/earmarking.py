"""Writes about the earmark: what comes in, what is spent on what, a resident's look, the account of the year."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.accounts.actions import Line, give, open_account, post
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import memberships_of, require
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.ids import uuid7
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.financing.tax_agreement import rules
from alongside.methods.financing.tax_agreement.models import Collected, Earmark, Purpose, Spent, Statement
from alongside.methods.financing.tax_agreement.queries import year_sums
from alongside.methods.financing.tax_agreement.voting import CURRENCY


def _check(*, earmark: Earmark, amount: int, on: date) -> None:
    if amount <= 0 or amount > 10**13:
        raise Refused(_("Give an amount above nothing."), "amount")
    if on > clock.today(zone=earmark.base.initiative.organisation.time_zone):
        raise Refused(_("Money cannot move in the future."), "on")
    if Statement.objects.filter(
        organisation_id=earmark.organisation_id, earmark=earmark, year__gte=rules.year_of(on)
    ).exists():
        raise Refused(_("The account of that year is published. Write it down in the year after it."), "on")


@transaction.atomic
def collect(*, earmark: Earmark, amount: int, on: date, actor: Party) -> Collected:
    """Write down extra tax that came in: it stands on the earmark's own account from then on."""
    initiative = earmark.base.initiative
    require("tax.account", party=actor, initiative=initiative)
    Earmark.objects.select_for_update().get(pk=earmark.pk)
    _check(earmark=earmark, amount=amount, on=on)
    payers = open_account(
        organisation=initiative.organisation,
        key=f"tax:{initiative.pk}",
        name=_("Extra tax paid by everybody"),
        unit="money",
        initiative=initiative,
        side="citizen",
        currency=CURRENCY,
        ceiling=0,
    )
    posted = post(
        organisation=initiative.organisation,
        key=f"collected:{uuid7()}",
        what=_("Extra tax, set apart"),
        lines=[Line(account=payers, amount=-amount), Line(account=earmark.account, amount=amount)],
        actor=actor,
        because=earmark,
    )
    collected = Collected.objects.create(
        organisation_id=earmark.organisation_id, earmark=earmark, amount=amount, on=on, transaction=posted, by=actor
    )
    write_audit(act="collect", record=collected, actor=actor, after={"amount": amount})
    return collected


def _earmark_for(purpose: Purpose) -> Earmark:
    """Return the earmark that a purpose belongs to, under a lock; refuse a purpose of an option that was not taken."""
    earmark = (
        Earmark.objects.select_for_update(of=("self",))
        .select_related("base__initiative__organisation", "account")
        .filter(organisation_id=purpose.organisation_id, option=purpose.option_id)
        .first()
    )
    if earmark is None:
        raise Refused(_("No money is set apart for this."), "purpose")
    return earmark


@transaction.atomic
# long: it names its keyword arguments one to a line
def spend(*, purpose: Purpose, amount: int, what: str, on: date, actor: Party) -> Spent:
    """Write down a payment from the earmark for one of the purposes that were promised.

    Refuses a purpose of another option, and more than stands in the account: the ledger's own limit.
    """
    earmark = _earmark_for(purpose)
    initiative = earmark.base.initiative
    require("tax.account", party=actor, initiative=initiative)
    _check(earmark=earmark, amount=amount, on=on)
    if not what.strip():
        raise Refused(_("Say what was paid for."), "what")
    paid = open_account(
        organisation=initiative.organisation,
        key=f"earmark-paid:{purpose.pk}",
        name=purpose.what,
        unit="money",
        initiative=initiative,
        side="public",
        currency=CURRENCY,
        floor=0,
    )
    key = f"earmark-spend:{uuid7()}"
    posted = post(
        organisation=initiative.organisation,
        key=key,
        what=what.strip(),
        lines=[Line(account=earmark.account, amount=-amount), Line(account=paid, amount=amount)],
        actor=actor,
        because=earmark,
    )
    give(
        initiative=initiative,
        side="public",
        unit="money",
        amount=amount,
        what=what.strip(),
        key=f"given:{key}",
        actor=actor,
        currency=CURRENCY,
    )
    spent = Spent.objects.create(
        organisation_id=earmark.organisation_id,
        purpose=purpose,
        amount=amount,
        what=what.strip()[:200],
        on=on,
        transaction=posted,
        by=actor,
    )
    write_audit(act="spend", record=spent, actor=actor, after={"amount": amount})
    return spent


@transaction.atomic
def check_payment(*, spent: Spent, actor: Party, doubt: str = "") -> Spent:
    """Say, as a resident, that a payment is for what was promised, or why one doubts it; shown to everybody."""
    initiative = spent.purpose.option.base.initiative
    require("tax.check", party=actor, initiative=initiative)
    if "citizen" not in {one.side for one in memberships_of(party=actor, initiative=initiative)}:
        raise NotAllowed(_("Payments are looked at by the residents’ side."))
    spent.checked_by, spent.doubt = actor, doubt.strip()[:300]
    spent.save(update_fields=["checked_by", "doubt"])
    write_audit(act="check_payment", record=spent, actor=actor, after={"doubt": bool(doubt.strip())})
    return spent


@transaction.atomic
# long: one refusal after the other
def publish_statement(*, earmark: Earmark, year: int, words: str, actor: Party) -> Statement:
    """Publish the account of a financial year that is over; it never changes.

    Refuses a year that is not over, twice, out of order, without words, and a payment that no resident looked at.
    """
    initiative = earmark.base.initiative
    require("tax.account", party=actor, initiative=initiative)
    Earmark.objects.select_for_update().get(pk=earmark.pk)
    if clock.today(zone=initiative.organisation.time_zone) <= date(year + 1, 3, 31):
        raise Refused(_("That year is not over yet."), "year")
    rows = Statement.objects.filter(organisation_id=earmark.organisation_id, earmark=earmark)
    if rows.filter(year__gte=year).exists():
        raise Refused(_("The account of that year, or of a later one, is published."), "year")
    if not words.strip():
        raise Refused(_("Say in a few sentences what the money did, and what it did not."), "words")
    sums = year_sums(earmark, year)
    if not sums.opening + sums.collected:
        raise Refused(_("No money came in by the end of that year."), "year")
    unseen = Spent.objects.filter(
        organisation_id=earmark.organisation_id,
        purpose__option__earmark=earmark,
        on__lte=date(year + 1, 3, 31),
        checked_by__isnull=True,
    ).count()
    if unseen:
        raise Refused(
            ngettext(
                "%(count)s payment has not been looked at by a resident yet.",
                "%(count)s payments have not been looked at by a resident yet.",
                unseen,
            )
            % {"count": unseen},
            "year",
        )
    statement = Statement.objects.create(
        organisation_id=earmark.organisation_id,
        earmark=earmark,
        year=year,
        opening=sums.opening,
        collected=sums.collected,
        spent=[list(pair) for pair in sums.spent],
        left=sums.left,
        words=words.strip(),
        by=actor,
    )
    write_audit(act="publish_statement", record=statement, actor=actor, after={"year": year, "left": sums.left})
    return statement
