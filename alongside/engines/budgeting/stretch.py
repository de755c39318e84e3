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
    `rounds`: how many rounds were proved, whether or not all were.
    """

    higher: Run | None
    reach: float
    rounds: int


@dataclass(frozen=True, slots=True)
class Slope:
    """One project in one round: its rate at both shares, and between which bounds the rate falls as the share rises."""

    low: float
    high: float
    least: float
    most: float
    constant: bool


def same_order(market: Market, lower: Run, high: Fraction, sure: int = 0) -> Proof:
    """Try to prove that all shares from that of `lower`, which has been played, to `high` buy in its order.

    `sure`: for how many rounds that is known already.
    """
    pair = _Pair(market, lower, high)
    rounds = len(market.free)
    try:
        for winner, price in zip(lower.order[rounds:], lower.prices[rounds:], strict=True):
            if not pair.play(winner, price, proved=rounds < sure):
                return Proof(None, pair.reach, rounds)
            rounds += 1
        left, _ = pair.higher.look()
        pair.higher.elder = None  # else every run would keep all before it
    except Undecided:
        return Proof(None, pair.length / 2, rounds)
    proved = pair.nothing_left([p for _, p in left], lower.short)
    return Proof(pair.higher if proved else None, pair.reach, rounds)


class _Pair:
    """Two runs side by side, and for each ballot group the bounds of how fast its balance rises with the share."""

    def __init__(self, market: Market, lower: Run, high: Fraction) -> None:
        self.market, self.higher = market, Run(market, high).after(lower)
        self.length = float(high - lower.share)
        self.reach = 4 * self.length
        self.balance: Floats = np.full(len(self.higher.balance), float(lower.share))
        self.least, self.most = np.ones(len(self.balance)), np.ones(len(self.balance))
        self.higher.most = self.length * LOOSE

    def play(self, winner: int, price: float, *, proved: bool) -> bool:
        """Play one round in both runs if `winner`, which pays `price` at the lower share, takes it in between too."""
        market, higher = self.market, self.higher
        limit = price / market.factor[winner]
        higher.guess = (winner, price)
        if proved:
            seen = [(higher.sure_price(winner), winner)]
        else:
            seen, _ = higher.look(limit, narrow=False, first=winner)
        if all(p != winner for _, p in seen):
            self.reach = self.length / 2
            return False
        mine, *held = self.slope(winner, price)
        for rate, p in seen:
            if p == winner:
                continue
            if rate <= limit * LOOSE and not self.stays_behind(winner, mine, p):
                return False
            heappush(higher.queue, (rate, p))
        self.pay(winner, price, mine, *held)
        higher.take(winner)
        return True

    def slope(self, p: int, price: float) -> tuple[Slope, Floats, Floats, Floats]:
        """How p's rate falls between the shares; what its supporters hold; who may be, who surely is poor (0 or 1)."""
        market, group, weight, worth = self.market, self.market.group[p], self.market.weight[p], self.market.worth[p]
        held, high, factor = self.balance[group], self.higher.balance[group], market.factor[p]
        low, voters = held, weight
        if worth is not None:
            low, high, voters = low / worth, high / worth, weight / worth
        maybe, surely = np.empty(len(group)), np.empty(len(group))
        np.less_equal(low, price * LOOSE, out=maybe)
        np.less(high, self.higher.price[p] * (1 - GAP), out=surely)
        poor = float(weight.dot(maybe))
        if not poor:
            return Slope(price / factor, self.higher.price[p] / factor, 0.0, 0.0, True), held, maybe, surely
        few, many = market.total[p] - poor, market.total[p] - float(weight.dot(surely))
        more, less = float((voters * maybe).dot(self.most[group])), float((voters * surely).dot(self.least[group]))
        most = more / few / factor if few > 0.5 else float("inf") if more else 0.0
        least = less / many / factor if many > 0.5 else 0.0
        return Slope(price / factor, self.higher.price[p] / factor, least, most, False), held, maybe, surely

    def stays_behind(self, winner: int, mine: Slope, p: int) -> bool:
        """Whether p loses to the winner at every share in between; where not, `reach` keeps how far it seems to."""
        profile = self.market.profile
        if self.higher.twins([winner, p]):
            return profile.tie_rank[winner] < profile.tie_rank[p]
        price = price_at(self.market, self.balance, p)
        if price is None:
            self.reach = self.paid_for(p)
            return False
        other, *_ = self.slope(p, price)
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

    def paid_for(self, p: int) -> float:
        """About how far beyond the lower share p's supporters hold its cost."""
        group, voters = self.market.group[p], self.higher.profile.supporters[p].voters
        low, high = float(voters.dot(self.balance[group])), float(voters.dot(self.higher.balance[group]))
        return (self.market.cost[p] - low) / (high - low) * self.length if high > low else self.length / 2

    def nothing_left(self, left: list[int], short: dict[int, float]) -> bool:
        """Whether nothing could still be paid for at the end; how far from here something can is kept in `reach`.

        `short`: what was behind the losers of the run at the lower share. Both runs may have seen that in an earlier
        round, so that this is a guess.
        """
        if left:
            self.reach = min(self.paid_for(p) for p in left)
            return False
        cost = self.market.cost
        for p, held in self.higher.short.items():
            if held > short.get(p, held):
                self.reach = min(self.reach, max(0.0, cost[p] - held) / (held - short[p]) * self.length)
        return True

    def exact_key(self, p: int) -> tuple[Fraction, int]:
        """The exact rate of a project all of whose supporters can pay in full, and its place in ties."""
        profile = self.market.profile
        return Fraction(profile.cost[p], profile.supporters[p].total * profile.factor[p]), profile.tie_rank[p]

    def pay(self, p: int, price: float, mine: Slope, held: Floats, maybe: Floats, surely: Floats) -> None:
        """Take the price at the lower share, and carry the bounds of the slopes over."""
        group, worth, factor = self.market.group[p], self.market.worth[p], self.market.factor[p]
        each = 1.0 if worth is None else worth
        self.balance[group] = np.maximum(held - price * each, 0.0)
        if mine.constant:
            return
        self.least[group] = (self.least[group] + mine.least * factor * each) * (1.0 - maybe)
        with np.errstate(invalid="ignore"):
            most = self.most[group] + mine.most * factor * each
        self.most[group] = most = np.where(surely > 0, 0.0, most)
        self.higher.most = max(self.higher.most, float(most.max()) * self.length * LOOSE)


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
