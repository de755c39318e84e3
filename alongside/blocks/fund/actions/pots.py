"""Writes about pots: setting money aside, and how many people it takes to let it go."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions.standing import check_words, money_account, pot_key
from alongside.blocks.fund.models import Pot
from alongside.core.accounts.actions import Line, post
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.threads.actions import tie
from alongside.kit.ids import uuid7
from alongside.kit.refused import Refused

__all__ = ["pot_key", "require_two_people", "ringfence_pot"]


@transaction.atomic
# long: it names its keyword arguments one to a line
def ringfence_pot(
    *,
    initiative: Initiative,
    amount: int,
    source: str,
    actor: Party | None,
    currency: str = "GBP",
    two_people_from: int | None = None,
) -> Pot:
    """Set money aside (minor units) that nobody can spend on anything else; again, it adds to the pot.

    `two_people_from` is for a new pot: from that amount on, two people approve and two pay; 0 for always, None for
    never. `require_two_people` changes it later. Act `fund.ringfence`. Refuses an amount that is not above nothing,
    a missing source, another currency than the pot's.
    """
    require("fund.ringfence", party=actor, initiative=initiative)
    if amount <= 0:
        raise Refused(_("Set aside an amount above nothing."), "amount")
    source = check_words(source, refusal=_("Say which budget it comes from."), field="source")
    name = _("Pot of %(title)s") % {"title": initiative.title}
    account = money_account(initiative=initiative, key=pot_key(initiative), name=name, currency=currency, floor=0)
    pot, created = Pot.objects.get_or_create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        defaults={
            "account": account,
            "currency": currency,
            "amount": 0,
            "source": source[:200],
            "two_people_from": two_people_from,
            "by": actor,
        },
    )
    if pot.currency != currency:
        raise Refused(_("The pot is in another currency."), "currency")
    budget = money_account(
        initiative=initiative, key=f"budget:{initiative.pk}", name=source, currency=currency, ceiling=0
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
def require_two_people(*, pot: Pot, amount: int | None, actor: Party | None) -> Pot:
    """Say from which amount (minor units) on two people approve and two pay: 0 for always, None for never.

    It holds for what is awarded and prepared from now on. Act `fund.ringfence`.
    """
    require("fund.ringfence", party=actor, initiative=pot.initiative)
    if amount is not None and amount < 0:
        raise Refused(_("Give an amount, or leave it empty."), "two_people_from")
    before, pot.two_people_from = pot.two_people_from, amount
    pot.save(update_fields=["two_people_from"])
    write_audit(act="require_two_people", record=pot, actor=actor, before={"from": before}, after={"from": amount})
    return pot
