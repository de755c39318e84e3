"""What one person gave, promised, is asked and was thanked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.core.contributions.models import Contribution, Theming
from alongside.core.decisions.models import Action
from alongside.core.initiatives.models import Commitment, Membership
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.core.recognition.models import Recognition
from alongside.kit import clock

PER_PAGE = 20


def given_by(party: Party, *, before: UUID | None = None) -> QuerySet[Contribution]:
    """Return what somebody gave, newest first, each with whether it was thanked for and whether anything was done.

    `before` is the last one of the page before: pages go on from there, so a new one moves nothing.
    """
    thanks = Recognition.objects.filter(
        organisation_id=party.organisation_id, contribution=OuterRef("pk"), form=Recognition.Form.THANKS
    )
    done = Action.objects.filter(
        organisation_id=party.organisation_id,
        decision__question=OuterRef("question"),
        decision__state="published",
        done_at__isnull=False,
    )
    found = Contribution.objects.filter(organisation_id=party.organisation_id, party=party)
    if before:
        found = found.filter(pk__lt=before)
    told = found.annotate(is_thanked=Exists(thanks), is_done=Exists(done))
    return told.select_related("initiative__place", "question").order_by("-id")


def memberships_now(party: Party) -> list[Membership]:
    """Return the roles somebody has in initiatives now."""
    now = clock.now()
    found = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=now),
        organisation_id=party.organisation_id,
        party=party,
        valid_from__lte=now,
    )
    return list(found.select_related("initiative__service").order_by("-id"))


def promised_by(party: Party) -> QuerySet[Commitment]:
    """Return what somebody has promised and still owes, or offers."""
    found = Commitment.objects.filter(
        organisation_id=party.organisation_id,
        membership__party=party,
        state__in=[Commitment.State.OFFERED, Commitment.State.ACCEPTED],
    )
    return found.select_related("membership__initiative").order_by("-id")


def promised_to(memberships: Iterable[Membership]) -> QuerySet[Commitment]:
    """Return what the other side has promised in the initiatives of these memberships, and owes still."""
    rows = list(memberships)
    where = Q(pk__in=[])
    for side, other in (("public", "citizen"), ("citizen", "public")):
        mine = [one.initiative_id for one in rows if one.side == side]
        where |= Q(membership__side=other, membership__initiative__in=mine)
    found = Commitment.objects.filter(where, state=Commitment.State.ACCEPTED)
    return found.select_related("membership__initiative", "membership__party").order_by("-id")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody is asked: questions to answer, actions to confirm, questions whose themes they check."""

    questions: list[Question]
    actions: list[Action]
    checks: list[Question]

    @property
    def count(self) -> int:
        """Say how many things that is."""
        return len(self.questions) + len(self.actions) + len(self.checks)


# long: it names its keyword arguments one to a line
def asked_of(party: Party, *, memberships: list[Membership]) -> Asked:
    """Return what somebody is asked in the initiatives they are in; the soonest first, at most 20 of each."""
    organisation, initiatives = party.organisation_id, {one.initiative_id for one in memberships}
    mine = Contribution.objects.filter(organisation_id=organisation, question=OuterRef("pk"), party=party)
    questions = Question.objects.filter(
        ~Exists(mine),
        organisation_id=organisation,
        state=Question.State.OPEN,
        initiative__in={one.initiative_id for one in memberships if one.side == "citizen"},
        opens_at__lte=clock.now(),
        closes_at__gt=clock.now(),
    )
    other = Q(pk__in=[])
    for side, owners in (("public", "citizen"), ("citizen", "public")):
        there = [one.initiative_id for one in memberships if one.side == side]
        other |= Q(owner__side=owners, owner__initiative__in=there)
    actions = Action.objects.filter(
        other,
        organisation_id=organisation,
        done_at__isnull=False,
        confirmed_at__isnull=True,
        decision__state="published",
    )
    checkers = {one.initiative_id for one in memberships if "theme.check" in _acts_of(one)} & initiatives
    unchecked = Theming.objects.filter(
        organisation_id=organisation,
        theme__question=OuterRef("pk"),
        second_by__isnull=False,
        checked_by__isnull=True,
        disputed="",
    )
    checks = Question.objects.filter(Exists(unchecked), organisation_id=organisation, initiative__in=checkers)
    return Asked(
        questions=list(questions.select_related("initiative").order_by("closes_at")[:PER_PAGE]),
        actions=list(actions.select_related("owner", "decision__question__initiative").order_by("done_at")[:PER_PAGE]),
        checks=list(checks.exclude(state="decided").select_related("initiative").order_by("answer_by")[:PER_PAGE]),
    )


def _acts_of(membership: Membership) -> set[str]:
    """Return the acts that the method gives to the role of a membership, in whichever stage."""
    method = membership.initiative.method
    spans = [method.always, *(stage.acts for stage in method.stages)]
    return {act for acts in spans for act, roles in acts.items() if membership.role in roles}


def thanks_to(party: Party, *, before: UUID | None = None) -> QuerySet[Recognition]:
    """Return the thanks somebody got, newest first."""
    found = Recognition.objects.filter(
        organisation_id=party.organisation_id, to_party=party, form=Recognition.Form.THANKS
    )
    if before:
        found = found.filter(pk__lt=before)
    return found.select_related("from_party", "initiative").order_by("-id")
