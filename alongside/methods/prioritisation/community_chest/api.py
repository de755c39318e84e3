"""A community chest for programs: its rounds, applying, one's own application, the panel's points, the open grants."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from alongside.core.api.access import MAY, MUST, actor_of, organisation_of, party_of
from alongside.core.api.finding import visible_initiative
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Amount, Day, Flag, Given, Line, Words
from alongside.core.services.models import Place
from alongside.kit.refused import NotAllowed
from alongside.methods.prioritisation.community_chest.applying import answer_host, apply_for_grant, keep_group
from alongside.methods.prioritisation.community_chest.finding import hosts_of
from alongside.methods.prioritisation.community_chest.granting import accept_grant
from alongside.methods.prioritisation.community_chest.judging import declare, file_sheet, seat_of
from alongside.methods.prioritisation.community_chest.models import Application, Group, Hosting, Round
from alongside.methods.prioritisation.community_chest.opening import records_of, rounds_of
from alongside.methods.prioritisation.community_chest.queries import cases_for
from alongside.standards.threesixtygiving import package_of

router = Router(tags=["chest"])


class RoundOut(Schema):
    """A round of small grants; money in minor units."""

    id: UUID
    question_id: UUID
    state: str
    programme: str
    currency: str
    amount: int
    least: int
    most: int
    decides_by: str
    names_hidden: bool
    checks: list[str]
    criteria: list[dict[str, Any]]


class GroupIn(Given):
    """Who applies."""

    name: Line
    sort: Line
    has_account: Flag = True
    charity_number: Line = ""
    company_number: Line = ""


class ApplicationIn(Given):
    """What a group asks for; `host_id` is the membership of who holds the money."""

    group: GroupIn
    title: Line
    text: Words
    outcome: Line
    amount: Amount
    whole_cost: Amount
    starts_on: Day
    ends_on: Day
    match_minutes: Amount | None = None
    place_id: UUID | None = None
    host_id: UUID | None = None


class ApplicationOut(Schema):
    """One's own application, and how far it is."""

    id: UUID
    number: int
    title: str
    amount: int
    state: str
    contribution_id: UUID


class ReceivedOut(ApplicationOut):
    """A new application, with the code of its receipt."""

    code: str


class CaseOut(Schema):
    """An application as a member of the panel may see it. `filed` is how many have scored it."""

    number: int
    title: str
    text: str
    outcome: str
    amount: int
    declared: bool
    interest: bool
    scored: bool
    filed: int


class DeclareIn(Given):
    """Whether a member of the panel has a link to an application, and which."""

    interest: Flag
    what: Line = ""


class PointsIn(Given):
    """Points from 0 to 5 by the id of the criterion, and a line for the group."""

    points: dict[UUID, int]
    comment: Words


class HostIn(Given):
    """Whether a host holds the money; a no has a reason."""

    holds: Flag
    why: Line = ""


def _round(request: HttpRequest, key: UUID) -> Round:
    found = get_object_or_404(
        Round.objects.select_related("question__initiative__organisation", "question__decider"),
        organisation=organisation_of(request),
        pk=key,
    )
    visible_initiative(request, found.question.initiative_id)
    if found.question.state == "draft":
        raise Http404
    return found


def _show_round(one: Round) -> dict[str, Any]:
    names = ["id", "question_id", "programme", "currency", "amount", "least", "most", "decides_by", "names_hidden"]
    return {name: getattr(one, name) for name in names} | {
        "state": one.question.state,
        "checks": [words for _key, words in one.checks],
        "criteria": [
            {"id": str(row.pk), "title": row.title, "asks": row.asks, "weight": row.weight}
            for row in one.criteria.all()
        ],
    }


def _show(one: Application) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("id", "number", "title", "amount", "state", "contribution_id")}


@router.get("/initiatives/{uuid:key}/rounds", auth=MAY, response={200: list[RoundOut], **REPLIES})
def rounds(request: HttpRequest, key: UUID) -> Any:
    """The rounds of a community chest that were opened, the first one first."""
    found = rounds_of(visible_initiative(request, key))
    return [_show_round(one) for one in found if one.question.state != "draft"]


@router.get("/rounds/{uuid:key}/grants", auth=MAY, response={200: dict[str, Any], **REPLIES})
def grants(request: HttpRequest, key: UUID) -> Any:
    """The accepted grants of a round, in the form of the 360Giving Data Standard; no person is named."""
    found = _round(request, key)
    records = records_of(found)
    return package_of(records, title=found.programme)


