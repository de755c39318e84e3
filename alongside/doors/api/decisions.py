"""Decisions, answers, actions."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from alongside.core.api.access import MAY, MUST, actor_of, organisation_of, party_of
from alongside.core.api.finding import theme_of, visible_question
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Day, Given, Limit, Line, Page, Words, page
from alongside.core.decisions import actions, doing
from alongside.core.decisions.models import Action, Decision
from alongside.core.initiatives.models import Membership
from alongside.core.initiatives.permissions import may
from alongside.core.services.models import Outcome

router = Router(tags=["decisions"])


class AnswerOut(Schema):
    """What is said to one theme."""

    theme_id: UUID
    verdict: str
    why: str


class ActionOut(Schema):
    """What will be done."""

    id: UUID
    what: str
    due: date
    done_at: datetime | None
    proof: str
    explained: str
    confirmed_at: datetime | None
    returned_at: datetime | None
    returned_why: str


class DecisionOut(Schema):
    """The answer to a question, with what it says to each theme and what will be done."""

    id: UUID
    question_id: UUID
    result: str
    reason: str
    state: str
    published_at: datetime | None
    supersedes_id: UUID | None
    answers: list[AnswerOut]
    actions: list[ActionOut]


class DecisionIn(Given):
    """A draft, or what replaces a published decision."""

    result: Line
    reason: Words = ""


class ThemeAnswerIn(Given):
    """What to say to one theme."""

    verdict: Literal["adopted", "adapted", "not_adopted", "noted"]
    why: Words


class ActionIn(Given):
    """Something to promise."""

    what: Line
    owner_id: UUID
    due: Day
    outcome_id: UUID | None = None


class ProofIn(Given):
    """How others can see that it is done."""

    proof: Words


class ExplanationIn(Given):
    """Why it will not be done, or what is missing."""

    why: Words


def _show(decision: Decision) -> dict[str, Any]:
    names = ("id", "question_id", "result", "reason", "state", "published_at", "supersedes_id")
    return {name: getattr(decision, name) for name in names} | {
        "answers": list(decision.answers.all()),
        "actions": list(decision.actions.all()),
    }


def _decision(request: HttpRequest, key: UUID) -> Decision:
    rows = Decision.objects.select_related("question__initiative", "question__decider").prefetch_related(
        "answers", "actions"
    )
    found = get_object_or_404(rows, organisation=organisation_of(request), pk=key)
    if found.state == "draft" and not may(
        "decision.write", party=party_of(request), initiative=found.question.initiative
    ):
        raise Http404
    return found


def _action(request: HttpRequest, key: UUID) -> Action:
    rows = Action.objects.select_related("owner", "decision__question__initiative")
    return get_object_or_404(rows, organisation=organisation_of(request), pk=key, decision__state="published")


@router.get("/decisions", auth=MAY, response={200: Page[DecisionOut], **REPLIES})
def decisions(request: HttpRequest, after: UUID | None = None, limit: Limit = 50) -> Any:
    """Published decisions, also those that were replaced since."""
    rows = Decision.objects.filter(organisation=organisation_of(request)).exclude(state="draft")
    return page(rows.prefetch_related("answers", "actions"), after=after, limit=limit, show=_show)


@router.get("/decisions/{uuid:key}", auth=MAY, response={200: DecisionOut, **REPLIES})
def decision(request: HttpRequest, key: UUID) -> Any:
    """One decision; a draft only for who may write it."""
    return _show(_decision(request, key))


@router.put("/questions/{uuid:key}/decision", auth=MUST, response={200: DecisionOut, **REPLIES})
def draft(request: HttpRequest, key: UUID, payload: DecisionIn) -> Any:
    """Write or change the draft of the decision on a question."""
    found = visible_question(request, key)
    return _show(actions.draft_decision(question=found, actor=actor_of(request), **payload.dict()))


@router.put("/decisions/{uuid:key}/answers/{uuid:theme}", auth=MUST, response={200: AnswerOut, **REPLIES})
def answer(request: HttpRequest, key: UUID, theme: UUID, payload: ThemeAnswerIn) -> Any:
    """Say to one theme what becomes of it, and why."""
    return actions.write_answer(
        decision=_decision(request, key), theme=theme_of(request, theme), actor=actor_of(request), **payload.dict()
    )


@router.post("/decisions/{uuid:key}/actions", auth=MUST, response={201: ActionOut, **REPLIES})
def plan(request: HttpRequest, key: UUID, payload: ActionIn) -> Any:
    """Promise what will be done, by whom, by when."""
    organisation = organisation_of(request)
    owner = get_object_or_404(Membership, organisation=organisation, pk=payload.owner_id)
    outcome = payload.outcome_id and get_object_or_404(Outcome, organisation=organisation, pk=payload.outcome_id)
    return Status(
        201,
        actions.plan_action(
            decision=_decision(request, key),
            what=payload.what,
            owner=owner,
            due=payload.due,
            outcome=outcome,
            actor=actor_of(request),
        ),
    )


@router.get("/decisions/{uuid:key}/missing", auth=MUST, response={200: list[str], **REPLIES})
def missing(request: HttpRequest, key: UUID) -> Any:
    """What stands between the draft and publication (rule 6), as keys."""
    return list(actions.standing_in_the_way(decision=_decision(request, key), actor=actor_of(request)))


@router.post("/decisions/{uuid:key}/publication", auth=MUST, response={200: DecisionOut, **REPLIES})
def publish(request: HttpRequest, key: UUID) -> Any:
    """Publish it, as the decider that was named."""
    return _show(actions.publish_decision(decision=_decision(request, key), actor=actor_of(request)))


@router.post("/decisions/{uuid:key}/successor", auth=MUST, response={201: DecisionOut, **REPLIES})
def supersede(request: HttpRequest, key: UUID, payload: DecisionIn) -> Any:
    """Replace a published decision, with the reason for the change."""
    found = _decision(request, key)
    return Status(201, _show(actions.supersede_decision(decision=found, actor=actor_of(request), **payload.dict())))


@router.post("/actions/{uuid:key}/done", auth=MUST, response={200: ActionOut, **REPLIES})
def done(request: HttpRequest, key: UUID, payload: ProofIn) -> Any:
    """Say that it is done, with proof."""
    return doing.do_action(action=_action(request, key), proof=payload.proof, actor=actor_of(request))


@router.post("/actions/{uuid:key}/explanation", auth=MUST, response={200: ActionOut, **REPLIES})
def explain(request: HttpRequest, key: UUID, payload: ExplanationIn) -> Any:
    """Say why it will not be done."""
    return doing.explain_action(action=_action(request, key), why=payload.why, actor=actor_of(request))


@router.post("/actions/{uuid:key}/confirmation", auth=MUST, response={200: ActionOut, **REPLIES})
def confirm(request: HttpRequest, key: UUID) -> Any:
    """Confirm for the other side that it is done."""
    return doing.confirm_action(action=_action(request, key), actor=actor_of(request))


@router.post("/actions/{uuid:key}/return", auth=MUST, response={200: ActionOut, **REPLIES})
def give_back(request: HttpRequest, key: UUID, payload: ExplanationIn) -> Any:
    """Say for the other side that it is not done, and what is missing; it goes back to its owner."""
    return doing.return_action(action=_action(request, key), why=payload.why, actor=actor_of(request))
