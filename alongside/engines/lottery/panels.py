"""Find panels: whole numbers of seats for each group that meet every quota.

Whatever a solver returns is counted again in whole numbers before it is believed. No clock decides anything here, so
that the same pool gives the same panels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.engines.lottery.pool import Pool, Whole
from alongside.engines.lottery.relaxed import household_rows
from alongside.engines.lottery.solver import Real, Solution, compact, maximise, search, stacked

NODES = 20_000  # of one search; a search that ends here proves nothing
CLOSE = 0.02  # a panel this near to the best will do, where any good one will do
AROUND = 1000  # nodes of a search around a fractional panel
ROOMS = (60, 150)  # how many groups are searched through around a fractional panel


@dataclass(frozen=True)
class Found:
    """The seats of a panel, or None, and the most that the weights of any panel can add up to."""

    seats: Whole | None
    most: float


class Panels:
    """The panels of a pool. `able` tells which groups may have seats; `all` are those found, each once, in order."""

    def __init__(self, pool: Pool, able: NDArray[np.bool_]) -> None:
        self.pool, self.able = pool, able
        self.all: list[Whole] = []
        self.known: set[bytes] = set()
        homes, many = household_rows(pool)
        self.one = compact(np.ones((1, len(pool.groups))))
        self.rows = stacked([[compact(pool.table)], [self.one], [homes]]).tocsc()
        self.below = stacked([[self.rows], [-compact(pool.table)]])
        least = [float(quota.least) for quota in pool.quotas]
        most = [float(quota.most) for quota in pool.quotas]
        self.low = np.concatenate([least, [pool.size], np.full(len(many), -np.inf)])
        self.high = np.concatenate([most, [pool.size], many])
        self.most = np.concatenate([self.high, np.negative(least)])

    def add(self, seats: Whole | None) -> bool:
        """Keep a panel; whether it is one and new."""
        if seats is None or seats.tobytes() in self.known:
            return False
        self.known.add(seats.tobytes())
        self.all.append(seats)
        return True

    def matrix(self) -> Real:
        """Groups by panels."""
        return np.array(self.all, dtype=np.float64).reshape(len(self.all), len(self.pool.groups)).T

    def best(self, weights: Real) -> Found:
        """The panel whose weights add up to most, by a whole search."""
        upper = np.where(self.able, self.pool.homes, 0).astype(np.float64)
        scale = float(np.abs(weights).max()) or 1.0
        found = self._search(weights / scale, np.zeros(len(weights)), upper, 0.0, NODES)
        bound = found.mip_dual_bound
        return Found(self._checked(found), np.inf if bound is None else -float(bound) * scale)

    def near(self, weights: Real, seats: Real) -> Whole | None:
        """A panel of great weight that gives each group its fractional `seats`, rounded up or down.

        Fractions first: only a few groups come out of that broken, and a small search around them makes them whole.
        """
        low, high = np.floor(seats), np.ceil(seats)
        scaled = weights / (float(np.abs(weights).max()) or 1.0)
        found = maximise(
            scaled,
            rows=self.below,
            most=self.most,
            sums=self.one,
            to=self.pool.size,
            low=low,
            high=high,
            presolve=False,
        )
        if found is not None:
            for room in ROOMS:
                whole = self._mended(scaled, found, low, high, room)
                if whole is not None:
                    return whole
        return self._checked(self._search(scaled, low, high, CLOSE, AROUND))

    def _mended(self, weights: Real, found: Solution, low: Real, high: Real, room: int) -> Whole | None:
        """Search again among the broken groups and those whose seats cost least to change; the rest stay."""
        broken = np.abs(found.x - np.round(found.x)) > 1e-6
        cost = np.abs(found.lower.marginals + found.upper.marginals)
        loose = np.argsort(np.where(broken, -1.0, np.round(cost, 9)), kind="stable")[:room]
        seats = np.round(found.x)
        seats[loose] = 0
        used = self.rows @ seats
        rest = search(
            weights[loose],
            rows=self.rows[:, loose],
            least=self.low - used,
            most=self.high - used,
            low=low[loose],
            high=high[loose],
            gap=CLOSE,
            nodes=AROUND,
        )
        if rest.x is None:
            return None
        seats[loose] = np.round(rest.x)
        return self._whole(seats)

    def _search(self, weights: Real, low: Real, high: Real, gap: float, nodes: int) -> Solution:
        return search(weights, rows=self.rows, least=self.low, most=self.high, low=low, high=high, gap=gap, nodes=nodes)

    def _checked(self, found: Solution) -> Whole | None:
        return None if found.x is None else self._whole(np.round(found.x))

    def _whole(self, seats: Real) -> Whole | None:
        whole = seats.astype(np.int64)
        return whole if self.pool.fits(whole) and not whole[~self.able].any() else None
