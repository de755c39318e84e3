"""Proposals for programs: the list, one with what was said and found about it, and what pages let people do.

long: a short operation for each thing that the pages can do.
"""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from alongside.blocks.propose import checking, queries, talking
from alongside.blocks.propose.actions import add_proposal
from alongside.blocks.propose.models import Appeal, Comment, Merge, Proposal
from alongside.blocks.propose.models import Status as Step
from alongside.core.api.access import MAY, MUST, actor_of, organisation_of
from alongside.core.api.finding import visible_question
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import NO_NUL, Amount, Flag, Given, Key, Limit, Line, WhyIn, Words, page
from alongside.core.services.models import Place

router = Router(tags=["propose"])
Short = Annotated[str, Field(max_length=120, pattern=NO_NUL)]
Reason = Annotated[str, Field(min_length=1, max_length=2000, pattern=NO_NUL)]


class ProposalOut(Schema):
    """What somebody wants done. Money in minor units: `cost` is the proposer's guess, `checked_cost` the checker's."""

    id: UUID
    question_id: UUID
    contribution_id: UUID
    title: str
    summary: str
    category: str
    cost: int | None
    checked_cost: int | None
    neighbourhood_id: UUID | None
    where: str
    latitude: float | None
    longitude: float | None
    status: str
    support_count: int
    comment_count: int


class ProposalsOut(Schema):
    """One page of the list. `next` is what to send as `after` for the following one, with the same order and seed."""

    items: list[ProposalOut]
    next: str | None


class CheckOut(Schema):
    """The check that holds, and what the proposer said against it."""

    feasible: bool
    cost: int | None
    reason: str
    at: datetime
    appeal: str | None
    appeal_upheld: bool | None
    appeal_answer: str | None


class ProposalWhole(ProposalOut):
    """A proposal with its description, its check and what was promised for it."""

    text: str
    check: CheckOut | None
    action_ids: list[UUID]


class ProposalIn(Given):
    """A proposal to bring; the point is given whole or not at all."""

    title: Annotated[str, Field(min_length=1, max_length=120, pattern=NO_NUL)]
    summary: Annotated[str, Field(min_length=1, max_length=300, pattern=NO_NUL)]
    text: Annotated[str, Field(max_length=6000, pattern=NO_NUL)] = ""
    category: Annotated[str, Field(max_length=40, pattern=NO_NUL)] = ""
    cost: Amount | None = None
    neighbourhood_id: UUID | None = None
    where: Short = ""
    latitude: Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)] | None = None
    longitude: Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)] | None = None
    named: Flag = True


class BroughtOut(Schema):
    """The proposal and the code of its receipt."""

    proposal: ProposalOut
    code: str


class CommentOut(Schema):
    """What somebody said; a hidden comment has the reason in its stead, and a name stands only by consent."""

    id: UUID
    text: str | None
    name: str | None
    at: datetime
    hidden_why: str


class CommentsOut(Schema):
    """One page of comments, newest first."""

    items: list[CommentOut]
    next: UUID | None


class CommentIn(Given):
    """Something to say, to be read by everybody."""

    text: Reason
    named: Flag = False


class AppraisalIn(Given):
    """Whether it can be done, what it costs, and why."""

    feasible: Flag
    cost: Amount | None = None
    reason: Reason


class AppealIn(Given):
    """What a no overlooked."""

    text: Words


class AppealAnswerIn(Given):
    """The answer to an appeal; upheld, it needs a cost."""

    upheld: Flag
    answer: Reason
    cost: Amount | None = None


class MergeIn(Given):
    """The other proposal, and why the two belong together."""

    target_id: UUID
    why: Line


class MergeOut(Schema):
    """A suggestion to join two; it happens once both proposers agree."""

    id: UUID
    source_id: UUID
    target_id: UUID
    why: str
    done_at: datetime | None
    refused_at: datetime | None


