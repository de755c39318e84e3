"""A pot, what is awarded from it, and what was paid, for programs. Money in minor units."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from alongside.blocks.fund import actions, queries
from alongside.blocks.fund.models import Award, Pot
from alongside.core.api.access import MAY, MUST, actor_of, organisation_of
from alongside.core.api.finding import visible_initiative
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Amount, Day, Given, Line
from alongside.core.contributions.models import Contribution

router = Router(tags=["fund"])


class PotOut(Schema):
    """Money that is set aside for one initiative; `left` is what can still be awarded."""

    id: UUID
    initiative_id: UUID
    currency: str
    amount: int
    left: int
    source: str


class RingfenceIn(Given):
    """Money to set aside, and the budget that it comes from."""

    amount: Amount
    source: Line


class AwardOut(Schema):
    """Money for one contribution: awarded, paid, given back; the promise that delivers it, once there is one."""

    id: UUID
    contribution_id: UUID
    title: str
    amount: int
    spent: int
    returned: int
    left: int
    action_id: UUID | None


class AwardIn(Given):
    """Money to award to a contribution of the same initiative."""

    contribution_id: UUID
    title: Line
    amount: Amount


class SpendIn(Given):
    """A payment against an award."""

    amount: Amount
    what: Line
    on: Day


class SpendOut(Schema):
    """One payment."""

    id: UUID
    amount: int
    what: str
    on: date


class WhyIn(Given):
    """A reason."""

    why: Line


def _show_pot(pot: Pot) -> dict[str, Any]:
    names = ("id", "initiative_id", "currency", "amount", "source")
    return {name: getattr(pot, name) for name in names} | {"left": pot.account.balance}


def _show(award: Award, action_id: UUID | None = None) -> dict[str, Any]:
    names = ("id", "contribution_id", "title", "amount", "spent", "returned", "left")
    return {name: getattr(award, name) for name in names} | {"action_id": action_id}


def _pot(request: HttpRequest, key: UUID) -> Pot:
    pot = queries.pot_of(visible_initiative(request, key))
    if pot is None:
        raise Http404
    return pot


def _award(request: HttpRequest, key: UUID) -> Award:
    award = get_object_or_404(Award.objects.select_related("pot"), organisation=organisation_of(request), pk=key)
    visible_initiative(request, award.pot.initiative_id)
    return award


@router.get("/initiatives/{uuid:key}/pot", auth=MAY, response={200: PotOut, **REPLIES})
def pot(request: HttpRequest, key: UUID) -> Any:
    """The pot of an initiative."""
    return _show_pot(_pot(request, key))


@router.post("/initiatives/{uuid:key}/pot", auth=MUST, response={200: PotOut, **REPLIES})
def ringfence(request: HttpRequest, key: UUID, payload: RingfenceIn) -> Any:
    """Set money aside; again, it adds to the pot."""
    initiative = visible_initiative(request, key)
    if "fund" not in initiative.method.blocks:
        raise Http404
    actions.ringfence_pot(initiative=initiative, actor=actor_of(request), **payload.dict())
    return _show_pot(_pot(request, key))


@router.get("/initiatives/{uuid:key}/awards", auth=MAY, response={200: list[AwardOut], **REPLIES})
def awards(request: HttpRequest, key: UUID) -> Any:
    """What was awarded from the pot of an initiative, largest first."""
    lines = queries.award_lines(_pot(request, key))
    return [_show(line.award, line.action.pk if line.action else None) for line in lines]


@router.post("/initiatives/{uuid:key}/awards", auth=MUST, response={201: AwardOut, **REPLIES})
def award(request: HttpRequest, key: UUID, payload: AwardIn) -> Any:
    """Award money to a contribution, once; never more than the pot holds (rule 10)."""
    given = payload.dict()
    contribution = get_object_or_404(
        Contribution, organisation=organisation_of(request), pk=given.pop("contribution_id")
    )
    pot = _pot(request, key)
    return Status(201, _show(actions.award_money(pot=pot, contribution=contribution, actor=actor_of(request), **given)))


@router.post("/awards/{uuid:key}/payments", auth=MUST, response={201: SpendOut, **REPLIES})
def pay(request: HttpRequest, key: UUID, payload: SpendIn) -> Any:
    """Write down a payment against an award."""
    return Status(201, actions.spend_money(award=_award(request, key), actor=actor_of(request), **payload.dict()))


@router.post("/awards/{uuid:key}/return", auth=MUST, response={200: AwardOut, **REPLIES})
def give_back(request: HttpRequest, key: UUID, payload: WhyIn) -> Any:
    """Put what an award did not need back into the pot."""
    return _show(actions.return_rest(award=_award(request, key), why=payload.why, actor=actor_of(request)))
