"""The pages from which the team prepares it: what to do next, the costs, the ways to pay. Each form does one thing."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.initiatives.models import Initiative
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.core.questions.models import Question
from alongside.kit.parts import Task
from alongside.kit.steps import Plain, Step, run_steps
from alongside.methods.financing.charges import asking, costing, planning, showing
from alongside.methods.financing.charges import forms as f
from alongside.methods.financing.charges.models import CostLine, CostSheet, Plan
from alongside.methods.financing.charges.planning import unsigned_sheet
from alongside.methods.financing.charges.queries import plans_of, signed_sheet
from alongside.methods.financing.charges.visit import around, find, may_now, member

TEAM = ("charges.cost", "charges.plan", "charges.publish", "charges.book", "charges.look", "charges.decide_waiver")
ALSO = ("question.write", "decision.write", "contribution.theme", "initiative.manage")


def begin(request: Visit, key: UUID) -> tuple[Initiative, Party, frozenset[str]]:
    """Return the initiative, the visitor and what the visitor may do; refuse who is not of the team."""
    initiative = find(request, key)
    may = may_now(request, initiative)
    return initiative, member(request, *TEAM, *ALSO, may=may), may


def lead(request: Visit, key: UUID) -> HttpResponse:
    """What there is to do, in its order, each leading to its page."""
    initiative, _party, may = begin(request, key)
    sheet = signed_sheet(initiative)
    rows_of = Plan.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    plans = list(rows_of.select_related("question", "tariff").order_by("id"))
    question = next((plan.question for plan in plans if plan.question is not None), None)
    asked, priced = bool(question and question.state != "draft"), any(hasattr(plan, "tariff") for plan in plans)
    rows = [
        (_("Show what it costs"), "lead_costs", sheet is not None),
        (_("Write the ways to pay, and example households"), "lead_ways", question is not None),
        (_("Ask those who pay and those who do not"), "lead_ask", asked),
        (_("Choose a way, and publish the prices"), "lead_prices", priced),
        (_("Book what came in, and look back each year"), "lead_money", False),
    ]
    if "charges.decide_waiver" in may:
        rows.append((_("Answer those who ask to pay less"), "requests", False))
    tasks = [
        Task(
            label=label,
            link=reverse(f"charges:{name}", args=[initiative.pk]),
            status=_("Done") if done else "",
            kind="kept" if done else "",
        )
        for label, name, done in rows
    ]
    return render(request, "charges/lead.html", around(initiative) | {"tasks": tasks, "question": question})


def costs(request: Visit, key: UUID) -> HttpResponse:
    """The build-up: begin it, add lines, take one out, sign it."""
    initiative, party, _may = begin(request, key)
    sheet = unsigned_sheet(initiative)
    if sheet is not None and request.POST.get("do") == "drop":
        _drop(sheet=sheet, party=party, line=request.POST.get("line", ""))
        return redirect("charges:lead_costs", key=key)
    found = _cost_steps(sheet=sheet, party=party) if sheet else [_begin_step(initiative, party)]
    signed = signed_sheet(initiative)
    context = around(initiative, lead=True) | {
        "title": _("What it costs."),
        "writing": showing.cost_shown(sheet) if sheet else None,
        "signed": showing.cost_shown(signed) if signed else None,
    }
    return run_steps(request, steps=found, template="charges/lead_costs.html", context=context)


def _drop(*, sheet: CostSheet, party: Party, line: str) -> None:
    lines = {str(one.pk): one for one in CostLine.objects.filter(organisation_id=sheet.organisation_id, sheet=sheet)}
    if line in lines:
        costing.drop_cost(line=lines[line], actor=party)


def _begin_step(initiative: Initiative, party: Party) -> Step:
    def done(form: f.BeginForm) -> str:
        costing.begin_costs(initiative=initiative, actor=party, **form.cleaned_data)
        return _("Begun. Add the lines.")

    return Step(
        do="begin",
        title=_("Begin a build-up"),
        says=_("What one use is, and the law that allows a charge."),
        button=_("Begin"),
        form=f.BeginForm,
        done=done,
    )


def _cost_steps(*, sheet: CostSheet, party: Party) -> list[Step]:
    def added(form: f.CostForm) -> str:
        costing.add_cost(sheet=sheet, actor=party, **form.cleaned_data)
        return _("Added.")

    def signed(_form: Plain) -> str:
        costing.sign_costs(sheet=sheet, actor=party)
        return _("Signed. Everybody can read it now.")

    return [
        Step(
            do="add",
            title=_("Add a line"),
            says=_("Everything that the service needs, collecting left aside."),
            button=_("Add it"),
            form=f.CostForm,
            done=added,
        ),
        Step(
            do="sign",
            title=_("Sign it"),
            says=_("You say that the figures are right. They never change after that."),
            button=_("Sign"),
            form=Plain,
            done=signed,
        ),
    ]


def ways(request: Visit, key: UUID) -> HttpResponse:
    """The ways to pay: each with its prices, who pays less, and example households."""
    initiative, party, _may = begin(request, key)
    plans = list(plans_of(initiative))
    free = [plan for plan in plans if _is_free(plan)]
    whats, whos = showing.whats_and_whos(plans)
    found = [_plan_step(initiative, party)]
    if free:
        found += [_price_step(party, free), _less_step(party, free)]
    if whats:
        found.append(_example_step(initiative, party, whats=whats, whos=whos))
    context = around(initiative, lead=True) | {
        "title": _("Ways to pay."),
        "ways": [showing.way_shown(plan) for plan in plans],
        "problem": asking.options_in_the_way(free) if free and len(free) == len(plans) else "",
    }
    return run_steps(request, steps=found, template="charges/lead_ways.html", context=context)


def _is_free(plan: Plan) -> bool:
    """Say whether a plan can still change: nobody is asked about it yet, and it is not published."""
    asked = plan.question is not None and plan.question.state != Question.State.DRAFT
    return not asked and not hasattr(plan, "tariff")


def _plan_step(initiative: Initiative, party: Party) -> Step:
    def done(form: f.PlanForm) -> str:
        amounts = {name: form.cleaned_data[name] or 0 for name in ("saving", "collecting")}
        planning.add_plan(initiative=initiative, actor=party, **{**form.cleaned_data, **amounts})
        return _("Added. Give it its prices.")

    return Step(
        do="plan",
        title=_("Add a way to pay"),
        says=_("No charge is one of them; so are less service and residents’ help, where they are real."),
        button=_("Add it"),
        form=f.PlanForm,
        done=done,
    )


def _price_step(party: Party, free: list[Plan]) -> Step:
    def done(form: f.PriceForm) -> str:
        data = {name: form.cleaned_data[name] for name in ("what", "amount", "uses")}
        planning.set_price(plan=form.chosen(), actor=party, **data)
        return _("The price is set.")

    return Step(
        do="price",
        title=_("Set a price"),
        says=_("The same name again changes it."),
        button=_("Set it"),
        form=partial(f.PriceForm, plans=free),
        done=done,
    )


def _less_step(party: Party, free: list[Plan]) -> Step:
    def done(form: f.ConcessionForm) -> str:
        who, kind = form.cleaned_data["who"], form.cleaned_data["kind"]
        planning.add_concession(plan=form.chosen(), who=who, kind=kind, actor=party, **form.details())
        return _("Added.")

    return Step(
        do="less",
        title=_("Say who pays less"),
        says=_("A rule that people can check for themselves."),
        button=_("Add who pays less"),
        form=partial(f.ConcessionForm, plans=free),
        done=done,
        folded=True,
    )


def _example_step(initiative: Initiative, party: Party, *, whats: list[str], whos: list[str]) -> Step:
    def done(form: f.ExampleForm) -> str:
        planning.add_example(
            initiative=initiative,
            title=form.cleaned_data["title"],
            uses=form.uses(),
            entitled=form.entitled(),
            actor=party,
        )
        return _("Added. It stands beside every way.")

    return Step(
        do="example",
        title=_("Add an example household"),
        says=_("Five are a good number: with less and with more money, with children, alone."),
        button=_("Add the household"),
        form=partial(f.ExampleForm, whats=whats, whos=whos),
        done=done,
        folded=True,
    )
