"""The people who may be drawn, what a panel must look like, and who is alike.

Two people are alike where their values are the same and their households are alike; nothing but a lot may choose
between them. People who share an address form a household, of whom a panel takes one at most; households whose
members have the same values are of one **kind**, and the members of a kind with the same values are a **group**. A
panel is then a whole number of seats for each group, and whoever is in a group has the same chance as the others in
it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from alongside.kit.refused import Refused

Values = tuple[str, ...]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, order=True)
class Quota:
    """At least `least` and at most `most` seats for those who have `value` of `feature`.

    `least_flex` and `most_flex` say how far the two may give way in advice; None sets no limit.
    """

    feature: str
    value: str
    least: int
    most: int
    least_flex: int | None = field(default=None, compare=False)
    most_flex: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.feature}: {self.value}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be drawn: an id, a value of every feature, and the address that they may share ("" for none)."""

    id: str
    values: Mapping[str, str]
    household: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """Households whose members have the same values: `members`, and the ids of each household in that order."""

    members: tuple[Values, ...]
    households: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one kind of household (its place in the list) who have the same values."""

    kind: int
    values: Values
    people: tuple[str, ...]


@dataclass(frozen=True)
class Pool:
    """Who may be drawn for a panel of `size`, in an order that does not depend on the order they were given in."""

    size: int
    quotas: tuple[Quota, ...]
    kinds: tuple[Kind, ...]

    @classmethod
    def of(cls, quotas: Iterable[Quota], people: Iterable[Person], size: int) -> Pool:
        """Check and sort. Refuses quotas or people that contradict themselves; unmet quotas are found later."""
        rules, crowd = sorted(quotas), sorted(people, key=lambda person: person.id)
        _check_quotas(rules, size)
        _check_people(rules, crowd, size)
        features = sorted({rule.feature for rule in rules})
        homes = defaultdict[str, list[tuple[Values, str]]](list)
        for person in crowd:
            key = f"at {person.household}" if person.household else f"alone {person.id}"
            homes[key].append((tuple(person.values[feature] for feature in features), person.id))
        kinds = defaultdict[tuple[Values, ...], list[tuple[str, ...]]](list)
        for home in homes.values():
            home.sort()
            kinds[tuple(values for values, _ in home)].append(tuple(each for _, each in home))
        return cls(size, tuple(rules), tuple(Kind(members, tuple(sorted(kinds[members]))) for members in sorted(kinds)))

    @cached_property
    def features(self) -> tuple[str, ...]:
        """The names of the features, sorted: what the values of a group stand for."""
        return tuple(sorted({quota.feature for quota in self.quotas}))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups, by kind and then by values."""
        found = []
        for at, kind in enumerate(self.kinds):
            for values in sorted(set(kind.members)):
                places = [place for place, each in enumerate(kind.members) if each == values]
                ids = sorted(home[place] for home in kind.households for place in places)
                found.append(Group(at, values, tuple(ids)))
        return tuple(found)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """All ids, sorted."""
        return tuple(sorted(each for kind in self.kinds for home in kind.households for each in home))

    @cached_property
    def counts(self) -> Whole:
        """How many people each group has."""
        return np.array([len(group.people) for group in self.groups], dtype=np.int64)

    @cached_property
    def homes(self) -> Whole:
        """How many seats each group can take at most: the households of its kind."""
        return np.array([len(self.kinds[group.kind].households) for group in self.groups], dtype=np.int64)

    @cached_property
    def kind_of(self) -> Whole:
        """The kind of each group."""
        return np.array([group.kind for group in self.groups], dtype=np.int64)

    @cached_property
    def table(self) -> Whole:
        """Quotas by groups: 1 where the group has the value of the quota."""
        at = {feature: place for place, feature in enumerate(self.features)}
        rows = [[group.values[at[q.feature]] == q.value for group in self.groups] for q in self.quotas]
        return np.array(rows, dtype=np.int64).reshape(len(self.quotas), len(self.groups))

    def mixed_kinds(self) -> list[int]:
        """The kinds that have several groups, where the one seat of a household must be watched over."""
        found = Counter(group.kind for group in self.groups)
        return [kind for kind, groups in sorted(found.items()) if groups > 1]

    def fits(self, seats: Whole) -> bool:
        """Whether seats for each group make a panel: its size, every quota, one seat for a household."""
        had = self.table @ seats
        taken = np.bincount(self.kind_of, weights=seats, minlength=len(self.kinds))
        homes = [len(kind.households) for kind in self.kinds]
        within = all(q.least <= n <= q.most for q, n in zip(self.quotas, had, strict=True))
        return bool(within and seats.sum() == self.size and (seats >= 0).all() and (taken <= homes).all())


def _check_quotas(quotas: list[Quota], size: int) -> None:
    if size < 1:
        raise Refused(f"A panel has at least one seat; {size} is asked for.", "size")
    for quota in quotas:
        if not 0 <= quota.least <= quota.most:
            raise Refused(f"{quota}: at least {quota.least} and at most {quota.most} is no range.", "quotas")
        if (quota.least_flex or 0) > quota.least or (quota.most_flex is not None and quota.most_flex < quota.most):
            raise Refused(f"{quota}: the flexible limits must lie outside the others.", "quotas")
    twice = [key for key, times in Counter((each.feature, each.value) for each in quotas).items() if times > 1]
    if twice:
        raise Refused(f"{twice[0][0]}: {twice[0][1]} has two quotas.", "quotas")


def _check_people(quotas: list[Quota], people: list[Person], size: int) -> None:
    twice = [key for key, times in Counter(each.id for each in people).items() if times > 1]
    if twice:
        raise Refused(f"The id {twice[0]} stands for two people{_more(twice)}.", "people")
    if any(not person.id for person in people):
        raise Refused("Somebody has no id.", "people")
    known = defaultdict[str, set[str]](set)
    for quota in quotas:
        known[quota.feature].add(quota.value)
    for feature, values in known.items():
        strange = [each for each in people if each.values.get(feature) not in values]
        if strange:
            value = strange[0].values.get(feature) or "no value"
            raise Refused(f"{strange[0].id} has {value} for {feature}, which has no quota{_more(strange)}.", "people")
    if len(people) < size:
        raise Refused(f"{size} people cannot be drawn from {len(people)}.", "size")


def _more(found: Sequence[object]) -> str:
    return f" (and {len(found) - 1} more like this)" if len(found) > 1 else ""
