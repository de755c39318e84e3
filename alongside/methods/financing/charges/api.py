"""Costs, ways to pay, prices, requests to pay less and takings, for programs. Money in minor units.

long: the shapes of one method belong together.
"""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.core.api.access import MAY, MUST, actor_of, organisation_of
from alongside.core.api.finding import visible_initiative
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Amount, Day, Flag, Given, Line, Words
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.methods.financing.charges import costing, planning, showing
from alongside.methods.financing.charges.method import METHOD
from alongside.methods.financing.charges.models import CostSheet, Plan, Tariff, Waiver
from alongside.methods.financing.charges.planning import unsigned_sheet
from alongside.methods.financing.charges.pricing import publish_tariff
from alongside.methods.financing.charges.queries import cost_of, figures_of, plans_of, signed_sheet
from alongside.methods.financing.charges.taking import book_takings
from alongside.methods.financing.charges.views import shown_plans
from alongside.methods.financing.charges.waiving import ask_waiver, decide_waiver

router = Router(tags=["charges"])
Uses = Annotated[int, Field(strict=True, ge=0, le=2_000_000_000)]
Money = Annotated[int, Field(strict=True, ge=0, le=10**13)]


class CostLineOut(Schema):
    """One line of the cost: `fixed` a year, or `variable` for each use."""

    what: str
    kind: str
    amount: int
    source: str


class CostOut(Schema):
    """The signed build-up. The cost of one use is exactly `total` / `uses`."""

    unit: str
    uses: int
    year: str
    power: str
    total: int
    lines: list[CostLineOut]


class PriceOut(Schema):
    """A price and the uses a year that are expected of it."""

    what: str
    amount: int
    uses: int


class ConcessionOut(Schema):
    """Who pays less: free, percent (off), price, or cap (a year); `what` empty: for everything."""

    who: str
    kind: str
    value: int
    what: str
    uses: int
    given_up: int
    proof: str


class WayOut(Schema):
    """One way to pay, worked out for a year."""

    id: UUID
    kind: str
    title: str
    says: str
    prices: list[PriceOut]
    concessions: list[ConcessionOut]
    cost: int
    income: int
    collecting: int
    from_taxes: int
    chosen: bool


class TariffOut(Schema):
    """One version of the prices; it never changes."""

    id: UUID
    number: int
    plan_id: UUID
    decision_id: UUID
    starts_on: date
    reason: str
    income: int
    cost: int


class ChargesOut(Schema):
    """What everybody reads: the cost, the ways, the versions of the prices, newest first."""

    cost: CostOut | None
    ways: list[WayOut]
    tariffs: list[TariffOut]


class HouseholdIn(Given):
    """Uses a year by what is used, and which concessions are true of the household. Nothing of it is kept."""

    uses: Annotated[dict[Line, Annotated[int, Field(strict=True, ge=0, le=10_000)]], Field(max_length=60)]
    entitled: Annotated[list[Line], Field(max_length=60)] = []


class PaysOut(Schema):
    """What the household pays in a year by one way."""

    plan_id: UUID
    title: str
    year: int


class CostSheetIn(Given):
    """The beginning of a build-up."""

    unit: Annotated[Line, Field(max_length=40)]
    uses: Uses
    year: Annotated[Line, Field(max_length=40)]
    power: Line
    power_words: Words = ""


class CostLineIn(Given):
    """One line for the build-up that is being written."""

    what: Annotated[Line, Field(max_length=200)]
    kind: Literal["fixed", "variable"]
    amount: Amount
    source: Annotated[Line, Field(max_length=200)]


class WayIn(Given):
    """A way to pay."""

    kind: Literal["no_charge", "charge", "less_service", "our_help"]
    title: Annotated[Line, Field(max_length=200)]
    says: Words
    saving: Money = 0
    saving_why: Line = ""
    collecting: Money = 0


class PriceIn(Given):
    """A price; the same `what` again changes it."""

    what: Annotated[Line, Field(max_length=120)]
    amount: Money
    uses: Uses


