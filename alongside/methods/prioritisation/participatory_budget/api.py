"""The rules, the districts and the winners of a participatory budget, for programs. Money in minor units."""

from datetime import date
from json import JSONDecodeError
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.core.api.access import MAY, MUST, actor_of
from alongside.core.api.finding import visible_initiative
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Day, Flag, Given, Line, Words
from alongside.core.initiatives.models import Initiative
from alongside.engines.budgeting import Rule
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.participatory_budget.delivery import actions
from alongside.methods.prioritisation.participatory_budget.delivery.queries import Winner, winners
from alongside.methods.prioritisation.participatory_budget.method import METHOD
from alongside.methods.prioritisation.participatory_budget.models import Milestone, RulesVersion
from alongside.methods.prioritisation.participatory_budget.outcome.districts import districts_of
from alongside.methods.prioritisation.participatory_budget.rules import Terms
from alongside.methods.prioritisation.participatory_budget.steering.actions import agree_rules, write_rules

router = Router(tags=["participatory budget"])
Count = Annotated[int, Field(strict=True, ge=1, le=10**9)]


class RulesOut(Schema):
    """One version of the rules; `rules` as data, the rule of the count in it as the JSON that a recount reads."""

    version: int
    why: str
    rules: dict[str, Any]
    agreed_by_public: bool
    agreed_by_citizens: bool


class RulesIn(Given):
    """The next version. `rule` and `other_rule` are the JSON of a rule of the count; `people` by id of a place."""

    ballot_kind: Line
    most_choices: Count | None = None
    most_points: Count | None = None
    rule: Words
    other_rule: Words = ""
    who: Line
    roll_only: Flag = False
    repeat: Line = "first"
    people: dict[UUID, Count] = Field(default={}, max_length=500)
    whole_percent: Annotated[int, Field(strict=True, ge=0, le=90)] = 0
    why: Line


class DistrictOut(Schema):
    """One district of a counted round; `name` is empty for the whole town."""

    name: str
    people: int
    share: int
    proposed: int
    winners: int
    won: int
    per_head: int | None


class MilestoneOut(Schema):
    """One step: the day first promised, the day now, begun and done."""

    id: UUID
    what: str
    planned: date
    due: date
    begun_on: date | None
    done_on: date | None


class VariationOut(Schema):
    """That something is otherwise than promised, and why."""

    kind: str
    before: str
    after: str
    reason: str


class WinnerOut(Schema):
    """One winner on its way."""

    action_id: UUID
    title: str
    state: str
    due: date
    days_late: int
    awarded: int | None
    spent: int | None
    milestones: list[MilestoneOut]
    variations: list[VariationOut]


class MilestoneIn(Given):
    """A new step."""

    what: Line
    due: Day


class OnIn(Given):
    """A day."""

    on: Day


class NewDayIn(Given):
    """Another day for a step, and why."""

    due: Day
    reason: Words


class ScopeIn(Given):
    """What was promised, what comes instead, and why."""

    before: Line
    after: Line
    reason: Words


def _initiative(request: HttpRequest, key: UUID) -> Initiative:
    found = visible_initiative(request, key)
    if found.method_key != METHOD.key:
        raise Http404
    return found


def _show_rules(version: RulesVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "why": version.why,
        "rules": version.terms,
        "agreed_by_public": version.public_agreed_at is not None,
        "agreed_by_citizens": version.citizen_agreed_at is not None,
    }


def _versions(initiative: Initiative) -> Any:
    found = RulesVersion.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    return found.order_by("-number")


@router.get("/initiatives/{uuid:key}/budget-rules", auth=MAY, response={200: list[RulesOut], **REPLIES})
def rules(request: HttpRequest, key: UUID) -> Any:
    """Every version of the rules, the newest first."""
    return [_show_rules(one) for one in _versions(_initiative(request, key))]


@router.post("/initiatives/{uuid:key}/budget-rules", auth=MUST, response={201: RulesOut, **REPLIES})
def write(request: HttpRequest, key: UUID, payload: RulesIn) -> Any:
    """Write the next version, as a member of the steering group."""
    given = payload.dict(exclude={"why"})
    given["people"] = {str(place): count for place, count in payload.people.items()}
    given["rule"] = _read(payload.rule, "rule")
    given["other_rule"] = _read(payload.other_rule, "other_rule") if payload.other_rule else None
    version = write_rules(
        initiative=_initiative(request, key), terms=Terms(**given), why=payload.why, actor=actor_of(request)
    )
    return Status(201, _show_rules(version))


