"""Who is in an initiative, and what each side promises."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.core.api.access import MAY, MUST, actor_of, organisation_of
from alongside.core.api.finding import visible_initiative
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import NO_NUL, Amount, Day, Flag, Given, Key, Line, WhyIn
from alongside.core.initiatives import charter
from alongside.core.initiatives.models import Commitment, Membership
from alongside.core.initiatives.queries import accepted_commitments
from alongside.core.people.models import Party

router = Router(tags=["charter"])


class CommitmentOut(Schema):
    """One promise of one side."""

    id: UUID
    side: str
    what: str
    amount: int | None
    unit: str
    period: str
    state: str
    lapses_on: date | None


class CommitmentIn(Given):
    """A promise to offer; `amount` is minutes or minor units of money."""

    membership_id: UUID
    what: Line
    amount: Amount | None = None
    unit: Literal["", "minutes", "money"] = ""
    period: Annotated[str, Field(max_length=80, pattern=NO_NUL)] = ""
    lapses_on: Day | None = None


class MemberIn(Given):
    """A party and the role it gets."""

    party_id: UUID
    role: Key


class JoinIn(Given):
    """The role that I take; `named_publicly` lets my name be shown with it."""

    role: Annotated[str, Field(max_length=40, pattern=NO_NUL)] = ""
    named_publicly: Flag = False


class MemberOut(Schema):
    """A role in an initiative; the name only where the person lets it be shown."""

    id: UUID
    side: str
    role: str
    name: str | None


def _show(commitment: Commitment) -> dict[str, Any]:
    names = ("id", "what", "amount", "unit", "period", "state", "lapses_on")
    return {name: getattr(commitment, name) for name in names} | {"side": commitment.membership.side}


def _show_member(member: Membership) -> dict[str, Any]:
    name = member.party.name if member.named_publicly else None
    return {"id": member.pk, "side": member.side, "role": member.role, "name": name}


def _commitment(request: HttpRequest, key: UUID) -> Commitment:
    rows = Commitment.objects.select_related("membership__initiative", "membership__party")
    return get_object_or_404(rows, organisation=organisation_of(request), pk=key)


@router.get("/initiatives/{uuid:key}/charter", auth=MAY, response={200: list[CommitmentOut], **REPLIES})
def read_charter(request: HttpRequest, key: UUID) -> Any:
    """The accepted promises of both sides."""
    return [_show(one) for one in accepted_commitments(visible_initiative(request, key))[:500]]


@router.get("/initiatives/{uuid:key}/members", auth=MAY, response={200: list[MemberOut], **REPLIES})
def members(request: HttpRequest, key: UUID) -> Any:
    """Who has which role; names only by consent."""
    rows = visible_initiative(request, key).memberships.filter(valid_to__isnull=True).select_related("party")
    return [_show_member(one) for one in rows.order_by("id")[:500]]


@router.post("/initiatives/{uuid:key}/members", auth=MUST, response={201: MemberOut, **REPLIES})
def add_member(request: HttpRequest, key: UUID, payload: MemberIn) -> Any:
    """Give a party a role."""
    party = get_object_or_404(Party, organisation=organisation_of(request), pk=payload.party_id)
    member = charter.add_member(
        initiative=visible_initiative(request, key), party=party, role=payload.role, actor=actor_of(request)
    )
    return Status(201, _show_member(member))


@router.post("/initiatives/{uuid:key}/membership", auth=MUST, response={201: MemberOut, **REPLIES})
def join(request: HttpRequest, key: UUID, payload: JoinIn) -> Any:
    """Take a role oneself, where the method lets everybody take it."""
    found, actor = visible_initiative(request, key), actor_of(request)
    return Status(201, _show_member(charter.join_initiative(initiative=found, actor=actor, **payload.dict())))


@router.delete("/members/{uuid:key}", auth=MUST, response={204: None, **REPLIES})
def end_member(request: HttpRequest, key: UUID) -> Any:
    """End a role now."""
    rows = Membership.objects.select_related("initiative", "party")
    member = get_object_or_404(rows, organisation=organisation_of(request), pk=key)
    charter.end_membership(membership=member, actor=actor_of(request))
    return Status(204, None)


@router.post("/commitments", auth=MUST, response={201: CommitmentOut, **REPLIES})
def offer(request: HttpRequest, payload: CommitmentIn) -> Any:
    """Offer a promise to the other side."""
    given = payload.dict()
    rows = Membership.objects.select_related("initiative", "party")
    member = get_object_or_404(rows, organisation=organisation_of(request), pk=given.pop("membership_id"))
    return Status(201, _show(charter.offer_commitment(membership=member, actor=actor_of(request), **given)))


@router.post("/commitments/{uuid:key}/accept", auth=MUST, response={200: CommitmentOut, **REPLIES})
def accept(request: HttpRequest, key: UUID) -> Any:
    """Accept a promise for the other side."""
    return _show(charter.accept_commitment(commitment=_commitment(request, key), actor=actor_of(request)))


@router.post("/commitments/{uuid:key}/keep", auth=MUST, response={200: CommitmentOut, **REPLIES})
def keep(request: HttpRequest, key: UUID) -> Any:
    """Confirm for the other side that a promise was kept."""
    return _show(charter.keep_commitment(commitment=_commitment(request, key), actor=actor_of(request)))


@router.post("/commitments/{uuid:key}/release", auth=MUST, response={200: CommitmentOut, **REPLIES})
def release(request: HttpRequest, key: UUID, payload: WhyIn) -> Any:
    """Release a promise, with a reason."""
    found = _commitment(request, key)
    return _show(charter.release_commitment(commitment=found, why=payload.why, actor=actor_of(request)))
