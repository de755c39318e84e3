"""Writes that change an award: up or down, each with a reason and a transaction of its own."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions.awards import locked_award
from alongside.blocks.fund.actions.standing import check_second, check_words
from alongside.blocks.fund.models import Award, Variation
from alongside.blocks.fund.models.pots import Agreed
from alongside.blocks.fund.rules import needs_two
from alongside.core.accounts.actions import Line, post
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.kit.refused import Refused


@transaction.atomic
def vary_award(*, award: Award, change: int, reason: str, actor: Party | None) -> Variation:
    """Raise (`change` above 0, minor units) or lower an award, with the reason. Its first amount stays as it is.

    Where the award would then reach the pot's limit, the change waits for a second person (`approve_variation`);
    lowering never does. Act `fund.award`. Refuses more than the pot holds, and less than is spent or under way.
    """
    award = locked_award(award)
    require("fund.award", party=actor, initiative=award.pot.initiative)
    if award.state != Agreed.STANDING:
        raise Refused(_("The award itself waits for a second person."))
    if change == 0:
        raise Refused(_("Say by how much it changes."), "change")
    if change < 0 and award.left + change < 0:
        raise Refused(_("More than that is spent, or in payments under way."), "change")
    reason = check_words(reason, refusal=_("Say why it changes."), field="reason")[:500]
    waits = change > 0 and needs_two(amount=award.total + change, two_people_from=award.pot.two_people_from)
    if waits and actor is None:
        raise Refused(_("Two people award this: say who is the first."))
    variation = Variation.objects.create(
        organisation_id=award.organisation_id,
        award=award,
        change=change,
        reason=reason,
        state=Agreed.PROPOSED if waits else Agreed.STANDING,
        by=actor,
    )
    write_audit(act="vary_award", record=variation, actor=actor, after={"change": change, "waits": waits})
    return variation if waits else _book(award=award, variation=variation, actor=actor)


def _book(*, award: Award, variation: Variation, actor: Party | None) -> Variation:
    change = variation.change
    variation.transaction = post(
        organisation=award.pot.initiative.organisation,
        key=f"variation:{variation.pk}",
        what=variation.reason,
        actor=actor,
        because=award,
        lines=[
            Line(account=award.pot.account, amount=-change),
            Line(account=award.account, amount=change, contribution=award.contribution),
        ],
    )
    variation.save(update_fields=["transaction", "state", "approved_by"])
    Award.objects.filter(pk=award.pk).update(varied=F("varied") + change)
    return variation


def _waiting(variation: Variation) -> tuple[Award, Variation]:
    award = locked_award(variation.award)
    variation = Variation.objects.select_for_update().get(pk=variation.pk)
    if variation.state != Agreed.PROPOSED:
        raise Refused(_("It does not wait for a second person."))
    return award, variation


@transaction.atomic
def approve_variation(*, variation: Variation, actor: Party | None) -> Variation:
    """Approve a change as the second person; only now does its money leave the pot. Act `fund.approve`."""
    award, variation = _waiting(variation)
    require("fund.approve", party=actor, initiative=award.pot.initiative)
    variation.approved_by = check_second(first_id=variation.by_id, second=actor)
    variation.state = Agreed.STANDING
    write_audit(act="approve_variation", record=variation, actor=actor, after={"change": variation.change})
    return _book(award=award, variation=variation, actor=actor)


@transaction.atomic
def decline_variation(*, variation: Variation, actor: Party | None) -> Variation:
    """Say no to a change that waits; the award stays as it is. Act `fund.approve`."""
    award, variation = _waiting(variation)
    require("fund.approve", party=actor, initiative=award.pot.initiative)
    variation.state = Agreed.DECLINED
    variation.save(update_fields=["state"])
    write_audit(act="decline_variation", record=variation, actor=actor, after={"change": variation.change})
    return variation
