"""The rules of a participatory budget as data, and the shares of districts. Pure: no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alongside.engines.budgeting import Rule

FIRST, LAST = "first", "last"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Everything that the steering group decides before anybody votes.

    ballot_kind: one of the kinds of a ballot. most_choices, most_points: limits, None for none.
    rule: counts the votes, every parameter named. other_rule: shown beside it, None for none.
    who: in words, who may vote. roll_only: only who is on the roll when it opens.
    repeat: which ballot of a person counts, "first" or "last".
    people: with a pot of its own for each district, how many people live in each, by id of the place; empty for one
      count over everything. whole_percent: the part of the money, 0 to 100, for what belongs to no one district.
    """

    ballot_kind: str
    rule: Rule
    other_rule: Rule | None = None
    most_choices: int | None = None
    most_points: int | None = None
    who: str = ""
    roll_only: bool = False
    repeat: str = FIRST
    people: Mapping[str, int]
    whole_percent: int = 0

    @property
    def by_district(self) -> bool:
        """Whether each district has a pot and a count of its own."""
        return bool(self.people)

    def as_data(self) -> dict[str, Any]:
        """Every rule as JSON knows it; the rule of the count as the text that a recount reads."""
        return {
            "ballot_kind": self.ballot_kind,
            "most_choices": self.most_choices,
            "most_points": self.most_points,
            "rule": self.rule.to_json(),
            "other_rule": self.other_rule.to_json() if self.other_rule else "",
            "who": self.who,
            "roll_only": self.roll_only,
            "repeat": self.repeat,
            "people": dict(sorted(self.people.items())),
            "whole_percent": self.whole_percent,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Terms":
        """The rules that `as_data` wrote; TypeError for a name that it does not know."""
        rules = {
            "rule": Rule.from_json(data["rule"]),
            "other_rule": Rule.from_json(data["other_rule"]) if data["other_rule"] else None,
        }
        return cls(**{**data, **rules})


def shares(*, total: int, people: Mapping[str, int], whole_percent: int = 0) -> dict[str, int]:
    """Part a sum (minor units) among districts by their people, and "" for the whole town; it adds up to the penny.

    What is left after rounding down goes, one each, to the largest remainders, and of equal ones to the first id.
    Source: the method of largest remainders (Hamilton).
    """
    everybody = sum(people.values())
    whole = total if not everybody else total * whole_percent // 100
    found = {"": whole} if whole else {}
    if not everybody:
        return found
    rest = total - whole
    parts = {key: divmod(rest * count, everybody) for key, count in people.items()}
    short = rest - sum(part for part, _left in parts.values())
    first = sorted(parts, key=lambda key: (-parts[key][1], key))[:short]
    return found | {key: parts[key][0] + (key in first) for key in parts}
