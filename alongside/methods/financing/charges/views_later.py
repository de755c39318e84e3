"""The pages from which the team asks, decides on prices, books money and looks back. Each form does one thing."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.initiatives.models import Initiative
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.core.questions.models import Question
from alongside.kit.steps import Plain, Step, run_steps
from alongside.methods.financing.charges import asking, planning, showing
from alongside.methods.financing.charges import forms as f
from alongside.methods.financing.charges.models import Plan
from alongside.methods.financing.charges.pricing import publish_tariff
from alongside.methods.financing.charges.queries import plans_of
from alongside.methods.financing.charges.taking import book_takings, look_back
from alongside.methods.financing.charges.views_lead import begin
from alongside.methods.financing.charges.visit import around


def ask(request: Visit, key: UUID) -> HttpResponse:
    """Ask about the ways to pay; each year ask who still comes; count payers and others apart once it has closed."""
    initiative, party, may = begin(request, key)
    rows = Question.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative, block="ask")
    questions = [one for one in rows.order_by("id") if asking.SETTING in one.settings]
    closed = [one for one in questions if one.state == "closed"]
    found = [_count_step(party, closed)] if closed and "contribution.theme" in may else []
    found.append(_look_step(initiative, party) if questions else _ask_step(initiative, party))
    context = around(initiative, lead=True) | {"title": _("Asking."), "questions": questions}
    return run_steps(request, steps=found, template="charges/lead_ask.html", context=context)


def _asked(initiative: Initiative, form: f.AskForm) -> dict[str, Any]:
    data = form.cleaned_data
    zone = ZoneInfo(initiative.organisation.time_zone)
    closes_at = datetime.combine(data["closes_on"] + timedelta(days=1), time(0), tzinfo=zone)
    names = ("prompt", "fixed", "open_to_change", "information", "answer_by")
    return {name: data[name] for name in names} | {"decider": form.decides(), "closes_at": closes_at}


def _ask_step(initiative: Initiative, party: Party) -> Step:
    def done(form: f.AskForm) -> str:
        asking.ask_about_options(initiative=initiative, actor=party, **_asked(initiative, form))
        return _("The question is written. Look it over, then open it.")

    return Step(
        do="ask",
        title=_("Write the question"),
        says=_("The ways, whether one pays, income, use and one’s own words are asked; you say the rest."),
        button=_("Write it"),
        form=partial(f.AskForm, initiative=initiative),
        done=done,
    )


def _look_step(initiative: Initiative, party: Party) -> Step:
    def done(form: f.AskForm) -> str:
        asking.ask_about_use(initiative=initiative, actor=party, rung="consultation", **_asked(initiative, form))
        return _("The question is written. Look it over, then open it.")

    return Step(
        do="look",
        title=_("Ask who still comes"),
        says=_("Each year, of everybody: it is set beside what people said before there was a price."),
        button=_("Write it"),
        form=partial(f.AskForm, initiative=initiative),
        done=done,
        folded=True,
    )


def _count_step(party: Party, closed: list[Question]) -> Step:
    def done(_form: Plain) -> str:
        for one in closed:
            asking.count_groups(question=one, actor=party)
        return _("Counted: those who pay and those who do not, each band of income.")

    return Step(
        do="count",
        title=_("Count payers and others apart"),
        says=_("After the last paper form is entered. Counting again puts it right."),
        button=_("Count"),
        form=Plain,
        done=done,
    )


def prices(request: Visit, key: UUID) -> HttpResponse:
    """Choose a way, change it after what people said, and publish the prices as the next version."""
    initiative, party, may = begin(request, key)
    everything = list(plans_of(initiative))
    plans = [plan for plan in everything if not hasattr(plan, "tariff")]
    question = next((plan.question for plan in everything if plan.question is not None), None)
    eligible = [plan for plan in plans if plan.question_id or plan.adapted_from_id]
    found = []
    if question is not None and question.state == "closed" and "decision.write" in may:
        found.append(_choose_step(question, party, eligible))
    if "charges.publish" in may and eligible:
        found.append(_publish_step(party, eligible))
    if "charges.plan" in may and everything:
        found.append(_adapt_step(party, everything))
    context = around(initiative, lead=True) | {
        "title": _("From the choice to the prices."),
        "question": question,
        "ways": [showing.way_shown(plan) for plan in eligible],
    }
    return run_steps(request, steps=found, template="charges/lead_prices.html", context=context)


def _choose_step(question: Question, party: Party, eligible: list[Plan]) -> Step:
    def done(form: f.ChooseForm) -> str:
        asking.choose_plan(question=question, plan=form.chosen(), reason=form.cleaned_data["reason"], actor=party)
        return _("Drafted. The decider answers every theme and publishes it.")

    return Step(
        do="choose",
        title=_("Choose a way"),
        says=_("One that people were asked about, or one that was adapted from it. Income above cost is refused."),
        button=_("Draft the decision"),
        form=partial(f.ChooseForm, plans=eligible),
        done=done,
    )


def _publish_step(party: Party, eligible: list[Plan]) -> Step:
    def done(form: f.PublishForm) -> str:
        starts_on, reason = form.cleaned_data["starts_on"], form.cleaned_data["reason"]
        publish_tariff(plan=form.chosen(), starts_on=starts_on, reason=reason, actor=party)
        return _("Published. From that day these are the prices.")

    return Step(
        do="publish",
        title=_("Publish the prices"),
        says=_("They never change: a later version replaces them. Income above cost is refused."),
        button=_("Publish"),
        form=partial(f.PublishForm, plans=eligible),
        done=done,
    )


def _adapt_step(party: Party, plans: list[Plan]) -> Step:
    def done(form: f.AdaptForm) -> str:
        title, says = form.cleaned_data["title"], form.cleaned_data["says"]
        planning.adapt_plan(plan=form.chosen(), title=title, says=says, actor=party)
        return _("Copied. Change its prices under “Ways to pay”.")

    return Step(
        do="adapt",
        title=_("Change a way"),
        says=_("A copy, to be changed after what people said or what the year showed."),
        button=_("Copy it"),
        form=partial(f.AdaptForm, plans=plans),
        done=done,
        folded=True,
    )


def money_page(request: Visit, key: UUID) -> HttpResponse:
    """Book what came in, and look back each year."""
    initiative, party, may = begin(request, key)
    found = [_book_step(initiative, party)] if "charges.book" in may else []
    if "charges.look" in may:
        found.append(_back_step(initiative, party))
    year = reverse("charges:year", args=[initiative.pk])
    context = around(initiative, lead=True) | {"title": _("Money."), "year": year}
    return run_steps(request, steps=found, template="charges/step.html", context=context)


def _book_step(initiative: Initiative, party: Party) -> Step:
    def done(form: f.BookForm) -> str:
        book_takings(initiative=initiative, actor=party, **form.cleaned_data)
        return _("It is booked.")

    return Step(
        do="book",
        title=_("Book what came in"),
        says=_("Each day is booked once; it stands on the ledger from then on."),
        button=_("Book it"),
        form=f.BookForm,
        done=done,
    )


def _back_step(initiative: Initiative, party: Party) -> Step:
    def done(form: f.LookForm) -> str:
        look = look_back(initiative=initiative, actor=party, **form.cleaned_data)
        return _("Written down: %(verdict)s.") % {"verdict": str(look.get_verdict_display()).lower()}

    return Step(
        do="look",
        title=_("Look back"),
        says=_("Prices that brought in more than the service cost cannot stay."),
        button=_("Write it down"),
        form=f.LookForm,
        done=done,
    )
