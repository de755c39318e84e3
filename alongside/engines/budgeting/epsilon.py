"""Epsilon completion: after equal shares, everybody pays a little for what others want, the least first.

Source: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities", NeurIPS
2021, section 4: make the rule exhaustive by letting every voter value every project by an epsilon. In the limit of a
vanishing epsilon the supporters of a project, who could not pay for it, give all they still hold, and the others the
least x with sum of min(balance, x) = the rest. Of all projects for which the money is there the next is the one with
the least x (cost utilities: the least x / cost), ties by the rule; what nobody supports stays out, as everywhere here.
Balances only fall, so that x only rises: an old x is a lower bound, as in shares.py.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.engines.budgeting.exact import Big, ExactRun, Payment
from alongside.engines.budgeting.profile import Floats
from alongside.engines.budgeting.shares import GAP, LOOSE


def fill_with_little(run: ExactRun) -> list[int]:
    """Play the rounds of the completion on a finished run, which keeps the payments; what is bought, in order."""
    profile, market = run.profile, run.market
    everyone = np.arange(len(profile.counts))
    won, bought = set(run.order), list[int]()
    bound = dict.fromkeys(market.for_sale, 0.0)
    money = Purses(run)
    while True:
        best, seen = float("inf"), list[int]()
        for p in sorted(bound, key=bound.__getitem__):
            if bound[p] > best * LOOSE:
                break
            price = None if p in won or profile.limits.bars(p, won) else money.look(p)
            if price is None:
                del bound[p]
                continue
            bound[p] = price / market.factor[p]
            best = min(best, bound[p])
            seen.append(p)
        if not seen:
            money.write_back()
            return bought
        prices = {p: money.price(p) for p in seen if bound[p] <= best * LOOSE}
        p = min(prices, key=lambda p: (prices[p] / profile.factor[p], profile.tie_rank[p]))
        run.payments.append(Payment(p, everyone, *money.pay(p, prices[p])))
        won.add(p)
        bought.append(p)


class Purses:
    """What every ballot group still holds, over one denominator that all share, and the same in floating point."""

    def __init__(self, run: ExactRun) -> None:
        self.run, self.voters = run, run.profile.counts.astype(object)
        newest = run.denominators[-1]
        raised = np.array([newest // each for each in run.denominators], dtype=object)
        self.held: Big = run.numerator * raised[run.stamp]
        self.denominator = newest
        self.near: Floats = run.balance.copy()

    def others(self, p: int) -> NDArray[np.bool_]:
        """Who does not support p."""
        mask = np.ones(len(self.voters), dtype=bool)
        mask[self.run.profile.supporters[p].group] = False
        return mask

    def look(self, p: int) -> float | None:
        """About what those who do not support p and can pay in full pay each; None where all money is too little."""
        profile, others = self.run.profile, self.others(p)
        cost, counts = self.run.market.cost[p], profile.counts
        together = float(counts.dot(self.near))
        if together < cost * LOOSE and int(self.voters.dot(self.held)) < profile.cost[p] * self.denominator:
            return None
        near, weight = self.near[others], counts[others].astype(np.float64)
        due = max(0.0, cost - float(counts[~others].dot(self.near[~others])))
        price, payers = 0.0, -1.0
        while (rich := float(weight.dot(near > price))) not in (payers, 0.0):
            payers = rich
            price += max(0.0, due - float(weight.dot(np.minimum(near, price)))) / rich
        return price

    def price(self, p: int) -> Fraction:
        """The same exactly: those near the price are told apart in whole numbers until just those below it are poor."""
        others = np.flatnonzero(self.others(p))
        mine = self.run.profile.supporters[p].group
        due = self.run.profile.cost[p] * self.denominator - int(self.voters[mine].dot(self.held[mine]))
        about = self.look(p) or 0.0
        held, voters, near = self.held[others], self.voters[others], self.near[others]
        poor = near < about
        close = np.flatnonzero(np.abs(near - about) <= GAP * max(about, 1e-300))
        while True:
            payers, left = int(voters[~poor].sum()), due - int(voters[poor].dot(held[poor]))
            below = np.array([held[at] * payers < left for at in close], dtype=bool)
            if (below == poor[close]).all():
                break
            poor[close] = below
        if payers:
            return Fraction(left, payers * self.denominator)
        return Fraction(int(held.max()) if len(held) else 0, self.denominator)  # everybody gives all they hold

    def pay(self, p: int, price: Fraction) -> tuple[Any, int, Fraction, Fraction]:
        """Take the payments: amounts by group, their denominator, the price, and what supporters held before."""
        others = self.others(p)
        behind = Fraction(int(self.voters[~others].dot(self.held[~others])), self.denominator)
        grown = (price * self.denominator).denominator
        self.held = self.held * grown
        self.denominator *= grown
        full = int(price * self.denominator)
        paid = np.where(others & (self.held > full).astype(bool), full, self.held)
        self.held = self.held - paid
        self.near = (self.held / self.denominator).astype(np.float64)
        return paid, self.denominator, price, behind

    def write_back(self) -> None:
        """Let the run's own balances be those after the completion."""
        run = self.run
        run.denominators.append(self.denominator)
        run.numerator = self.held
        run.stamp = np.full(len(self.held), len(run.denominators) - 1, dtype=np.intp)
        run.balance = self.near
