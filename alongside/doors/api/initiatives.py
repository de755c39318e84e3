"""Initiatives and the path they go."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.core.api.access import MAY, MUST, actor_of, organisation_of
from alongside.core.api.finding import visible_initiative
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import NO_NUL, Day, Flag, Given, Key, Limit, Line, Page, Words, page
from alongside.core.contributions.queries import promise_figures
from alongside.core.decisions.models import Decision
from alongside.core.initiatives import actions
from alongside.core.initiatives.choices import CitizenRole, Motive, Risk
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.queries import listed_initiatives, readiness
from alongside.core.initiatives.rules import missing_for_live
from alongside.core.questions.queries import answered_by_few
from alongside.core.reviews.actions import end_initiative, review_initiative
from alongside.core.services.models import Service
from alongside.kit.suppression import shown_total

router = Router(tags=["initiatives"])


class InitiativeOut(Schema):
    """One run of one method about one service; the count is null where it would speak of fewer than ten (rule 15)."""

    id: UUID
    service_id: UUID
    method_key: str
    title: str
    slug: str
    summary: str
    state: str
    motives: list[str]
    citizen_roles: list[str]
    grew_from_id: UUID | None
    acknowledge_days: int
    answer_days: int
    contribution_count: int | None
    live_at: datetime | None
    closed_at: datetime | None

    @staticmethod
    def resolve_contribution_count(initiative: Initiative) -> int | None:
        """Return the count as it may be shown: not where it would tell of a question that few answered."""
        few = getattr(initiative, "few", None)
        return None if (_few(initiative) if few is None else few) else shown_total(initiative.contribution_count)


class InitiativeIn(Given):
    """An idea to write down."""

    service_id: UUID
    method_key: Key
    title: Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
    summary: Line = ""
    problem: Words = ""
    grew_from_id: UUID | None = None


class ShapeIn(Given):
    """Why it is done together, and on whom it relies."""

    problem: Words
    motives: list[Literal[tuple(Motive.values)]]  # type: ignore[valid-type]  # the values are fixed at start-up
    citizen_roles: list[Literal[tuple(CitizenRole.values)]]  # type: ignore[valid-type]  # as above


class RiskIn(Given):
    """What is said to one known risk."""

    likely: Flag
    answer: Words


class MoveIn(Given):
    """One step of the path."""

    to: Literal["committed", "live", "paused", "resumed", "assessing"]
    why: Line = ""


class FindingIn(Given):
    """Whether one motive or role held."""

    about: Literal["motive", "role"]
    key: Key
    held: Literal["yes", "partly", "no"]
    evidence: Words


class ReviewIn(Given):
    """A look back."""

    summary: Words
    citizen_assessor_id: UUID
    findings: list[FindingIn]


class EndIn(Given):
    """How it ends."""

    state: Literal["sustained", "changed", "closed"]
    successor_id: UUID | None = None
    review_on: Day | None = None


class KeptOut(Schema):
    """How one sort of promise was kept: null where nothing is known, or fewer than ten came due (rule 15)."""

    kept: int | None
    late: int | None
    share: float | None
    median_days: float | None
    overdue: int | None


def _few(initiative: Initiative) -> bool:
    return Initiative.objects.filter(answered_by_few(), pk=initiative.pk).exists()


def show_kept(figures: dict[str, Any], *, few: bool = False) -> dict[str, Any]:
    """Return the figures of the promise board for JSON; `few`: the numbers would tell of a question few answered."""
    shown = {}
    for promise, one in figures.items():
        kept = one["kept"]
        known: dict[str, Any] = {"kept": kept.kept, "late": kept.late, "share": kept.share}
        known |= {"median_days": kept.median_days, "overdue": one["overdue"]}
        due = kept.kept + kept.late
        shown[promise] = dict.fromkeys(known) if due and shown_total(due) is None else known
        if few:
            shown[promise] |= dict.fromkeys(("kept", "late", "overdue"))
    return shown


@router.get("/initiatives", auth=MAY, response={200: Page[InitiativeOut], **REPLIES})
def initiatives(
    request: HttpRequest,
    after: UUID | None = None,
    limit: Limit = 50,
    co: Literal["", "commission", "design", "deliver", "assess"] = "",
    service_id: UUID | None = None,
) -> Any:
    """Initiatives that everybody may see; of one of the four co's or one service if asked."""
    rows = listed_initiatives(organisation=organisation_of(request), co=co, service_id=service_id)
    return page(rows.annotate(few=answered_by_few()), after=after, limit=limit, show=lambda row: row)


