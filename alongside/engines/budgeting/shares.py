"""One run of the Method of Equal Shares, fast: floating point, stopped wherever it could not prove its decision.

Source: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities",
NeurIPS 2021. Each voter holds an equal share of the budget. In each round every project that its supporters can still
pay for has a price x per point of worth: the least x with sum over supporters of min(balance, x * worth) = cost. The
project with the least x / factor (the most satisfaction per unit of money) is bought and its supporters pay.

Balances only fall, so a project's price only rises: the last known price is a lower bound, and a round looks only at
projects whose bound is below the best price found (lazy evaluation). Of those it asks first what their supporters bring
at that best price: where that is too little, one step of Newton's gives a better bound and no price is needed.

Why floating point decides nothing wrongly: balances carry an error of about 1e-13 of the share, so a gap of 1e-9
between best and second best, or between the money behind a project and its cost, is proof. A smaller gap raises
Undecided unless the tie is plain in whole numbers, and the caller runs the round exactly (exact.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush

import numpy as np

from alongside.engines.budgeting.profile import Floats, Profile

GAP = 1e-9
LOOSE = 1 + GAP


class Undecided(Exception):
    """Floating point cannot prove which project is next; the exact run can."""


class Market:
    """The arrays that every run over one profile shares: made once, so that a run allocates next to nothing."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        longest = max((len(each.group) for each in profile.supporters), default=0)
        first, second = np.empty(longest), np.empty(longest)
        self.group = [each.group for each in profile.supporters]
        self.weight = [each.weight for each in profile.supporters]
        self.voters = [float(each.voters.sum()) for each in profile.supporters]
        self.total = [float(each.total) for each in profile.supporters]
        self.worth = [None if each.worth is None else each.worth.astype(np.float64) for each in profile.supporters]
        self.cost = [float(each) for each in profile.cost]
        self.factor = [float(each) for each in profile.factor]
        self.ratio = [first[: len(each.group)] for each in profile.supporters]
        self.scratch = [second[: len(each.group)] for each in profile.supporters]
        supported = [p for p, each in enumerate(profile.supporters) if each.total and profile.eligible[p]]
        self.free = free_projects(profile, [p for p in supported if not profile.cost[p]])
        self.for_sale = [p for p in supported if profile.cost[p] and not profile.limits.bars(p, self.free)]


def free_projects(profile: Profile, supported: list[int]) -> list[int]:
    """Supported projects that cost nothing: all win before the first round, but for what limits bar."""
    won: list[int] = []
    for p in sorted(supported, key=profile.tie_rank.__getitem__):
        if not profile.limits.bars(p, won):
            won.append(p)
    return won


