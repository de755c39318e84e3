"""How often each panel should come up, so that chances are as even as panels allow.

Column generation: a linear programme shares the lot out among the panels found so far; its dual variables say which
panel would help most; that panel is looked for, and so on. It ends where the goal is reached or no panel helps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from alongside.engines.lottery.panels import Panels
from alongside.engines.lottery.solver import Real, compact, maximise, stacked

TOUCH = 1e-9  # a dual variable below this says nothing
SAME = 1e-8  # two levels nearer than this are the same
IDLE = 5  # panels one after the other that were known already
AT_ONCE = 10  # panels added between two rounds of the linear programme

Progress = Callable[[int, float], None]


@dataclass(frozen=True)
class Shared:
    """The share of each panel, the level reached, the duals of the groups, and whether no lottery can reach more."""

    shares: Real
    level: float
    duals: Real
    proven: bool


class Chase:
    """Panels that follow wished-for fractional seats: each new one favours the groups that are furthest behind."""

    def __init__(self, panels: Panels, seats: Real) -> None:
        self.panels, self.seats = panels, seats
        self.had, self.made = np.zeros(len(seats)), 0
        self.idle, self.lost = 0, False  # where roundings are not found, or not new, none is looked for again

    def more(self, panels: int) -> None:
        """Look for so many more; fewer where no rounding of the seats is a panel."""
        wanted = np.flatnonzero(self.seats > 0)
        for _ in range(panels):
            if self.lost:
                return
            weights = np.zeros(len(self.seats))
            behind = (self.made + 1) * self.seats - self.had
            weights[wanted] = behind[wanted] / np.sqrt(self.seats[wanted])
            found = self.panels.near(weights, self.seats)
            if found is None:
                self.lost = True
                return
            self.had, self.made = self.had + found, self.made + 1
            self.idle = 0 if self.panels.add(found) else self.idle + 1
            self.lost = self.idle >= IDLE


def climb(
    panels: Panels,
    *,
    rise: Real,
    floor: Real,
    goal: float,
    tries: int,
    chase: Chase | None = None,
    progress: Progress | None = None,
) -> Shared:
    """Make `level` as great as can be, where expected seats are at least `level * rise + floor` for each group.

    Ends at the `goal`, or after so many `tries`, or with a proof that there is no more. The floor must be in reach of
    the panels already found.
    """
    while True:
        shared = share_out(panels.matrix(), rise, floor)
        if progress is not None:
            progress(len(panels.all), shared.level)
        if shared.level >= goal or tries <= 0:
            return shared
        tries -= 1
        new = False
        if chase is not None:
            before = len(panels.all)
            chase.more(AT_ONCE)
            new = len(panels.all) > before
            new = (not chase.lost and panels.add(panels.near(shared.duals, chase.seats))) or new
        if not new:
            found = panels.best(shared.duals)
            most = found.most - float(shared.duals @ floor)
            if most <= shared.level + SAME * max(shared.level, 1e-6) or not panels.add(found.seats):
                return Shared(shared.shares, shared.level, shared.duals, most <= shared.level * (1 + 1e-5) + 1e-9)


def share_out(matrix: Real, rise: Real, floor: Real) -> Shared:
    """The greatest level that shares of these panels (groups by panels) reach, by one linear programme.

    A row is a group, divided by what it wants, so that rare groups weigh no less in the tolerance of the solver.
    """
    rows = np.flatnonzero((rise > 0) | (floor > 0))
    scale = np.where(rise > 0, rise, floor)[rows]
    panels = matrix.shape[1]
    found = maximise(
        np.append(np.zeros(panels), 1.0),
        rows=stacked([[compact(-matrix[rows] / scale[:, None]), compact((rise[rows] / scale)[:, None])]]),
        most=-floor[rows] / scale,
        sums=compact(np.append(np.ones(panels), 0.0)[None]),
        to=1.0,
        low=np.zeros(panels + 1),
        high=np.full(panels + 1, np.inf),
    )
    if found is None:
        raise ArithmeticError("the panels found do not reach what was reached before")
    duals = np.zeros(len(rise))
    duals[rows] = np.maximum(-found.ineqlin.marginals, 0.0) / scale
    return Shared(found.x[:-1], float(found.x[-1]), duals, proven=False)
