"""Prove that every share between two buys in one order, so that Add1 need not run the steps between them.

While the order of purchase stays the same, every balance rises and every price falls with the share, and whoever could
pay a price in full goes on being able to. So between two shares:

- a project whose rate at the higher share (its lowest there) is above the winner's rate at the lower one (its highest)
  never comes before the winner;
- for one that is closer, how fast each rate falls is bounded: a price falls by what its poor supporters bring more,
  divided among those who pay in full, and both are bounded by who is poor at either end. The distance of the two rates
  at both ends and the bounds of its slope give the least that the distance can be in between.

Floating point decides only what is clear by GAP; all else is a failed proof, and the caller runs the steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from heapq import heappush

import numpy as np

from alongside.engines.budgeting.profile import Floats
from alongside.engines.budgeting.shares import GAP, LOOSE, Market, Run, Undecided


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a try. `higher`: the run at the higher share, or None where the proof failed.

    `reach`: about how far beyond the lower share (failed) or the higher one (proved) the order should hold.
    """

    higher: Run | None
    reach: float


@dataclass(frozen=True, slots=True)
class Slope:
    """One project in one round: its rate at both shares, and between which bounds the rate falls as the share rises."""

    low: float
    high: float
    least: float
    most: float
    constant: bool


def same_order(market: Market, lower: Run, high: Fraction) -> Proof:
    """Try to prove that all shares from that of `lower`, which has been played, to `high` buy in its order."""
    pair = _Pair(market, lower, high)
    try:
        for at in range(len(market.free), len(lower.order)):
            if not pair.play(lower.order[at], lower.prices[at]):
                return Proof(None, pair.reach)
        left, _ = pair.higher.look()
    except Undecided:
        return Proof(None, pair.length / 2)
    proved = pair.nothing_left([p for _, p in left])
    return Proof(pair.higher if proved else None, pair.reach)