class Run:
    """One run at one share (in our whole units of money, for each voter)."""

    def __init__(self, market: Market, share: Fraction) -> None:
        self.market = market
        self.profile = market.profile
        self.share = share
        self.balance: Floats = np.full(len(self.profile.counts), float(share))
        self.order: list[int] = list(market.free)
        self.prices: list[float] = [0.0] * len(self.order)
        self.spent = 0
        self.price = [cost / total if total else 0.0 for cost, total in zip(market.cost, market.total, strict=True)]
        self.guess: tuple[int, float] = (-1, 0.0)  # a project whose price should be just below this one
        self.elder: Run | None = None  # a run at a lower share that bought the same so far, and probably goes on so
        self.more = 0.0  # the money that all voters have more than there
        self.most = float("inf")  # the most that one of them has more
        self.lines: dict[int, list[tuple[int, float, float]]] = {}  # of each project what was learnt, see `learn`
        self.short: dict[int, float] = {}  # what was behind those that could not be paid for, when that was seen
        self.open = set(market.for_sale)
        self.queue = [(self.price[p] / market.factor[p], p) for p in market.for_sale]
        heapify(self.queue)

    def after(self, elder: Run) -> Run:
        """Learn from a run at a lower share, which probably bought the same."""
        self.elder = elder
        self.more = self.profile.voters * (float(self.share) - float(elder.share)) * LOOSE
        return self

    def follow(self, order: Sequence[int], prices: Sequence[float]) -> Run:
        """Buy what is known to be bought next; `prices`: about what each costs, rather too much than too little."""
        for p, price in zip(order, prices, strict=True):
            self.guess = (p, price)
            self.sure_price(p)
            self.take(p)
        return self

    def sure_price(self, p: int) -> float:
        """The price of a project that is known to be bought."""
        price = self.find_price(p)
        if price is None:
            raise Undecided
        return price

    def finish(self) -> Run:
        """Play all rounds."""
        while self.step() is not None:
            pass
        self.elder = None  # else every run would keep all before it
        return self

    def step(self) -> int | None:
        """Play one round: the project bought, or None when nothing left can be paid for."""
        at, elder = len(self.order), self.elder
        seen, best = self.look(first=elder.order[at] if elder is not None and at < len(elder.order) else None)
        if not seen:
            return None
        tied = [p for rate, p in seen if rate <= best * LOOSE]
        winner = tied[0] if len(tied) == 1 else self.settle(tied)
        for rate, p in seen:
            if p != winner:
                heappush(self.queue, (rate, p))
        self.take(winner)
        return winner

    def look(
        self, limit: float = float("inf"), *, narrow: bool = True, first: int | None = None
    ) -> tuple[list[tuple[float, int]], float]:
        """Price every project whose rate could be at most `limit`: (rate, project) of each, and the best rate.

        With `narrow` the limit falls to the best rate seen so far; `first` is looked at first, because it is probably
        that one. A project that cannot be paid for is dropped for good; what is returned has left the queue and must be
        put back unless it is bought.
        """
        queue, factor = self.queue, self.market.factor
        seen, best = list[tuple[float, int]](), limit
        if first in self.open:
            heappush(queue, (0.0, first))
        while queue and queue[0][0] <= (best if narrow else limit) * LOOSE:
            p = heappop(queue)[1]
            if p not in self.open or any(p == each for _, each in seen):
                continue
            at_most = (best if narrow else limit) * LOOSE * factor[p]
            bound = 0.0 if p == first else self.foresee(p, at_most) or self.look_closer(p, at_most)
            price = bound or self.find_price(p)
            if price is None or price == float("inf"):
                self.open.discard(p)
            elif price > at_most:
                heappush(queue, (price / factor[p], p))
            else:
                seen.append((price / factor[p], p))
                best = min(best, price / factor[p])
        return seen, best

    def learn(self, p: int, price: float, rich: float) -> None:
        """Keep a line above what p's supporters bring: `rich` for each unit of price, and at `price` no more than cost.

        With nobody rich they bring no more than `price` whatever is asked, which is less than the cost.
        """
        self.lines.setdefault(p, []).append((len(self.order), price, rich))

    def foresee(self, p: int, at_most: float) -> float:
        """A bound above `at_most` for p's price, without looking at its supporters; infinity where they lack its cost,
        0 where that is not certain.

        With the same purchases made, a line of the elder run holds here when it is raised by what they can have more.
        """
        if self.elder is None or p not in self.elder.lines:
            return 0.0
        rounds, market = len(self.order), self.market
        price, rich = next(
            ((price, rich) for at, price, rich in reversed(self.elder.lines[p]) if at <= rounds), (0.0, 1.0)
        )
        more = min(self.more, self.most * market.voters[p])
        if not rich:
            if price + more >= market.cost[p] * (1 - GAP):
                return 0.0
            self.learn(p, price + more, 0.0)
            return float("inf")
        if price - more / rich <= at_most:
            return 0.0
        self.learn(p, price - more / rich, rich)
        self.price[p] = max(self.price[p], price - more / rich)
        return self.price[p]

    def look_closer(self, p: int, at_most: float) -> float:
        """The same from what p's supporters bring at a price of `at_most`, where that is too little."""
        ratio, scratch, weight = self.ratio(p), self.market.scratch[p], self.market.weight[p]
        np.minimum(ratio, at_most, out=scratch)
        brought, cost = float(weight.dot(scratch)), self.market.cost[p]
        if brought >= cost * (1 - GAP):
            return 0.0
        np.greater(ratio, at_most, out=scratch)
        rich = float(weight.dot(scratch))
        if not rich:
            self.short[p] = brought
            self.learn(p, brought, 0.0)
            return float("inf")
        self.price[p] = max(self.price[p], at_most + (cost - brought) / rich)
        self.learn(p, at_most + (cost - brought) / rich, rich)
        return self.price[p]

    def ratio(self, p: int) -> Floats:
        """What each of p's supporters holds for one point of worth, in an array that the next call writes over."""
        ratio, worth = self.market.ratio[p], self.market.worth[p]
        self.balance.take(self.market.group[p], out=ratio, mode="clip")
        if worth is not None:
            np.divide(ratio, worth, out=ratio)
        return ratio

    def find_price(self, p: int) -> float | None:
        """The price per point of worth at which p's supporters pay its cost together; None if they cannot.

        Newton's method on a concave, piecewise linear function, from below: it ends at the exact piece.
        """
        market, ratio = self.market, self.ratio(p)
        scratch, weight, cost = market.scratch[p], market.weight[p], market.cost[p]
        behind = float(weight.dot(ratio))
        if behind < cost * LOOSE and not self.affords(p, behind):
            self.short[p] = behind
            self.learn(p, behind, 0.0)
            return None
        price, slope = self.guess[1] if self.guess[0] == p else self.price[p], 0.0
        while True:
            np.greater(ratio, price, out=scratch)
            rich = float(weight.dot(scratch))
            if rich == 0.0 and not slope and price > self.price[p]:  # The guess was too high for everybody.
                price = self.price[p]
                continue
            if rich == slope or rich == 0.0:
                break
            np.minimum(ratio, price, out=scratch)
            missing = cost - float(weight.dot(scratch))
            # From a guess above the price one step of Newton's leads below it; only rounding is ever negative after.
            price = max(self.price[p], price + missing / rich) if not slope else price + max(0.0, missing) / rich
            slope = rich
        self.price[p] = price
        if slope:
            self.learn(p, price, slope)
        return price

    def affords(self, p: int, behind: float) -> bool:
        """Whether p's supporters have its cost, where that is too close to see or plainly not so."""
        if behind < self.market.cost[p] * (1 - GAP):
            return False
        raise Undecided

    def settle(self, tied: list[int]) -> int:
        """The winner among projects whose rates look equal, where whole numbers say it."""
        if self.twins(tied):
            return min(tied, key=self.profile.tie_rank.__getitem__)
        rates = {p: self.plain_rate(p) for p in tied}
        if any(rate is None for rate in rates.values()):
            raise Undecided
        return min(tied, key=lambda p: (rates[p], self.profile.tie_rank[p]))

    def twins(self, tied: list[int]) -> bool:
        """Whether these projects have one cost and the very same supporters: then their rates are equal."""
        profile, first = self.profile, tied[0]
        mine = profile.supporters[first]
        return all(
            profile.cost[p] == profile.cost[first]
            and np.array_equal(profile.supporters[p].group, mine.group)
            and np.array_equal(profile.supporters[p].weight, mine.weight)
            for p in tied[1:]
        )

    def plain_rate(self, p: int) -> Fraction | None:
        """p's exact rate if every supporter can plainly pay the full price, which is then cost / total worth."""
        ratio = self.balance[self.market.group[p]]
        worth = self.market.worth[p]
        least = float((ratio if worth is None else ratio / worth).min())
        if least < self.price[p] * LOOSE:
            return None
        return Fraction(self.profile.cost[p], self.profile.supporters[p].total * self.profile.factor[p])

    def take(self, p: int) -> None:
        """Buy p: its supporters pay, what it bars leaves."""
        if self.elder is not None and self.elder.order[len(self.order) : len(self.order) + 1] != [p]:
            self.elder = None
        self.pay(p)
        self.order.append(p)
        self.prices.append(self.price[p])
        self.spent += self.profile.cost[p]
        self.open.discard(p)
        limits = self.profile.limits
        self.open -= {q for q in limits.touched[p] & self.open if limits.bars(q, self.order)}

    def pay(self, p: int) -> None:
        """Take the price from the balances of p's supporters."""
        market = self.market
        group, left, worth = market.group[p], market.ratio[p], market.worth[p]
        self.balance.take(group, out=left, mode="clip")
        left -= self.price[p] if worth is None else self.price[p] * worth
        np.maximum(left, 0.0, out=left)
        self.balance[group] = left
