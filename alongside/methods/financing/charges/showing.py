"""Turns what was read into the lines that the pages draw."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.kit.money import money, shared_out
from alongside.methods.financing.charges import rules
from alongside.methods.financing.charges.asking import band_choices
from alongside.methods.financing.charges.models import Concession, CostLine, CostSheet, Example, Plan
from alongside.methods.financing.charges.queries import Figures, cost_of, figures_of

CHARGE_KINDS = {
    Plan.Kind.NO_CHARGE: "public",
    Plan.Kind.CHARGE: "",
    Plan.Kind.LESS_SERVICE: "care",
    Plan.Kind.OUR_HELP: "citizens",
}
"""How the label of each kind of way is drawn."""


def per_use_words(cost: rules.Cost) -> str:
    """Say what one use costs, to the nearest penny."""
    exact = cost.per_use
    return "–" if exact is None else money(int(exact + exact.__class__(1, 2)))


@dataclass(frozen=True, kw_only=True)
class CostShown:
    """A build-up of costs as its page shows it."""

    sheet: CostSheet
    lines: list[dict[str, str]]
    total: str
    per_use: str
    sum_words: str


def cost_shown(sheet: CostSheet) -> CostShown:
    """Return the lines of a build-up with what each comes to in its year, and the cost of one use."""
    cost = cost_of(sheet)
    lines = []
    for line in sheet.lines.all():
        fixed = line.kind == CostLine.Kind.FIXED
        year = line.amount if fixed else line.amount * sheet.uses
        how = _("the same whatever the use") if fixed else _("%(each)s for each") % {"each": money(line.amount)}
        lines.append({"what": line.what, "how": how, "year": money(year), "source": line.source, "key": str(line.pk)})
    return CostShown(
        sheet=sheet,
        lines=lines,
        total=money(cost.total),
        per_use=per_use_words(cost),
        sum_words=_("%(total)s ÷ %(uses)s uses") % {"total": money(cost.total), "uses": f"{sheet.uses:,}"},
    )


def less_words(less: Concession) -> str:
    """Say a concession in a line: who, by how much, for what, and what they show."""
    by = {
        Concession.Kind.FREE: _("free"),
        Concession.Kind.PERCENT: _("%(value)s %% off") % {"value": less.value},
        Concession.Kind.PRICE: money(less.value),
        Concession.Kind.CAP: _("never more than %(value)s a year") % {"value": money(less.value)},
    }[Concession.Kind(less.kind)]
    what = f", {less.what}" if less.what else ""
    proof = " " + _("Show: %(proof)s.") % {"proof": less.proof} if less.proof else ""
    return f"{less.who}{what}: {by}.{proof}"


@dataclass(frozen=True, kw_only=True)
class WayShown:
    """One way to pay as a page shows it: its prices, who pays less, and what it comes to in a year."""

    plan: Plan
    kind: str
    colour: str
    prices: list[tuple[str, str]]
    lesses: list[str]
    uses: str
    cost: str
    per_use: str
    income: str
    given_up: str
    taxes: str
    collecting: str
    left: str
    loses: bool
    earns: bool
    over: str
    chosen: bool


def way_shown(plan: Plan) -> WayShown:
    """Return a way to pay, worked out."""
    figures: Figures = figures_of(plan)
    return WayShown(
        plan=plan,
        kind=str(plan.get_kind_display()),
        colour=CHARGE_KINDS[Plan.Kind(plan.kind)],
        prices=[(one.what, money(one.amount) if one.amount else _("nothing")) for one in plan.prices.all()],
        lesses=[less_words(one) for one in plan.concessions.all()],
        uses=f"{figures.cost.uses:,}",
        cost=money(figures.cost.total),
        per_use=per_use_words(figures.cost),
        income=money(figures.income.net),
        given_up=money(figures.income.given_up),
        taxes=money(figures.from_taxes),
        collecting=money(figures.collecting),
        left=money(figures.left_after_collecting),
        earns=bool(figures.income.net or figures.collecting),
        loses=bool(figures.income.net) and figures.left_after_collecting < 0,
        over=money(figures.over) if figures.over else "",
        chosen=plan.chosen_by_id is not None,
    )


def paid_by(plan: Plan, *, uses: Mapping[str, int], entitled: Sequence[str]) -> rules.Pays:
    """Return what a household pays in a year by a plan."""
    figures = figures_of(plan)
    return rules.pays(prices=figures.prices, lesses=figures.lesses, uses=uses, entitled=entitled)


def household_rows(plans: Sequence[Plan], *, uses: Mapping[str, int], entitled: Sequence[str]) -> list[dict[str, Any]]:
    """Return what a household pays by each way, with the sum written out."""
    rows = []
    for plan in plans:
        found = paid_by(plan, uses=uses, entitled=entitled)
        missing = [what for what, often in uses.items() if often and what not in {line[0] for line in found.lines}]
        rows.append(
            {
                "plan": plan,
                "year": money(found.year),
                "week": money(found.year // 52),
                "lines": [
                    _("%(often)s × %(what)s at %(price)s = %(sum)s")
                    % {"often": often, "what": what, "price": money(price), "sum": money(together)}
                    for what, often, price, together in found.lines
                ],
                "most": money(found.most) if found.most is not None else "",
                "reasons": ", ".join(found.reasons),
                "missing": ", ".join(missing),
            }
        )
    return rows


def example_rows(examples: Iterable[Example], plans: Sequence[Plan]) -> list[dict[str, Any]]:
    """Return the example households, each with what it pays in a year by every way."""
    return [
        {
            "title": example.title,
            "about": "; ".join(
                [
                    _("%(what)s: %(often)s a year") % {"what": what, "often": often}
                    for what, often in example.uses.items()
                ]
                + list(example.entitled)
            ),
            "years": [
                (plan.title, money(paid_by(plan, uses=example.uses, entitled=example.entitled).year)) for plan in plans
            ],
        }
        for example in examples
    ]


def whats_and_whos(plans: Iterable[Plan]) -> tuple[list[str], list[str]]:
    """Return what can be used and who pays less by any of these ways, in the order in which they were written."""
    plans = list(plans)
    whats = dict.fromkeys(price.what for plan in plans for price in plan.prices.all())
    whos = dict.fromkeys(less.who for plan in plans for less in plan.concessions.all())
    return list(whats), list(whos)


def pound_lines(sheet: CostSheet, *, uses: int) -> list[tuple[str, str]]:
    """Return what each pound of income pays for, by the lines of the cost: the pence sum to one pound."""
    lines = list(sheet.lines.all())
    weights = [line.amount * (1 if line.kind == CostLine.Kind.FIXED else uses) for line in lines]
    if not sum(weights):
        return []
    return [
        (line.what, _("%(pence)sp") % {"pence": pence})
        for line, pence in zip(lines, shared_out(100, weights), strict=True)
    ]


def band_rows(
    before: Mapping[str, Mapping[str, int | None]], after: Mapping[str, Mapping[str, int | None]]
) -> list[Any]:
    """Return the income bands, lowest first, with how many of those who answered still come, then and now."""
    return [(band, said_share(before.get(band, {})), said_share(after.get(band, {}))) for band in band_choices()]


def said_share(counts: Mapping[str, int | None]) -> str:
    """Say how many of those who answered come, with the interval; nothing where a count is hidden."""
    from alongside.engines.change.intervals import wilson

    comes, away = counts.get("comes"), counts.get("stays_away")
    if not counts:
        return _("not asked")
    if comes is None or away is None:
        return _("too few to show")
    share = wilson(count=comes, n=comes + away)
    return _("%(comes)s of %(n)s (%(low)s to %(high)s %%)") % {
        "comes": comes,
        "n": comes + away,
        "low": round(100 * share.low),
        "high": round(100 * share.high),
    }
