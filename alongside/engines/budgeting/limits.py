"""What may not win together: projects that exclude one another, and caps on what a group of projects may take."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from alongside.engines.budgeting.election import Election
from alongside.engines.budgeting.rule import Rule
from alongside.kit.refused import Refused


@dataclass(frozen=True, slots=True)
class Limits:
    """Exclusions and caps in positions of projects and whole units of money.

    `rivals[p]`: projects that may not win together with p. `caps`: the most that each group may take, and its members.
    `touched[p]`: the projects that the purchase of p may bar.
    """

    cost: tuple[int, ...]
    rivals: tuple[frozenset[int], ...]
    caps: tuple[tuple[int, frozenset[int]], ...]
    touched: tuple[frozenset[int], ...]

    @classmethod
    def build(cls, election: Election, rule: Rule, *, cost: tuple[int, ...], money_unit: int) -> Limits:
        """The limits of `rule`. Refuses ids that are not in the list."""
        rivals: list[frozenset[int]] = [frozenset()] * len(cost)
        for group in rule.exclusions:
            places = _places(election, group, "exclusions")
            for p in places:
                rivals[p] |= places - {p}
        caps = tuple((int(cap.most * money_unit), _places(election, cap.projects, "caps")) for cap in rule.caps)
        touched = tuple(
            mine.union(*(members for _, members in caps if p in members)) - {p} for p, mine in enumerate(rivals)
        )
        return cls(cost, tuple(rivals), caps, touched)

    def bars(self, p: int, won: Collection[int], *, capped: bool = True) -> str | None:
        """Why p may not win beside `won`: rival, capped (unless caps are set aside), or None if it may."""
        if not self.rivals[p].isdisjoint(won):
            return "rival"
        if not capped:
            return None
        for most, members in self.caps:
            if p in members and self.cost[p] + sum(self.cost[q] for q in won if q in members) > most:
                return "capped"
        return None


def _places(election: Election, names: Collection[str], field: str) -> frozenset[int]:
    """The positions of projects by id."""
    for name in names:
        if name not in election.position:
            raise Refused(f"The {field.replace('_', ' ')} name project {name!r}, which is not in the list.", field)
    return frozenset(election.position[name] for name in names)
