"""Make a lottery: panels with tickets, such that everybody's chance is as equal as quotas and households allow.

The lottery is a function of the pool alone. The seed comes later, so that who knows the seed can no longer change
anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from alongside.engines.lottery.advice import Unmet, advise
from alongside.engines.lottery.panels import Panels
from alongside.engines.lottery.pool import Pool
from alongside.engines.lottery.relaxed import Prices, Relaxed, relax
from alongside.engines.lottery.shares import Chase, Progress, climb
from alongside.engines.lottery.solver import Real

TICKETS = 10**12  # shared out among the panels
FIRST = 200  # panels before chances are shared out for the first time
FEW = 150  # groups; with no more, the lottery is made as even as it can be, not merely within the tolerance
TRIES = 2000  # rounds of looking for one more panel
MARGIN = 1e-4  # what is aimed at beyond the tolerance, so that rounding to tickets cannot miss it
SMALLEST = 1e-9  # what is left to reach where it is as even as it can be
LEXIMIN, MAXIMIN = "leximin", "maximin"


@dataclass(frozen=True)
class Panel:
    """The seats of each group, and how many of the tickets draw this panel."""

    tickets: int
    seats: tuple[int, ...]


@dataclass(frozen=True)
class Lottery:
    """Panels with tickets, and the proof of how even the chances could be.

    `bound` is what no lottery's least chance can pass, by `prices`. `greatest` says that the search, which is no proof
    that others can check, found that no lottery over whole panels has a greater least chance.
    """

    pool: Pool
    panels: tuple[Panel, ...]
    bound: Fraction
    prices: Prices | None
    greatest: bool

    @cached_property
    def chances(self) -> tuple[Fraction, ...]:
        """The exact chance of a person of each group."""
        seats = [
            sum(panel.tickets * panel.seats[group] for panel in self.panels) for group in range(len(self.pool.groups))
        ]
        return tuple(Fraction(n, TICKETS * int(people)) for n, people in zip(seats, self.pool.counts, strict=True))

    @property
    def probabilities(self) -> dict[str, Fraction]:
        """The exact chance of each person, by id in order; they add up to the size of the panel."""
        found = {each: c for group, c in zip(self.pool.groups, self.chances, strict=True) for each in group.people}
        return dict(sorted(found.items()))

    @property
    def least(self) -> Fraction:
        """The least chance of anybody who can be chosen."""
        return min(chance for chance in self.chances if chance)

    @property
    def bound_ratio(self) -> Fraction:
        """The least chance over what it can be at most."""
        return self.least / self.bound


def make(
    pool: Pool, *, fairness: str = LEXIMIN, within: Fraction = Fraction(1, 100), progress: Progress | None = None
) -> Lottery:
    """The lottery of a pool. Raises `Unmet`, with advice, where no panel meets the quotas.

    `leximin` raises the least chance first, then the next, and so on; `maximin` only the least. Chances come to no less
    than `1 - within` of the bound where panels allow it; pools of few groups go on as far as it goes.
    """
    able = np.ones(len(pool.groups), dtype=bool)
    panels = Panels(pool, able)
    if not panels.add(panels.best(np.ones(len(able))).seats):
        raise Unmet(advise(pool))
    relaxed = _gather(pool, panels)
    few = len(pool.groups) <= FEW
    goal = 1 - SMALLEST if few else 1 - float(within) * (1 - MARGIN)
    wish = relaxed.chances if fairness == LEXIMIN else np.where(relaxed.chances > 0, float(relaxed.bound), 0.0)
    chase = None if few else Chase(panels, relaxed.chances * pool.counts)
    zero = np.zeros(len(able))
    shared = climb(panels, rise=wish * pool.counts, floor=zero, goal=goal, tries=TRIES, chase=chase, progress=progress)
    shares, greatest = shared.shares, False
    if shared.level < goal:
        shares, greatest = _by_rounds(panels, relaxed, goal if not few else np.inf, fairness)
    tickets = _tickets(shares)
    chosen = sorted((tuple(seats.tolist()), n) for seats, n in zip(panels.all, tickets, strict=True) if n)
    return Lottery(pool, tuple(Panel(n, seats) for seats, n in chosen), relaxed.bound, relaxed.prices, greatest)


def _gather(pool: Pool, panels: Panels) -> Relaxed:
    """Panels that follow the fairest fractions, and one at least for everybody who can be chosen at all.

    Those who are in no panel are taken out, and what is fairest for the others is found anew.
    """
    while True:
        relaxed = relax(pool, panels.able)
        if relaxed is None:
            raise ArithmeticError("there is a panel, but no fractions of one")
        panels.able &= relaxed.chances > 0
        Chase(panels, relaxed.chances * pool.counts).more(min(FIRST, len(pool.groups)))
        never = _uncovered(panels)
        if not never.any():
            return relaxed
        panels.able &= ~never


def _uncovered(panels: Panels) -> NDArray[np.bool_]:
    """The groups that may have seats and are in no panel whatsoever; a panel is found for each of the others."""
    while True:
        missing = panels.able & ~panels.matrix().any(axis=1)
        if not missing.any():
            return missing
        found = panels.best(missing.astype(np.float64))
        if found.seats is None or not found.seats[missing].any():
            return missing
        panels.add(found.seats)


def _by_rounds(panels: Panels, relaxed: Relaxed, goal: float, fairness: str) -> tuple[Real, bool]:
    """Leximin over whole panels, where fractions promise more than these can keep: fix those who cannot rise, go on.

    Returns the shares, and whether the least chance is as great as it can be.
    """
    counts = panels.pool.counts.astype(np.float64)
    free, floor, greatest, tries = panels.able.copy(), np.zeros(len(counts)), None, TRIES
    while True:
        aim = goal * float(relaxed.bound) if greatest is None else np.inf
        before = len(panels.all)
        shared = climb(panels, rise=np.where(free, counts, 0.0), floor=floor, goal=aim, tries=tries)
        greatest, tries = (shared.proven if greatest is None else greatest), tries - (len(panels.all) - before)
        stuck = free & (shared.duals * counts > 1e-7)
        if not stuck.any():
            stuck = free.copy()
        floor[stuck] = shared.level * counts[stuck] * (1 - 1e-8)
        free &= ~stuck
        if not free.any() or fairness == MAXIMIN or not shared.proven or tries <= 0:
            return shared.shares, greatest


def _tickets(shares: Real) -> list[int]:
    """Whole tickets for shares: rounded down, and what is left goes to the largest remainders, the first of equals."""
    exact = [Fraction(max(float(share), 0.0)) for share in shares]
    whole = sum(exact)
    parts = [share / whole * TICKETS for share in exact]
    tickets = [int(part) for part in parts]
    order = sorted(range(len(parts)), key=lambda at: (tickets[at] - parts[at], at))
    for at in order[: TICKETS - sum(tickets)]:
        tickets[at] += 1
    return tickets