@router.post("/rounds/{uuid:key}/applications", auth=MUST, response={201: ReceivedOut, **REPLIES})
def apply(request: HttpRequest, key: UUID, payload: ApplicationIn) -> Any:
    """Apply for a grant for a group; its receipt's code comes back."""
    found, party = _round(request, key), actor_of(request)
    data = payload.dict()
    place_id, host_id, minutes = data.pop("place_id"), data.pop("host_id"), data.pop("match_minutes")
    host = next((one for one in hosts_of(found.question.initiative) if one.pk == host_id), None)
    if host_id is not None and host is None:
        raise Http404
    place = get_object_or_404(Place, organisation=found.organisation_id, pk=place_id) if place_id else None
    group = keep_group(organisation=organisation_of(request), actor=party, **data.pop("group"))
    application, code = apply_for_grant(
        grant_round=found,
        group=group,
        actor=party,
        party=party,
        place=place,
        host=host,
        match_minutes=minutes or 0,
        **data,
    )
    return Status(201, _show(application) | {"code": code})


@router.get("/me/applications", auth=MUST, response={200: list[ApplicationOut], **REPLIES})
def mine(request: HttpRequest) -> Any:
    """What the caller has applied for, newest first."""
    found = Application.objects.filter(
        organisation=organisation_of(request), contribution__party=actor_of(request)
    ).order_by("-id")
    return [_show(one) for one in found[:100]]


def _own(request: HttpRequest, key: UUID) -> Application:
    return get_object_or_404(
        Application.objects.select_related("grant__award"),
        organisation=organisation_of(request),
        pk=key,
        contribution__party=actor_of(request),
    )


@router.post("/applications/{uuid:key}/accept", auth=MUST, response={200: ApplicationOut, **REPLIES})
def accept(request: HttpRequest, key: UUID) -> Any:
    """Accept the grant that was offered, on its terms."""
    found = _own(request, key)
    if not hasattr(found, "grant"):
        raise Http404
    accept_grant(grant=found.grant, actor=actor_of(request))
    return _show(found)


@router.post("/applications/{uuid:key}/host", auth=MUST, response={200: ApplicationOut, **REPLIES})
def host(request: HttpRequest, key: UUID, payload: HostIn) -> Any:
    """Say, as the host that was asked, whether one holds the money."""
    asked = get_object_or_404(
        Hosting.objects.select_related("application"),
        organisation=organisation_of(request),
        application=key,
        state="asked",
        host__party=actor_of(request),
    )
    answer_host(hosting=asked, actor=actor_of(request), **payload.dict())
    return _show(asked.application)


def _case(request: HttpRequest, key: UUID, number: int) -> Application:
    """An application of a round by its number, to the panel only."""
    found = _round(request, key)
    if seat_of(party=party_of(request), initiative=found.question.initiative) is None:
        raise NotAllowed("This is for the panel.")
    return get_object_or_404(Application, organisation=found.organisation_id, grant_round=found, number=number)


@router.get("/rounds/{uuid:key}/cases", auth=MUST, response={200: list[CaseOut], **REPLIES})
def cases(request: HttpRequest, key: UUID) -> Any:
    """What a member of the panel judges: by number, without who applies, and without anybody's points."""
    found = _round(request, key)
    if seat_of(party=party_of(request), initiative=found.question.initiative) is None:
        raise NotAllowed("This is for the panel.")
    return [
        {
            "number": one.application.number,
            "title": one.application.title,
            "text": one.application.contribution.text,
            "outcome": one.application.outcome,
            "amount": one.application.amount,
            "declared": one.declared is not None,
            "interest": one.barred,
            "scored": one.own is not None,
            "filed": one.filed,
        }
        for one in cases_for(grant_round=found, party=actor_of(request))
    ]


@router.post("/rounds/{uuid:key}/cases/{int:number}/declaration", auth=MUST, response={200: DeclareIn, **REPLIES})
def declares(request: HttpRequest, key: UUID, number: int, payload: DeclareIn) -> Any:
    """Declare, as a member of the panel, whether one has a link to an application."""
    made = declare(application=_case(request, key, number), actor=actor_of(request), **payload.dict())
    return {"interest": made.interest, "what": made.what}


@router.post("/rounds/{uuid:key}/cases/{int:number}/points", auth=MUST, response={201: CaseOut, **REPLIES})
def points(request: HttpRequest, key: UUID, number: int, payload: PointsIn) -> Any:
    """File one's points on an application, once."""
    given = {str(criterion): many for criterion, many in payload.points.items()}
    application = _case(request, key, number)
    file_sheet(application=application, points=given, comment=payload.comment, actor=actor_of(request))
    found = [one for one in cases(request, key) if one["number"] == number]
    return Status(201, found[0])


@router.get("/me/groups", auth=MUST, response={200: list[GroupIn], **REPLIES})
def groups(request: HttpRequest) -> Any:
    """The groups that the caller applies for."""
    names = ("name", "sort", "has_account", "charity_number", "company_number")
    found = Group.objects.filter(organisation=organisation_of(request), keeper=actor_of(request)).order_by("id")
    return [{name: getattr(one, name) for name in names} for one in found[:100]]
