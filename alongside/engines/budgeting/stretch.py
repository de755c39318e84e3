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

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappush

import numpy as np

from alongside.engines.budgeting.profile import Floats, Ints
from alongside.engines.budgeting.shares import GAP, LOOSE, Market, Run, Undecided

SAFE = 0.99  # of the distance at which rates seem to meet


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a try. `higher`: the run at the higher share, or None where nothing could be proved.

    `far`: how many steps above the lower share the higher one is. `reach`: about how far beyond it the order should
    still hold.
    """

    higher: Run | None
    far: int
    reach: float


@dataclass(frozen=True, slots=True)
class Slope:
    """One project in one round: its rate at both shares, and between which bounds the rate falls as the share rises."""

    low: float
    high: float
    least: float
    most: float
    constant: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What the supporters of a project hold at the lower share, and the places of those among them who there pay less
    than the full price (`maybe` poor) and who do so at every share in between (`surely`)."""

    balance: Floats
    maybe: Ints
    surely: Ints


# long: one loop over the rounds, which goes on from where it shortened the stretch.
def same_order(
    market: Market, lower: Run, share_at: Callable[[int], Fraction], far: int, known: Callable[[int, int], int]
) -> Proof:
    """Prove that all shares from that of `lower`, which has been played, to `share_at(far)` buy in its order.

    Where a rival comes close before that, the stretch is shortened there and then: the bounds of the rounds before hold
    for a part of it as well. `known(far, rounds)` is told what is proved so far and says how many rounds are known.
    """
    pair = _Pair(market, lower, share_at(far))
    free = rounds = len(market.free)
    sure, last = known(far, rounds), len(lower.order)
    while True:
        try:
            while rounds < last and pair.play(lower.order[rounds], lower.prices[rounds], proved=rounds < sure):
                rounds += 1
            if rounds == last and pair.nothing_left():
                return Proof(pair.higher, far, pair.reach)
        except Undecided:
            pair.reach = pair.length / 2
        known(far, rounds)
        steps = int(min(pair.reach / pair.length, 1.0) * far * SAFE)
        far = min(steps, far - 1) if steps < far * SAFE - 1 else far // 2
        if far < 2:
            return Proof(None, far, 0.0)
        try:
            pair.shorten(share_at(far), lower.order[free:rounds], lower.prices[free:rounds])
        except Undecided:
            return Proof(None, 0, 0.0)


class _Pair:
    """Two runs side by side, and for each ballot group the bounds of how fast its balance rises with the share."""

    def __init__(self, market: Market, lower: Run, high: Fraction) -> None:
        self.market, self.lower, self.higher = market, lower, Run(market, high).after(lower)
        self.length = float(high - lower.share)
        self.reach = 4 * self.length
        self.balance: Floats = np.full(len(self.higher.balance), float(lower.share))
        # The least, and as imaginary part the most, by which a balance rises with the share: one array is read faster.
        self.rise = np.full(len(self.balance), 1.0 + 1.0j)
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
        mine, held = self.slope(winner, price)
        for rate, p in seen:
            if p == winner:
                continue
            if rate <= limit * LOOSE and not self.stays_behind(winner, mine, p):
                return False
            heappush(higher.queue, (rate, p))
        self.pay(winner, price, mine, held)
        higher.take(winner)
        return True

    def shorten(self, high: Fraction, order: list[int], prices: list[float]) -> None:
        """Go on with a lower higher share: `order` is what was bought so far, at the lower share for `prices`."""
        length, most = float(high - self.lower.share), self.higher.most
        self.higher = Run(self.market, high).after(self.lower).follow(order, prices)
        self.higher.most = most * length / self.length
        self.reach, self.length = 4 * self.length, length

    def slope(self, p: int, price: float) -> tuple[Slope, Held]:
        """How p's rate falls between the shares, and what its supporters hold at the lower."""
        market, group, weight, worth = self.market, self.market.group[p], self.market.weight[p], self.market.worth[p]
        held, factor, top = self.balance.take(group), market.factor[p], self.higher.price[p]
        maybe = np.flatnonzero((held if worth is None else held / worth) <= price * LOOSE)
        if not len(maybe):
            return Slope(price / factor, top / factor, 0.0, 0.0, True), Held(held, maybe, maybe)
        poor, weights = group[maybe], weight[maybe]
        high, voters = self.higher.balance[poor], weights
        if worth is not None:
            high, voters = high / worth[maybe], weights / worth[maybe]
        surely = np.flatnonzero(high < top * (1 - GAP))
        rise = self.rise[poor]
        few, many = market.total[p] - float(weights.sum()), market.total[p] - float(weights[surely].sum())
        more, less = float(voters.dot(rise.imag)), float(voters[surely].dot(rise.real[surely]))
        most = more / few / factor if few > 0.5 else float("inf") if more else 0.0
        least = less / many / factor if many > 0.5 else 0.0
        return Slope(price / factor, top / factor, least, most, False), Held(held, maybe, maybe[surely])

    def stays_behind(self, winner: int, mine: Slope, p: int) -> bool:
        """Whether p loses to the winner at every share in between; where not, `reach` keeps how far it seems to."""
        profile = self.market.profile
        if self.higher.twins([winner, p]):
            return profile.tie_rank[winner] < profile.tie_rank[p]
        price = price_at(self.market, self.balance, p)
        if price is None:
            self.reach = self.paid_for(p)
            return False
        other, _held = self.slope(p, price)
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

    def nothing_left(self) -> bool:
        """Whether nothing could still be paid for at the end; how far from here something can is kept in `reach`.

        What was behind the losers may have been seen in an earlier round of either run, so that this is a guess.
        """
        left, _ = self.higher.look()
        if left:
            self.reach = min(self.paid_for(p) for _rate, p in left)
            return False
        cost, short = self.market.cost, self.lower.short
        for p, held in self.higher.short.items():
            if held > short.get(p, held):
                self.reach = min(self.reach, max(0.0, cost[p] - held) / (held - short[p]) * self.length)
        self.higher.elder = None  # else every run would keep all before it
        return True

    def exact_key(self, p: int) -> tuple[Fraction, int]:
        """The exact rate of a project all of whose supporters can pay in full, and its place in ties."""
        profile = self.market.profile
        return Fraction(profile.cost[p], profile.supporters[p].total * profile.factor[p]), profile.tie_rank[p]

    def pay(self, p: int, price: float, mine: Slope, held: Held) -> None:
        """Take the price at the lower share, and carry the bounds of the slopes over."""
        group, worth, factor = self.market.group[p], self.market.worth[p], self.market.factor[p]
        each = 1.0 if worth is None else worth
        self.balance[group] = np.maximum(held.balance - price * each, 0.0)
        if mine.constant:
            return
        rise = self.rise.take(group)
        rise.real += mine.least * factor * each
        rise.imag += mine.most * factor * each
        rise.real[held.maybe] = 0.0
        rise.imag[held.surely] = 0.0
        self.rise[group] = rise
        self.higher.most = max(self.higher.most, float(rise.imag.max()) * self.length * LOOSE)


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
