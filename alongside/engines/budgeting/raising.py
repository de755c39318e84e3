"""Add1: raise every share step by step until the stop rule says so, without running every step.

Source: Pierczyński and others, equalshares.net, "completion by varying the budget". The outcome is not monotone in
the share, so no step may be skipped blindly. But while the order of purchase stays the same, every balance rises and
every price falls with the share. So if runs at a lower and at a higher share buy in one order, and in every round the
winner's price at the lower share (its highest) is below every other project's price at the higher share (its lowest),
then every share between them buys in that order too: those steps are proved, not run. Stretches double while proofs
hold and halve when they fail; after failures it takes more plain steps in one order before the next is tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappush

from alongside.engines.budgeting.exact import ExactRun
from alongside.engines.budgeting.shares import LOOSE, Market, Run, Undecided

MOST_PATIENCE = 8
Progress = Callable[[int, Fraction], None]


@dataclass(frozen=True, slots=True)
class Raised:
    """Where the raising ended: after `raises` steps, at `share` (our whole units), and why it stopped.

    `stop` is overspend, exhaustive, or all-bought (no supported project is left). `next_share` is one step
    more. `runs` is the work it took. `run` is the run at `share`.
    """

    raises: int
    share: Fraction
    next_share: Fraction
    stop: str
    runs: int
    run: Run


def run_at(market: Market, share: Fraction) -> Run:
    """A finished run at one share: fast where that proves every decision, exact where it does not."""
    try:
        return Run(market, share).finish()
    except Undecided:
        return ExactRun(market, share).finish()


# long: one loop, whose state would only travel between parts.
def raise_shares(
    market: Market,
    *,
    first: Fraction,
    base: Fraction,
    step: Fraction,
    exhaustive: bool,
    progress: Progress | None = None,
) -> Raised:
    """Raise the share from `first` to `base` + `step`, + 2 steps, … until the stop rule says so (see Rule.completion).

    `alike` counts plain steps in a row that kept the order; `patience` is how many it takes before a stretch is tried.
    """
    budget = market.profile.budget
    run = run_at(market, first)
    at, runs, stretch, alike, patience = 0, 1, 1, 0, 1

    def share_at(raises: int) -> Fraction:
        return base + raises * step if raises else first

    while True:
        share = share_at(at)
        if not left_to_buy(market, run):
            return Raised(at, share, share_at(at + 1), "all-bought", runs, run)
        if exhaustive and not fitting(market, run):
            return Raised(at, share, share_at(at + 1), "exhaustive", runs, run)
        if progress is not None:
            progress(at, Fraction(run.spent, budget) if budget else Fraction(1))
        if stretch > 1:
            runs += 1
            higher = same_order(market, share, share_at(at + stretch), run.order)
            if higher is None:
                stretch //= 2
                alike, patience = 0, min(2 * patience, MOST_PATIENCE)
                continue
            at, run, stretch, patience = at + stretch, higher, stretch * 2, 1
            continue
        runs += 1
        higher = run_at(market, share_at(at + 1))
        if higher.spent > budget:
            return Raised(at, share, share_at(at + 1), "overspend", runs, run)
        alike = alike + 1 if higher.order == run.order else 0
        stretch = 2 if alike >= patience else 1
        at, run = at + 1, higher


def left_to_buy(market: Market, run: Run) -> list[int]:
    """Supported projects that could still win: not bought, and not barred by what was."""
    won = set(run.order)
    return [p for p in market.for_sale if p not in won and not market.profile.limits.bars(p, won)]


def fitting(market: Market, run: Run) -> list[int]:
    """Those of them that the money left in the real budget pays for. Projects that nobody supports do not count."""
    rest = market.profile.budget - run.spent
    return [p for p in left_to_buy(market, run) if market.profile.cost[p] <= rest]


def same_order(market: Market, low: Fraction, high: Fraction, order: list[int]) -> Run | None:
    """The run at `high` if it proves that every share from `low` to `high` buys in this order; else None."""
    lower, higher = Run(market, low), Run(market, high)
    try:
        for winner in order[len(market.free) :]:
            if not same_winner(lower, higher, winner):
                return None
        seen, _ = higher.look()
    except Undecided:
        return None
    return None if seen else higher


def same_winner(lower: Run, higher: Run, winner: int) -> bool:
    """Play one round in both runs if `winner` takes it at every share between them."""
    limit_price = lower.find_price(winner)
    if limit_price is None or winner not in lower.open:
        return False
    limit = limit_price / lower.market.factor[winner]
    seen, _ = higher.look(limit, narrow=False)
    if all(p != winner for _, p in seen):
        return False
    close = [p for rate, p in seen if p != winner and rate <= limit * LOOSE]
    if close and not loses_plainly(lower, winner, close):
        return False
    for rate, p in seen:
        if p != winner:
            heappush(higher.queue, (rate, p))
    lower.take(winner)
    higher.take(winner)
    return True


def loses_plainly(lower: Run, winner: int, close: list[int]) -> bool:
    """Whether the close ones lose to the winner at every higher share, as seen in whole numbers at the lower.

    A project whose supporters can all pay in full at the lower share has the same price at every higher one; a project
    with the winner's cost and supporters has the winner's price.
    """
    rank = lower.profile.tie_rank
    mine = lower.plain_rate(winner)
    for p in close:
        if lower.twins([winner, p]) and rank[winner] < rank[p]:
            continue
        if mine is None or p not in lower.open or lower.find_price(p) is None:
            return False
        rate = lower.plain_rate(p)
        if rate is None or (rate, rank[p]) < (mine, rank[winner]):
            return False
    return True
