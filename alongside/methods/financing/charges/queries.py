"""Reads of the method that are used more than once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet, prefetch_related_objects

from alongside.core.initiatives.models import Initiative
from alongside.core.questions.models import Question
from alongside.kit import clock
from alongside.kit.suppression import suppressed
from alongside.methods.financing.charges import rules
from alongside.methods.financing.charges.models import (
    Concession,
    CostLine,
    CostSheet,
    GroupCount,
    Look,
    Plan,
    Price,
    Tariff,
    Waiver,
)


def signed_sheet(initiative: Initiative) -> CostSheet | None:
    """Return the newest signed build-up of costs."""
    return (
        CostSheet.objects.filter(
            organisation_id=initiative.organisation_id, initiative=initiative, signed_at__isnull=False
        )
        .select_related("signed_by")
        .prefetch_related(Prefetch("lines", queryset=CostLine.objects.order_by("position")))
        .order_by("-number")
        .first()
    )


def cost_of(sheet: CostSheet, *, uses: int | None = None, saving: int = 0) -> rules.Cost:
    """Return what a year costs by a build-up, at so many uses (None: those of its year)."""
    lines = list(sheet.lines.all())
    return rules.Cost(
        fixed=sum(line.amount for line in lines if line.kind == CostLine.Kind.FIXED),
        each=sum(line.amount for line in lines if line.kind == CostLine.Kind.VARIABLE),
        uses=sheet.uses if uses is None else uses,
        saving=saving,
    )


def plans_of(initiative: Initiative, *, lines: bool = True) -> QuerySet[Plan]:
    """Return the ways to pay, in the order in which they were written, with all that their figures need.

    `lines`: read the lines of their build-ups of costs as well; whoever says no puts in one that was read already.
    """
    plans = (
        Plan.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
        .select_related("sheet", "question", "tariff")
        .prefetch_related(
            Prefetch("prices", queryset=Price.objects.order_by("position")),
            Prefetch("concessions", queryset=Concession.objects.order_by("position")),
        )
        .order_by("id")
    )
    if lines:
        plans = plans.prefetch_related(Prefetch("sheet__lines", queryset=CostLine.objects.order_by("position")))
    return plans


def plans_by(sheet: CostSheet) -> list[Plan]:
    """Return the ways to pay as `plans_of` does, of a build-up that was read with its lines: one query fewer."""
    plans = list(plans_of(sheet.initiative, lines=False))
    for plan in plans:
        if plan.sheet_id == sheet.pk:
            plan.sheet = sheet
    others = [plan for plan in plans if plan.sheet is not sheet]
    prefetch_related_objects(others, Prefetch("sheet__lines", queryset=CostLine.objects.order_by("position")))
    return plans


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a plan is worked out from, and what comes of it."""

    prices: Sequence[rules.Priced]
    lesses: Sequence[rules.Less]
    cost: rules.Cost
    income: rules.Income
    collecting: int

    @property
    def crowded(self) -> str | None:
        """The line of which more uses pay less than there are; None where the figures agree."""
        return rules.crowded_line(self.prices, self.lesses)

    @property
    def over(self) -> int:
        """By how much the income would pass the cost, earlier years left aside."""
        return rules.above_cost(income=self.income.net, cost=self.cost.total)

    @property
    def from_taxes(self) -> int:
        """What is left for everybody's taxes to pay, the cost of collecting with it."""
        return self.cost.total + self.collecting - self.income.net

    @property
    def left_after_collecting(self) -> int:
        """What the charge brings once collecting it is paid for; below nought, it costs more than it brings."""
        return self.income.net - self.collecting


def figures_of(plan: Plan) -> Figures:
    """Work a plan out."""
    prices = [rules.Priced(what=one.what, amount=one.amount, uses=one.uses) for one in plan.prices.all()]
    lesses = [
        rules.Less(who=one.who, kind=one.kind, value=one.value, what=one.what, uses=one.uses, given_up=one.given_up)
        for one in plan.concessions.all()
    ]
    uses = rules.uses_of(prices)
    return Figures(
        prices=prices,
        lesses=lesses,
        cost=cost_of(plan.sheet, uses=uses, saving=plan.saving),
        income=rules.income_of(prices, lesses),
        collecting=plan.collecting,
    )


def tariff_on(initiative: Initiative, day: date) -> Tariff | None:
    """Return the tariff in force on a day: the newest version that has begun."""
    return (
        Tariff.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative, starts_on__lte=day)
        .select_related("plan")
        .order_by("-number")
        .first()
    )


def carried_by(initiative: Initiative) -> int:
    """Return what all looks together found above cost (below nought: short of it)."""
    newest = (
        Look.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
        .order_by("-starts_on")
        .first()
    )
    return newest.carried if newest else 0


def shown_groups(question: Question, about: str) -> dict[str, dict[str, int | None]]:
    """Return what each group answered, group to answer to count, small counts hidden with what would tell them.

    The report of the question shows how many chose each way, payer or not, and how many are in each band; how many come
    at all it does not show.
    """
    rows = GroupCount.objects.filter(organisation_id=question.organisation_id, question=question, about=about)
    return _hidden(rows.order_by("id"), about)


def shown_bands(questions: Sequence[Question]) -> list[dict[str, dict[str, int | None]]]:
    """Return for each of these questions how many of each income band come, small counts hidden, in one query."""
    if not questions:
        return []
    rows = GroupCount.objects.filter(
        organisation_id=questions[0].organisation_id, question__in=questions, about="band"
    ).order_by("id")
    found = list(rows)
    return [_hidden([row for row in found if row.question_id == one.pk], "band") for one in questions]


def _hidden(rows: Iterable[GroupCount], about: str) -> dict[str, dict[str, int | None]]:
    cells = {(row.group, row.value): row.count for row in rows}
    groups: dict[str, dict[str, int | None]] = {}
    for (group, value), count in rules.shown_cells(cells, totals=(0, 1) if about == "option" else (0,)).items():
        groups.setdefault(group, {})[value] = count
    return groups


def waiver_numbers(initiative: Initiative, *, today: date | None = None) -> Mapping[str, int | None]:
    """Return how requests to pay less went, as everybody may see it: granted, not granted, waiting; and late ones.

    Late is what was or still is unanswered after the promised day.
    """
    late = Q(state="asked", answer_by__lt=today or clock.today()) | Q(answered_at__date__gt=F("answer_by"))
    states = ("granted", "refused", "asked")
    counts = Waiver.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative).aggregate(
        **{state: Count("pk", filter=Q(state=state)) for state in states}, late=Count("pk", filter=late)
    )
    passed = counts.pop("late")
    return {**suppressed(counts), "late": passed if passed >= 10 or not passed else None}
