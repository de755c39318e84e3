"""What is owed, from indexes that hold only what is open; nothing here grows with what was ever given."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from alongside.core.contributions.models import Contribution
from alongside.core.decisions.models import Action, Answer, Decision
from alongside.core.initiatives.methods import OFFICER, catalogue
from alongside.core.initiatives.models import Commitment, Membership, StageRun
from alongside.core.messages.queries import letters_waiting
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.questions.models import Question, Theme
from alongside.kit import clock

SOON = timedelta(days=2)
PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Owed:
    """How much one list holds: in all, past its time, and due soon."""

    total: int
    late: int = 0
    soon: int = 0


def end_of_today(organisation: Organisation) -> datetime:
    """Return the moment at which today ends where the organisation is."""
    zone = ZoneInfo(organisation.time_zone)
    return datetime.combine(clock.today(zone=str(zone)) + timedelta(days=1), time(), tzinfo=zone)


# long: it names its keyword arguments one to a line
def owed(organisation: Organisation) -> dict[str, Owed]:
    """Return what the organisation owes, list by list; seven queries."""
    today, now = clock.today(zone=organisation.time_zone), clock.now()
    word, answer = Q(acknowledged_at__isnull=True), Q(answered_at__isnull=True)
    due_today = Q(acknowledge_by__gte=now, acknowledge_by__lt=end_of_today(organisation))
    given = Contribution.objects.filter(word | answer, organisation=organisation, state="received").aggregate(
        words=Count("id", filter=word),
        words_late=Count("id", filter=word & Q(acknowledge_by__lt=now)),
        words_today=Count("id", filter=word & due_today),
        answers=Count("id", filter=answer),
        answers_late=Count("id", filter=answer & Q(answer_by__lt=today)),
        answers_soon=Count("id", filter=answer & Q(answer_by__gte=today, answer_by__lte=today + SOON)),
    )
    unread = unread_questions(organisation).aggregate(rows=Coalesce(Sum("unthemed_count"), 0), late=Count("id"))
    decisions = undecided(organisation).aggregate(
        total=Count("id"),
        late=Count("id", filter=Q(answer_by__lt=today)),
        soon=Count("id", filter=Q(answer_by__gte=today, answer_by__lte=today + SOON)),
    )
    actions = open_actions(organisation).aggregate(
        total=Count("id", filter=Q(due__lte=today + SOON)),
        late=Count("id", filter=Q(due__lt=today)),
        soon=Count("id", filter=Q(due__gte=today, due__lte=today + SOON)),
    )
    return {
        "words": Owed(total=given["words"], late=given["words_late"], soon=given["words_today"]),
        "unread": Owed(total=unread["rows"]),
        "answers": Owed(total=given["answers"], late=given["answers_late"], soon=given["answers_soon"]),
        "decisions": Owed(**decisions),
        "actions": Owed(**actions),
        "promises": Owed(total=offered_to_us(organisation).count()),
        "letters": Owed(total=letters_waiting(organisation).count()),
    }


def unread_questions(organisation: Organisation) -> QuerySet[Question]:
    """Return the questions with contributions that are in no theme yet, those with the nearest answer first."""
    found = Question.objects.filter(organisation=organisation, state__in=["open", "closed"], unthemed_count__gt=0)
    return found.select_related("initiative").order_by("answer_by", "id")


def undecided(organisation: Organisation) -> QuerySet[Question]:
    """Return the questions that closed and wait for their decision, the nearest promise first."""
    found = Question.objects.filter(organisation=organisation, state="closed")
    return found.select_related("initiative", "decider__party").order_by("answer_by", "id")


def undecided_with_pieces(organisation: Organisation) -> QuerySet[Question]:
    """Return the same, each with what its draft has and lacks, so that no row asks again."""
    draft = Decision.objects.filter(organisation=organisation, question=OuterRef("pk"), state="draft")
    answered = Answer.objects.filter(organisation=organisation, theme=OuterRef("pk"), decision__state="draft")
    open_themes = Theme.objects.filter(~Exists(answered), organisation=organisation, question=OuterRef("pk"))
    acted = Action.objects.filter(organisation=organisation, decision__question=OuterRef("pk"), decision__state="draft")
    return undecided(organisation).annotate(
        has_draft=Exists(draft),
        reason=Subquery(draft.values("reason")[:1]),
        has_open_themes=Exists(open_themes),
        has_actions=Exists(acted),
    )


def open_actions(organisation: Organisation) -> QuerySet[Action]:
    """Return what was promised in published decisions and is neither done nor explained, the nearest first."""
    found = Action.objects.filter(
        organisation=organisation, done_at__isnull=True, explained="", decision__state="published"
    )
    return found.select_related("owner__party", "decision__question__initiative").order_by("due", "id")


def offered_to_us(organisation: Organisation) -> QuerySet[Commitment]:
    """Return what residents have offered and nobody of the public side has accepted, the oldest first."""
    found = Commitment.objects.filter(organisation=organisation, state="offered", membership__side="citizen")
    return found.select_related("membership__party", "membership__initiative").order_by("id")


def unanswered_from(
    organisation: Organisation, *, soon: bool, after: tuple[str, UUID] | None
) -> QuerySet[Contribution]:
    """Return what waits for its answer, the nearest promise first; `after` is the last row of the page before."""
    found = Contribution.objects.filter(organisation=organisation, answered_at__isnull=True, state="received")
    if soon:
        found = found.filter(answer_by__lte=clock.today(zone=organisation.time_zone) + SOON)
    if after:
        day, key = after
        found = found.filter(Q(answer_by__gt=day) | Q(answer_by=day, pk__gt=key))
    return found.select_related("initiative", "question", "party").order_by("answer_by", "id")


# long: it names its keyword arguments one to a line
def words_owed_by(party: Party) -> QuerySet[Contribution]:
    """Return what this officer may write back to, the most urgent first; three queries however long it is.

    By their role in the initiative, or where the method lets every officer write.
    """
    act, now = "contribution.acknowledge", clock.now()
    mine = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=now),
        organisation_id=party.organisation_id,
        party=party,
        valid_from__lte=now,
        initiative__state__in=["live", "assessing", "paused"],
    ).select_related("initiative")
    members = list(mine)
    stages: dict[UUID, set[str]] = {}
    runs = StageRun.objects.filter(
        organisation_id=party.organisation_id,
        initiative__in=[one.initiative_id for one in members],
        closed_at__isnull=True,
    )
    for initiative_id, key in runs.values_list("initiative_id", "key"):
        stages.setdefault(initiative_id, set()).add(key)
    allowed = {
        one.initiative_id
        for one in members
        if one.role in one.initiative.method.always.get(act, ())
        or any(
            one.role in one.initiative.method.stage(key).acts.get(act, ()) for key in stages.get(one.initiative_id, ())
        )
    }
    every_officer = [method.key for method in catalogue() if OFFICER in method.always.get(act, ())]
    found = Contribution.objects.filter(
        Q(initiative__in=allowed) | Q(initiative__method_key__in=every_officer),
        organisation_id=party.organisation_id,
        acknowledged_at__isnull=True,
        state="received",
    )
    return found.select_related("initiative", "question", "party").order_by("acknowledge_by", "id")


def open_for_entering(organisation: Organisation) -> QuerySet[Question]:
    """Return the questions whose answers can be entered for somebody, the first to close first."""
    found = Question.objects.filter(organisation=organisation, state__in=["open", "closed"])
    return found.select_related("initiative").order_by(F("closes_at").asc(nulls_last=True), "id")
