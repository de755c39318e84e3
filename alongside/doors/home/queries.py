"""What the front page reads: what is open, what is owed, how promises were kept, one story, what came lately."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from alongside.core.contributions.models import Theming
from alongside.core.decisions.models import Action, Answer, Decision
from alongside.core.initiatives.methods import ANYONE, PERSON, Stage
from alongside.core.initiatives.models import StageRun
from alongside.core.organisations.models import Organisation
from alongside.core.questions.models import Question
from alongside.core.questions.rules import takes_contributions
from alongside.kit import clock

MOST = 9
LATELY = 8
FOR_ALL = frozenset({ANYONE, PERSON})


def questions_at_work(organisation: Organisation) -> tuple[list[Question], list[Question]]:
    """Return the questions that are open now, those that close first in front, and those that wait for our answer."""
    found = Question.objects.filter(
        organisation=organisation,
        state__in=["open", "closed"],
        initiative__listed=True,
        initiative__state__in=["live", "assessing", "paused"],
    ).select_related("initiative__service", "initiative__place")
    rows = list(found.order_by("closes_at", "id")[:200])
    now = clock.now()
    open_now = [
        row
        for row in rows
        if takes_contributions(state=row.state, opens_at=row.opens_at, closes_at=row.closes_at, now=now)
    ]
    owed = [row for row in rows if row.closes_at and row.closes_at <= now]
    return open_now[:MOST], sorted(owed, key=lambda row: (row.answer_by or clock.today(), row.pk))[:MOST]


def stages_for_all(organisation: Organisation) -> list[StageRun]:
    """Return the open stages in which everybody can do something, newest first."""
    found = StageRun.objects.filter(
        organisation=organisation, closed_at__isnull=True, initiative__listed=True, initiative__state="live"
    ).select_related("initiative__service", "initiative__place")
    rows = found.order_by("-opened_at", "-id")[:50]
    return [run for run in rows if _is_for_all(run.initiative.method.stage(run.key))]


def _is_for_all(stage: Stage) -> bool:
    """Say whether everybody can do something in an open stage; where a block asks, its questions say so."""
    try:
        reverse(f"{stage.block}:question", args=[UUID(int=0)])
    except NoReverseMatch:
        return bool(stage.block) and any(roles & FOR_ALL for roles in stage.acts.values())
    return False


def promised_lately(organisation: Organisation) -> tuple[list[Decision], list[Action]]:
    """Return the newest published decisions, and what they promised, what was done last in front.

    One query does for both: a decision is published with at least one action (rule 6).
    """
    newest = Decision.objects.filter(
        organisation=organisation, state="published", published_at__isnull=False, question__initiative__listed=True
    ).order_by("-published_at")
    found = Action.objects.filter(organisation=organisation, decision__in=newest.values("pk")[:LATELY])
    actions = list(found.select_related("owner", "decision__question__initiative").order_by("-done_at", "due", "id"))
    decisions = {action.decision_id: action.decision for action in actions}
    return sorted(decisions.values(), key=lambda one: (one.published_at, one.pk), reverse=True), actions


@dataclass(frozen=True)
class Story:
    """One person's public words, the theme under which they were gathered, and the decision that answered them."""

    theming: Theming
    decision: Decision
    actions: list[Action]


def story(*, decisions: list[Decision], actions: list[Action]) -> Story | None:
    """Return one thread to tell: public words that were adopted, at least in part; None where there are none."""
    if not decisions:
        return None
    taken_up = [Answer.Verdict.ADOPTED, Answer.Verdict.ADAPTED]
    found = Theming.objects.filter(
        organisation_id=decisions[0].organisation_id,
        contribution__public=True,
        contribution__state="received",
        theme__answers__decision__in=decisions,
        theme__answers__verdict__in=taken_up,
    ).select_related("contribution__party", "theme")
    theming = found.order_by("-theme__contribution_count", "contribution_id").first()
    if theming is None:
        return None
    decision = next(one for one in decisions if one.question_id == theming.theme.question_id)
    return Story(theming, decision, [one for one in actions if one.decision_id == decision.pk])
