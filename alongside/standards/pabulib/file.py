"""What a `.pb` file holds: every cell as it stood, and beside it what a count needs, checked and exact."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final

from alongside.engines.budgeting.election import APPROVAL, CHOOSE_ONE, POINTS, RANKED, SCORE, Ballots, Election, Project

VOTE_TYPES: Final = {
    "approval": APPROVAL,
    "choose-1": CHOOSE_ONE,
    "cumulative": POINTS,
    "scoring": SCORE,
    "ordinal": RANKED,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One project: its id, exact cost (not negative), and all cells in the order of PabulibFile.project_columns."""

    id: str
    cost: Fraction
    cells: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class PabulibFile:
    """One election as a `.pb` file tells it.

    `meta`: pairs in the order of the file. `projects`: in the order of the file. `vote_lines`: the ballots, one line of
    text each, as they stood (see `votes` for their cells). `ballots`: the same, checked, identical ones grouped;
    positions are places in `projects`. `line_of`: the line of each key of META, where the file was read.
    Two files are equal when all their cells are.
    """

    meta: tuple[tuple[str, str], ...]
    project_columns: tuple[str, ...]
    projects: tuple[Row, ...]
    vote_columns: tuple[str, ...]
    vote_lines: tuple[str, ...] = field(repr=False)
    budget: Fraction
    ballots: Ballots = field(repr=False)
    line_of: Mapping[str, int] = field(default_factory=dict, repr=False)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PabulibFile):
            return NotImplemented
        mine = (self.meta, self.project_columns, self.projects, self.vote_columns, self.budget)
        theirs = (other.meta, other.project_columns, other.projects, other.vote_columns, other.budget)
        return mine == theirs and (self.vote_lines == other.vote_lines or list(self.votes) == list(other.votes))

    __hash__ = None  # type: ignore[assignment]  # equality reads every cell, too much for a hash

    @property
    def votes(self) -> Iterator[tuple[str, ...]]:
        """The cells of each ballot, in the order of `vote_columns`; read from the lines as they are asked for."""
        for line in self.vote_lines:
            cells = next(csv.reader([line], delimiter=";")) if '"' in line else line.split(";")
            yield tuple(cell.strip() for cell in cells)

    @cached_property
    def named(self) -> dict[str, str]:
        """META as a mapping; of a key that stands twice, the last."""
        return dict(self.meta)

    @cached_property
    def selected(self) -> frozenset[str] | None:
        """The ids that the file says won (`selected` is 1), None where it does not say."""
        if "selected" not in self.project_columns:
            return None
        at = self.project_columns.index("selected")
        return frozenset(row.id for row in self.projects if row.cells[at] == "1")

    def cells_of(self, column: str) -> dict[str, str]:
        """The cells of one column of PROJECTS by project id; empty where there is no such column."""
        if column not in self.project_columns:
            return {}
        at = self.project_columns.index(column)
        return {row.id: row.cells[at] for row in self.projects}

    def voter_columns(self, names: Sequence[str]) -> dict[str, list[str]]:
        """Those of the named columns of VOTES that there are, one cell for each ballot."""
        at = {name: self.vote_columns.index(name) for name in names if name in self.vote_columns}
        found: dict[str, list[str]] = {name: [] for name in at}
        for cells in self.votes if at else ():
            for name, place in at.items():
                found[name].append(cells[place])
        return found

    @cached_property
    def election(self) -> Election:
        """The election to be counted."""
        return Election(self.budget, tuple(Project(row.id, row.cost) for row in self.projects), self.ballots)