@router.post("/initiatives", auth=MUST, response={201: InitiativeOut, **REPLIES})
def start(request: HttpRequest, payload: InitiativeIn) -> Any:
    """Write down an idea; for officers."""
    given = payload.dict()
    organisation = organisation_of(request)
    service = get_object_or_404(Service, organisation=organisation, pk=given.pop("service_id"))
    grew = given.pop("grew_from_id")
    decision = get_object_or_404(Decision, organisation=organisation, pk=grew) if grew else None
    return Status(201, actions.start_initiative(service=service, grew_from=decision, actor=actor_of(request), **given))


@router.get("/initiatives/{uuid:key}", auth=MAY, response={200: InitiativeOut, **REPLIES})
def initiative(request: HttpRequest, key: UUID) -> Any:
    """One initiative."""
    return visible_initiative(request, key)


@router.get("/initiatives/{uuid:key}/missing", auth=MAY, response={200: list[str], **REPLIES})
def missing(request: HttpRequest, key: UUID) -> Any:
    """What stands between it and going live (rules 1 and 2), as keys, in the order to mend them."""
    return list(missing_for_live(readiness(visible_initiative(request, key))))


@router.get("/initiatives/{uuid:key}/promises", auth=MAY, response={200: dict[str, KeptOut], **REPLIES})
def promises(request: HttpRequest, key: UUID) -> Any:
    """How its promises were kept (rule 8)."""
    found = visible_initiative(request, key)
    return show_kept(promise_figures(organisation=organisation_of(request), initiative=found), few=_few(found))


@router.post("/initiatives/{uuid:key}/shape", auth=MUST, response={200: InitiativeOut, **REPLIES})
def shape(request: HttpRequest, key: UUID, payload: ShapeIn) -> Any:
    """Begin to shape it."""
    found = visible_initiative(request, key)
    return actions.shape_initiative(initiative=found, actor=actor_of(request), **payload.dict())


@router.put("/initiatives/{uuid:key}/risks/{risk}", auth=MUST, response={204: None, **REPLIES})
def risk(
    request: HttpRequest,
    key: UUID,
    risk: Literal[tuple(Risk.values)],  # type: ignore[valid-type]  # the values are fixed at start-up
    payload: RiskIn,
) -> Any:
    """Say what could happen here, and what is done about it."""
    found = visible_initiative(request, key)
    actions.answer_risk(initiative=found, risk=risk, actor=actor_of(request), **payload.dict())
    return Status(204, None)


@router.post("/initiatives/{uuid:key}/move", auth=MUST, response={200: InitiativeOut, **REPLIES})
def move(request: HttpRequest, key: UUID, payload: MoveIn) -> Any:
    """Go one step along the path."""
    found, actor = visible_initiative(request, key), actor_of(request)
    if payload.to == "paused":
        return actions.pause_initiative(initiative=found, why=payload.why, actor=actor)
    step = {
        "committed": actions.commit_initiative,
        "live": actions.go_live,
        "resumed": actions.resume_initiative,
        "assessing": actions.start_assessing,
    }[payload.to]
    return step(initiative=found, actor=actor)


@router.put("/initiatives/{uuid:key}/stages/{stage}", auth=MUST, response={204: None, **REPLIES})
def open_stage(request: HttpRequest, key: UUID, stage: Key) -> Any:
    """Open a stage of the method."""
    actions.open_stage(initiative=visible_initiative(request, key), key=stage, actor=actor_of(request))
    return Status(204, None)


@router.delete("/initiatives/{uuid:key}/stages/{stage}", auth=MUST, response={204: None, **REPLIES})
def close_stage(request: HttpRequest, key: UUID, stage: Key) -> Any:
    """Close a stage of the method."""
    actions.close_stage(initiative=visible_initiative(request, key), key=stage, actor=actor_of(request))
    return Status(204, None)


@router.post("/initiatives/{uuid:key}/reviews", auth=MUST, response={204: None, **REPLIES})
def review(request: HttpRequest, key: UUID, payload: ReviewIn) -> Any:
    """Look back, with somebody of the residents' side."""
    found = visible_initiative(request, key)
    assessor = get_object_or_404(
        Membership, organisation=organisation_of(request), initiative=found, pk=payload.citizen_assessor_id
    )
    review_initiative(
        initiative=found,
        summary=payload.summary,
        citizen_assessor=assessor,
        findings={(one.about, one.key): (one.held, one.evidence) for one in payload.findings},
        actor=actor_of(request),
    )
    return Status(204, None)


@router.post("/initiatives/{uuid:key}/end", auth=MUST, response={200: InitiativeOut, **REPLIES})
def end(request: HttpRequest, key: UUID, payload: EndIn) -> Any:
    """Keep it going, change it into something else, or close it (rule 16)."""
    successor = visible_initiative(request, payload.successor_id) if payload.successor_id else None
    return end_initiative(
        initiative=visible_initiative(request, key),
        state=payload.state,
        successor=successor,
        review_on=payload.review_on,
        actor=actor_of(request),
    )
