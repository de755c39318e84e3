"""Writes about asking people: who pays and who does not are both asked, and their answers are kept apart."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.ask.actions import asking as ask
from alongside.blocks.ask.answers import answers_in, items_of
from alongside.blocks.ask.models import Item
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Contribution
from alongside.core.decisions.actions import draft_decision
from alongside.core.decisions.models import Decision
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.actions import edit_question
from alongside.core.questions.models import Question
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.methods.financing.charges import rules
from alongside.methods.financing.charges.models import GroupCount, Plan
from alongside.methods.financing.charges.queries import figures_of, plans_of

SETTING = "charges"
"""Where a question of this method keeps which of its items is which."""


def pay_choices() -> list[str]:
    """Return the answers by which payers and non-payers are told apart; the first is the payers'."""
    return [
        _("I use it, and pay or would pay"),
        _("I use it, and would pay nothing or less"),
        _("I do not use it, or stopped"),
    ]


def band_choices() -> list[str]:
    """Return the bands of weekly household income that people can choose from; the first is the lowest."""
    return [_("Under £350 a week"), _("£350 to £700 a week"), _("More than £700 a week"), _("I would rather not say")]


def options_in_the_way(plans: list[Plan]) -> str:
    """Return what keeps these options from being asked about, in words; "" for nothing."""
    if len(plans) < 3:
        return _("Ask about at least three ways, so that there is a real choice.")
    if not any(plan.kind == Plan.Kind.NO_CHARGE for plan in plans):
        return _("“No charge” is one of the ways, whatever it would mean: people need to see it.")
    for plan in plans:
        if not plan.prices.all():
            return _("“%(title)s” has no line yet: what is used, at which price, how often.") % {"title": plan.title}
        over = figures_of(plan).over
        if over:
            return above_cost_words(plan.title, over)
    return ""


def above_cost_words(title: str, over: int) -> str:
    """Say that income would pass cost, by how much, and what to do."""
    return _(
        "“%(title)s” would bring in %(over)s more than the service costs. Income may not pass cost: lower a price, or "
        "let more people pay less."
    ) % {"title": title, "over": money(over)}


@transaction.atomic
# long: it names its keyword arguments one to a line
def ask_about_options(
    *,
    initiative: Initiative,
    prompt: str,
    fixed: str,
    open_to_change: str,
    information: str,
    decider: Membership,
    closes_at: datetime,
    answer_by: date,
    actor: Party,
) -> Question:
    """Draft the consultation: the options, whether one pays, one's income band and use, and one's own words.

    Refuses fewer than three options, none without a charge, an option without lines, and income above cost.
    """
    plans = [plan for plan in plans_of(initiative) if plan.question_id is None and not hasattr(plan, "tariff")]
    if problem := options_in_the_way(plans):
        raise Refused(problem)
    question = ask.write_question(
        initiative=initiative,
        stage="ask",
        prompt=prompt,
        actor=actor,
        fixed=fixed,
        open_to_change=open_to_change,
        information=information,
        decider=decider,
        closes_at=closes_at,
        answer_by=answer_by,
        rung="engagement",
    )
    words = items_of(question)[0]
    ask.save_item(
        question=question,
        item=words,
        actor=actor,
        prompt=_("Why? And how could the service cost less?"),
        hint=_("A sentence or two is enough."),
        required=False,
    )
    kept = {
        "pay": _choice(question, actor, _("Do you use it, and would you pay?"), pay_choices()),
        "option": _choice(question, actor, _("Which way would you choose?"), [plan.title for plan in plans]),
        **_use_items(question, actor),
    }
    question = edit_question(question=question, actor=actor, settings={**question.settings, SETTING: kept})
    Plan.objects.filter(pk__in=[plan.pk for plan in plans]).update(question=question)
    return question


def _choice(question: Question, actor: Party, prompt: str, options: list[str], *, required: bool = True) -> str:
    item = ask.save_item(
        question=question, actor=actor, kind=Item.Kind.ONE, prompt=prompt, options=options, required=required
    )
    return item.key


def _use_items(question: Question, actor: Party) -> dict[str, str]:
    uses = ask.save_item(
        question=question,
        actor=actor,
        kind=Item.Kind.NUMBER,
        prompt=_("How often did you use it in the last four weeks?"),
        least=0,
        most=400,
        unit=_("times"),
        required=True,
    )
    band = _choice(
        question,
        actor,
        _("What does your household live on in a week?"),
        band_choices(),
        required=False,
    )
    return {"uses": uses.key, "band": band}


