"""A pot, what is awarded from it, and what was paid, for programs. Money in minor units."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.blocks.fund import actions, queries
from alongside.blocks.fund.models import Award, Campaign, Pledge, Pot
from alongside.blocks.fund.showing import Shown
from alongside.core.api.access import MAY, MUST, actor_of, organisation_of
from alongside.core.api.finding import visible_initiative
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Amount, Day, Flag, Given, Limit, Line, Page, WhyIn, Words, page
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


class CampaignOut(Schema):
    """A campaign: its target, what is promised and what came in; money in minor units, time in minutes."""

    id: UUID
    question_id: UUID | None
    title: str
    summary: str
    state: str
    currency: str
    target: int
    pledged: int
    match: int
    collected: int
    pledge_count: int
    minutes_wanted: int
    minutes_pledged: int
    all_or_nothing: bool
    closes_at: datetime
    costs: list[dict[str, str | int]]
    things: list[dict[str, str | int]]


class PledgeIn(Given):
    """What somebody pledges: money in minor units, time in minutes, or how many of one of the campaign's things.

    `identity` names it, so that sending it twice pledges once.
    """

    identity: UUID
    kind: Literal["money", "time", "thing"]
    amount: Amount
    thing: int | None = Field(default=None, strict=True, ge=0, le=40)
    words: Words = ""
    public: Flag = False
    named: Flag = False


class PledgeOut(Schema):
    """A pledge of the caller's; `code` is the receipt's, told once."""

    id: UUID
    campaign_id: UUID
    kind: str
    amount: int
    thing: int | None
    state: str
    code: str = ""


def _campaign(request: HttpRequest, key: UUID) -> Campaign:
    found = get_object_or_404(
        Campaign.objects.select_related("initiative", "match_account"), organisation=organisation_of(request), pk=key
    )
    visible_initiative(request, found.initiative_id)
    if found.state == Campaign.State.DRAFT:
        raise Http404
    return found


def _show_campaign(found: Campaign) -> dict[str, Any]:
    names = [name for name in CampaignOut.model_fields if name != "match"]
    return {name: getattr(found, name) for name in names} | {"match": Shown(found).match_amount}


@router.get("/initiatives/{uuid:key}/campaigns", auth=MAY, response={200: Page[CampaignOut], **REPLIES})
def campaigns(request: HttpRequest, key: UUID, after: UUID | None = None, limit: Limit = 50) -> Any:
    """The campaigns of an initiative, those that were opened, newest first."""
    rows = Campaign.objects.filter(organisation=organisation_of(request), initiative=visible_initiative(request, key))
    return page(
        rows.exclude(state="draft").select_related("match_account"), after=after, limit=limit, show=_show_campaign
    )


@router.get("/campaigns/{uuid:key}", auth=MAY, response={200: CampaignOut, **REPLIES})
def campaign(request: HttpRequest, key: UUID) -> Any:
    """One campaign."""
    return _show_campaign(_campaign(request, key))


@router.post("/campaigns/{uuid:key}/pledges", auth=MUST, response={201: PledgeOut, **REPLIES})
def pledge(request: HttpRequest, key: UUID, payload: PledgeIn) -> Any:
    """Pledge as the caller. Nothing is collected before the target is reached (rule 10)."""
    party = actor_of(request)
    made, code = actions.pledge(campaign=_campaign(request, key), actor=party, party=party, **payload.dict())
    return Status(201, _show_pledge(made) | {"code": code})


@router.get("/me/pledges", auth=MUST, response={200: Page[PledgeOut], **REPLIES})
def own_pledges(request: HttpRequest, after: UUID | None = None, limit: Limit = 50) -> Any:
    """The caller's own pledges, newest first."""
    rows = Pledge.objects.filter(organisation=organisation_of(request), party=actor_of(request))
    return page(rows, after=after, limit=limit, show=_show_pledge)


@router.post("/pledges/{uuid:key}/withdrawal", auth=MUST, response={200: PledgeOut, **REPLIES})
def withdraw(request: HttpRequest, key: UUID) -> Any:
    """Take back an own pledge before the last day."""
    party = actor_of(request)
    made = get_object_or_404(Pledge, organisation=organisation_of(request), pk=key, party=party)
    return _show_pledge(actions.withdraw_pledge(made=made, actor=party))


def _show_pledge(made: Pledge) -> dict[str, Any]:
    names = ("id", "campaign_id", "kind", "amount", "thing", "state")
    return {name: getattr(made, name) for name in names}
