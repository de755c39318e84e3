"""Organisation, places, services, outcomes, readings, and the catalogue of methods."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from alongside.core.api.access import MAY, MUST, actor_of, organisation_of
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import NO_NUL, Day, Flag, Given, Limit, Line, Page, Words, page
from alongside.core.initiatives.methods import catalogue
from alongside.core.people.queries import require_officer
from alongside.core.services.actions import add_outcome, add_service, correct_observation, observe
from alongside.core.services.models import Observation, Outcome, Place, Service
from alongside.core.services.queries import current_services, series

router = Router(tags=["services"])
Value = Annotated[Decimal, Field(max_digits=18, decimal_places=4)]


class OrganisationOut(Schema):
    """Whose place this is."""

    id: UUID
    name: str
    place_name: str
    demonstration: bool
    time_zone: str


class PlaceOut(Schema):
    """Somewhere. `boundary` is a GeoJSON geometry, longitude first."""

    id: UUID
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    boundary: dict[str, Any] | None


class ServiceOut(Schema):
    """What is being improved."""

    id: UUID
    name: str
    slug: str
    summary: str
    description: str
    standard_id: str
    place_id: UUID | None


class ServiceIn(Given):
    """A service to add."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
    summary: Line
    description: Words = ""


class OutcomeOut(Schema):
    """What should get better, and how one would see it."""

    id: UUID
    service_id: UUID
    statement: str
    measure: str
    unit: str
    better: str
    kind: str
    target: Decimal | None


class OutcomeIn(Given):
    """A measure to add."""

    statement: Line
    measure: Annotated[str, Field(max_length=200, pattern=NO_NUL)]
    unit: Annotated[str, Field(max_length=40, pattern=NO_NUL)]
    better: Literal["up", "down"]
    kind: Literal["outcome", "efficiency", "process"]


class ObservationOut(Schema):
    """One reading."""

    id: UUID
    on: date
    value: Decimal
    n: int | None
    source: str
    baseline: bool


class ObservationIn(Given):
    """A reading to write down."""

    on: Day
    value: Value
    n: Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)] | None = None
    source: Annotated[str, Field(max_length=200, pattern=NO_NUL)]
    baseline: Flag = False


class CorrectionIn(Given):
    """The right value for a wrong reading."""

    value: Value
    source: Annotated[str, Field(max_length=200, pattern=NO_NUL)]


class MethodOut(Schema):
    """A recipe of the catalogue."""

    key: str
    kind: str
    title: str
    summary: str
    built: bool
    blocks: list[str]


@router.get("/organisation", auth=MAY, response={200: OrganisationOut, **REPLIES})
def organisation(request: HttpRequest) -> Any:
    """Whose place this is."""
    return organisation_of(request)


@router.get("/methods", auth=MAY, response={200: list[MethodOut], **REPLIES})
def methods(request: HttpRequest) -> Any:
    """All methods of the catalogue, in the order of the seven kinds."""
    return [
        {
            "key": method.key,
            "kind": method.kind,
            "title": str(method.title),
            "summary": str(method.summary),
            "built": method.built,
            "blocks": list(method.blocks),
        }
        for method in catalogue()
    ]


@router.get("/places", auth=MAY, response={200: Page[PlaceOut], **REPLIES})
def places(request: HttpRequest, after: UUID | None = None, limit: Limit = 50) -> Any:
    """The places of the organisation."""
    rows = Place.objects.filter(organisation=organisation_of(request))
    return page(rows, after=after, limit=limit, show=lambda row: row)


@router.get("/services", auth=MAY, response={200: Page[ServiceOut], **REPLIES})
def services(request: HttpRequest, after: UUID | None = None, limit: Limit = 50) -> Any:
    """The services that run."""
    return page(current_services(organisation_of(request)), after=after, limit=limit, show=lambda row: row)


@router.post("/services", auth=MUST, response={201: ServiceOut, **REPLIES})
def create_service(request: HttpRequest, payload: ServiceIn) -> Any:
    """Add a service; for officers."""
    require_officer(actor_of(request))
    return Status(201, add_service(organisation=organisation_of(request), actor=actor_of(request), **payload.dict()))


def _service(request: HttpRequest, key: UUID) -> Service:
    return get_object_or_404(Service, organisation=organisation_of(request), pk=key)


@router.get("/services/{uuid:key}", auth=MAY, response={200: ServiceOut, **REPLIES})
def service(request: HttpRequest, key: UUID) -> Any:
    """One service."""
    return _service(request, key)


@router.get("/services/{uuid:key}/outcomes", auth=MAY, response={200: list[OutcomeOut], **REPLIES})
def outcomes(request: HttpRequest, key: UUID) -> Any:
    """What should get better about a service."""
    return list(_service(request, key).outcomes.order_by("id")[:200])


@router.post("/services/{uuid:key}/outcomes", auth=MUST, response={201: OutcomeOut, **REPLIES})
def create_outcome(request: HttpRequest, key: UUID, payload: OutcomeIn) -> Any:
    """Add a measure; for officers."""
    require_officer(actor_of(request))
    return Status(201, add_outcome(service=_service(request, key), actor=actor_of(request), **payload.dict()))


def _outcome(request: HttpRequest, key: UUID) -> Outcome:
    return get_object_or_404(Outcome, organisation=organisation_of(request), pk=key)


@router.get("/outcomes/{uuid:key}/observations", auth=MAY, response={200: list[ObservationOut], **REPLIES})
def observations(request: HttpRequest, key: UUID, limit: Annotated[int, Query(ge=1, le=2000)] = 500) -> Any:
    """The readings of a measure, in the order of time; corrected ones are left out."""
    return list(series(_outcome(request, key))[:limit])


@router.post("/outcomes/{uuid:key}/observations", auth=MUST, response={201: ObservationOut, **REPLIES})
def create_observation(request: HttpRequest, key: UUID, payload: ObservationIn) -> Any:
    """Write down a reading; for officers."""
    require_officer(actor_of(request))
    return Status(201, observe(outcome=_outcome(request, key), actor=actor_of(request), **payload.dict()))


@router.post("/observations/{uuid:key}/correction", auth=MUST, response={201: ObservationOut, **REPLIES})
def correct(request: HttpRequest, key: UUID, payload: CorrectionIn) -> Any:
    """Put a right reading in the place of a wrong one; for officers."""
    require_officer(actor_of(request))
    wrong = get_object_or_404(Observation, organisation=organisation_of(request), pk=key)
    return Status(201, correct_observation(observation=wrong, actor=actor_of(request), **payload.dict()))
