"""The explorer for programs: where both sides already work together, and where they could; of nobody alone."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.core.api.access import MAY, MUST, actor_of, organisation_of, party_of
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Given, Key, Line
from alongside.core.explorer import actions, queries, rules
from alongside.core.services.models import Service

router = Router(tags=["explorer"])
Rating = Annotated[int, Field(strict=True, ge=0, le=4)]


class RatingsIn(Given):
    """What speaks for it and against, from 0 to 4 each, or null."""

    importance: Rating | None = None
    outcome_gap: Rating | None = None
    assets: Rating | None = None
    willingness: Rating | None = None
    risk: Rating | None = None


class DepthIn(Given):
    """How deep a way of working goes, where it happens: `rung` on the ladder of who decides, marks both sides see."""

    rung: Annotated[int, Field(strict=True, ge=0, lt=len(rules.RUNGS))]
    promises: list[Literal["public_specific", "citizen_specific", "on_record", "can_change"]] = []
    loop: list[Literal["receipt", "reason", "themes_answered", "action_done"]] = []
    evidence: Annotated[int, Field(strict=True, ge=0, lt=len(rules.EVIDENCE))]


class CouldIn(Given):
    """Whether an empty cell could be filled, why, and five ratings from 0 to 4."""

    could: Literal["yes", "maybe", "no"]
    reason: Line
    ratings: RatingsIn = RatingsIn()


class ExplorerAnswerIn(Given):
    """One's own answer of one method: how far it happens, and, if one wants, how deep, or whether it could be."""

    side: Literal["public", "citizen"]
    answer: rules.Presence
    why: Line = ""
    proof: Line = ""
    depth: DepthIn | None = None
    could_we: CouldIn | None = None


class OwnOut(Schema):
    """One's own answer as it is kept."""

    method: str
    side: str
    answer: str
    why: str
    proof: str
    rung: int | None
    promises: list[str]
    loop: list[str]
    evidence: int | None
    could: str
    could_reason: str


class SideOut(Schema):
    """How one side answered: the typical answer from three people on, their number from ten on."""

    typical: str | None
    people: int | None


class CellOut(Schema):
    """One method in one service, as both sides see it; scores from 0 to 100 where both sides gave what they need."""

    method: str
    kind: str
    public: SideOut
    citizens: SideOut
    gap: int
    joint: str | None
    depth: int | None
    opportunity: int | None


class MapOut(Schema):
    """One service against all methods."""

    service_id: UUID
    service: str
    cells: list[CellOut]


class BegunOut(Schema):
    """The initiative that came of a cell, in state `idea`."""

    initiative_id: UUID


def _service(request: HttpRequest, key: UUID) -> Service:
    return get_object_or_404(
        Service.objects.select_related("organisation", "place"), organisation=organisation_of(request), pk=key
    )


def _cell(cell: queries.Cell) -> dict[str, Any]:
    sides = {
        name: {"typical": side.typical, "people": side.people}
        for name, side in (("public", cell.public), ("citizens", cell.citizens))
    }
    return sides | {
        "method": cell.method.key,
        "kind": cell.method.kind,
        "gap": cell.gap,
        "joint": cell.joint,
        "depth": cell.depth.score if cell.depth else None,
        "opportunity": cell.opportunity,
    }


@router.get("/services/{uuid:key}/explorer", auth=MAY, response={200: MapOut, **REPLIES})
def service_map(request: HttpRequest, key: UUID) -> Any:
    """One service against all methods, as both sides see it."""
    service = _service(request, key)
    [found] = queries.service_maps([service])
    return {"service_id": service.pk, "service": service.name, "cells": [_cell(cell) for cell in found.cells]}


@router.get("/services/{uuid:key}/explorer/mine", auth=MUST, response={200: list[OwnOut], **REPLIES})
def own_answers(request: HttpRequest, key: UUID) -> Any:
    """What the caller answered about a service."""
    sheet = queries.sheet_of(service=_service(request, key), party=party_of(request))
    return [_own(one) for _method, one in sorted(queries.own_answers(sheet).items())]


@router.put("/services/{uuid:key}/explorer/{method}", auth=MUST, response={200: OwnOut, **REPLIES})
def answer(request: HttpRequest, key: UUID, method: Key, payload: ExplorerAnswerIn) -> Any:
    """Answer of one method as the caller; a later answer replaces it. One person answers on one side."""
    service, party = _service(request, key), actor_of(request)
    given = payload.dict(include={"answer", "why", "proof"})
    with transaction.atomic():  # All of it is kept, or nothing.
        sheet = actions.begin_sheet(service=service, party=party, side=payload.side)
        kept = actions.answer_explorer(sheet=sheet, method_key=method, **given)
        if payload.depth is not None:
            kept = actions.say_how_deep(sheet=sheet, method_key=method, **payload.depth.dict())
        if payload.could_we is not None:
            kept = actions.say_could_we(sheet=sheet, method_key=method, **payload.could_we.dict())
    return _own(kept)


def _own(one: Any) -> dict[str, Any]:
    names = "answer why proof rung promises loop evidence could could_reason"
    return {name: getattr(one, name) for name in names.split()} | {"method": one.method_key, "side": one.sheet.side}


@router.post("/services/{uuid:key}/explorer/{method}/initiative", auth=MUST, response={201: BegunOut, **REPLIES})
def begin(request: HttpRequest, key: UUID, method: Key) -> Any:
    """Turn a cell into an initiative in state `idea`; one that is an idea already comes back. For officers."""
    begun = actions.start_from_explorer(service=_service(request, key), method_key=method, actor=actor_of(request))
    return Status(201, {"initiative_id": begun.pk})
