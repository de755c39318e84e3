"""Writes about a winner on its way: its milestones, what is otherwise than promised, its opening day."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.blocks.propose.pictures import read_picture
from alongside.core.audit.actions import write_audit
from alongside.core.decisions.models import Action
from alongside.core.initiatives.models import Membership
from alongside.core.initiatives.permissions import memberships_of, require
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.prioritisation.participatory_budget.models import Milestone, Opening, Variation

ACT = "budget.deliver"
MOST_MILESTONES = 20


def _locked(action: Action) -> Action:
    """Return what was promised under a lock: all writes about one winner come one after another."""
    return (
        Action.objects.select_for_update(of=("self",))
        .select_related("decision__question__initiative")
        .get(pk=action.pk)
    )


def _member(*, action: Action, actor: Party | None) -> Membership:
    """Return the membership by which somebody reports on a winner."""
    initiative = action.decision.question.initiative
    require(ACT, party=actor, initiative=initiative)
    mine = [one for one in memberships_of(party=actor, initiative=initiative) if one.side == "public"]
    if not mine:
        raise NotAllowed(_("This is for those who deliver it to say."))
    return mine[0]


@transaction.atomic
def add_milestone(*, action: Action, what: str, due: date, actor: Party | None) -> Milestone:
    """Add a step to the way of a winner, with the day that is promised for it."""
    action = _locked(action)
    _member(action=action, actor=actor)
    if action.done_at:
        raise Refused(_("It is done; there are no more steps."))
    if not what.strip():
        raise Refused(_("Say what the step is."), "what")
    count = Milestone.objects.filter(organisation_id=action.organisation_id, action=action).count()
    if count >= MOST_MILESTONES:
        raise Refused(_("Twenty steps are enough for anybody to follow."))
    made = Milestone.objects.create(
        organisation_id=action.organisation_id,
        action=action,
        number=count + 1,
        what=what.strip()[:200],
        planned=due,
        due=due,
    )
    write_audit(act="add_milestone", record=made, actor=actor, after={"due": due.isoformat()})
    return made


def _milestone(milestone: Milestone, *, actor: Party | None) -> tuple[Milestone, Membership]:
    action = _locked(milestone.action)
    member = _member(action=action, actor=actor)
    return Milestone.objects.select_for_update().get(pk=milestone.pk), member


@transaction.atomic
def begin_milestone(*, milestone: Milestone, on: date, actor: Party | None) -> Milestone:
    """Say on which day a step began."""
    milestone, _by = _milestone(milestone, actor=actor)
    if milestone.begun_on:
        raise Refused(_("It has begun already."))
    if on > clock.today():
        raise Refused(_("That day is still to come."), "on")
    milestone.begun_on = on
    milestone.save(update_fields=["begun_on"])
    write_audit(act="begin_milestone", record=milestone, actor=actor, after={"on": on.isoformat()})
    return milestone


@transaction.atomic
def finish_milestone(*, milestone: Milestone, on: date, actor: Party | None) -> Milestone:
    """Say on which day a step was done; one that nobody said had begun began that day too."""
    milestone, _by = _milestone(milestone, actor=actor)
    if milestone.done_on:
        raise Refused(_("It was done already."))
    if on > clock.today():
        raise Refused(_("That day is still to come."), "on")
    if milestone.begun_on and on < milestone.begun_on:
        raise Refused(_("It cannot be done before it began."), "on")
    milestone.begun_on, milestone.done_on = milestone.begun_on or on, on
    milestone.save(update_fields=["begun_on", "done_on"])
    write_audit(act="finish_milestone", record=milestone, actor=actor, after={"on": on.isoformat()})
    return milestone


@transaction.atomic
def move_milestone(*, milestone: Milestone, due: date, reason: str, actor: Party | None) -> Variation:
    """Give a step another day, with the reason; the day that was promised first stays in sight."""
    milestone, member = _milestone(milestone, actor=actor)
    if milestone.done_on:
        raise Refused(_("It was done already."))
    if due == milestone.due:
        raise Refused(_("That is its day already."), "due")
    before, milestone.due = milestone.due, due
    milestone.save(update_fields=["due"])
    return _vary(
        action=milestone.action,
        kind=Variation.Kind.DAY,
        before=f"{milestone.what}: {date_format(before, 'j F Y')}",
        after=date_format(due, "j F Y"),
        reason=reason,
        member=member,
    )


@transaction.atomic
def vary_scope(*, action: Action, before: str, after: str, reason: str, actor: Party | None) -> Variation:
    """Say that something else is built than was voted on: what was promised, what comes, and why."""
    action = _locked(action)
    member = _member(action=action, actor=actor)
    if not before.strip() or not after.strip():
        raise Refused(_("Say what was promised and what comes instead."), "after")
    kind = Variation.Kind.SCOPE
    return _vary(action=action, kind=kind, before=before, after=after, reason=reason, member=member)


def _vary(*, action: Action, kind: str, before: str, after: str, reason: str, member: Membership) -> Variation:
    if not reason.strip():
        raise Refused(_("Say why, to those who voted for it."), "reason")
    made = Variation.objects.create(
        organisation_id=action.organisation_id,
        action=action,
        kind=kind,
        before=before.strip()[:300],
        after=after.strip()[:300],
        reason=reason.strip(),
        by=member,
    )
    write_audit(act="vary_delivery", record=made, actor=member.party, after={"kind": str(kind)})
    return made


@transaction.atomic
def plan_opening(
    *,
    action: Action,
    actor: Party | None,
    at: datetime | None = None,
    words: str = "",
    picture: Any = None,
    picture_alt: str = "",
) -> Opening:
    """Say when a winner is opened and invite everybody; afterwards add a picture of what stands there."""
    action = _locked(action)
    _member(action=action, actor=actor)
    found, _created = Opening.objects.get_or_create(organisation_id=action.organisation_id, action=action)
    found.at, found.words = at or found.at, words.strip()[:300] or found.words
    if picture:
        if not picture_alt.strip():
            raise Refused(_("Say in a few words what the picture shows, for those who cannot see it."), "picture_alt")
        wide, _small = read_picture(picture)
        found.picture_alt = picture_alt.strip()[:200]
        found.picture.save(f"{found.pk}.jpg", wide, save=False)
    if found.at is None and not found.picture:
        raise Refused(_("Say when it is opened."), "at")
    found.save()
    write_audit(act="plan_opening", record=found, actor=actor, after={"at": found.at.isoformat() if found.at else ""})
    return found
