"""Match funding by a published rule: pure functions over integers in minor units, that anybody can work out again.

The rule, in the order in which it is applied:

1. Of all that one backer pledges to a project, at most `most_per_backer` counts; over all projects of the pot, at most
   `most_per_person`.
2. What counts is summed, times `percent` of 100, times the `weight` of the project's area of 100, and rounded down to
   a whole minor unit, once, at the end.
3. It is never more than `most_per_project`, than what the project still needs to reach its target, or than the pot
   holds for it. Below `least_backers` it is nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_PERCENT = 1_000


class RuleError(ValueError):
    """What is wrong with a rule; `field` names the part."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class MatchRule:
    """A rule as data. Amounts in minor units, None for no limit; `weights` are percent by the area's identity."""

    percent: int = 100
    most_per_backer: int | None = None
    most_per_person: int | None = None
    most_per_project: int | None = None
    least_backers: int = 0
    weights: Mapping[str, int] = field(default_factory=dict)

    def weight_of(self, area: str) -> int:
        """Return the weight of an area in percent; 100 where the rule names none."""
        return self.weights.get(area, 100)

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return asdict(self) | {"weights": dict(self.weights)}


def read_rule(data: Mapping[str, Any]) -> MatchRule:
    """Return the rule that data hold. Raises RuleError for an unknown part, and for a number that makes no sense."""
    unknown = sorted(set(data) - set(MatchRule.__dataclass_fields__))
    if unknown:
        raise RuleError(f"A rule has no part called {unknown[0]}.", unknown[0])
    rule = MatchRule(**data)
    numbers = {"percent": rule.percent, "least_backers": rule.least_backers}
    limits = ("most_per_backer", "most_per_person", "most_per_project")
    numbers |= {name: getattr(rule, name) for name in limits if getattr(rule, name) is not None}
    numbers |= {f"weights {area}": weight for area, weight in rule.weights.items()}
    for name, value in numbers.items():
        if type(value) is not int or value < 0:
            raise RuleError("Give a whole number that is not below nothing.", name.partition(" ")[0])
    if not 1 <= rule.percent <= MOST_PERCENT or any(weight > MOST_PERCENT for weight in rule.weights.values()):
        raise RuleError(f"Give a share between 1 and {MOST_PERCENT} percent.", "percent")
    return rule


@dataclass(frozen=True, kw_only=True)
class Match:
    """What a rule gives: the amount, what counted of each backer, and which limit held it, "" where none did."""

    amount: int
    counted: Mapping[str, int]
    held_by: str

    @property
    def counted_sum(self) -> int:
        """All that counted."""
        return sum(self.counted.values())


def match_for(
    rule: MatchRule,
    *,
    pledges: Sequence[tuple[str, int]],
    elsewhere: Mapping[str, int],
    weight: int,
    target: int,
    available: int,
) -> Match:
    """Work out the match of one project.

    `pledges`: (backer, amount) in the order in which they came. `elsewhere`: what of a backer counted in other
    projects of the pot already. `weight` in percent; `target` and `available` (what the pot holds for it) in minor
    units.
    """
    sums: dict[str, int] = {}
    for backer, amount in pledges:
        sums[backer] = sums.get(backer, 0) + amount
    counted = {backer: _counts(rule, amount, elsewhere.get(backer, 0)) for backer, amount in sums.items()}
    if len(sums) < rule.least_backers:
        return Match(amount=0, counted=counted, held_by="least_backers")
    amount = sum(counted.values()) * rule.percent * weight // 10_000
    limits = {
        "most_per_project": rule.most_per_project,
        "target": max(0, target - sum(sums.values())),
        "available": max(0, available),
    }
    held_by = ""
    for name, limit in limits.items():
        if limit is not None and amount > limit:
            amount, held_by = limit, name
    return Match(amount=amount, counted=counted, held_by=held_by)


def _counts(rule: MatchRule, amount: int, elsewhere: int) -> int:
    if rule.most_per_backer is not None:
        amount = min(amount, rule.most_per_backer)
    if rule.most_per_person is not None:
        amount = min(amount, max(0, rule.most_per_person - elsewhere))
    return amount


def most_match(rule: MatchRule, *, target: int) -> int:
    """Return the most that the rule could give to a project: what is put by for it when its campaign opens."""
    return target if rule.most_per_project is None else min(rule.most_per_project, target)