def _read(text: str, field: str) -> Rule:
    try:
        return Rule.from_json(text)
    except (JSONDecodeError, TypeError, ValueError, AttributeError, RecursionError):
        raise Refused(_("This is not the JSON of a rule of the count."), field) from None


@router.post("/initiatives/{uuid:key}/budget-rules/agree", auth=MUST, response={200: RulesOut, **REPLIES})
def agree(request: HttpRequest, key: UUID) -> Any:
    """Agree the newest version for one's own side."""
    newest = _versions(_initiative(request, key)).first()
    if newest is None:
        raise Http404
    return _show_rules(agree_rules(version=newest, actor=actor_of(request)))


@router.get("/initiatives/{uuid:key}/districts", auth=MAY, response={200: list[DistrictOut], **REPLIES})
def districts(request: HttpRequest, key: UUID) -> Any:
    """What each district has and won; empty until every ballot is counted."""
    return districts_of(_initiative(request, key))


def _show(one: Winner) -> dict[str, Any]:
    return {
        "action_id": one.action.pk,
        "title": one.action.what,
        "state": one.state,
        "due": one.action.due,
        "days_late": one.late,
        "awarded": one.award.total if one.award else None,
        "spent": one.award.spent if one.award else None,
        "milestones": one.milestones,
        "variations": one.variations,
    }


@router.get("/initiatives/{uuid:key}/winners", auth=MAY, response={200: list[WinnerOut], **REPLIES})
def all_winners(request: HttpRequest, key: UUID) -> Any:
    """Every winner, with its steps, its money and what is otherwise than promised."""
    return [_show(one) for one in winners(_initiative(request, key))]


def _winner(request: HttpRequest, key: UUID, action_key: UUID) -> Winner:
    found = winners(_initiative(request, key), action_key=action_key)
    if not found:
        raise Http404
    return found[0]


STEPS = "/initiatives/{uuid:key}/winners/{uuid:action_key}/milestones"


@router.post(STEPS, auth=MUST, response={201: MilestoneOut, **REPLIES})
def add_step(request: HttpRequest, key: UUID, action_key: UUID, payload: MilestoneIn) -> Any:
    """Add a step, with the day that is promised for it."""
    action = _winner(request, key, action_key).action
    return Status(201, actions.add_milestone(action=action, actor=actor_of(request), **payload.dict()))


def _step(request: HttpRequest, key: UUID, action_key: UUID, step_key: UUID) -> Milestone:
    action = _winner(request, key, action_key).action
    steps = Milestone.objects.filter(organisation_id=action.organisation_id, action=action, pk=step_key)
    found = steps.select_related("action").first()
    if found is None:
        raise Http404
    return found


@router.post(STEPS + "/{uuid:step_key}/begin", auth=MUST, response={200: MilestoneOut, **REPLIES})
def begin_step(request: HttpRequest, key: UUID, action_key: UUID, step_key: UUID, payload: OnIn) -> Any:
    """Say on which day a step began."""
    step = _step(request, key, action_key, step_key)
    return actions.begin_milestone(milestone=step, on=payload.on, actor=actor_of(request))


@router.post(STEPS + "/{uuid:step_key}/finish", auth=MUST, response={200: MilestoneOut, **REPLIES})
def finish_step(request: HttpRequest, key: UUID, action_key: UUID, step_key: UUID, payload: OnIn) -> Any:
    """Say on which day a step was done."""
    step = _step(request, key, action_key, step_key)
    return actions.finish_milestone(milestone=step, on=payload.on, actor=actor_of(request))


@router.post(STEPS + "/{uuid:step_key}/move", auth=MUST, response={200: VariationOut, **REPLIES})
def move_step(request: HttpRequest, key: UUID, action_key: UUID, step_key: UUID, payload: NewDayIn) -> Any:
    """Give a step another day, with its reason."""
    step = _step(request, key, action_key, step_key)
    return actions.move_milestone(milestone=step, actor=actor_of(request), **payload.dict())


@router.post(
    "/initiatives/{uuid:key}/winners/{uuid:action_key}/scope", auth=MUST, response={200: VariationOut, **REPLIES}
)
def vary_scope(request: HttpRequest, key: UUID, action_key: UUID, payload: ScopeIn) -> Any:
    """Say that something else is built than was voted on, and why."""
    action = _winner(request, key, action_key).action
    return actions.vary_scope(action=action, actor=actor_of(request), **payload.dict())