@transaction.atomic
def ask_about_use(*, initiative: Initiative, prompt: str, actor: Party, **details: Any) -> Question:
    """Draft the question of the yearly look: who still comes. `details` are columns of Question, as for any other."""
    question = ask.write_question(initiative=initiative, stage="review", prompt=prompt, actor=actor, **details)
    ask.save_item(
        question=question,
        item=items_of(question)[0],
        actor=actor,
        prompt=_("What has the price changed for you?"),
        required=False,
    )
    kept = {
        "pay": _choice(question, actor, _("Do you use it, and do you pay?"), pay_choices()),
        **_use_items(question, actor),
    }
    return edit_question(question=question, actor=actor, settings={**question.settings, SETTING: kept})


@transaction.atomic
def count_groups(*, question: Question, actor: Party | None) -> dict[tuple[str, str, str], int]:
    """Count, once a question has closed, what payers and non-payers chose, and who of each income band still comes.

    Counting again, after paper has come in, puts the counts right. Returns them by what they are about, group, answer.
    """
    require("contribution.theme", party=actor, initiative=question.initiative)
    kept = question.settings.get(SETTING)
    if not kept:
        raise Refused(_("This question does not tell payers from non-payers."))
    if question.state in {Question.State.DRAFT, Question.State.OPEN}:
        raise Refused(_("Answers are counted after the question has closed."))
    counts: Counter[tuple[str, str, str]] = Counter()
    rows = Contribution.objects.filter(
        organisation_id=question.organisation_id, question=question, state=Contribution.State.RECEIVED
    )
    for body in rows.values_list("body", flat=True).iterator(chunk_size=1000):
        counts.update(marks_of(answers_in(body), kept=kept))
    GroupCount.objects.filter(organisation_id=question.organisation_id, question=question).delete()
    GroupCount.objects.bulk_create(
        GroupCount(
            organisation_id=question.organisation_id, question=question, about=about, group=group, value=value, count=n
        )
        for (about, group, value), n in sorted(_every_cell(question, counts).items())
    )
    write_audit(act="count_groups", record=question, actor=actor, after={"counted": sum(counts.values())})
    return dict(counts)


def marks_of(answers: dict[str, Any], *, kept: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return what one answer adds one to: payers or others and their option; the income band and whether they come."""
    marks = []
    pay, option = answers.get(kept["pay"]), answers.get(kept.get("option", ""))
    if pay and option:
        marks.append(("option", "payers" if pay == pay_choices()[0] else "others", option))
    band, uses = answers.get(kept["band"]), answers.get(kept["uses"])
    if band and uses is not None:
        marks.append(("band", band, "comes" if uses else "stays_away"))
    return marks


def _every_cell(question: Question, counts: Counter[tuple[str, str, str]]) -> dict[tuple[str, str, str], int]:
    """Fill the tables with noughts, so that an empty cell is hidden like any other small one."""
    cells = dict(counts)
    titles = [plan.title for plan in Plan.objects.filter(organisation_id=question.organisation_id, question=question)]
    for group in ("payers", "others") if titles else ():
        for title in titles:
            cells.setdefault(("option", group, title), 0)
    for band in band_choices():
        for value in ("comes", "stays_away"):
            cells.setdefault(("band", band, value), 0)
    return cells


@transaction.atomic
def choose_plan(*, question: Question, plan: Plan, reason: str, actor: Party) -> Decision:
    """Draft the decision that chooses a way: one that people were asked about, or one that was adapted from it.

    The decider then answers every theme and publishes it, as any decision. Refuses income above cost.
    """
    require("decision.write", party=actor, initiative=question.initiative)
    plan = Plan.objects.select_related("adapted_from", "sheet").get(pk=plan.pk)
    asked = plan.question_id == question.pk or (
        plan.adapted_from is not None and plan.adapted_from.question_id == question.pk
    )
    if not asked:
        raise Refused(
            _("Choose one of the ways that people were asked about, or one that was adapted from it."), "plan"
        )
    figures = figures_of(plan)
    over = rules.above_cost(income=figures.income.net, cost=figures.cost.total)
    if over:
        raise Refused(above_cost_words(plan.title, over), "plan")
    decision = draft_decision(
        question=question,
        result=_("We choose: %(title)s.") % {"title": plan.title},
        reason=reason,
        actor=actor,
    )
    Plan.objects.filter(organisation_id=plan.organisation_id, chosen_by=decision).update(chosen_by=None)
    Plan.objects.filter(pk=plan.pk).update(chosen_by=decision)
    write_audit(act="choose_plan", record=plan, actor=actor, after={"decision": str(decision.pk)})
    return decision
