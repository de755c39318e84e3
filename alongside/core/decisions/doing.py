"""Writes about what was promised in a decision: done, explained, confirmed by the other side."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.decisions.events import ActionConfirmed, ActionDone, ActionReturned
from alongside.core.decisions.models import Action, Decision
from alongside.core.initiatives.models import Membership
from alongside.core.initiatives.permissions import memberships_of
from alongside.core.people.models import Party
from alongside.kit import clock, events
from alongside.kit.refused import NotAllowed, Refused


def _locked(action: Action) -> Action:
    action = (
        Action.objects.select_for_update(of=("self",))
        .select_related("owner", "decision__question__initiative")
        .get(pk=action.pk)
    )
    if action.decision.state == Decision.State.DRAFT:
        raise Refused(_("This is not promised yet: its decision is a draft."))
    return action


def _require_owners_side(*, action: Action, actor: Party) -> None:
    mine = memberships_of(party=actor, initiative=action.decision.question.initiative)
    if not any(membership.side == action.owner.side for membership in mine):
        raise NotAllowed(_("This is for the side that promised it to say."))


@transaction.atomic
def do_action(*, action: Action, proof: str, actor: Party, proof_file: Any = "") -> Action:
    """Say that what was promised is done, with proof that the other side can look at."""
    action = _locked(action)
    _require_owners_side(action=action, actor=actor)
    if action.done_at:
        raise Refused(_("It was done already."))
    if not proof.strip():
        raise Refused(_("Say how others can see that it is done."), "proof")
    action.done_at, action.proof, action.proof_file = clock.now(), proof.strip(), proof_file
    action.save(update_fields=["done_at", "proof", "proof_file"])
    write_audit(act="do_action", record=action, actor=actor, after={"done": True})
    events.tell(ActionDone(action=action))
    return action


@transaction.atomic
def explain_action(*, action: Action, why: str, actor: Party) -> Action:
    """Say why something that was promised will not be done; it stays in sight."""
    action = _locked(action)
    _require_owners_side(action=action, actor=actor)
    if action.done_at:
        raise Refused(_("It was done already."))
    if not why.strip():
        raise Refused(_("Say why, to those who counted on it."), "why")
    action.explained = why.strip()
    action.save(update_fields=["explained"])
    write_audit(act="explain_action", record=action, actor=actor, after={"explained": True})
    return action


def _of_other_side(*, action: Action, actor: Party) -> Membership:
    mine = memberships_of(party=actor, initiative=action.decision.question.initiative)
    others = [membership for membership in mine if membership.side != action.owner.side]
    if not others:
        raise NotAllowed(_("It is for somebody of the other side to say whether it is done."))
    return others[0]


@transaction.atomic
def confirm_action(*, action: Action, actor: Party) -> Action:
    """Confirm for the other side that it is done."""
    action = _locked(action)
    if action.done_at is None:
        raise Refused(_("Nobody has said yet that it is done."))
    if action.confirmed_at:
        raise Refused(_("It was confirmed already."))
    action.confirmed_by, action.confirmed_at = _of_other_side(action=action, actor=actor), clock.now()
    action.save(update_fields=["confirmed_by", "confirmed_at"])
    write_audit(act="confirm_action", record=action, actor=actor, after={"confirmed": True})
    events.tell(ActionConfirmed(action=action))
    return action


@transaction.atomic
def return_action(*, action: Action, why: str, actor: Party) -> Action:
    """Say for the other side that it is not done, and why: it goes back to its owner, and is late once its day is past.

    Refuses what nobody said was done, what was confirmed, and whoever gives no reason or is not of the other side.
    """
    action = _locked(action)
    if action.done_at is None:
        raise Refused(_("Nobody has said yet that it is done."))
    if action.confirmed_at:
        raise Refused(_("It was confirmed already."))
    membership = _of_other_side(action=action, actor=actor)
    if not why.strip():
        raise Refused(_("Say what is missing, so that it can be put right."), "why")
    said_done = action.done_at
    action.done_at, action.returned_at, action.returned_by = None, clock.now(), membership
    action.returned_why, action.return_count = why.strip(), action.return_count + 1
    action.save(update_fields=["done_at", "returned_at", "returned_by", "returned_why", "return_count"])
    write_audit(
        act="return_action",
        record=action,
        actor=actor,
        before={"done_at": said_done.isoformat()},
        after={"returned": action.return_count},
    )
    events.tell(ActionReturned(action=action))
    return action
