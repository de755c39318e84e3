"""The rules told as simply as they can be, one voter at a time, in fractions: what the fast count is held against.

Shares no code with the engine. An election here is: budget, costs by id, one ballot for each voter (worth by id: 1 for
an approval, points, or points of a rank), and the set of ids each voter named.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass
class Plain:
    """One election, spelled out."""

    budget: Fraction
    cost: dict[str, Fraction]
    worth: list[dict[str, Fraction]]  # by the rule's utility, without the cost
    named: list[set[str]]
    by_cost: bool
    ties: tuple[str, ...] = ("id",)
    exclusions: tuple[tuple[str, ...], ...] = ()
    threshold: Fraction = Fraction(0)

    def score(self, p: str) -> Fraction:
        """Sum of worths."""
        return sum((ballot.get(p, Fraction(0)) for ballot in self.worth), Fraction(0))

    def tie_key(self, p: str) -> tuple[object, ...]:
        """The order that breaks ties."""
        by = {"id": p, "lowest-cost": self.cost[p], "most-votes": -sum(p in named for named in self.named)}
        return (*(by[each] for each in self.ties), p)

    def barred(self, p: str, won: list[str]) -> bool:
        """Whether a project that excludes p has won."""
        return any(p in group and set(group) & (set(won) - {p}) for group in self.exclusions)

    def eligible(self) -> list[str]:
        """Those that reach the threshold."""
        return [p for p in self.cost if self.score(p) >= self.threshold]


def greedy(e: Plain, *, skip: bool = True, won: list[str] | None = None) -> list[str]:
    """Pick the best that is left, again and again."""
    won = list(won or [])
    left = e.budget - sum((e.cost[p] for p in won), Fraction(0))
    rest = [p for p in e.eligible() if p not in won]
    while rest:

        def key(p: str) -> tuple[object, ...]:
            score, cost = e.score(p), e.cost[p]
            free = cost == 0 and score > 0  # what costs nothing comes first, the best of them before the others
            rate = score if e.by_cost or cost == 0 else score / cost
            return (not free, -rate, e.tie_key(p))

        p = min(rest, key=key)
        rest.remove(p)
        if e.barred(p, won):
            continue
        if e.cost[p] <= left:
            won.append(p)
            left -= e.cost[p]
        elif not skip:
            break
    return won


def equal_shares(e: Plain, share: Fraction) -> tuple[list[str], list[Fraction]]:
    """Equal shares at one share: the order of purchase and what each voter has left."""
    balance = [share] * len(e.worth)
    won: list[str] = []
    supported = [p for p in e.eligible() if any(ballot.get(p, 0) > 0 for ballot in e.worth)]
    for p in sorted((p for p in supported if e.cost[p] == 0), key=e.tie_key):
        if not e.barred(p, won):
            won.append(p)
    while True:
        best: tuple[Fraction, tuple[object, ...], str, Fraction] | None = None
        for p in supported:
            if p in won or e.cost[p] == 0 or e.barred(p, won):
                continue
            price = price_of(e, p, balance)
            if price is None:
                continue
            entry = (price / (e.cost[p] if e.by_cost else 1), e.tie_key(p), p, price)
            if best is None or entry[:2] < best[:2]:
                best = entry
        if best is None:
            return won, balance
        _, _, p, price = best
        won.append(p)
        for voter, ballot in enumerate(e.worth):
            if ballot.get(p, 0) > 0:
                balance[voter] -= min(balance[voter], price * ballot[p])


def price_of(e: Plain, p: str, balance: list[Fraction]) -> Fraction | None:
    """The least price per point at which p's supporters pay its cost: try each number of poor supporters."""
    backers = sorted(
        ((balance[voter] / ballot[p], ballot[p]) for voter, ballot in enumerate(e.worth) if ballot.get(p, 0) > 0)
    )
    if sum((ratio * worth for ratio, worth in backers), Fraction(0)) < e.cost[p]:
        return None
    for poor in range(len(backers)):
        given = sum((ratio * worth for ratio, worth in backers[:poor]), Fraction(0))
        price = (e.cost[p] - given) / sum((worth for _, worth in backers[poor:]), Fraction(0))
        if price <= backers[poor][0]:
            return price
    raise AssertionError("Supporters who can pay have a price.")


def add1(e: Plain, *, step: Fraction, exhaustive: bool, whole: bool = False) -> tuple[list[str], Fraction, int]:
    """Every step of Add1, one after the other: winners, share, steps."""
    share = e.budget / len(e.worth)
    if whole:
        share = Fraction(int(share))
    won, _ = equal_shares(e, share)
    steps = 0
    while True:
        spent = sum((e.cost[p] for p in won), Fraction(0))
        left = [
            p
            for p in e.eligible()
            if p not in won and not e.barred(p, won) and e.cost[p] > 0 and any(b.get(p, 0) > 0 for b in e.worth)
        ]
        if not left or (exhaustive and all(e.cost[p] + spent > e.budget for p in left)):
            return won, share, steps
        following, _ = equal_shares(e, share + step)
        if sum((e.cost[p] for p in following), Fraction(0)) > e.budget:
            return won, share, steps
        won, share, steps = following, share + step, steps + 1


def phragmen(e: Plain) -> list[str]:
    """Voters earn at one rate; whatever can be paid for first is bought."""
    spent_at = [Fraction(0)] * len(e.worth)
    won: list[str] = []
    backers = {p: [v for v, ballot in enumerate(e.worth) if ballot.get(p, 0) > 0] for p in e.eligible()}
    for p in sorted((p for p in backers if e.cost[p] == 0 and backers[p]), key=e.tie_key):
        if not e.barred(p, won):
            won.append(p)
    while True:
        times = {
            p: (e.cost[p] + sum((spent_at[v] for v in mine), Fraction(0))) / len(mine)
            for p, mine in backers.items()
            if mine and p not in won and 0 < e.cost[p] <= e.budget and not e.barred(p, won)
        }
        if not times:
            return won
        first = min(times.values())
        tied = sorted((p for p, time in times.items() if time == first), key=e.tie_key)
        spent = sum((e.cost[p] for p in won), Fraction(0))
        if any(spent + e.cost[p] > e.budget for p in tied):
            return won
        won.append(tied[0])
        for v in backers[tied[0]]:
            spent_at[v] = first
