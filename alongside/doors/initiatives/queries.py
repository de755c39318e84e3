"""What the pages of an initiative read: few queries, the same number however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from alongside.core.contributions.models import Contribution, PromiseTally
from alongside.core.decisions.models import Action, Decision
from alongside.core.initiatives.methods import CO, Method, catalogue
from alongside.core.initiatives.models import Commitment, Initiative, Membership, RiskCheck, StageRun
from alongside.core.organisations.models import Organisation
from alongside.core.questions.models import Question
from alongside.core.questions.queries import answered_by_few
from alongside.core.reviews.models import Review, ReviewFinding
from alongside.core.services.models import Observation
from alongside.kit import clock


def _counted(rows: QuerySet[Any], what: Any) -> Any:
    """Return a subquery that gives one number, nought where there are no rows."""
    one = rows.order_by().values("initiative").annotate(number=what).values("number")[:1]
    return Coalesce(Subquery(one, output_field=IntegerField()), 0)


def with_promises(initiatives: QuerySet[Initiative]) -> QuerySet[Any]:
    """Add to each initiative how its promised answers went: `kept`, `late`, `waiting` and, of those, `overdue`.

    `few` says that these numbers must not be shown: one of its questions was answered by fewer than ten (rule 15).
    """
    tallies = PromiseTally.objects.filter(
        organisation=OuterRef("organisation"), initiative=OuterRef("pk"), promise="answer"
    )
    waiting = Contribution.objects.filter(
        organisation=OuterRef("organisation"), initiative=OuterRef("pk"), answered_at__isnull=True, state="received"
    )
    return initiatives.annotate(
        kept=_counted(tallies, Sum("kept_count")),
        late=_counted(tallies, Sum("late_count")),
        waiting=_counted(waiting, Count("id")),
        overdue=_counted(waiting.filter(answer_by__lt=clock.today()), Count("id")),
        few=answered_by_few(),
    )


def initiative_and_grown(*, organisation: Organisation, slug: str) -> tuple[Initiative | None, list[Initiative]]:
    """Return an initiative with all that its page says of it in numbers, and the initiatives that grew out of it."""
    now = clock.now()
    members = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=now), organisation=OuterRef("organisation"), initiative=OuterRef("pk")
    )
    risks = RiskCheck.objects.filter(organisation=OuterRef("organisation"), initiative=OuterRef("pk"))
    review = Review.objects.filter(organisation=OuterRef("organisation"), initiative=OuterRef("pk")).order_by("-id")
    found = Initiative.objects.filter(
        Q(slug=slug) | Q(grew_from__question__initiative__slug=slug, listed=True), organisation=organisation
    ).select_related("service__owner", "place", "grew_from__question__initiative")
    rows = list(
        with_promises(found).annotate(
            citizens=_counted(members.filter(side="citizen"), Count("party", distinct=True)),
            risks_answered=_counted(risks, Count("id")),
            review_summary=Coalesce(Subquery(review.values("summary")[:1]), Value(""), output_field=TextField()),
            review_at=Subquery(review.values("at")[:1]),
        )
    )
    this = next((row for row in rows if row.slug == slug), None)
    return this, [row for row in rows if row.slug != slug]


def questions_of(initiative: Initiative) -> list[Question]:
    """Return the questions of an initiative that were opened, newest first, with the `result` if decided."""
    decision = Decision.objects.filter(
        organisation=OuterRef("organisation"), question=OuterRef("pk"), state="published"
    )
    found = Question.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative).exclude(
        state="draft"
    )
    return list(
        found.annotate(
            result=Coalesce(Subquery(decision.values("result")[:1]), Value("")),
            decision_id=Subquery(decision.values("id")[:1]),
            decided_at=Subquery(decision.values("published_at")[:1]),
        ).order_by("-opens_at", "-id")
    )


def every_question_of(initiative: Initiative) -> list[Question]:
    """Return the newest questions of an initiative, drafts too, for those who manage it."""
    found = Question.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    return list(found.order_by("-id")[:30])


def actions_of(initiative: Initiative) -> list[Action]:
    """Return the actions of the published decisions of an initiative, those due first in front."""
    found = Action.objects.filter(
        organisation_id=initiative.organisation_id,
        decision__question__initiative=initiative,
        decision__state="published",
    )
    return list(found.select_related("owner", "decision").order_by("due", "id"))


def commitments_of(initiative: Initiative) -> list[Commitment]:
    """Return every commitment of an initiative, with its maker, in the order in which they were offered."""
    found = Commitment.objects.filter(organisation_id=initiative.organisation_id, membership__initiative=initiative)
    return list(found.select_related("membership__party", "accepted_by__party").order_by("id"))


def measures_of(service_id: UUID, *, organisation: Organisation) -> dict[Any, list[Observation]]:
    """Return the readings of each outcome of a service, in the order of time, without corrected ones; one query."""
    found = Observation.objects.filter(
        organisation=organisation, outcome__service=service_id, outcome__ended_on__isnull=True, replaced_by__isnull=True
    ).select_related("outcome")
    grouped: dict[UUID, list[Observation]] = {}
    for row in found.order_by("outcome_id", "on", "id"):
        grouped.setdefault(row.outcome_id, []).append(row)
    order = {"outcome": 0, "efficiency": 1, "process": 2}
    groups = sorted(grouped.values(), key=lambda rows: (order[rows[0].outcome.kind], rows[0].outcome_id))
    return {rows[0].outcome: rows for rows in groups}


def stage_runs_of(initiative: Initiative) -> list[StageRun]:
    """Return the stages of an initiative that were opened, in the order of time."""
    found = StageRun.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    return list(found.order_by("opened_at", "id"))


@dataclass(frozen=True)
class RoleCount:
    """How many people have a role now, and the names of those who agreed to be named."""

    role: str
    side: str
    count: int
    names: tuple[str, ...]


def role_counts(initiative: Initiative) -> list[RoleCount]:
    """Return who takes part, by role: names only of those who agreed; the rest is counted in the database."""
    now = clock.now()
    found = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=now),
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        valid_from__lte=now,
    )
    name = Case(When(named_publicly=True, then=F("party__name")), default=Value(""), output_field=CharField())
    rows = found.values("role", "side").annotate(shown=name, number=Count("id")).order_by("role", "side", "shown")
    counts: dict[tuple[str, str], tuple[int, list[str]]] = {}
    for row in rows:
        number, names = counts.get((row["role"], row["side"]), (0, []))
        counts[row["role"], row["side"]] = number + row["number"], names + ([row["shown"]] if row["shown"] else [])
    return [RoleCount(role, side, number, tuple(names)) for (role, side), (number, names) in counts.items()]


def risks_of(initiative: Initiative) -> dict[str, RiskCheck]:
    """Return the risks that were looked at, by their keys."""
    found = RiskCheck.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    return {check.risk: check for check in found}


def findings_of(initiative: Initiative) -> Sequence[ReviewFinding]:
    """Return the findings of the newest review of an initiative, with that review."""
    found = ReviewFinding.objects.filter(organisation_id=initiative.organisation_id, review__initiative=initiative)
    rows = list(found.select_related("review__citizen_assessor__party").order_by("-review_id", "about", "id"))
    return [row for row in rows if row.review_id == rows[0].review_id]


def listing(*, organisation: Organisation, co: str = "", place: str = "", state: str = "") -> QuerySet[Initiative]:
    """Return the initiatives that everybody may see, newest first, narrowed by co, place and state."""
    found = Initiative.objects.filter(organisation=organisation, listed=True).select_related("service", "place")
    if co:
        found = found.filter(method_key__in=[method.key for method in methods_of(co)])
    if place:
        found = found.filter(Q(place__slug=place) | Q(place__parent__slug=place))
    if state == "now":
        found = found.filter(state__in=["live", "assessing", "sustained"])
    elif state == "coming":
        found = found.filter(state__in=["idea", "shaping", "committed"])
    elif state == "ended":
        found = found.filter(state__in=["changed", "closed", "paused"])
    return found.order_by("-id")


def methods_of(co: str) -> list[Method]:
    """Return the methods of one of the four co's."""
    return [method for method in catalogue() if method.kind in CO[co]]
