"""The rules told as simply as they can be, one voter at a time, in fractions: what the fast count is held against.

Shares no code with the engine. An election here is: budget, costs by id, one ballot for each voter (worth by id: 1 for
an approval, points, or points of a rank), and the set of ids each voter named.
"""

from __future__ import annotations

import hashlib
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
    caps: tuple[tuple[Fraction, frozenset[str]], ...] = ()
    left_out: tuple[str, ...] = ()
    first: tuple[str, ...] = ()  # greedy's own order

    def score(self, p: str) -> Fraction:
        """Sum of worths."""
        return sum((ballot.get(p, Fraction(0)) for ballot in self.worth), Fraction(0))

    def tie_key(self, p: str) -> tuple[object, ...]:
        """The order that breaks ties."""
        by: dict[str, object] = {"id": p, "lowest-cost": self.cost[p], "listed": list(self.cost).index(p)}
        by["most-votes"] = -sum(p in named for named in self.named)
        drawn = {
            each: hashlib.sha256(f"{each[4:]}:{p}".encode()).hexdigest() for each in self.ties if each[:4] == "lot:"
        }
        return (*({**by, **drawn}[each] for each in self.ties), p)

    def rival_won(self, p: str, won: list[str]) -> bool:
        """Whether a project that excludes p has won."""
        return any(p in group and set(group) & (set(won) - {p}) for group in self.exclusions)

    def barred(self, p: str, won: list[str]) -> bool:
        """Whether a rival of p has won, or p would pass a cap."""
        return self.rival_won(p, won) or any(
            p in members and sum((self.cost[q] for q in {*won, p} & members), Fraction(0)) > most
            for most, members in self.caps
        )

    def eligible(self) -> list[str]:
        """Those that reach the threshold and are not left out."""
        return [p for p in self.cost if self.score(p) >= self.threshold and p not in self.left_out]


def greedy_key(e: Plain, p: str) -> tuple[object, ...]:
    """The order of the greedy rule."""
    score, cost = e.score(p), e.cost[p]
    free = cost == 0 and score > 0  # what costs nothing comes first, the best of them before the others
    rate = score if e.by_cost or cost == 0 else score / cost
    place = e.first.index(p) if p in e.first else len(e.first)
    return (place, not free, -rate, e.tie_key(p))


def greedy(e: Plain, *, skip: bool = True, won: list[str] | None = None, beyond_caps: bool = False) -> list[str]:
    """Pick the best that is left, again and again."""
    won = list(won or [])
    left = e.budget - sum((e.cost[p] for p in won), Fraction(0))
    rest = [p for p in e.eligible() if p not in won]
    capped = []
    while rest:
        p = min(rest, key=lambda p: greedy_key(e, p))
        rest.remove(p)
        if e.barred(p, won) and not e.rival_won(p, won):
            capped.append(p)
        if e.barred(p, won):
            continue
        if e.cost[p] <= left:
            won.append(p)
            left -= e.cost[p]
        elif not skip:
            rest_of_it = sorted(rest, key=lambda p: greedy_key(e, p))
            capped += [p for p in rest_of_it if e.barred(p, won) and not e.rival_won(p, won)]
            break
    for p in capped if beyond_caps else []:
        if e.cost[p] <= left and not e.rival_won(p, won):
            won.append(p)
            left -= e.cost[p]
    return won


def part_of_one_more(e: Plain, won: list[str], least: Fraction) -> tuple[str, Fraction] | None:
    """Who gets the rest in part payment, and how much."""
    left = e.budget - sum((e.cost[p] for p in won), Fraction(0))
    for p in sorted(e.eligible(), key=lambda p: greedy_key(e, p)):
        if p not in won and e.cost[p] > left and not e.barred(p, won):
            return (p, left) if left > 0 and left >= least * e.cost[p] else None
    return None


def prefer(e: Plain, mine: list[str], theirs: list[str], *, only_none: bool) -> tuple[int, int]:
    """How many voters support more winners of one outcome than of the other (only_none: some of one, none of it)."""
    better = worse = 0
    for ballot in e.worth:
        a, b = (sum(ballot.get(p, 0) > 0 for p in won) for won in (mine, theirs))
        if only_none:
            a, b = min(a, 1), min(b, 1)
        better, worse = better + (a > b), worse + (b > a)
    return better, worse


def with_epsilon(e: Plain, won: list[str], balance: list[Fraction]) -> list[str]:
    """Everybody pays a little for what others want: supporters give all, the others up to the least that is enough."""
    won, balance = list(won), list(balance)
    supported = [p for p in e.eligible() if any(ballot.get(p, 0) > 0 for ballot in e.worth) and e.cost[p] > 0]
    while True:
        found = []
        for p in supported:
            if p in won or e.barred(p, won) or sum(balance) < e.cost[p]:
                continue
            supporters = [v for v, ballot in enumerate(e.worth) if ballot.get(p, 0) > 0]
            others = sorted(balance[v] for v in range(len(balance)) if v not in supporters)
            rest, price = e.cost[p] - sum(balance[v] for v in supporters), Fraction(0)
            for at, held in enumerate(others):
                price = rest / (len(others) - at)
                if price <= held:
                    break
                rest -= held
            found.append((price / (e.cost[p] if e.by_cost else 1), e.tie_key(p), p, price))
        if not found:
            return won
        _, _, p, price = min(found)
        won.append(p)
        for v, ballot in enumerate(e.worth):
            balance[v] -= balance[v] if ballot.get(p, 0) > 0 else min(balance[v], price)


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


def add1(e: Plain, *, step: Fraction, exhaustive: bool, start: str = "exact") -> tuple[list[str], Fraction, int]:
    """Every step of Add1, one after the other: winners, share, steps."""
    share = e.budget / len(e.worth)
    if start == "whole":
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
        more = share // step * step + step if start == "exact-then-whole" else share + step
        following, _ = equal_shares(e, more)
        if sum((e.cost[p] for p in following), Fraction(0)) > e.budget:
            return won, share, steps
        won, share, steps = following, more, steps + 1


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