class ConcessionIn(Given):
    """Who pays less."""

    who: Annotated[Line, Field(max_length=120)]
    kind: Literal["free", "percent", "price", "cap"]
    value: Money = 0
    what: Annotated[Line, Field(max_length=120)] = ""
    uses: Uses = 0
    given_up: Money = 0
    proof: Annotated[Line, Field(max_length=200)] = ""


class TariffIn(Given):
    """The prices of a way, from a day on."""

    plan_id: UUID
    starts_on: Day
    reason: Words


class TakingsIn(Given):
    """What came in during a period."""

    starts_on: Day
    ends_on: Day
    uses: Uses
    income: Money
    collecting: Money


class WaiverIn(Given):
    """A request to pay less, in one's own words."""

    words: Annotated[Words, Field(max_length=5000)]


class WaiverAnswerIn(Given):
    """The answer of the waiver officer."""

    granted: Flag
    answer: Words
    percent_off: Annotated[int, Field(strict=True, ge=0, le=100)] = 0
    until: Day | None = None


class WaiverOut(Schema):
    """One's own request, or, for the waiver officer, anybody's."""

    id: UUID
    state: str
    words: str
    answer: str
    percent_off: int
    until: date | None
    answer_by: date


def _initiative(request: HttpRequest, key: UUID) -> Initiative:
    found = visible_initiative(request, key)
    if found.method_key != METHOD.key:
        raise Http404
    return found


def _plan(request: HttpRequest, key: UUID) -> Plan:
    found = get_object_or_404(Plan.objects.select_related("initiative"), organisation=organisation_of(request), pk=key)
    _initiative(request, found.initiative_id)
    return found


def _way(plan: Plan) -> dict[str, Any]:
    figures = figures_of(plan)
    return {name: getattr(plan, name) for name in ("id", "kind", "title", "says")} | {
        "prices": list(plan.prices.all()),
        "concessions": list(plan.concessions.all()),
        "cost": figures.cost.total,
        "income": figures.income.net,
        "collecting": figures.collecting,
        "from_taxes": figures.from_taxes,
        "chosen": plan.chosen_by_id is not None,
    }


def _cost(sheet: CostSheet) -> dict[str, Any]:
    names = ("unit", "uses", "year", "power")
    return {name: getattr(sheet, name) for name in names} | {
        "total": cost_of(sheet).total,
        "lines": list(sheet.lines.all()),
    }


@router.get("/initiatives/{uuid:key}/charges", auth=MAY, response={200: ChargesOut, **REPLIES})
def charges(request: HttpRequest, key: UUID) -> Any:
    """The signed cost, the ways that people are asked about, and every version of the prices."""
    initiative = _initiative(request, key)
    sheet = signed_sheet(initiative)
    tariffs = Tariff.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    return {
        "cost": _cost(sheet) if sheet else None,
        "ways": [_way(plan) for plan in shown_plans(initiative)],
        "tariffs": list(tariffs.order_by("-number")),
    }


@router.post("/initiatives/{uuid:key}/charges/household", auth=MAY, response={200: list[PaysOut], **REPLIES})
def household(request: HttpRequest, key: UUID, payload: HouseholdIn) -> Any:
    """What a household would pay in a year by each way; worked out and forgotten."""
    return [
        {
            "plan_id": plan.pk,
            "title": plan.title,
            "year": showing.paid_by(plan, uses=payload.uses, entitled=payload.entitled).year,
        }
        for plan in shown_plans(_initiative(request, key))
    ]


@router.post("/initiatives/{uuid:key}/charges/costs", auth=MUST, response={204: None, **REPLIES})
def begin_costs(request: HttpRequest, key: UUID, payload: CostSheetIn) -> Any:
    """Begin a build-up."""
    costing.begin_costs(initiative=_initiative(request, key), actor=actor_of(request), **payload.model_dump())
    return Status(204, None)


@router.post("/initiatives/{uuid:key}/charges/costs/lines", auth=MUST, response={204: None, **REPLIES})
def add_cost(request: HttpRequest, key: UUID, payload: CostLineIn) -> Any:
    """Add a line to the build-up that is being written."""
    sheet = _writing(request, key)
    costing.add_cost(sheet=sheet, actor=actor_of(request), **payload.model_dump())
    return Status(204, None)


