"""What a count found, and how to run it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from alongside.engines.budgeting.decimals import plain_number
from alongside.engines.budgeting.exact import ExactRun
from alongside.engines.budgeting.greedy import Compared, Reached
from alongside.engines.budgeting.phragmen import Earned
from alongside.engines.budgeting.profile import Profile
from alongside.engines.budgeting.raising import Raised
from alongside.engines.budgeting.rule import Rule
from alongside.engines.budgeting.shares import Market


class Shares:
    """How equal shares ended. What needs whole numbers is replayed in them when it is first asked for.

    `share`: the final one, in our whole units. `order`: what was bought with it. `raised`: where Add1 stopped. `lines`:
    the utilitarian completion, each project as it was reached.
    """

    def __init__(
        self,
        market: Market,
        share: Fraction,
        order: tuple[int, ...],
        raised: Raised | None,
        lines: tuple[Reached, ...],
        exact: ExactRun | None,
    ) -> None:
        self.market, self.share, self.order, self.raised, self.lines = market, share, order, raised, lines
        self._exact = exact

    @cached_property
    def run(self) -> ExactRun:
        """The deciding run with every balance and payment, exact."""
        return self._exact or replay(self.market, self.share, self.order)

    @cached_property
    def after(self) -> ExactRun | None:
        """The run with one step more, which spends more than there is, where Add1 stopped for that."""
        if self.raised is None or self.raised.stop != "overspend":
            return None
        after = ExactRun(self.market, self.raised.next_share).finish()
        if after.spent <= self.market.profile.budget:
            raise AssertionError("The exact count does not overspend where the fast one did.")
        return after


def replay(market: Market, share: Fraction, order: Sequence[int]) -> ExactRun:
    """The run at `share` in whole numbers. It must buy what the fast run bought: that proved each of its decisions."""
    run = ExactRun(market, share).finish()
    if run.order != list(order):
        raise AssertionError("The exact count buys other projects than the fast one.")
    return run


@dataclass(frozen=True)
class Result:
    """The outcome of one count.

    `order`: winning ids in the order in which they won. `spent`: exact. `rule`: every parameter. `shares`: equal
    shares. `lines`: greedy, each project as it was reached. `earned`: Phragmén. `compared`: with greedy, where the rule
    asks for it. `part`: the project that gets the rest in part payment, and how much; it is no winner.
    """

    profile: Profile = field(repr=False)
    order: tuple[str, ...]
    spent: Fraction
    shares: Shares | None = field(default=None, repr=False)
    lines: tuple[Reached, ...] = field(default=(), repr=False)
    earned: Earned | None = field(default=None, repr=False)
    compared: Compared | None = field(default=None, repr=False)
    part: tuple[str, Fraction] | None = None

    @property
    def run(self) -> ExactRun | None:
        """Equal shares: the exact run that decided, with every balance and payment."""
        return None if self.shares is None else self.shares.run

    @property
    def raised(self) -> Raised | None:
        """Add1: where the raising ended."""
        return None if self.shares is None else self.shares.raised

    @property
    def winners(self) -> tuple[str, ...]:
        """The winning ids, sorted as strings."""
        return tuple(sorted(self.order))

    @property
    def rule(self) -> Rule:
        """The rule that was counted by."""
        return self.profile.rule

    @property
    def budget(self) -> Fraction:
        """The money there was."""
        return self.profile.election.budget

    @property
    def voters(self) -> int:
        """How many ballots were counted, empty ones too."""
        return self.profile.voters

    @property
    def share(self) -> Fraction | None:
        """Equal shares: what each voter could spend in the end, in the unit of the budget."""
        return None if self.shares is None else self.profile.money(self.shares.share)

    def scores(self) -> dict[str, Fraction]:
        """The votes, or the points by the rule's utility, of every project."""
        profile = self.profile
        return {name: Fraction(each, profile.point_unit) for name, each in zip(profile.ids, profile.score, strict=True)}

    def as_data(self) -> dict[str, Any]:
        """The outcome as JSON knows it (see rule.json_text): winners, spent, budget, voters, rule."""
        part = {} if self.part is None else {"part_funded": {"id": self.part[0], "amount": plain_number(self.part[1])}}
        return {
            "winners": list(self.winners),
            **part,
            "spent": plain_number(self.spent),
            "budget": plain_number(self.budget),
            "voters": self.voters,
            "rule": self.rule.as_data(),
        }


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one voter's share did, exact, in the unit of the budget: `paid` by winning id, `left` unspent."""

    share: Fraction
    paid: dict[str, Fraction]
    left: Fraction


def receipt(result: Result, voter: int) -> Receipt:
    """The receipt of the voter whose ballot came as number `voter` (from 0). Equal shares only.

    `left` is what equal shares left; a utilitarian completion spends the common rest and charges nobody.
    """
    if result.run is None or result.share is None:
        raise ValueError("Only a count by equal shares has payments.")
    profile, run = result.profile, result.run
    group = int(profile.merged[voter])
    paid = {}
    for payment in run.payments:
        here = (payment.group == group).nonzero()[0]
        if len(here):
            paid[profile.ids[payment.project]] = profile.money(Fraction(payment.amount[here[0]], payment.denominator))
    return Receipt(result.share, paid, profile.money(run.balance_of(group)))
