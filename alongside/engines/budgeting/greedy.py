"""Greedy: one list, best first, bought while the money lasts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from alongside.engines.budgeting.profile import Ints, Profile


@dataclass(frozen=True, slots=True)
class Reached:
    """One line of the count: `left` is the money (our whole units) when the project was reached.

    `verdict` is won, too-dear (costs more than was left), rival (an excluding project had won), capped (it would pass a
    cap), or after-end (the count had ended at a project that did not fit). Where the rule spends beyond the caps what
    they left over, a project that the caps barred stands a second time at the end if it then fits.
    """

    project: int
    left: int
    verdict: str


def greedy_order(profile: Profile) -> list[int]:
    """All eligible projects, those that Rule.order names first, then most total utility per cost; ties by the rule.

    Projects that cost nothing and have a score come before all others, by score; a project without a score comes last
    whatever it costs. Projects that nobody named take part while the threshold is 0: if money is left at the end they
    are bought, as the cities that publish such counts and pabutools do. A threshold of 1 leaves them out.
    """

    first = {name: at for at, name in enumerate(profile.rule.order)}

    def key(p: int) -> tuple[int, bool, Fraction, int]:
        score, cost = profile.score[p], profile.cost[p]
        free = cost == 0 and score > 0
        # Where the utility contains the cost, utility per cost is the score itself.
        rate = Fraction(score) if profile.by_cost or not cost else Fraction(score, cost)
        return (first.get(profile.ids[p], len(first)), not free, -rate, profile.tie_rank[p])

    return sorted((p for p in range(len(profile.ids)) if profile.eligible[p]), key=key)


def count_greedily(profile: Profile, *, won: Collection[int] = (), left: int | None = None) -> list[Reached]:
    """Go down the list. `won` and `left` start from an outcome to be completed (our whole units of money)."""
    money = profile.budget if left is None else left
    taken, ended = set(won), False
    lines = []
    for p in greedy_order(profile):
        if p in won:
            continue
        verdict = profile.limits.bars(p, taken)
        if verdict is None and ended:
            verdict = "after-end"
        elif verdict is None and profile.cost[p] > money:
            verdict, ended = "too-dear", not profile.rule.skip
        lines.append(Reached(p, money, verdict or "won"))
        if verdict is None:
            taken.add(p)
            money -= profile.cost[p]
    if profile.rule.leftover == "beyond-caps":
        for p in [line.project for line in lines if line.verdict == "capped"]:
            if profile.cost[p] <= money and not profile.limits.bars(p, taken, capped=False):
                lines.append(Reached(p, money, "won"))
                taken.add(p)
                money -= profile.cost[p]
    return lines


def bought(lines: Iterable[Reached]) -> list[int]:
    """The projects that won, in order."""
    return [line.project for line in lines if line.verdict == "won"]


@dataclass(frozen=True, slots=True)
class Compared:
    """How an outcome stands against greedy's: voters who are better off with it, and with greedy (see Rule.comparison).

    `lines` is greedy's count. `changed`: more are better off with greedy, so that its outcome wins.
    """

    lines: tuple[Reached, ...]
    prefer: int
    prefer_greedy: int

    @property
    def changed(self) -> bool:
        """Whether greedy's outcome wins instead."""
        return self.prefer_greedy > self.prefer


def compare_with_greedy(profile: Profile, order: list[int]) -> Compared:
    """Count greedily and let every voter compare the two outcomes by how many winners of each their ballot supports."""
    lines = tuple(count_greedily(profile))
    mine, theirs = (winners_of_ballots(profile, won) for won in (order, bought(lines)))
    if profile.rule.comparison == "exclusion-ratio":
        mine, theirs = np.minimum(mine, 1), np.minimum(theirs, 1)
    return Compared(lines, int(profile.counts[mine > theirs].sum()), int(profile.counts[theirs > mine].sum()))


def winners_of_ballots(profile: Profile, won: Iterable[int]) -> Ints:
    """How many of the projects that won each ballot group supports."""
    found = np.zeros(len(profile.counts), dtype=np.int64)
    for p in won:
        found[profile.supporters[p].group] += 1
    return found


def part_funded(profile: Profile, won: Collection[int], left: int) -> int | None:
    """The project that gets all of `left` in part payment of its cost (see Rule.part), or None."""
    if profile.rule.part is None or left <= 0:
        return None
    for p in greedy_order(profile):
        if p not in won and profile.cost[p] > left and not profile.limits.bars(p, won):
            return p if left >= profile.rule.part * profile.cost[p] else None
    return None
