"""What fairness could reach at most, and prices that prove it.

A panel is a whole number of seats for each group. Let seats be fractions, and the fairest chances are a small linear
programme: no lottery over real panels can be fairer, since its expected seats are such fractions. First the least
chance is made as great as it can be, then the next, and so on (leximin): each round fixes the groups that cannot
rise.

The dual variables of the first round are **prices**. Give everybody a price: one for being on a panel, one for each
value they have, one for the seat of their kind of household. No panel can cost more than C, since quotas bound how
often each price is paid; all people together cost T; a least chance of z for everybody makes the mean panel cost at
least z·T. Hence z cannot pass C / T, whoever draws and however. The prices are rounded to decimals and the bound is
computed from those, exactly, so that anybody can check it with a pocket calculator.

Source: B. Flanigan, P. Gölz, A. Gupta, B. Hennig, A. D. Procaccia, "Fair algorithms for selecting citizens'
assemblies", Nature 596 (2021), for the aim; linear programming duality for the proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from alongside.engines.lottery.pool import Pool, Whole
from alongside.engines.lottery.solver import Real, Solution, Sparse, compact, maximise, stacked

DIGITS = 9  # of a price
NOTHING = 1e-9  # a chance below this is none; solvers are right to about this
SLACK = 1e-6  # what a fixed chance gives way, relative, so that the next round is not refused for a rounding error


@dataclass(frozen=True)
class Prices:
    """A price for being on the panel, for each quota's value and for each kind of household; exact decimals."""

    seat: Fraction
    values: tuple[Fraction, ...]
    kinds: tuple[Fraction, ...]


@dataclass(frozen=True)
class Relaxed:
    """The fairest chances if seats could be fractions, by group, and the prices that bound the least of them.

    A group whose chance is 0 is in no panel. `bound` is exact; `prices` is None where nobody can be chosen.
    """

    chances: Real
    prices: Prices | None
    bound: Fraction


def household_rows(pool: Pool) -> tuple[Sparse, Real]:
    """One row for each kind with several groups, and the number of its households."""
    mixed = pool.mixed_kinds()
    at = {kind: row for row, kind in enumerate(mixed)}
    where = [(at[kind], group) for group, kind in enumerate(pool.kind_of.tolist()) if kind in at]
    rows, columns = [row for row, _ in where], [group for _, group in where]
    matrix = compact((np.ones(len(where)), (rows, columns)), (len(mixed), len(pool.groups)))
    return matrix, np.array([len(pool.kinds[kind].households) for kind in mixed], dtype=np.float64)


def relax(pool: Pool, able: NDArray[np.bool_]) -> Relaxed | None:
    """The fairest fractional chances where only `able` groups may have seats; None if no fractions make a panel."""
    rounds = _Rounds(pool, able)
    free, first = able.copy(), None
    found: Solution | None = None
    while free.any() or found is None:
        next_found = rounds.solve(free)
        if next_found is None:  # in a later round only where the solver trips over its own rounding: what was is kept
            break
        found, least = next_found, float(next_found.x[-1])
        duals = -found.ineqlin.marginals[-int(free.sum()) :] if free.any() else np.zeros(0)
        stuck = np.flatnonzero(free)[duals * pool.counts[free] > NOTHING]
        stuck = stuck if len(stuck) else np.flatnonzero(free)
        if least <= NOTHING:
            rounds.close(stuck)
        else:
            first = first if first is not None else (rounds.prices(found), rounds.upper > 0)
            rounds.fix(stuck, least)
        free[stuck] = False
    if found is None:
        return None
    chances = np.where(rounds.upper > 0, found.x[:-1] / pool.counts, 0.0)
    if first is None:
        return Relaxed(chances, None, Fraction(0))
    prices = _decimal(pool, *first)
    return Relaxed(chances, prices, bound_of(pool, prices, first[1]))


