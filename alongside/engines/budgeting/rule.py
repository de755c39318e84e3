"""A rule as data: every parameter that can change who wins has a name and is written beside the result."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from alongside.engines.budgeting.decimals import exact_number, json_text, plain_number
from alongside.kit.refused import Refused

GREEDY: Final = "greedy"
EQUAL_SHARES: Final = "equal-shares"
PHRAGMEN: Final = "phragmen"
KINDS_OF_RULE: Final = (GREEDY, EQUAL_SHARES, PHRAGMEN)

UTILITIES: Final = ("cost", "cardinality", "points", "borda", "cost-points", "cost-borda")
COMPLETIONS: Final = (
    "none",
    "utilitarian",
    "epsilon",
    "add1-overspend",
    "add1-exhaustive",
    "add1-overspend-utilitarian",
    "add1-exhaustive-utilitarian",
)
SHORT: Final = {"add1-utilitarian": "add1-overspend-utilitarian"}
TIES: Final = ("id", "lowest-cost", "most-votes", "listed")
LOT: Final = "lot:"
STARTS: Final = ("exact", "whole", "exact-then-whole")
RANK_POINTS: Final = ("last-one", "last-zero", "first-longest")
LEFTOVERS: Final = ("leave", "beyond-caps")
COMPARISONS: Final = ("none", "satisfaction", "exclusion-ratio")


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that may be spent on some projects together: those of one category, or one neighbourhood."""

    name: str
    most: Fraction
    projects: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """The cap as JSON knows it."""
        return {"name": self.name, "most": plain_number(self.most), "projects": list(self.projects)}

    @classmethod
    def read(cls, given: Cap | Mapping[str, Any]) -> Cap:
        """The cap that `as_data` wrote."""
        if isinstance(given, Cap):
            return given
        if set(given) != {"name", "most", "projects"}:
            raise Refused("A cap has a name, the most that may be spent, and projects.", "caps")
        return cls(str(given["name"]), exact_number("cap", given["most"]), tuple(given["projects"]))


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
      With cost and cardinality a project is supported by every ballot that names it, whatever points it gives; of a
      yes-no ballot only by a yes.
    completion: what equal shares do with money left over.
        none: leave it. utilitarian: spend it greedily by the same utility on what still fits.
        epsilon: let everybody pay a little for what others want, the least first (see epsilon.py).
        add1-overspend: raise every share by `step` while the outcome stays within the budget; the last that does wins.
        add1-exhaustive: the same, but stop at the first outcome to which no supported project could be added.
        …-utilitarian: then utilitarian as well. add1-utilitarian is short for add1-overspend-utilitarian.
    step: by how much a share is raised, in the unit of the budget; more than 0.
    start: the first share. exact: budget / voters. whole: the same rounded down to a whole unit of money.
      exact-then-whole: the first is exact, those after it are multiples of the step (as Pabulib's checker counts).
    ties: criteria in order, separated by commas: lowest-cost, most-votes, listed (the order of the list of projects),
      lot:SEED (the SHA-256 of SEED:ID, the least first; draw and publish the seed before the vote), id. Whatever is
      still tied goes to the id that is first as a string ("10" before "9").
    threshold: the least score (votes, or points where `utility` counts points) with which a project takes part.
    skip: greedy only. True: what does not fit is passed over. False: the count ends at the first that does not fit.
    exclusions: groups of ids of which at most one may win; once one wins its rivals take no further part.
    rank_points: points of a ranked ballot that names k projects. last-one: k … 1. last-zero: k-1 … 0 (as pabutools
      counts). first-longest: the first gets as many points as the longest ballot has places.
    caps: the most that may be spent on groups of projects; what would pass its cap takes no further part.
    leftover: greedy with caps. beyond-caps: what the caps left over goes down the list once more without them.
    part: None, or the least share of its cost (0 to 1) that a project accepts: the first in the greedy order that does
      not fit into what is left at the very end then gets all of that, if it is so much. It is no winner.
    order: greedy only. These go first, in this order; the others follow by score.
    left_out: ids that take no part, say because they were withdrawn.
    comparison: equal shares only. satisfaction: greedy's outcome wins instead if more voters named more of its winners
      than prefer equal shares so. exclusion-ratio: if more voters have a winner only there than only here.
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
    caps: tuple[Cap, ...] = ()
    leftover: str = "leave"
    part: Fraction | None = None
    order: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    comparison: str = "none"

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "completion", SHORT.get(self.completion, self.completion))
        _one_of("rule", self.kind, KINDS_OF_RULE)
        for name, allowed in ALLOWED.items():
            _one_of(name, getattr(self, name), allowed)
        for criterion in self.criteria:
            if not criterion.startswith(LOT) or criterion == LOT:
                _one_of("ties", criterion, TIES)
        put(self, "step", exact_number("step", self.step))
        put(self, "threshold", exact_number("threshold", self.threshold))
        put(self, "part", None if self.part is None else exact_number("part", self.part))
        put(self, "caps", tuple(map(Cap.read, self.caps)))
        put(self, "exclusions", tuple(tuple(group) for group in self.exclusions))
        put(self, "order", tuple(self.order))
        put(self, "left_out", tuple(self.left_out))
        self._refuse_what_does_not_go_together()

    def _refuse_what_does_not_go_together(self) -> None:
        """Refuse parameters out of range and those that another kind of rule has no use for."""
        if self.step <= 0:
            raise Refused("The step must be more than 0.", "step")
        if self.part is not None and not 0 <= self.part < 1:
            raise Refused("The part that a project accepts lies between 0 and 1.", "part")
        if any(len(set(group)) < 2 for group in self.exclusions):
            raise Refused("An exclusion names two projects or more, of which one may win.", "exclusions")
        if self.kind != EQUAL_SHARES:
            for name in ("completion", "comparison"):
                if getattr(self, name) != "none":
                    raise Refused(
                        f"The {name} {getattr(self, name)} belongs to equal-shares, not to {self.kind}.", name
                    )
        if self.kind == PHRAGMEN and self.utility not in ("cost", "cardinality"):
            raise Refused("Phragmén's rule knows only approvals: its utility is cost.", "utility")
        if self.kind == GREEDY:
            return
        if not self.skip:
            raise Refused("Only the greedy rule can stop at the first project that does not fit.", "skip")
        if self.order:
            raise Refused("Only the greedy rule can follow an order of its own.", "order")
        if self.leftover != "leave":
            raise Refused("Only the greedy rule can spend beyond its caps what they left over.", "leftover")

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
        found["caps"] = [cap.as_data() for cap in self.caps]
        return found | {"order": list(self.order), "left_out": list(self.left_out)}

    def to_json(self) -> str:
        """The rule as one line of JSON, keys sorted, numbers exact."""
        return json_text(self.as_data(), sort_keys=True)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Rule:
        """The rule that `as_data` wrote. Refuses names it does not know, so that no parameter is lost in silence."""
        unknown = sorted(set(data) - {each.name for each in fields(cls)})
        if unknown:
            raise Refused(f"A rule has no parameter {unknown[0]!r}.", unknown[0])
        if "kind" not in data:
            raise Refused("A rule names its kind: greedy, equal-shares or phragmen.", "kind")
        return cls(**data)

    @classmethod
    def from_json(cls, text: str) -> Rule:
        """The rule that `to_json` wrote; decimals are read exactly."""
        return cls.from_data(json.loads(text, parse_float=Decimal))


ALLOWED: Final = {
    "utility": UTILITIES,
    "completion": COMPLETIONS,
    "start": STARTS,
    "rank_points": RANK_POINTS,
    "leftover": LEFTOVERS,
    "comparison": COMPARISONS,
}


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a value that is not one of those allowed."""
    if value not in allowed:
        raise Refused(f"The {name} must be one of {', '.join(allowed)}; not {value!r}.", name)
