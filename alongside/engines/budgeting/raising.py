"""Add1: raise every share step by step until the stop rule says so, without running every step.

Source: Pierczyński and others, equalshares.net, "completion by varying the budget". The outcome is not monotone in
the share, so no step may be skipped blindly. But most steps buy in the order of the one before, and that can be proved
for whole stretches (stretch.py): a stretch without a change of order holds no outcome that was not run. How far to try
is a guess from how fast the closest rivals close in; a failed proof costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from alongside.engines.budgeting.exact import ExactRun
from alongside.engines.budgeting.shares import Market, Run, Undecided
from alongside.engines.budgeting.stretch import SAFE, same_order

MOST_PATIENCE = 2
FEW = 2  # steps that are run sooner than proved
TRIED = 50  # steps at first: a failed proof tells how far the next may go
LONG = 8  # steps: where stretches have been longer, the next is tried at once
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


def run_at(market: Market, share: Fraction, *, like: Run | None = None, sure: int = 0) -> Run:
    """A finished run at one share: fast where that proves every decision, exact where it does not.

    It is known to buy in `sure` rounds, and likely to buy in all others, what the run `like` bought at a share below.
    """
    try:
        run = Run(market, share)
        if like is not None:
            free = len(market.free)
            run.after(like).follow(like.order[free:sure], like.prices[free:sure])
        return run.finish()
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

    `alike` counts plain steps in a row that kept the order; `patience` is how many it takes before a stretch is tried,
    and `far` is how many steps the next one tries.
    """
    budget = market.profile.budget
    run, proved = run_at(market, first), _Proved()
    at, runs, far, alike, patience, usual = 0, 1, 1, 0, 1, 2

    def share_at(raises: int) -> Fraction:
        return base + raises * step if raises else first

    def share_after(at: int, far: int) -> Fraction:
        return share_at(at + far)

    while True:
        share = share_at(at)
        if not left_to_buy(market, run):
            return Raised(at, share, share_at(at + 1), "all-bought", runs, run)
        if exhaustive and not fitting(market, run):
            return Raised(at, share, share_at(at + 1), "exhaustive", runs, run)
        if progress is not None:
            progress(at, Fraction(run.spent, budget) if budget else Fraction(1))
        runs += 1
        if far > FEW:
            proof = same_order(market, run, partial(share_after, at), far, partial(proved.known, at))
            if proof.higher is None:
                far, alike, patience = 1, 0, 0 if usual > LONG else min(2 * max(patience, 1), MOST_PATIENCE)
                continue
            at, run, usual = at + proof.far, proof.higher, max(proof.far, 2)
            far = min(int(min(proof.reach / float(step), 1e9) * SAFE), 4 * proof.far)
            continue
        higher = run_at(market, share_at(at + 1), like=run, sure=proved.known(at, 1))
        if higher.spent > budget:
            return Raised(at, share, share_at(at + 1), "overspend", runs, run)
        alike = alike + 1 if higher.order == run.order else 0
        far = max(usual, TRIED) if alike >= patience else 1
        at, run = at + 1, higher


class _Proved:
    """How many first rounds all raises up to some buy alike: a proof that fails in a late round has proved the rest."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int]] = []  # (raises, rounds): the fewer raises, the more rounds

    def known(self, at: int, far: int, rounds: int = 0) -> int:
        """Remember that `rounds` are proved up to `at` + `far` raises; return how many are known."""
        self.found = [each for each in self.found if each[0] > at and (each[0] > at + far or each[1] > rounds)]
        self.found.append((at + far, rounds))
        return max(rounds for raises, rounds in self.found if raises >= at + far)


def left_to_buy(market: Market, run: Run) -> list[int]:
    """Supported projects that could still win: not bought, and not barred by what was."""
    won = set(run.order)
    return [p for p in market.for_sale if p not in won and not market.profile.limits.bars(p, won)]


def fitting(market: Market, run: Run) -> list[int]:
    """Those of them that the money left in the real budget pays for. Projects that nobody supports do not count."""
    rest = market.profile.budget - run.spent
    return [p for p in left_to_buy(market, run) if market.profile.cost[p] <= rest]