class Wanted(Schema):
    """What to list, in which order; `seed` draws the mixed order, in which nobody is always first."""

    order: Literal["mixed", "supported", "newest"] = "newest"
    words: Annotated[str, Field(max_length=80, pattern=NO_NUL)] = ""
    category: Annotated[str, Field(max_length=40, pattern=NO_NUL)] = ""
    status: Literal[("", *Step.values)] = ""  # type: ignore[valid-type]  # the values are fixed at start-up
    neighbourhood_id: UUID | None = None
    seed: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    after: Key = ""


def _proposal(request: HttpRequest, key: UUID) -> Proposal:
    found = queries.one_proposal(organisation=organisation_of(request), key=key)
    if found is None:
        raise Http404
    visible_question(request, found.question_id, block="propose")
    return found


@router.get("/questions/{uuid:key}/proposals", auth=MAY, response={200: ProposalsOut, **REPLIES})
def proposals(request: HttpRequest, key: UUID, wanted: Query[Wanted]) -> Any:
    """The proposals of a question, twenty at a time."""
    given = wanted.dict()
    place = given.pop("neighbourhood_id")
    found = queries.list_page(
        question=visible_question(request, key, block="propose"),
        wanted=queries.Wanted(neighbourhood=str(place or ""), **given),
    )
    return {"items": found.items, "next": found.after or None}


@router.post("/questions/{uuid:key}/proposals", auth=MUST, response={201: BroughtOut, **REPLIES})
def bring(request: HttpRequest, key: UUID, payload: ProposalIn) -> Any:
    """Bring a proposal; the receipt comes at once."""
    given, organisation = payload.dict(), organisation_of(request)
    place = given.pop("neighbourhood_id")
    given["neighbourhood"] = get_object_or_404(Place, organisation=organisation, pk=place) if place else None
    if given["latitude"] is None or given["longitude"] is None:
        given["latitude"] = given["longitude"] = None
    proposal, code = add_proposal(
        question=visible_question(request, key, block="propose"),
        actor=actor_of(request),
        party=actor_of(request),
        **given,
    )
    return Status(201, {"proposal": proposal, "code": code})


@router.get("/proposals/{uuid:key}", auth=MAY, response={200: ProposalWhole, **REPLIES})
def proposal(request: HttpRequest, key: UUID) -> Any:
    """One proposal."""
    found = _proposal(request, key)
    stands = found.contribution.state == "received"
    whole = {name: getattr(found, name) for name in ProposalOut.model_fields}
    actions = [action.pk for action in queries.actions_of(found)]
    return whole | {
        "text": found.contribution.text if stands else "",
        "check": _check(found),
        "action_ids": actions,
    }


def _check(proposal: Proposal) -> dict[str, Any] | None:
    check = queries.newest_appraisal(proposal)
    if check is None:
        return None
    appeal: Appeal | None = getattr(check, "appeal", None)
    return {
        "feasible": check.feasible,
        "cost": check.cost,
        "reason": check.reason,
        "at": check.at,
        "appeal": appeal.text if appeal else None,
        "appeal_upheld": appeal.upheld if appeal else None,
        "appeal_answer": appeal.answer if appeal else None,
    }


@router.put("/proposals/{uuid:key}/support", auth=MUST, response={204: None, **REPLIES})
def support(request: HttpRequest, key: UUID) -> Any:
    """Stand behind a proposal; twice is the same as once."""
    talking.support_proposal(proposal=_proposal(request, key), actor=actor_of(request))
    return Status(204, None)


@router.delete("/proposals/{uuid:key}/support", auth=MUST, response={204: None, **REPLIES})
def end_support(request: HttpRequest, key: UUID) -> Any:
    """Take one's support back."""
    talking.end_support(proposal=_proposal(request, key), actor=actor_of(request))
    return Status(204, None)


@router.get("/proposals/{uuid:key}/comments", auth=MAY, response={200: CommentsOut, **REPLIES})
def comments(request: HttpRequest, key: UUID, after: UUID | None = None, limit: Limit = 50) -> Any:
    """What people said about a proposal."""
    found = _proposal(request, key)
    rows = Comment.objects.filter(organisation_id=found.organisation_id, proposal=found).select_related("party")
    return page(rows, after=after, limit=limit, show=_show_comment)


