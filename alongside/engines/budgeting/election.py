"""What is counted: projects with exact costs, and ballots with identical ones grouped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from alongside.kit.refused import Refused

APPROVAL: Final = "approval"
CHOOSE_ONE: Final = "choose-one"
KNAPSACK: Final = "knapsack"
POINTS: Final = "points"
CUMULATIVE: Final = "cumulative"
SCORE: Final = "score"
YES_NO: Final = "yes-no"
RANKED: Final = "ranked"
KINDS: Final = (APPROVAL, CHOOSE_ONE, KNAPSACK, POINTS, CUMULATIVE, SCORE, YES_NO, RANKED)
POINTED: Final = (POINTS, CUMULATIVE, SCORE, YES_NO)
"""Kinds whose ballots carry points. Points and cumulative ballots (points out of a sum) are counted alike and never
negative; a score may be; a yes-no ballot gives 1 for yes and -1 for no, and nothing for no answer."""

Choice = tuple[int, ...]
Points = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """One thing that money may be spent on; `cost` is exact, in the unit of the budget, and not negative."""

    id: str
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Ballots:
    """All ballots of one vote, identical ones grouped.

    `kind` is one of KINDS. `choices[g]` are the positions (in Election.projects) of what ballot g names: sorted where
    order means nothing, best first where `kind` is ranked. `points[g]` runs beside it for points and score ballots and
    is None otherwise. `counts[g]` is how many voters cast it. `member[v]` is the group of voter v, in the order in
    which the ballots came. A ballot that names nothing is a group like any other: its voters count in n.
    `named` are all choices one after the other, and `lengths[g]` says how many of them are ballot g's.
    """

    kind: str
    choices: tuple[Choice, ...]
    counts: NDArray[np.int64]
    member: NDArray[np.int64]
    points: tuple[Points, ...] | None = None
    named: NDArray[np.int32] = field(init=False, repr=False, compare=False)
    lengths: NDArray[np.int32] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named, lengths = in_a_row(self.choices)
        object.__setattr__(self, "named", named)
        object.__setattr__(self, "lengths", lengths)

    @property
    def voters(self) -> int:
        """How many ballots were cast, empty ones too."""
        return len(self.member)

    @classmethod
    def group(
        cls, *, kind: str, choices: Iterable[Sequence[int]], points: Iterable[Sequence[Fraction | int]] | None = None
    ) -> Ballots:
        """Group one ballot per voter. Refuses an unknown kind, a project named twice, points that do not pair up."""
        if kind not in KINDS:
            raise Refused(f"Ballots are of one of these kinds: {', '.join(KINDS)}; not {kind!r}.", "kind")
        if (points is not None) != (kind in POINTED):
            raise Refused(f"Ballots of kind {kind} {'need' if kind in POINTED else 'carry no'} points.", "points")
        index: dict[tuple[Choice, Points], int] = {}
        member: list[int] = []
        pairs = zip(choices, points, strict=True) if points is not None else ((choice, ()) for choice in choices)
        for choice, given in pairs:
            member.append(index.setdefault(_one_ballot(kind, choice, given), len(index)))
        groups = np.array(member, dtype=np.int64)
        return cls(
            kind=kind,
            choices=tuple(choice for choice, _ in index),
            counts=np.bincount(groups, minlength=len(index)).astype(np.int64),
            member=groups,
            points=tuple(given for _, given in index) if points is not None else None,
        )


def in_a_row(choices: Sequence[Choice]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """All choices one after the other, and how many there are in each."""
    lengths = np.fromiter(map(len, choices), dtype=np.int32, count=len(choices))
    return np.fromiter(chain.from_iterable(choices), dtype=np.int32, count=int(lengths.sum())), lengths


def _one_ballot(kind: str, choice: Sequence[int], points: Sequence[Fraction | int]) -> tuple[Choice, Points]:
    """One ballot in the form in which equal ballots are equal."""
    if len(set(choice)) != len(choice):
        raise Refused("A ballot names the same project twice.", "choices")
    if kind == CHOOSE_ONE and len(choice) > 1:
        raise Refused("A choose-one ballot names more than one project.", "choices")
    if kind in POINTED:
        if len(points) != len(choice):
            raise Refused("A ballot names more or fewer projects than it gives points to.", "points")
        if kind == YES_NO and not set(points) <= {1, -1}:
            raise Refused("A yes-no ballot gives 1 for yes and -1 for no.", "points")
        if kind in (POINTS, CUMULATIVE) and min(points, default=0) < 0:
            raise Refused("A ballot takes points away; only scores may be negative.", "points")
        paired = sorted(zip(choice, map(Fraction, points), strict=True))
        return tuple(project for project, _ in paired), tuple(given for _, given in paired)
    return (tuple(choice) if kind == RANKED else tuple(sorted(choice))), ()


@dataclass(frozen=True, slots=True)
class Election:
    """A budget, projects, ballots. Refuses negative money, doubled ids and ballots that name no such project."""

    budget: Fraction
    projects: tuple[Project, ...]
    ballots: Ballots
    position: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "position", {project.id: at for at, project in enumerate(self.projects)})
        if self.budget < 0:
            raise Refused("The budget is negative.", "budget")
        if len(self.position) != len(self.projects):
            raise Refused("Two projects have the same id.", "projects")
        for project in self.projects:
            if project.cost < 0:
                raise Refused(f"Project {project.id} has a negative cost.", "projects")
        named = self.ballots.named
        if len(named) and not 0 <= int(named.min()) <= int(named.max()) < len(self.projects):
            raise Refused("A ballot names a project that is not in the list.", "ballots")
