"""The pages that everybody reads: what it costs, what you would pay, what people said, the prices, the year."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alongside.core.initiatives.models import Initiative
from alongside.core.people.visit import Visit
from alongside.core.questions.models import Question
from alongside.kit import clock, parts
from alongside.kit.money import money
from alongside.methods.financing.charges import showing
from alongside.methods.financing.charges.asking import SETTING
from alongside.methods.financing.charges.forms import UsesForm
from alongside.methods.financing.charges.law import power_of
from alongside.methods.financing.charges.models import CostSheet, Example, Look, Plan, Takings, Tariff
from alongside.methods.financing.charges.queries import (
    cost_of,
    plans_by,
    plans_of,
    shown_bands,
    shown_groups,
    signed_sheet,
    waiver_numbers,
)
from alongside.methods.financing.charges.visit import around, find, is_of_team, may_now


def questions_of(initiative: Initiative) -> list[Question]:
    """Return the questions of this method that people can see, oldest first: the ways to pay, then the yearly looks."""
    found = Question.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative, block="ask")
    return [one for one in found.exclude(state="draft").order_by("id") if SETTING in one.settings]


def shown_plans(initiative: Initiative, *, sheet: CostSheet | None = None) -> list[Plan]:
    """Return the ways that everybody sees: those that people are asked about, and what was adapted from them.

    `sheet`: a build-up of costs that was read already, with its lines.
    """
    return [
        plan
        for plan in (plans_by(sheet) if sheet else plans_of(initiative))
        if (plan.question is not None and plan.question.state != Question.State.DRAFT)
        or plan.chosen_by_id is not None
        or hasattr(plan, "tariff")
    ]


def options_of(plans: list[Plan]) -> list[Plan]:
    """Return only what people are asked to choose from."""
    return [plan for plan in plans if plan.question_id is not None]


def home(request: Visit, key: UUID) -> HttpResponse:
    """What it costs now and why: the cost line by line, and the ways to pay that people chose from."""
    initiative = find(request, key)
    sheet = signed_sheet(initiative)
    if sheet:
        sheet.initiative = initiative
    plans = shown_plans(initiative, sheet=sheet)
    options = options_of(plans)
    questions = questions_of(initiative)
    today = clock.today(zone=initiative.organisation.time_zone)
    begun = [plan for plan in plans if hasattr(plan, "tariff") and plan.tariff.starts_on <= today]
    now = max(begun, key=lambda plan: plan.tariff.number, default=None)
    context = around(initiative, deep=False) | {
        "cost": showing.cost_shown(sheet) if sheet else None,
        "power": power_of(sheet.power) if sheet else None,
        "ways": [showing.way_shown(plan) for plan in options],
        "now": now,
        "prices_now": [(one.what, money(one.amount)) for one in now.prices.all()] if now else [],
        "open_question": next((one for one in questions if one.state == "open"), None),
        "has_prices": any(hasattr(plan, "tariff") for plan in plans),
        "is_read": any(one.state in ("closed", "decided") for one in questions),
        "is_team": is_of_team(request, initiative),
    }
    return render(request, "charges/home.html", context)


def household(request: Visit, key: UUID) -> HttpResponse:
    """What example households and a visitor's own would pay by each way. The latter is forgotten: nothing is kept."""
    initiative = find(request, key)
    plans = shown_plans(initiative)
    options = options_of(plans) or plans
    whats, whos = showing.whats_and_whos(options)
    form = UsesForm(request.POST if request.method == "POST" else None, whats=whats, whos=whos)
    rows: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        uses, entitled = form.uses(), form.entitled()
        if any(uses.values()):
            rows = showing.household_rows(options, uses=uses, entitled=entitled)
        else:
            form.add_error(None, _("Say how often you would use it: at least one line."))
    examples = Example.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative).order_by("id")
    context = around(initiative) | {
        "form": form,
        "rows": rows,
        "examples": showing.example_rows(examples, options) if options else [],
        "titles": [plan.title for plan in options],
    }
    answer = render(request, "charges/household.html", context, status=409 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def said(request: Visit, key: UUID) -> HttpResponse:
    """What those who pay and those who do not chose, kept apart, once the question has closed."""
    initiative = find(request, key)
    question = next((one for one in questions_of(initiative) if "option" in one.settings[SETTING]), None)
    groups = shown_groups(question, "option") if question and question.state != "open" else {}
    titles = list(dict.fromkeys(title for counts in groups.values() for title in counts))
    rows = [(title, groups.get("payers", {}).get(title), groups.get("others", {}).get(title)) for title in titles]
    context = around(initiative) | {"question": question, "rows": rows}
    return render(request, "charges/said.html", context)


def prices(request: Visit, key: UUID) -> HttpResponse:
    """The prices in force, who pays less and how to ask for it, what is coming, and every version there was."""
    initiative = find(request, key)
    by_tariff = {plan.tariff.pk: plan for plan in plans_of(initiative) if hasattr(plan, "tariff")}
    versions = list(
        Tariff.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
        .select_related("decision")
        .order_by("-number")
    )
    today = clock.today(zone=initiative.organisation.time_zone)
    now = next((one for one in versions if one.starts_on <= today), None)
    coming = [one for one in versions if one.starts_on > today]
    context = around(initiative) | {
        "now": now,
        "way": showing.way_shown(by_tariff[now.pk]) if now else None,
        "coming": [(one, showing.way_shown(by_tariff[one.pk])) for one in coming],
        "versions": [(one, by_tariff[one.pk], money(one.income), money(one.cost)) for one in versions],
        "may": may_now(request, initiative),
    }
    return render(request, "charges/prices.html", context)


def year(request: Visit, key: UUID) -> HttpResponse:
    """What came in and what it paid for, who still comes, how requests to pay less went, and what follows."""
    initiative = find(request, key)
    sheet = signed_sheet(initiative)
    takings = list(
        Takings.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative).order_by(
            "-starts_on"
        )[:60]
    )
    looks = Look.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative).order_by(
        "-starts_on"
    )
    closed = [one for one in questions_of(initiative) if one.state in ("closed", "decided")]
    bands = shown_bands([*closed[:1], *closed[1:][-1:]])
    context = around(initiative) | {
        "figures": _year_figures(takings),
        "takings": [(one, money(one.income), money(one.collecting)) for one in takings],
        "pound": showing.pound_lines(sheet, uses=cost_of(sheet).uses) if sheet and takings else [],
        "bands": showing.band_rows(bands[0], bands[1] if len(bands) > 1 else {}) if bands else [],
        "waivers": waiver_numbers(initiative),
        "looks": [(one, money(one.cost), money(one.income), _carried_words(one.carried)) for one in looks],
    }
    return render(request, "charges/year.html", context)


def _year_figures(takings: list[Takings]) -> list[parts.Figure]:
    if not takings:
        return []
    income, collecting = sum(one.income for one in takings), sum(one.collecting for one in takings)
    uses = f"{sum(one.uses for one in takings):,}"
    return [
        parts.Figure(
            label=_("Paid by those who use it"),
            value=money(income),
            of=_("for %(uses)s uses") % {"uses": uses},
            side="citizens",
        ),
        parts.Figure(
            label=_("Spent on collecting"),
            value=money(collecting),
            of=_("of %(income)s") % {"income": money(income)},
            side="public",
        ),
        parts.Figure(
            label=_("Left for the service"), value=money(income - collecting), of=_("after collecting"), side="together"
        ),
    ]


def _carried_words(carried: int) -> str:
    if carried > 0:
        return _("%(over)s above cost, one year with another") % {"over": money(carried)}
    return _("%(short)s below cost, one year with another") % {"short": money(-carried)}
