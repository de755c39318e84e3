"""What to change, and how little of it, where no panel meets the quotas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside.engines.lottery.pool import Pool, Quota
from alongside.engines.lottery.relaxed import household_rows
from alongside.engines.lottery.solver import Real, compact, search, stacked
from alongside.kit.refused import Refused

NODES = 200_000  # of the search; what it has found by then is told


@dataclass(frozen=True)
class Change:
    """A quota and the limits that would let a panel be found."""

    quota: Quota
    least: int
    most: int

    def __str__(self) -> str:
        parts = []
        if self.least != self.quota.least:
            parts.append(f"at least {self.least} instead of {self.quota.least}")
        if self.most != self.quota.most:
            parts.append(f"at most {self.most} instead of {self.quota.most}")
        return f"{self.quota}: {' and '.join(parts)}"


@dataclass(frozen=True)
class Advice:
    """Why no panel can meet the quotas where that is plain to see, and the least change that would help.

    `changes` is empty where no change of quotas helps. `within_flex` is False where the flexible limits do not suffice.
    """

    size: int
    reasons: tuple[str, ...]
    changes: tuple[Change, ...]
    within_flex: bool

    @property
    def seats(self) -> int:
        """By how many seats the limits move altogether."""
        return sum(c.quota.least - c.least + c.most - c.quota.most for c in self.changes)

    def lines(self) -> list[str]:
        """The advice in words, a line each."""
        said = [f"No panel of {self.size} meets these quotas.", *self.reasons]
        if not self.changes:
            return [*said, "No change of the quotas helps: draw a smaller panel, or invite more people."]
        flexible = "" if self.within_flex else ", which goes beyond the flexible limits"
        said.append(f"The least change that helps moves {self.seats} seat{'s' * (self.seats != 1)}{flexible}:")
        return [*said, *(f"  {change}" for change in self.changes)]


class Unmet(Refused):
    """No panel meets the quotas; `advice` says what would help."""

    def __init__(self, advice: Advice) -> None:
        super().__init__(" ".join(line.strip() for line in advice.lines()), "quotas")
        self.advice = advice


def advise(pool: Pool) -> Advice:
    """The least change to the quotas, in seats, within the flexible limits where they suffice."""
    reasons = tuple(_reasons(pool))
    for flexible in (True, False):
        found = _least_change(pool, flexible)
        if found is not None:
            return Advice(pool.size, reasons, found, flexible)
    return Advice(pool.size, reasons, (), False)


def _reasons(pool: Pool) -> list[str]:
    found = []
    homes = sum(len(kind.households) for kind in pool.kinds)
    if homes < pool.size:
        found.append(f"There are {homes} addresses, and no two people come from one.")
    for feature in pool.features:
        quotas = [quota for quota in pool.quotas if quota.feature == feature]
        least, most = sum(quota.least for quota in quotas), sum(quota.most for quota in quotas)
        if least > pool.size:
            found.append(f"{feature}: the least numbers add up to {least}, more than the {pool.size} seats.")
        if most < pool.size:
            found.append(f"{feature}: the greatest numbers add up to {most}, fewer than the {pool.size} seats.")
    for row, quota in enumerate(pool.quotas):
        has = pool.table[row] > 0
        people = int(pool.counts[has].sum())
        at = sum(len(pool.kinds[kind].households) for kind in sorted(set(pool.kind_of[has].tolist())))
        if people < quota.least:
            found.append(f"{quota}: at least {quota.least} are wanted, and {people} can be drawn.")
        elif at < quota.least:
            found.append(
                f"{quota}: at least {quota.least} are wanted, and the {people} who can be drawn share {at} addresses."
            )
    return found


def _least_change(pool: Pool, flexible: bool) -> tuple[Change, ...] | None:
    """Seats, and what each limit gives way: fewest seats altogether, among equals from the larger quotas."""
    groups, quotas = len(pool.groups), len(pool.quotas)
    homes, many = household_rows(pool)
    table, one = compact(pool.table), compact(np.eye(quotas))
    size = compact(np.ones((1, groups)))
    rows = stacked([[table, one, None], [table, None, -one], [size, None, None], [homes, None, None]])
    least = np.array([quota.least for quota in pool.quotas], dtype=np.float64)
    most = np.array([quota.most for quota in pool.quotas], dtype=np.float64)
    free = np.full(quotas, np.inf)
    low = np.concatenate([least, -free, [pool.size], np.full(len(many), -np.inf)])
    high = np.concatenate([free, most, [pool.size], many])
    rank = 1 + 1e-4 / (1 + most)
    found = search(
        -np.concatenate([np.zeros(groups), rank, rank]),
        rows=rows,
        least=low,
        most=high,
        low=np.zeros(groups + 2 * quotas),
        high=np.concatenate([pool.homes.astype(np.float64), _room(pool, flexible)]),
        gap=0.0,
        nodes=NODES,
    )
    if found.x is None:
        return None
    give = np.round(found.x[groups:]).astype(np.int64).tolist()
    changes = zip(pool.quotas, give[:quotas], give[quotas:], strict=True)
    return tuple(Change(q, q.least - less, q.most + more) for q, less, more in changes if less or more)


def _room(pool: Pool, flexible: bool) -> Real:
    """How far each limit may give way: all least numbers, then all greatest."""
    down = [q.least - (q.least_flex or 0) if flexible else q.least for q in pool.quotas]
    up = [(q.most_flex - q.most) if flexible and q.most_flex is not None else pool.size for q in pool.quotas]
    return np.array([*down, *up], dtype=np.float64)
