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


def fill_with_little(run: ExactRun) -> list[int]:
    """Play the rounds of the completion on a finished run, which keeps the payments; what is bought, in order."""
    profile, market = run.profile, run.market
    everyone = np.arange(len(profile.counts))
    won, bought = set(run.order), list[int]()
    bound: dict[int, tuple[Fraction, int]] = {p: (Fraction(0), profile.tie_rank[p]) for p in market.for_sale}
    money = Purses(run)
    while True:
        best: tuple[tuple[Fraction, int], int, Fraction] | None = None
        for p in sorted(bound, key=bound.__getitem__):
            if p in won or profile.limits.bars(p, won):
                continue
            if best is not None and bound[p] >= best[0]:
                break
            price = money.price(p)
            if price is None:
                del bound[p]
                continue
            bound[p] = (price / profile.factor[p], profile.tie_rank[p])
            if best is None or bound[p] < best[0]:
                best = bound[p], p, price
        if best is None:
            money.write_back()
            return bought
        _, p, price = best
        run.payments.append(Payment(p, everyone, *money.pay(p, price)))
        won.add(p)
        bought.append(p)


class Purses:
    """What every ballot group still holds, over one denominator that all share."""

    def __init__(self, run: ExactRun) -> None:
        self.run, self.voters = run, run.profile.counts.astype(object)
        newest = run.denominators[-1]
        raised = np.array([newest // each for each in run.denominators], dtype=object)
        self.held: Big = run.numerator * raised[run.stamp]
        self.denominator = newest

    def others(self, p: int) -> NDArray[np.bool_]:
        """Who does not support p."""
        mask = np.ones(len(self.voters), dtype=bool)
        mask[self.run.profile.supporters[p].group] = False
        return mask

    def price(self, p: int) -> Fraction | None:
        """What those who do not support p and can pay in full pay each; None where all money together is too little."""
        cost = self.run.profile.cost[p] * self.denominator
        others = self.others(p)
        rest = cost - int(self.voters[~others].dot(self.held[~others]))
        held, voters = self.held[others], self.voters[others]
        if int(voters.dot(held)) < rest:
            return None
        order = np.argsort(held, kind="stable")
        left, payers = rest, int(voters.sum())
        for at in order:
            if held[at] * payers >= left:
                break
            left -= voters[at] * held[at]
            payers -= voters[at]
        return Fraction(left, payers * self.denominator) if payers else Fraction(0)

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
        return paid, self.denominator, price, behind

    def write_back(self) -> None:
        """Let the run's own balances be those after the completion."""
        run = self.run
        run.denominators.append(self.denominator)
        run.numerator = self.held
        run.stamp = np.full(len(self.held), len(run.denominators) - 1, dtype=np.intp)