def _show_comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.pk,
        "text": None if comment.hidden_at else comment.text,
        "name": comment.party.name if comment.named and comment.party and not comment.hidden_at else None,
        "at": comment.at,
        "hidden_why": comment.hidden_why,
    }


@router.post("/proposals/{uuid:key}/comments", auth=MUST, response={201: CommentOut, **REPLIES})
def comment(request: HttpRequest, key: UUID, payload: CommentIn) -> Any:
    """Say something about a proposal."""
    found = _proposal(request, key)
    return Status(
        201, _show_comment(talking.comment_on_proposal(proposal=found, actor=actor_of(request), **payload.dict()))
    )


@router.post("/comments/{uuid:key}/hiding", auth=MUST, response={200: CommentOut, **REPLIES})
def hide(request: HttpRequest, key: UUID, payload: WhyIn) -> Any:
    """Hide a comment that breaks the rules of the place; why stays in sight."""
    rows = Comment.objects.select_related("proposal__question__initiative", "party")
    found = get_object_or_404(rows, organisation=organisation_of(request), pk=key)
    return _show_comment(talking.hide_comment(comment=found, why=payload.why, actor=actor_of(request)))


@router.post("/proposals/{uuid:key}/appraisals", auth=MUST, response={201: CheckOut, **REPLIES})
def appraise(request: HttpRequest, key: UUID, payload: AppraisalIn) -> Any:
    """Say, as a checker, whether it can be done and what it costs."""
    found = _proposal(request, key)
    checking.appraise_proposal(proposal=found, actor=actor_of(request), **payload.dict())
    return Status(201, _check(found))


@router.post("/proposals/{uuid:key}/appeal", auth=MUST, response={201: CheckOut, **REPLIES})
def appeal(request: HttpRequest, key: UUID, payload: AppealIn) -> Any:
    """Say, as its proposer, what a no overlooked; once for each no."""
    found = _proposal(request, key)
    checking.appeal(proposal=found, text=payload.text, actor=actor_of(request))
    return Status(201, _check(found))


@router.put("/proposals/{uuid:key}/appeal/answer", auth=MUST, response={200: CheckOut, **REPLIES})
def answer_appeal(request: HttpRequest, key: UUID, payload: AppealAnswerIn) -> Any:
    """Answer an appeal, as another checker where there is one."""
    found = _proposal(request, key)
    asked = Appeal.objects.filter(
        organisation_id=found.organisation_id, appraisal__proposal=found, answered_at__isnull=True
    ).first()
    if asked is None:
        raise Http404
    checking.answer_appeal(asked=asked, actor=actor_of(request), **payload.dict())
    return _check(found)


@router.post("/proposals/{uuid:key}/merges", auth=MUST, response={201: MergeOut, **REPLIES})
def suggest_merge(request: HttpRequest, key: UUID, payload: MergeIn) -> Any:
    """Suggest to join a proposal to another of the same question."""
    source, target = _proposal(request, key), _proposal(request, payload.target_id)
    return Status(201, checking.suggest_merge(source=source, target=target, why=payload.why, actor=actor_of(request)))


@router.put("/merges/{uuid:key}/agreement", auth=MUST, response={200: MergeOut, **REPLIES})
def agree(request: HttpRequest, key: UUID) -> Any:
    """Agree, as a proposer, that the two are joined."""
    merge = get_object_or_404(Merge, organisation=organisation_of(request), pk=key)
    return checking.agree_to_merge(merge=merge, actor=actor_of(request))


@router.put("/merges/{uuid:key}/refusal", auth=MUST, response={200: MergeOut, **REPLIES})
def refuse(request: HttpRequest, key: UUID) -> Any:
    """Say no, as a proposer: both stay as they are."""
    merge = get_object_or_404(Merge, organisation=organisation_of(request), pk=key)
    return checking.refuse_merge(merge=merge, actor=actor_of(request))
