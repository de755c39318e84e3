"""The same run in whole numbers of any length: every balance, price and payment is exact.

A balance is a numerator over a denominator that all groups touched in the same round share; a group's numerator is
brought to the newest denominator only when it pays again. Floating point copies of the balances, each correctly
rounded, still say which projects can be next; wherever they leave less than shares.GAP, whole numbers decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.engines.budgeting.shares import GAP, Market, Run

Big = NDArray[Any]  # whole numbers of any length (dtype object)


@dataclass(frozen=True, slots=True)
class Payment:
    """What the supporters of one winner paid: each voter of group[i] paid amount[i] / denominator (our whole units).

    `price`: what a supporter who could pay in full paid for one point of worth. `behind`: what all held before.
    """

    project: int
    group: NDArray[np.intp]
    amount: Big
    denominator: int
    price: Fraction
    behind: Fraction


class ExactRun(Run):
    """A run that keeps exact balances and payments. Slower than Run by the length of the numbers, never wrong."""

    def __init__(self, market: Market, share: Fraction) -> None:
        super().__init__(market, share)
        groups = len(self.profile.counts)
        self.numerator: Big = np.full(groups, share.numerator, dtype=object)
        self.stamp = np.zeros(groups, dtype=np.intp)
        self.denominators = [share.denominator]
        self.payments: list[Payment] = []
        for p in self.order:
            backing = self.profile.supporters[p]
            nothing: Big = np.zeros(len(backing.group), dtype=object)
            behind = int(backing.voters.sum()) * share
            self.payments.append(Payment(p, backing.group, nothing, 1, Fraction(0), behind))

    def finish(self) -> ExactRun:
        """Play all rounds."""
        super().finish()
        return self

    def balance_of(self, group: int) -> Fraction:
        """What each voter of a group still holds, in our whole units."""
        return Fraction(self.numerator[group], self.denominators[self.stamp[group]])

    def held(self, p: int) -> Big:
        """Numerators of the balances of p's supporters over the newest denominator."""
        group = self.market.group[p]
        newest = self.denominators[-1]
        raised = np.array([newest // each for each in self.denominators], dtype=object)
        held: Big = self.numerator[group] * raised[self.stamp[group]]
        return held

    def affords(self, p: int, behind: float) -> bool:
        """Whether p's supporters have its cost together."""
        if behind < self.market.cost[p] * (1 - GAP):
            return False
        money = int((self.profile.supporters[p].voters.astype(object) * self.held(p)).sum())
        return money >= self.profile.cost[p] * self.denominators[-1]

    def settle(self, tied: list[int]) -> int:
        """The winner among projects whose rates look equal: by exact rate, then by the rule for ties."""
        rates = {p: Fraction(*self.exact_price(p, self.held(p))) / self.profile.factor[p] for p in tied}
        return min(tied, key=lambda p: (rates[p], self.profile.tie_rank[p]))

    def exact_price(self, p: int, held: Big) -> tuple[int, int]:
        """p's exact price per point of worth over the newest denominator, as numerator and denominator."""
        rest, rich, _ = self.split(p, held)
        return rest, self.denominators[-1] * rich

    def split(self, p: int, held: Big) -> tuple[int, int, NDArray[np.bool_]]:
        """Part p's supporters into those who pay the full price and the poor, who pay all they hold.

        What is left of the cost for the first (numerator over the newest denominator), their worth together, and who
        is poor. Starts from the poor that floating point sees, compares exactly those whom it sees within GAP of the
        price, and repeats until exactly those below the price are poor.
        """
        backing = self.profile.supporters[p]
        ratio = self.balance[backing.group]
        if backing.worth is not None:
            ratio = ratio / backing.worth
        whole = backing.voters if backing.worth is None else backing.voters * backing.worth
        voters = backing.voters.astype(object)
        poor = ratio < self.price[p]
        near = np.flatnonzero(np.abs(ratio - self.price[p]) <= GAP * self.price[p])
        worth = 1 if backing.worth is None else backing.worth[near].astype(object)
        poor[near] = False
        while True:
            rich = int(whole[~poor].sum())
            rest = self.profile.cost[p] * self.denominators[-1] - int(voters[poor].dot(held[poor]))
            below = (held[near] * rich < worth * rest).astype(bool)
            if (below == poor[near]).all():
                return rest, rich, poor
            poor[near] = below

    def pay(self, p: int) -> None:
        """Take the exact price from the balances of p's supporters, and keep what each paid."""
        held = self.held(p)
        newest = self.denominators[-1]
        backing = self.profile.supporters[p]
        behind = Fraction(int(backing.voters.astype(object).dot(held)), newest)
        rest, rich, poor = self.split(p, held)
        common = gcd(rest, rich)
        top, grown = rest // common, rich // common
        paid: Big = held * grown
        payer = ~poor
        full = top if backing.worth is None else backing.worth[payer].astype(object) * top
        left: Big = np.zeros(len(held), dtype=object)
        left[payer] = paid[payer] - full
        paid[payer] = full
        group = self.market.group[p]
        denominator = newest * grown
        self.denominators.append(denominator)
        self.numerator[group] = left
        self.stamp[group] = len(self.denominators) - 1
        self.balance[group] = (left / denominator).astype(np.float64)
        self.payments.append(Payment(p, group, paid, denominator, Fraction(top, denominator), behind))