@router.post("/initiatives/{uuid:key}/charges/costs/sign", auth=MUST, response={204: None, **REPLIES})
def sign_costs(request: HttpRequest, key: UUID) -> Any:
    """Sign the build-up."""
    costing.sign_costs(sheet=_writing(request, key), actor=actor_of(request))
    return Status(204, None)


def _writing(request: HttpRequest, key: UUID) -> CostSheet:
    initiative = _initiative(request, key)
    require("charges.cost", party=actor_of(request), initiative=initiative)
    sheet = unsigned_sheet(initiative)
    if sheet is None:
        raise Http404
    return sheet


@router.post("/initiatives/{uuid:key}/charges/ways", auth=MUST, response={201: WayOut, **REPLIES})
def add_way(request: HttpRequest, key: UUID, payload: WayIn) -> Any:
    """Add a way to pay."""
    plan = planning.add_plan(initiative=_initiative(request, key), actor=actor_of(request), **payload.model_dump())
    return Status(201, _way(plan))


@router.post("/charges/ways/{uuid:key}/prices", auth=MUST, response={200: WayOut, **REPLIES})
def set_price(request: HttpRequest, key: UUID, payload: PriceIn) -> Any:
    """Set a price of a way that nobody is asked about yet."""
    plan = _plan(request, key)
    planning.set_price(plan=plan, actor=actor_of(request), **payload.model_dump())
    return _way(plan)


@router.post("/charges/ways/{uuid:key}/concessions", auth=MUST, response={200: WayOut, **REPLIES})
def add_concession(request: HttpRequest, key: UUID, payload: ConcessionIn) -> Any:
    """Say who pays less by a way that nobody is asked about yet."""
    plan = _plan(request, key)
    planning.add_concession(plan=plan, actor=actor_of(request), **payload.model_dump())
    return _way(plan)


@router.post("/initiatives/{uuid:key}/charges/tariffs", auth=MUST, response={201: TariffOut, **REPLIES})
def publish(request: HttpRequest, key: UUID, payload: TariffIn) -> Any:
    """Publish the next version of the prices; expected income above expected cost is refused."""
    plan = get_object_or_404(plans_of(_initiative(request, key)), pk=payload.plan_id)
    return Status(
        201,
        publish_tariff(plan=plan, starts_on=payload.starts_on, reason=payload.reason, actor=actor_of(request)),
    )


@router.post("/initiatives/{uuid:key}/charges/takings", auth=MUST, response={204: None, **REPLIES})
def book(request: HttpRequest, key: UUID, payload: TakingsIn) -> Any:
    """Book what came in during a period, once."""
    book_takings(initiative=_initiative(request, key), actor=actor_of(request), **payload.model_dump())
    return Status(204, None)


@router.get("/initiatives/{uuid:key}/charges/requests/mine", auth=MUST, response={200: list[WaiverOut], **REPLIES})
def mine(request: HttpRequest, key: UUID) -> Any:
    """One's own requests to pay less, newest first."""
    initiative, party = _initiative(request, key), actor_of(request)
    found = Waiver.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative, party=party)
    return list(found.order_by("-id")[:50])


@router.post("/initiatives/{uuid:key}/charges/requests", auth=MUST, response={201: WaiverOut, **REPLIES})
def ask(request: HttpRequest, key: UUID, payload: WaiverIn) -> Any:
    """Ask to pay less, in confidence."""
    return Status(201, ask_waiver(initiative=_initiative(request, key), words=payload.words, actor=actor_of(request)))


@router.post("/charges/requests/{uuid:key}/answer", auth=MUST, response={200: WaiverOut, **REPLIES})
def answer(request: HttpRequest, key: UUID, payload: WaiverAnswerIn) -> Any:
    """Answer a request, as the waiver officer."""
    found = get_object_or_404(
        Waiver.objects.select_related("initiative"), organisation=organisation_of(request), pk=key
    )
    _initiative(request, found.initiative_id)
    return decide_waiver(waiver=found, actor=actor_of(request), **payload.model_dump())
