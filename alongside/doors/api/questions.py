"""Questions and their themes."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.core.api.access import MAY, MUST, actor_of, organisation_of
from alongside.core.api.finding import visible_initiative, visible_question
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import NO_NUL, Day, Given, Key, Line, Moment, Words
from alongside.core.initiatives.models import Membership
from alongside.core.questions import actions
from alongside.core.questions.models import Question, Theme
from alongside.core.questions.queries import shown_counts
from alongside.kit.refused import Refused
from alongside.kit.suppression import suppressed

router = Router(tags=["questions"])


class QuestionOut(Schema):
    """Any ask. `contribution_count`: how many took part; null where it would tell of fewer than ten (rule 15)."""

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
    contribution_count: int | None


class QuestionIn(Given):
    """A question to write down as a draft."""

    stage: Key
    prompt: Line
    fixed: Words = ""
    open_to_change: Words = ""
    information: Words = ""
    rung: Literal["informing", "consultation", "engagement", "co_design", "co_production"] = "consultation"
    decider_id: UUID | None = None
    opens_at: Moment | None = None
    closes_at: Moment | None = None
    answer_by: Day | None = None


class ThemeOut(Schema):
    """What several contributions have in common; the count is null where it would speak of few (rule 15)."""

    id: UUID
    title: str
    description: str
    contribution_count: int | None


class ThemeIn(Given):
    """A theme to add."""

    title: Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
    description: Words = ""


@router.get("/initiatives/{uuid:key}/questions", auth=MAY, response={200: list[QuestionOut], **REPLIES})
def questions(request: HttpRequest, key: UUID) -> Any:
    """What an initiative asks and asked."""
    found = list(visible_initiative(request, key).questions.exclude(state="draft").order_by("id")[:200])
    taken_part = shown_counts(found)
    return [_show(one, taken_part[one.pk]) for one in found]


@router.get("/questions/{uuid:key}", auth=MAY, response={200: QuestionOut, **REPLIES})
def question(request: HttpRequest, key: UUID) -> Any:
    """One question."""
    return _shown(visible_question(request, key))


def _shown(found: Question) -> dict[str, Any]:
    return _show(found, shown_counts([found])[found.pk])


def _show(found: Question, count: int | None) -> dict[str, Any]:
    return {name: getattr(found, name) for name in QuestionOut.model_fields} | {"contribution_count": count}


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
    drafted = actions.draft_question(initiative=found, actor=actor_of(request), **_columns(request, payload))
    return Status(201, _show(drafted, 0))


@router.put("/questions/{uuid:key}", auth=MUST, response={200: QuestionOut, **REPLIES})
def edit(request: HttpRequest, key: UUID, payload: QuestionIn) -> Any:
    """Change a draft; what is open stays as it was asked."""
    given = _columns(request, payload)
    given.pop("stage")
    return _shown(actions.edit_question(question=visible_question(request, key), actor=actor_of(request), **given))


@router.post("/questions/{uuid:key}/open", auth=MUST, response={200: QuestionOut, **REPLIES})
def open_it(request: HttpRequest, key: UUID) -> Any:
    """Open it to contributions (rules 4 and 5)."""
    return _shown(actions.open_question(question=visible_question(request, key), actor=actor_of(request)))


@router.post("/questions/{uuid:key}/close", auth=MUST, response={200: QuestionOut, **REPLIES})
def close_it(request: HttpRequest, key: UUID) -> Any:
    """Close it, at its time."""
    return _shown(actions.close_question(question=visible_question(request, key), actor=actor_of(request)))


@router.get("/questions/{uuid:key}/themes", auth=MAY, response={200: list[ThemeOut], **REPLIES})
def themes(request: HttpRequest, key: UUID) -> Any:
    """What people said, gathered; once the question is closed."""
    found = visible_question(request, key)
    if found.state in {"draft", "open"}:
        return []
    rows = list(found.themes.order_by("-contribution_count", "title", "id")[:500])
    # Over all of them, as on the page: two ways of hiding side by side would tell what each hides.
    counts = suppressed({theme.pk: theme.contribution_count for theme in rows})
    return [_show_theme(theme, counts[theme.pk]) for theme in rows]


def _show_theme(theme: Theme, count: int | None) -> dict[str, Any]:
    return {"id": theme.pk, "title": theme.title, "description": theme.description, "contribution_count": count}


@router.post("/questions/{uuid:key}/themes", auth=MUST, response={201: ThemeOut, **REPLIES})
def create_theme(request: HttpRequest, key: UUID, payload: ThemeIn) -> Any:
    """Add a theme."""
    found = visible_question(request, key)
    return Status(201, _show_theme(actions.add_theme(question=found, actor=actor_of(request), **payload.dict()), None))
