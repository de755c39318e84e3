"""Questions and their themes."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from alongside.core.initiatives.models import Membership
from alongside.core.initiatives.permissions import may
from alongside.core.questions import actions
from alongside.core.questions.models import Question, Theme
from alongside.doors.api.access import MAY, MUST, actor_of, organisation_of, party_of
from alongside.doors.api.initiatives import visible_initiative
from alongside.doors.api.problems import REPLIES
from alongside.doors.api.shapes import Given, Key, Line, Words
from alongside.kit.refused import Refused

router = Router(tags=["questions"])


class QuestionOut(Schema):
    """Any ask."""

    id: UUID
    initiative_id: UUID
    stage: str
    block: str
    prompt: str
    fixed: str
    open_to_change: str
    information: str
    rung: str
    opens_at: datetime | None
    closes_at: datetime | None
    answer_by: date | None
    state: str
    contribution_count: int


class QuestionIn(Given):
    """A question to write down as a draft."""

    stage: Key
    prompt: Line
    fixed: Words = ""
    open_to_change: Words = ""
    information: Words = ""
    rung: Literal["informing", "consultation", "engagement", "co_design", "co_production"] = "consultation"
    decider_id: UUID | None = None
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    answer_by: date | None = None


class ThemeOut(Schema):
    """What several contributions have in common."""

    id: UUID
    title: str
    description: str
    contribution_count: int


class ThemeIn(Given):
    """A theme to add."""

    title: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    description: Words = ""


def visible_question(request: HttpRequest, key: UUID) -> Question:
    """Return a question that the caller may see: a draft only by who may write it."""
    rows = Question.objects.select_related("initiative__service", "initiative__place", "decider")
    found = get_object_or_404(rows, organisation=organisation_of(request), pk=key)
    visible_initiative(request, found.initiative_id)
    if found.state == "draft" and not may("question.write", party=party_of(request), initiative=found.initiative):
        raise Http404
    return found


@router.get("/initiatives/{uuid:key}/questions", auth=MAY, response={200: list[QuestionOut], **REPLIES})
def questions(request: HttpRequest, key: UUID) -> Any:
    """What an initiative asks and asked."""
    return list(visible_initiative(request, key).questions.exclude(state="draft").order_by("id")[:200])


@router.get("/questions/{uuid:key}", auth=MAY, response={200: QuestionOut, **REPLIES})
def question(request: HttpRequest, key: UUID) -> Any:
    """One question."""
    return visible_question(request, key)


def _columns(request: HttpRequest, payload: QuestionIn) -> dict[str, Any]:
    given = payload.dict()
    decider = given.pop("decider_id")
    if decider:
        given["decider"] = get_object_or_404(Membership, organisation=organisation_of(request), pk=decider)
    return given


@router.post("/initiatives/{uuid:key}/questions", auth=MUST, response={201: QuestionOut, **REPLIES})
def draft(request: HttpRequest, key: UUID, payload: QuestionIn) -> Any:
    """Write a question down as a draft."""
    found = visible_initiative(request, key)
    if payload.stage not in {stage.key for stage in found.method.stages}:
        raise Refused("This method has no such stage.", "stage")
    return Status(201, actions.draft_question(initiative=found, actor=actor_of(request), **_columns(request, payload)))


@router.put("/questions/{uuid:key}", auth=MUST, response={200: QuestionOut, **REPLIES})
def edit(request: HttpRequest, key: UUID, payload: QuestionIn) -> Any:
    """Change a draft; what is open stays as it was asked."""
    given = _columns(request, payload)
    given.pop("stage")
    return actions.edit_question(question=visible_question(request, key), actor=actor_of(request), **given)


@router.post("/questions/{uuid:key}/open", auth=MUST, response={200: QuestionOut, **REPLIES})
def open_it(request: HttpRequest, key: UUID) -> Any:
    """Open it to contributions (rules 4 and 5)."""
    return actions.open_question(question=visible_question(request, key), actor=actor_of(request))


@router.post("/questions/{uuid:key}/close", auth=MUST, response={200: QuestionOut, **REPLIES})
def close_it(request: HttpRequest, key: UUID) -> Any:
    """Close it, at its time."""
    return actions.close_question(question=visible_question(request, key), actor=actor_of(request))


@router.get("/questions/{uuid:key}/themes", auth=MAY, response={200: list[ThemeOut], **REPLIES})
def themes(request: HttpRequest, key: UUID) -> Any:
    """What people said, gathered; once the question is closed."""
    found = visible_question(request, key)
    if found.state in {"draft", "open"}:
        return []
    return list(found.themes.order_by("-contribution_count", "id")[:500])


@router.post("/questions/{uuid:key}/themes", auth=MUST, response={201: ThemeOut, **REPLIES})
def create_theme(request: HttpRequest, key: UUID, payload: ThemeIn) -> Any:
    """Add a theme."""
    found = visible_question(request, key)
    return Status(201, actions.add_theme(question=found, actor=actor_of(request), **payload.dict()))


def theme_of(request: HttpRequest, key: UUID) -> Theme:
    """Return a theme of this organisation."""
    return get_object_or_404(
        Theme.objects.select_related("question__initiative"), organisation=organisation_of(request), pk=key
    )
