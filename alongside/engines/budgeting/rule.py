"""A rule as data: every parameter that can change who wins has a name and is written beside the result."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final

from alongside.kit.refused import Refused

GREEDY: Final = "greedy"
EQUAL_SHARES: Final = "equal-shares"
PHRAGMEN: Final = "phragmen"

UTILITIES: Final = ("cost", "cardinality", "points", "borda", "cost-points", "cost-borda")
COMPLETIONS: Final = (
    "none",
    "utilitarian",
    "add1-overspend",
    "add1-exhaustive",
    "add1-overspend-utilitarian",
    "add1-exhaustive-utilitarian",
)
TIES: Final = ("id", "lowest-cost", "most-votes")
STARTS: Final = ("exact", "whole")
RANK_POINTS: Final = ("last-one", "last-zero", "first-longest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Everything that decides a count. Two counts with equal rules and equal ballots have equal winners.

    kind: greedy (most satisfaction per cost first), equal-shares (the Method of Equal Shares), phragmen (sequential).
    utility: what a project that wins is worth to a voter who named it.
        cost: its cost. Greedy then goes by votes ("most votes wins"), since votes x cost / cost = votes.
        cardinality: one. Greedy then goes by votes per cost.
        points: the points given; greedy goes by points per cost.
        borda: the points of its rank (see rank_points); greedy goes by them per cost.
        cost-points, cost-borda: cost times these; greedy goes by the sum of points, as cities with such ballots do.
      With cost and cardinality a project is supported by every ballot that names it, whatever points it gives.
    completion: what equal shares do with money left over.
        none: leave it. utilitarian: spend it greedily by the same utility on what still fits.
        add1-overspend: raise every share by `step` while the outcome stays within the budget; the last that does wins.
        add1-exhaustive: the same, but stop at the first outcome to which no supported project could be added.
        …-utilitarian: then utilitarian as well.
    step: by how much a share is raised, in the unit of the budget; more than 0.
    start: the first share. exact: budget / voters. whole: the same rounded down to a whole unit of money.
    ties: criteria in order, separated by commas: lowest-cost, most-votes, id. Whatever is still tied goes to the id
      that is first as a string ("10" before "9").
    threshold: the least score (votes, or points where `utility` counts points) with which a project takes part.
    skip: greedy only. True: what does not fit is passed over. False: the count ends at the first that does not fit.
    exclusions: groups of ids of which at most one may win; once one wins its rivals take no further part.
    rank_points: points of a ranked ballot that names k projects. last-one: k … 1. last-zero: k-1 … 0 (as pabutools
      counts). first-longest: the first gets as many points as the longest ballot has places.
    """

    kind: str
    utility: str = "cost"
    completion: str = "none"
    step: Fraction = Fraction(1)
    start: str = "exact"
    ties: str = "id"
    threshold: Fraction = Fraction(0)
    skip: bool = True
    exclusions: tuple[tuple[str, ...], ...] = ()
    rank_points: str = "last-one"

    def __post_init__(self) -> None:
        _one_of("rule", self.kind, (GREEDY, EQUAL_SHARES, PHRAGMEN))
        _one_of("utility", self.utility, UTILITIES)
        _one_of("completion", self.completion, COMPLETIONS)
        _one_of("start", self.start, STARTS)
        _one_of("rank_points", self.rank_points, RANK_POINTS)
        for criterion in self.criteria:
            _one_of("ties", criterion, TIES)
        object.__setattr__(self, "step", exact_number("step", self.step))
        object.__setattr__(self, "threshold", exact_number("threshold", self.threshold))
        object.__setattr__(self, "exclusions", tuple(tuple(group) for group in self.exclusions))
        if self.step <= 0:
            raise Refused("The step must be more than 0.", "step")
        if self.kind != EQUAL_SHARES and self.completion != "none":
            raise Refused(
                f"The completion {self.completion} belongs to equal-shares, not to {self.kind}.", "completion"
            )
        if self.kind == PHRAGMEN and self.utility not in ("cost", "cardinality"):
            raise Refused("Phragmén's rule knows only approvals: its utility is cost.", "utility")
        if not self.skip and self.kind != GREEDY:
            raise Refused("Only the greedy rule can stop at the first project that does not fit.", "skip")

    @property
    def criteria(self) -> tuple[str, ...]:
        """The tie criteria in order."""
        return tuple(part.strip() for part in self.ties.split(","))

    def as_data(self) -> dict[str, Any]:
        """Every parameter, as JSON knows it; numbers that are not whole as Decimal."""
        found: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            found[each.name] = plain_number(value) if isinstance(value, Fraction) else value
        found["exclusions"] = [list(group) for group in self.exclusions]
        return found

    def to_json(self) -> str:
        """The rule as one line of JSON, keys sorted, numbers exact."""
        return json_text(self.as_data(), sort_keys=True)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Rule:
        """The rule that `as_data` wrote. Refuses names it does not know, so that no parameter is lost in silence."""
        unknown = sorted(set(data) - {each.name for each in fields(cls)})
        if unknown:
            raise Refused(f"A rule has no parameter {unknown[0]!r}.", unknown[0])
        return cls(**data)

    @classmethod
    def from_json(cls, text: str) -> Rule:
        """The rule that `to_json` wrote; decimals are read exactly."""
        return cls.from_data(json.loads(text, parse_float=Decimal))


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a value that is not one of those allowed."""
    if value not in allowed:
        raise Refused(f"The {name} must be one of {', '.join(allowed)}; not {value!r}.", name)


def exact_number(name: str, value: Fraction | Decimal | int | str) -> Fraction:
    """A number taken exactly; a float is refused, because it is rarely the number that was meant."""
    if isinstance(value, float | bool):
        raise Refused(f"Give the {name} as a whole number or a decimal, not as a float.", name)
    try:
        number = value if isinstance(value, Fraction) else Fraction(Decimal(value))
    except (InvalidOperation, ValueError, OverflowError, TypeError):
        raise Refused(f"The {name} {value!r} is not a number.", name) from None
    if 10 ** (number.denominator.bit_length() + 1) % number.denominator:
        raise Refused(f"The {name} {value} has no exact decimal form.", name)
    return number


def plain_number(value: Fraction) -> int | Decimal | Fraction:
    """An int where whole, an exact Decimal where one exists, else the Fraction itself."""
    if value.denominator == 1:
        return value.numerator
    power = value.denominator.bit_length() + 1
    if 10**power % value.denominator:
        return value
    digits = value.numerator * (10**power // value.denominator)
    sign = "-" if digits < 0 else ""
    text = str(abs(digits)).rjust(power + 1, "0")
    return Decimal(f"{sign}{text[:-power]}.{text[-power:].rstrip('0')}")


def json_text(value: Any, *, sort_keys: bool = False) -> str:
    """JSON in which a Decimal is a number with all its digits, and a Fraction without decimal form is text `p/q`.

    The standard writer would need a float for the first, and a float loses pennies above 2^53.
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Fraction):
        return json.dumps(str(value)) if value.denominator != 1 else str(value.numerator)
    if isinstance(value, Mapping):
        pairs = sorted(value.items()) if sort_keys else value.items()
        return (
            "{" + ", ".join(f"{json.dumps(key)}: {json_text(each, sort_keys=sort_keys)}" for key, each in pairs) + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(json_text(each, sort_keys=sort_keys) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
