"""Greedy: one list, best first, bought while the money lasts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from alongside.engines.budgeting.profile import Profile


@dataclass(frozen=True, slots=True)
class Reached:
    """One line of the count: `left` is the money (our whole units) when the project was reached.

    `verdict` is won, too-dear (costs more than was left), rival (an excluding project had won), or after-end (the
    count had ended at a project that did not fit).
    """

    project: int
    left: int
    verdict: str


def greedy_order(profile: Profile) -> list[int]:
    """All eligible projects, most total utility per cost first; ties by the rule.

    Projects that cost nothing and have a score come before all others, by score; a project without a score comes last
    whatever it costs. Projects that nobody named take part while the threshold is 0: if money is left at the end they
    are bought, as the cities that publish such counts and pabutools do. A threshold of 1 leaves them out.
    """

    def key(p: int) -> tuple[bool, Fraction, int]:
        score, cost = profile.score[p], profile.cost[p]
        free = cost == 0 and score > 0
        # Where the utility contains the cost, utility per cost is the score itself.
        rate = Fraction(score) if profile.by_cost or not cost else Fraction(score, cost)
        return (not free, -rate, profile.tie_rank[p])

    return sorted((p for p in range(len(profile.ids)) if profile.eligible[p]), key=key)


def count_greedily(profile: Profile, *, won: Collection[int] = (), left: int | None = None) -> list[Reached]:
    """Go down the list. `won` and `left` start from an outcome to be completed (our whole units of money)."""
    money = profile.budget if left is None else left
    taken, ended = set(won), False
    lines = []
    for p in greedy_order(profile):
        if p in won:
            continue
        if profile.rivals[p] & taken:
            verdict = "rival"
        elif ended:
            verdict = "after-end"
        elif profile.cost[p] > money:
            verdict, ended = "too-dear", not profile.rule.skip
        else:
            verdict = "won"
        lines.append(Reached(p, money, verdict))
        if verdict == "won":
            taken.add(p)
            money -= profile.cost[p]
    return lines
