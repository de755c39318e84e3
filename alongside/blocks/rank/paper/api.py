"""Paper for programs: batches from the counterfoils to the box."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.blocks.rank.models import PaperBatch, Poll
from alongside.blocks.rank.paper import actions
from alongside.blocks.rank.paper.rules import show
from alongside.blocks.rank.visit import visible_poll
from alongside.core.api.access import MUST, actor_of, organisation_of
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import NO_NUL, Given
from alongside.core.initiatives.permissions import may
from alongside.kit.refused import NotAllowed

router = Router(tags=["rank"])
Typed = Annotated[str, Field(max_length=400, pattern=NO_NUL)]
Code = Annotated[str, Field(max_length=40, pattern=NO_NUL)]


class StackIn(Given):
    """A stack that came: how many papers were counted by hand, and the codes of their counterfoils."""

    label: Annotated[str, Field(max_length=120, pattern=NO_NUL)]
    arrived: Annotated[int, Field(strict=True, ge=1, le=actions.MOST_PAPERS)]
    codes: Annotated[list[Code], Field(max_length=actions.MOST_PAPERS)]


class PapersIn(Given):
    """What stands on each paper, in the order of the stack: "3, 7", or a letter for a spoiled one (b m u s f)."""

    papers: Annotated[list[Typed], Field(max_length=actions.MOST_PAPERS)]


class SettledPaperIn(Given):
    """What a paper says on which two people differed."""

    place: Annotated[int, Field(strict=True, ge=1, le=actions.MOST_PAPERS)]
    text: Typed


class AsideOut(Schema):
    """A counterfoil that was set aside, by its number, and why."""

    serial: str
    why: str


class DifferenceOut(Schema):
    """A paper that two people read differently."""

    place: int
    first: str
    second: str


class PaperBatchOut(Schema):
    """A batch with its control totals: arrived = set aside + entered; entered = in the box + spoiled."""

    id: UUID
    label: str
    state: str
    at: datetime
    arrived_count: int
    paper_count: int
    spoiled_count: int
    aside: list[AsideOut]
    entries: int
    differences: list[DifferenceOut]


def _shown(batch: PaperBatch) -> dict[str, Any]:
    batch.refresh_from_db()
    names = "id label state at arrived_count paper_count spoiled_count aside"
    twice = batch.second_by_id is not None
    differs = actions.differences_of(batch) if twice and batch.state == PaperBatch.State.ENTERING else []
    return {name: getattr(batch, name) for name in names.split()} | {
        "entries": 2 if twice else int(batch.first_by_id is not None),
        "differences": [{"place": one.place, "first": show(one.first), "second": show(one.second)} for one in differs],
    }


def _refuse_others(request: HttpRequest, poll: Poll) -> None:
    who, initiative = actor_of(request), poll.question.initiative
    if not any(may(act, party=who, initiative=initiative) for act in ("rank.enter_paper", "rank.check_paper")):
        raise NotAllowed(_("This is for the team that runs the vote."))


def _batch(request: HttpRequest, key: UUID) -> PaperBatch:
    rows = PaperBatch.objects.select_related("poll__question__initiative", "poll__question__organisation")
    found = get_object_or_404(rows, organisation=organisation_of(request), pk=key)
    visible_poll(request, found.poll.question_id)
    _refuse_others(request, found.poll)
    return found


@router.get("/questions/{uuid:key}/paper-batches", auth=MUST, response={200: list[PaperBatchOut], **REPLIES})
def batches(request: HttpRequest, key: UUID) -> Any:
    """All batches of paper of a vote, as they came; for the team that runs it."""
    poll = visible_poll(request, key)
    _refuse_others(request, poll)
    rows = PaperBatch.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("at", "id")
    return [_shown(batch) for batch in rows]


@router.post("/questions/{uuid:key}/paper-batches", auth=MUST, response={201: PaperBatchOut, **REPLIES})
def check_in(request: HttpRequest, key: UUID, payload: StackIn) -> Any:
    """Check the counterfoils of a stack; what may not count is set aside with its reason."""
    batch = actions.check_in(poll=visible_poll(request, key), actor=actor_of(request), **payload.dict())
    return Status(201, _shown(batch))


@router.post("/paper-batches/{uuid:key}/entries", auth=MUST, response={200: PaperBatchOut, **REPLIES})
def enter(request: HttpRequest, key: UUID, payload: PapersIn) -> Any:
    """Enter all papers of a batch; twice, by two people."""
    return _shown(actions.enter_papers(batch=_batch(request, key), papers=payload.papers, actor=actor_of(request)))


@router.post("/paper-batches/{uuid:key}/settlements", auth=MUST, response={200: PaperBatchOut, **REPLIES})
def settle(request: HttpRequest, key: UUID, payload: SettledPaperIn) -> Any:
    """Say what a paper says on which the two differed."""
    batch = _batch(request, key)
    return _shown(actions.settle(batch=batch, place=payload.place, text=payload.text, actor=actor_of(request)))


@router.post("/paper-batches/{uuid:key}/acceptance", auth=MUST, response={200: PaperBatchOut, **REPLIES})
def accept(request: HttpRequest, key: UUID) -> Any:
    """Put a batch in the box, once both entries agree."""
    return _shown(actions.accept_batch(batch=_batch(request, key), actor=actor_of(request)))
