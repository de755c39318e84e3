"""Writes about who is in an initiative and what each side promises: the charter."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.methods import Role
from alongside.core.initiatives.models import Commitment, Initiative, Membership
from alongside.core.initiatives.permissions import memberships_of, require
from alongside.core.initiatives.queries import accepted_commitments
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused


def _require_own(*, membership: Membership, actor: Party | None) -> None:
    """Let people speak for themselves; for somebody else only who manages the initiative, or the system, does."""
    if actor is not None and actor.pk != membership.party_id:
        require("initiative.manage", party=actor, initiative=membership.initiative)


@transaction.atomic
def add_member(
    *, initiative: Initiative, party: Party, role: str, actor: Party | None, named_publicly: bool = False
) -> Membership:
    """Give a party a role in an initiative from now on; its side is the one that the method gives the role.

    Refuses a role that the method does not have, and a party of another organisation. Twice is the same as once.
    """
    if actor is not None:
        require("initiative.manage", party=actor, initiative=initiative)
    if party.organisation_id != initiative.organisation_id or party.erased_at:
        raise Refused(_("This person is not here."), "party")
    try:
        side = initiative.method.role(role).side
    except KeyError:
        raise Refused(_("This method has no role of that name."), "role") from None
    membership, created = Membership.objects.get_or_create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        party=party,
        role=role,
        valid_to=None,
        defaults={"side": side, "named_publicly": named_publicly, "valid_from": clock.now()},
    )
    if created:
        write_audit(act="add_member", record=membership, actor=actor, after={"role": role, "side": side})
    return membership


def require_open_role(*, initiative: Initiative, role: str) -> Role:
    """Return a role that anybody may take themselves; refuse, saying which there are, none and one that is given."""
    if initiative.state in {Initiative.State.CHANGED, Initiative.State.CLOSED}:
        raise Refused(_("This has ended: nobody joins it any more."))
    free = [one for one in initiative.method.roles if one.open]
    if not free:
        raise Refused(_("Roles here are given by those who manage it. Tell them that you would like to take part."))
    chosen = next((one for one in initiative.method.roles if one.key == role), None)
    if chosen is None or not chosen.open:
        which = ", ".join(str(one.title) for one in free)
        said = _("Say in which role you join: %(roles)s.") if chosen is None else _("You can join as %(roles)s.")
        raise Refused(said % {"roles": which}, "role")
    return chosen


@transaction.atomic
def join_initiative(*, initiative: Initiative, role: str, actor: Party, named_publicly: bool = False) -> Membership:
    """Take a role oneself that is open to everybody who is signed in. Twice is the same as once.

    Refuses no role, one that the method does not have, one that only who manages it can give, and an ended initiative.
    """
    require_open_role(initiative=initiative, role=role)
    return add_member(initiative=initiative, party=actor, role=role, actor=None, named_publicly=named_publicly)


@transaction.atomic
def end_membership(*, membership: Membership, actor: Party | None) -> None:
    """End a membership now; what it promised is released with it, and the initiative pauses if a side is left bare."""
    _require_own(membership=membership, actor=actor)
    membership.valid_to = clock.now()
    membership.save(update_fields=["valid_to"])
    write_audit(act="end_membership", record=membership, actor=actor, after={"role": membership.role})
    for commitment in membership.commitments.filter(state__in=["offered", "accepted"]):
        release_commitment(commitment=commitment, why=_("Left the initiative"), actor=actor)


@transaction.atomic
def offer_commitment(
    *,
    membership: Membership,
    what: str,
    actor: Party | None,
    amount: int | None = None,
    unit: str = "",
    period: str = "",
    condition: str = "",
    lapses_on: date | None = None,
) -> Commitment:
    """Offer a promise of one side to the other. `amount` is minutes or minor units of money, as `unit` says."""
    _require_own(membership=membership, actor=actor)
    if not what.strip():
        raise Refused(_("Say what you promise."), "what")
    if amount is not None and (amount <= 0 or unit not in {"minutes", "money"}):
        raise Refused(_("Give an amount above nothing, and say whether it is time or money."), "amount")
    commitment = Commitment.objects.create(
        organisation_id=membership.organisation_id,
        membership=membership,
        what=what.strip(),
        amount=amount,
        unit=unit if amount else "",
        period=period,
        condition=condition,
        lapses_on=lapses_on,
    )
    write_audit(act="offer_commitment", record=commitment, actor=actor, after={"state": "offered", "amount": amount})
    return commitment


@transaction.atomic
def accept_commitment(*, commitment: Commitment, actor: Party) -> Commitment:
    """Accept a promise for the other side; who accepts must be a member of the side that did not make it."""
    commitment = Commitment.objects.select_for_update().select_related("membership__initiative").get(pk=commitment.pk)
    if commitment.state != Commitment.State.OFFERED:
        raise Refused(_("This promise has been answered already."))
    maker = commitment.membership
    others = [m for m in memberships_of(party=actor, initiative=maker.initiative) if m.side != maker.side]
    if not others:
        raise NotAllowed(_("A promise is accepted by somebody of the other side."))
    commitment.state = Commitment.State.ACCEPTED
    commitment.accepted_by = others[0]
    commitment.accepted_at = clock.now()
    commitment.save(update_fields=["state", "accepted_by", "accepted_at"])
    write_audit(
        act="accept_commitment",
        record=commitment,
        actor=actor,
        before={"state": "offered"},
        after={"state": "accepted"},
    )
    return commitment


@transaction.atomic
def keep_commitment(*, commitment: Commitment, actor: Party) -> Commitment:
    """Confirm that a promise was kept; the side that it was made to says so."""
    maker = commitment.membership
    if commitment.state != Commitment.State.ACCEPTED:
        raise Refused(_("Only an accepted promise can be kept."))
    if not [m for m in memberships_of(party=actor, initiative=maker.initiative) if m.side != maker.side]:
        raise NotAllowed(_("That a promise was kept is said by the other side."))
    commitment.state = Commitment.State.KEPT
    commitment.ended_at = clock.now()
    commitment.save(update_fields=["state", "ended_at"])
    write_audit(act="keep_commitment", record=commitment, actor=actor, after={"state": "kept"})
    return commitment


@transaction.atomic
def release_commitment(*, commitment: Commitment, why: str, actor: Party | None) -> Commitment:
    """Release a promise, with a reason; a live initiative whose side has none left pauses at once (rule 1)."""
    _require_own(membership=commitment.membership, actor=actor)
    if commitment.state not in {Commitment.State.OFFERED, Commitment.State.ACCEPTED}:
        raise Refused(_("This promise has ended already."))
    if not why.strip():
        raise Refused(_("Say why the promise ends: the other side counted on it."), "why")
    before = commitment.state
    commitment.state = Commitment.State.RELEASED
    commitment.ended_at = clock.now()
    commitment.ended_why = why.strip()
    commitment.save(update_fields=["state", "ended_at", "ended_why"])
    write_audit(
        act="release_commitment", record=commitment, actor=actor, before={"state": before}, after={"state": "released"}
    )
    pause_if_one_sided(commitment.membership.initiative)
    return commitment


def pause_if_one_sided(initiative: Initiative) -> bool:
    """Pause a live initiative whose charter has lost a side; say whether it did. Also run daily for lapsed ones."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    sides = set(accepted_commitments(initiative).filter(state="accepted").values_list("membership__side", flat=True))
    if initiative.state != Initiative.State.LIVE or sides >= {"public", "citizen"}:
        return False
    initiative.state, initiative.paused_from = Initiative.State.PAUSED, Initiative.State.LIVE
    initiative.save(update_fields=["state", "paused_from"])
    write_audit(
        act="pause_initiative",
        record=initiative,
        before={"state": "live"},
        after={"state": "paused", "why": "one_sided"},
    )
    return True