class _Rounds:
    """The linear programmes of the rounds: seats of each group, and last the least chance of those still free."""

    def __init__(self, pool: Pool, able: NDArray[np.bool_]) -> None:
        self.pool = pool
        self.lower = np.zeros(len(pool.groups))
        mixed = np.isin(pool.kind_of, pool.mixed_kinds())  # a row of their own bounds these
        self.upper = np.where(able, np.where(mixed, np.inf, pool.homes), 0.0)
        table, (homes, many) = compact(pool.table), household_rows(pool)
        most, least = [quota.most for quota in pool.quotas], [quota.least for quota in pool.quotas]
        self.fixed_rows = stacked([[table], [-table], [homes]])
        self.limits = np.concatenate([most, np.negative(least), many]).astype(np.float64)

    def solve(self, free: NDArray[np.bool_]) -> Solution | None:
        """Make the least chance of the free groups as great as it can be; None if there is no solution."""
        places, groups = np.flatnonzero(free), len(free)
        seats = compact((-np.ones(len(places)), (np.arange(len(places)), places)), (len(places), groups))
        people = compact(self.pool.counts[places][:, None])
        return maximise(
            np.append(np.zeros(groups), 1.0),
            rows=stacked([[self.fixed_rows, None], [seats, people]]),
            most=np.append(self.limits, np.zeros(len(places))),
            sums=compact(np.append(np.ones(groups), 0.0)[None]),
            to=self.pool.size,
            low=np.append(self.lower, 0.0),
            high=np.append(self.upper, 1.0),
        )

    def close(self, groups: Whole) -> None:
        """These are in no panel."""
        self.upper[groups] = 0.0

    def fix(self, groups: Whole, chance: float) -> None:
        """These cannot rise above the chance, and keep it in the rounds to come."""
        self.lower[groups] = np.minimum(chance * self.pool.counts[groups] * (1 - SLACK), self.upper[groups])

    def prices(self, found: Solution) -> tuple[float, Real, Real]:
        """The dual variables: of the size, of each quota (net), and of each kind of household."""
        pool, quotas = self.pool, len(self.pool.quotas)
        duals = -found.ineqlin.marginals
        kinds = np.zeros(len(pool.kinds))
        np.add.at(kinds, pool.kind_of, np.where(self.upper > 0, -found.upper.marginals[:-1], 0.0))
        kinds[pool.mixed_kinds()] += duals[2 * quotas : len(self.limits)]
        return -float(found.eqlin.marginals[0]), duals[:quotas] - duals[quotas : 2 * quotas], kinds


def _decimal(pool: Pool, raw: tuple[float, Real, Real], able: NDArray[np.bool_]) -> Prices:
    """The prices in decimals of a size that one can read, and none of a person below zero."""
    seat, values, kinds = raw
    size = float(max(int(pool.counts.sum()), 1))

    def decimal(number: float) -> Fraction:
        return Fraction(round(number * size * 10**DIGITS), 10**DIGITS)

    rough = Prices(decimal(seat), tuple(map(decimal, values.tolist())), tuple(map(decimal, kinds.tolist())))
    lifted = [max(price, Fraction(0)) for price in rough.kinds]
    for group, price in enumerate(prices_of(pool, Prices(rough.seat, rough.values, tuple(lifted)))):
        if able[group] and price < 0:
            kind = int(pool.kind_of[group])
            lifted[kind] = max(lifted[kind], lifted[kind] - price)
    return Prices(rough.seat, rough.values, tuple(lifted))


def prices_of(pool: Pool, prices: Prices) -> list[Fraction]:
    """What one person of each group costs."""
    priced = [(at, price) for at, price in enumerate(prices.values) if price]
    kinds, table = pool.kind_of.tolist(), pool.table
    return [
        prices.seat + prices.kinds[kinds[group]] + sum((price for at, price in priced if table[at, group]), Fraction(0))
        for group in range(len(kinds))
    ]


def bound_of(pool: Pool, prices: Prices, able: NDArray[np.bool_]) -> Fraction:
    """The most that a panel can cost, over what all who can be chosen cost together."""
    most = prices.seat * pool.size
    most += sum(p * (q.most if p > 0 else q.least) for p, q in zip(prices.values, pool.quotas, strict=True))
    most += sum(p * len(kind.households) for p, kind in zip(prices.kinds, pool.kinds, strict=True))
    each = prices_of(pool, prices)
    everybody = sum((each[g] * int(n) for g, n in enumerate(pool.counts) if able[g]), Fraction(0))
    return min(most / everybody, Fraction(1)) if everybody > 0 else Fraction(1)
