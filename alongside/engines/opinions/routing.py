"""Which statement a person is asked next: each group sees every statement often enough, then what tells most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside.engines.opinions.drawing import OpinionMap
from alongside.engines.opinions.votes import Flags, Real, Whole

LEAST = 10  # votes on each statement that every group casts before the lottery begins


@dataclass(frozen=True, kw_only=True, eq=False)
class Router:
    """What the next statement depends on, read once from a map.

    `priority` by statement; `exposure`: votes by group and statement, the last row over everybody; `least`: votes that
    each group is owed on each statement (a small group, as many as it has people).
    """

    priority: Real
    exposure: Whole
    least: Whole
    open: Flags

    @classmethod
    def of(cls, drawn: OpinionMap, *, least: int = LEAST) -> Router:
        """Route by a map; statements that are moderated out are never asked."""
        sizes = np.array([*drawn.sizes, drawn.votes.people], np.int64)
        return cls(
            priority=drawn.priority,
            exposure=np.concatenate([drawn.counts.seen, drawn.raw.seen]),
            least=np.minimum(least, sizes),
            open=~drawn.left_out,
        )

    def owed(self, group: int) -> Flags:
        """The statements that a group has voted on too seldom."""
        return np.asarray(self.open & (self.exposure[group] < self.least[group]))

    def next_statement(self, voted: Flags, *, group: int = -1, lot: float) -> int | None:
        """Return the position of the statement to ask, None where the person has voted on all.

        `voted`: by statement; `group`: -1 for a person who is in none; `lot`: a number from 0 up to 1, drawn by the
        caller. First what the group is owed, the least seen before the rest and of equals the first by priority; then
        a lottery in which each statement's weight is its priority.
        """
        free = self.open & ~voted
        if not free.any():
            return None
        owed = np.flatnonzero(free & self.owed(group))
        if owed.size:
            return int(owed[np.lexsort((owed, -self.priority[owed], self.exposure[group, owed]))[0]])
        choice = np.flatnonzero(free)
        weight = np.cumsum(self.chances(free)[choice])
        return int(choice[min(int(np.searchsorted(weight, lot * weight[-1], side="right")), choice.size - 1)])

    def chances(self, free: Flags) -> Real:
        """The chance of each statement in the lottery among those that are free."""
        weight = np.where(free, self.priority, 0.0)
        total = weight.sum()
        return np.asarray(weight / total if total > 0 else free / max(free.sum(), 1))

    def record(self, statement: int, *, group: int = -1) -> None:
        """Count a vote, so that what is owed is known before the next map is drawn."""
        self.exposure[-1, statement] += 1
        if group >= 0:
            self.exposure[group, statement] += 1
