"""Writes about pots: setting money aside, awarding it, spending it. All of it stands on the ledger of the core."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.blocks.fund.models import Award, Pot, Spend
from alongside.core.accounts.actions import Line, give, open_account, post
from alongside.core.accounts.models import Account
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.threads.actions import tie
from alongside.kit import clock
from alongside.kit.ids import uuid7
from alongside.kit.refused import Refused


def pot_key(initiative: Initiative) -> str:
    """Return the key of the pot's account; the gate `pot_ringfenced` looks for it on the ledger."""
    return f"pot:{initiative.pk}"


def _account(
    *, initiative: Initiative, key: str, name: str, currency: str, floor: int | None = None, ceiling: int | None = None
) -> Account:
    """Return an account in money of the public side of an initiative."""
    return open_account(
        organisation=initiative.organisation,
        key=key,
        name=name[:200],
        unit="money",
        initiative=initiative,
        side="public",
        currency=currency,
        floor=floor,
        ceiling=ceiling,
    )


@transaction.atomic
# long: it names its keyword arguments one to a line
def ringfence_pot(
    *, initiative: Initiative, amount: int, source: str, actor: Party | None, currency: str = "GBP"
) -> Pot:
    """Set money aside (minor units) that nobody can spend on anything else; again, it adds to the pot."""
    require("fund.ringfence", party=actor, initiative=initiative)
    if amount <= 0:
        raise Refused(_("Set aside an amount above nothing."), "amount")
    if not source.strip():
        raise Refused(_("Say which budget it comes from."), "source")
    name = _("Pot of %(title)s") % {"title": initiative.title}
    account = _account(initiative=initiative, key=pot_key(initiative), name=name, currency=currency, floor=0)
    pot, created = Pot.objects.get_or_create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        defaults={"account": account, "currency": currency, "amount": 0, "source": source.strip()[:200], "by": actor},
    )
    if pot.currency != currency:
        raise Refused(_("The pot is in another currency."), "currency")
    budget = _account(
        initiative=initiative, key=f"budget:{initiative.pk}", name=source.strip(), currency=currency, ceiling=0
    )
    posted = post(
        organisation=initiative.organisation,
        key=f"ringfence:{pot.pk}:{uuid7()}",
        what=_("Set aside for %(title)s") % {"title": initiative.title},
        lines=[Line(account=budget, amount=-amount), Line(account=account, amount=amount)],
        actor=actor,
        because=pot,
    )
    Pot.objects.filter(pk=pot.pk).update(amount=F("amount") + amount)
    pot.refresh_from_db()
    if created:
        tie(source=initiative, target=pot, relation="became")
    write_audit(act="ringfence_pot", record=pot, actor=actor, after={"amount": amount, "posted": str(posted.pk)})
    return pot


@transaction.atomic
# long: it names its keyword arguments one to a line
def award_money(*, pot: Pot, contribution: Contribution, title: str, amount: int, actor: Party | None) -> Award:
    """Award money from a pot to a contribution, once. Awards never exceed the pot, under any concurrency (rule 10)."""
    require("fund.award", party=actor, initiative=pot.initiative)
    if amount <= 0:
        raise Refused(_("Award an amount above nothing."), "amount")
    if contribution.initiative_id != pot.initiative_id:
        raise Refused(_("This belongs to another initiative."), "contribution")
    key = f"award:{contribution.pk}"
    account = _account(initiative=pot.initiative, key=key, name=title, currency=pot.currency, floor=0)
    if (
        account.balance
        or Award.objects.filter(organisation_id=pot.organisation_id, pot=pot, contribution=contribution).exists()
    ):
        raise Refused(_("It has its award already."), "contribution")
    posted = post(
        organisation=pot.initiative.organisation,
        key=f"award:{contribution.pk}",
        what=title,
        lines=[
            Line(account=pot.account, amount=-amount),
            Line(account=account, amount=amount, contribution=contribution),
        ],
        actor=actor,
        because=contribution,
    )
    try:
        with transaction.atomic():
            award = Award.objects.create(
                organisation_id=pot.organisation_id,
                pot=pot,
                contribution=contribution,
                title=title[:300],
                amount=amount,
                account=account,
                transaction=posted,
                by=actor,
            )
    except IntegrityError:
        raise Refused(_("It has its award already."), "contribution") from None
    write_audit(act="award_money", record=award, actor=actor, after={"amount": amount})
    return award


def _locked(award: Award) -> Award:
    return (
        Award.objects.select_for_update(of=("self",))
        .select_related("pot__initiative__organisation", "account")
        .get(pk=award.pk)
    )


@transaction.atomic
# long: it names its keyword arguments one to a line
def spend_money(*, award: Award, amount: int, what: str, on: date, actor: Party | None) -> Spend:
    """Write down a payment against an award; more than was awarded is refused by the ledger."""
    award = _locked(award)
    initiative = award.pot.initiative
    require("initiative.manage", party=actor, initiative=initiative)
    if amount <= 0:
        raise Refused(_("Give an amount above nothing."), "amount")
    if not what.strip():
        raise Refused(_("Say what was paid for."), "what")
    if on > clock.today(zone=initiative.organisation.time_zone):
        raise Refused(_("A payment cannot come from the future."), "on")
    currency = award.pot.currency
    paid = _account(initiative=initiative, key=f"paid:{initiative.pk}", name=_("Paid out"), currency=currency, floor=0)
    key = f"spend:{uuid7()}"
    posted = post(
        organisation=initiative.organisation,
        key=key,
        what=what.strip(),
        actor=actor,
        because=award.contribution,
        lines=[Line(account=award.account, amount=-amount), Line(account=paid, amount=amount)],
    )
    # What the public side has really paid out is what it gave; money that only lies in a pot is not given yet.
    give(
        initiative=initiative,
        side="public",
        unit="money",
        amount=amount,
        what=what.strip(),
        key=f"given:{key}",
        actor=actor,
        contribution=award.contribution,
        currency=currency,
    )
    spend = Spend.objects.create(
        organisation_id=award.organisation_id,
        award=award,
        amount=amount,
        what=what.strip()[:200],
        on=on,
        transaction=posted,
        by=actor,
    )
    Award.objects.filter(pk=award.pk).update(spent=F("spent") + amount)
    write_audit(act="spend_money", record=spend, actor=actor, after={"amount": amount})
    return spend


@transaction.atomic
def return_rest(*, award: Award, why: str, actor: Party | None) -> Award:
    """Put what an award did not need back into the pot."""
    award = _locked(award)
    require("initiative.manage", party=actor, initiative=award.pot.initiative)
    rest = award.left
    if rest <= 0:
        raise Refused(_("Nothing is left of it."))
    if not why.strip():
        raise Refused(_("Say why it is not needed."), "why")
    pot = Account.objects.get(pk=award.pot.account_id)
    post(
        organisation=award.pot.initiative.organisation,
        key=f"return:{award.pk}",
        what=why.strip(),
        actor=actor,
        because=award.contribution,
        lines=[Line(account=award.account, amount=-rest), Line(account=pot, amount=rest)],
    )
    Award.objects.filter(pk=award.pk).update(returned=F("returned") + rest)
    write_audit(act="return_rest", record=award, actor=actor, after={"amount": rest})
    award.refresh_from_db()
    return award