class _Pair:
    """Two runs side by side, and for each ballot group the bounds of how fast its balance rises with the share."""

    def __init__(self, market: Market, lower: Run, high: Fraction) -> None:
        self.market, self.higher = market, Run(market, high)
        self.length = float(high - lower.share)
        self.reach = 4 * self.length
        self.balance: Floats = np.full(len(self.higher.balance), float(lower.share))
        self.least, self.most = np.ones(len(self.balance)), np.ones(len(self.balance))

    def play(self, winner: int, price: float) -> bool:
        """Play one round in both runs if `winner`, which pays `price` at the lower share, takes it in between too."""
        market, higher = self.market, self.higher
        limit = price / market.factor[winner]
        higher.guess = (winner, price)
        seen, _ = higher.look(limit, narrow=False)
        if all(p != winner for _, p in seen):
            self.reach = self.length / 2
            return False
        mine, poor_low, poor_high = self.slope(winner, price)
        for rate, p in seen:
            if p == winner:
                continue
            if rate <= limit * LOOSE and not self.stays_behind(winner, mine, p):
                return False
            heappush(higher.queue, (rate, p))
        self.pay(winner, price, mine, poor_low, poor_high)
        higher.take(winner)
        return True

    def slope(self, p: int, price: float) -> tuple[Slope, Floats, Floats]:
        """How p's rate falls between the shares, and who of its supporters is surely or possibly poor (0 or 1)."""
        market, group, weight = self.market, self.market.group[p], self.market.weight[p]
        low, high, worth = self.balance[group], self.higher.balance[group], market.worth[p]
        voters = weight
        if worth is not None:
            low, high, voters = low / worth, high / worth, weight / worth
        maybe = (low <= price * LOOSE).astype(np.float64)
        surely = (high < self.higher.price[p] * (1 - GAP)).astype(np.float64)
        few, many = market.total[p] - float(weight.dot(maybe)), market.total[p] - float(weight.dot(surely))
        more, less = float((voters * maybe).dot(self.most[group])), float((voters * surely).dot(self.least[group]))
        factor = market.factor[p]
        most = more / few / factor if few > 0.5 else float("inf") if more else 0.0
        least = less / many / factor if many > 0.5 else 0.0
        return Slope(price / factor, self.higher.price[p] / factor, least, most, not maybe.any()), maybe, surely

    def stays_behind(self, winner: int, mine: Slope, p: int) -> bool:
        """Whether p loses to the winner at every share in between; where not, `reach` keeps how far it seems to."""
        profile = self.market.profile
        if self.higher.twins([winner, p]):
            return profile.tie_rank[winner] < profile.tie_rank[p]
        price = price_at(self.market, self.balance, p)
        if price is None:
            self.reach = self.paid_for(p)[0]
            return False
        other, _, _ = self.slope(p, price)
        if mine.constant and other.constant:
            return self.exact_key(winner) < self.exact_key(p)
        before, after = other.low - mine.low, other.high - mine.high
        enough = GAP * mine.low
        if before <= enough or after <= enough:
            self.reach = self.length * before / (before - after) if before > after and before > enough else 0.0
            return False
        closing, parting = other.most - mine.least, mine.most - other.least
        if closing > 0 and parting > 0:
            if not closing < float("inf") > parting:
                self.reach = self.length / 2
                return False
            least = (before * parting + after * closing - closing * parting * self.length) / (closing + parting)
            if least <= enough:
                self.reach = self.length / 2
                return False
        if before > after:
            self.reach = min(self.reach, self.length * after / (before - after))
        return True

    def paid_for(self, p: int) -> tuple[float, float]:
        """About how far beyond the lower and the higher share p's supporters hold its cost."""
        group, voters = self.market.group[p], self.higher.profile.supporters[p].voters
        low, high = float(voters.dot(self.balance[group])), float(voters.dot(self.higher.balance[group]))
        pace, cost = (high - low) / self.length, self.market.cost[p]
        return ((cost - low) / pace, (cost - high) / pace) if pace > 0 else (self.length / 2, float("inf"))

    def nothing_left(self, left: list[int]) -> bool:
        """Whether nothing could still be paid for at the end; how far from here something can is kept in `reach`."""
        if left:
            self.reach = min(self.paid_for(p)[0] for p in left)
            return False
        won = set(self.higher.order)
        rest = (p for p in self.market.for_sale if p not in won)
        self.reach = min([self.reach, *(max(self.paid_for(p)[1], 0.0) for p in rest)])
        return True

    def exact_key(self, p: int) -> tuple[Fraction, int]:
        """The exact rate of a project all of whose supporters can pay in full, and its place in ties."""
        profile = self.market.profile
        return Fraction(profile.cost[p], profile.supporters[p].total * profile.factor[p]), profile.tie_rank[p]

    def pay(self, p: int, price: float, mine: Slope, maybe: Floats, surely: Floats) -> None:
        """Take the price at the lower share, and carry the bounds of the slopes over."""
        group, worth, factor = self.market.group[p], self.market.worth[p], self.market.factor[p]
        each = 1.0 if worth is None else worth
        self.balance[group] = np.maximum(self.balance[group] - price * each, 0.0)
        self.least[group] = (self.least[group] + mine.least * factor * each) * (1.0 - maybe)
        with np.errstate(invalid="ignore"):
            most = self.most[group] + mine.most * factor * each
        self.most[group] = np.where(surely > 0, 0.0, most)


def price_at(market: Market, balance: Floats, p: int) -> float | None:
    """The price of p at given balances; None where its supporters plainly or nearly lack its cost."""
    weight, worth, cost = market.weight[p], market.worth[p], market.cost[p]
    ratio = balance[market.group[p]]
    if worth is not None:
        ratio = ratio / worth
    if float(weight.dot(ratio)) < cost * LOOSE:
        return None
    price, payers = cost / market.total[p], -1.0
    while (rich := float(weight.dot(ratio > price))) not in (payers, 0.0):
        payers = rich
        price += max(0.0, cost - float(weight.dot(np.minimum(ratio, price)))) / rich
    return price
