"""The section VOTES, read fast: most of the time of a count is spent here.

Every distinct vote is taken apart once. A real city has a third as many distinct votes as voters, or fewer.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from alongside.engines.budgeting.election import CHOOSE_ONE, POINTED, POINTS, RANKED, Ballots
from alongside.standards.pabulib.cells import amount, number, quoted, refuse

AT_ONCE = 100_000  # lines taken apart at a time, so that the cells of a million ballots never stand in memory together


@dataclass(frozen=True, slots=True)
class Votes:
    """The ballots as lines of text, one each, and grouped."""

    lines: tuple[str, ...]
    ballots: Ballots


@dataclass(slots=True)
class Cells:
    """The columns of VOTES that a count reads, and how to name the line of ballot v (counted from 0)."""

    voter: list[str]
    vote: list[str]
    points: list[str] | None
    line_numbers: Sequence[int]

    def line(self, ballot: int) -> int:
        """The number in the file of the line on which a ballot begins."""
        return self.line_numbers[ballot]


def read_votes(*, lines: list[str], first: int, columns: tuple[str, ...], kind: str, position: dict[str, int]) -> Votes:
    """Read the ballots from `lines[first:]`. Refuses doubled voters, unknown projects, all that changes a count."""
    if kind in POINTED and columns.count("points") != 1:
        refuse(first, "ballots with points need one column points in the header of VOTES.", "points")
    texts, numbers = _ballot_lines(lines, first)
    cells = _split(texts, numbers, columns, kind)
    _each_voter_once(cells)
    return Votes(tuple(texts), _grouped(cells, kind, position))


def _ballot_lines(lines: list[str], first: int) -> tuple[list[str], Sequence[int]]:
    """The text of each ballot and the number of its first line; blank lines are passed over, quoted ones joined."""
    rest = lines[first:]
    while rest and not rest[-1].strip():
        rest.pop()
    if not any('"' in line for line in rest):
        if all(rest):
            return rest, range(first + 1, first + 1 + len(rest))
        kept = [(line, at) for at, line in enumerate(rest, first + 1) if line.strip()]
        return [line for line, _ in kept], [at for _, at in kept]
    texts, numbers = [], []
    reader = csv.reader((line + "\n" for line in rest), delimiter=";")
    before = 0
    try:
        for record in reader:
            begin, before = before, reader.line_num
            if any(cell.strip() for cell in record):
                texts.append("\n".join(rest[begin:before]))
                numbers.append(first + 1 + begin)
    except csv.Error:
        refuse(first + 1 + before, "a quotation mark that opens here is never closed; close it.")
    return texts, numbers


def _split(texts: list[str], numbers: Sequence[int], columns: tuple[str, ...], kind: str) -> Cells:
    """Take the lines apart, keeping only the columns that a count reads. Refuses a wrong number of cells."""
    width, voter, vote = len(columns), columns.index("voter_id"), columns.index("vote")
    found = Cells([], [], [] if kind in POINTED else None, numbers)
    for start in range(0, len(texts), AT_ONCE):
        part = texts[start : start + AT_ONCE]
        plain = not any('"' in line for line in part)
        rows = [line.split(";") for line in part] if plain else list(csv.reader(part, delimiter=";"))
        if not plain:
            rows = [next(csv.reader([line], delimiter=";")) if "\n" not in line else _joined(line) for line in part]
        if set(map(len, rows)) != {width}:
            at = next(place for place, row in enumerate(rows) if len(row) != width)
            _wrong_width(found.line(start + at), len(rows[at]), width, start + at == len(texts) - 1)
        found.voter.extend(map(str.strip, map(itemgetter(voter), rows)))
        found.vote.extend(map(itemgetter(vote), rows))
        if found.points is not None:
            found.points.extend(map(itemgetter(columns.index("points")), rows))
    return found


def _joined(text: str) -> list[str]:
    """The cells of a record that runs over several lines."""
    return next(csv.reader((line + "\n" for line in text.split("\n")), delimiter=";"))


def _wrong_width(line: int, cells: int, width: int, last: bool) -> NoReturn:
    """Refuse a ballot with more or fewer cells than there are columns."""
    cut = "; this is the last line: the file may be cut short" if last and cells < width else ""
    refuse(
        line,
        f"{cells} cells where VOTES has {width} columns{cut}; put a cell that holds a semicolon in quotation marks and"
        " leave none out.",
    )


def _each_voter_once(cells: Cells) -> None:
    """Refuse a voter without an id and a voter who stands twice."""
    if len(set(cells.voter)) == len(cells.voter) and "" not in cells.voter:
        return
    seen: dict[str, int] = {}
    for ballot, voter in enumerate(cells.voter):
        if not voter:
            refuse(cells.line(ballot), "the voter_id is missing; give every ballot an id of its own.", "voter_id")
        if voter in seen:
            refuse(
                cells.line(ballot),
                f"voter {quoted(voter)} stands twice (first on line {cells.line(seen[voter])}); keep one ballot for"
                " each voter.",
                "voter_id",
            )
        seen[voter] = ballot


def _grouped(cells: Cells, kind: str, position: dict[str, int]) -> Ballots:
    """Group identical ballots. Each distinct text is taken apart once; refusals name the first line that has it."""
    keys: Sequence[tuple[str, str]] | Sequence[str]
    keys = cells.vote if cells.points is None else list(zip(cells.vote, cells.points, strict=True))
    text_of: dict[tuple[str, str] | str, int] = {}
    text = np.fromiter((text_of.setdefault(key, len(text_of)) for key in keys), dtype=np.int64, count=len(keys))
    ballot_of: dict[tuple[tuple[int, ...], tuple[Fraction, ...]], int] = {}
    places: list[int] = []
    reading = _Reading(cells, keys, kind, position)
    for key in text_of:
        one = reading.approvals(key) if isinstance(key, str) else reading.points(*key)
        places.append(ballot_of.setdefault(one, len(ballot_of)))
    member: NDArray[np.int64] = np.array(places, dtype=np.int64)[text] if places else text
    return Ballots(
        kind=kind,
        choices=tuple(choice for choice, _ in ballot_of),
        counts=np.bincount(member, minlength=len(ballot_of)).astype(np.int64),
        member=member,
        points=tuple(given for _, given in ballot_of) if kind in POINTED else None,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the text of one vote becomes a ballot."""

    cells: Cells
    keys: Sequence[tuple[str, str]] | Sequence[str]
    kind: str
    position: dict[str, int]

    def approvals(self, text: str) -> tuple[tuple[int, ...], tuple[Fraction, ...]]:
        """A vote that lists projects: sorted, or in order of preference where the ballots are ranked."""
        choice = self.listed(text, text)
        if self.kind == CHOOSE_ONE and len(choice) > 1:
            refuse(self.line(text), f"a choose-1 ballot names {len(choice)} projects; it may name one.", "vote")
        return (choice if self.kind == RANKED else tuple(sorted(choice))), ()

    def points(self, text: str, given: str) -> tuple[tuple[int, ...], tuple[Fraction, ...]]:
        """A vote that gives points to projects.

        A project that stands several times has its points added up, as the cities that publish such ballots count
        them (Częstochowa 2020 holds one); anywhere else a project that stands twice is refused.
        """
        key = (text, given)
        choice = self.listed(text, key)
        parts = [] if _empty(given) else given.split(",")
        if len(parts) != len(choice):
            refuse(
                self.line(key),
                f"the ballot names {len(choice)} projects and gives {len(parts)} points; pair them.",
                "points",
            )
        worth: dict[int, Fraction] = {}
        for place, part in zip(choice, parts, strict=True):
            worth[place] = worth.get(place, Fraction(0)) + self.point(part, key)
        pairs = sorted(worth.items())
        return tuple(place for place, _ in pairs), tuple(each for _, each in pairs)

    def point(self, part: str, key: tuple[str, str]) -> Fraction:
        """One number of points; the line is looked for only where it is needed, because that takes time."""
        if part.isascii() and part.isdigit():
            return Fraction(int(part))
        read = amount if self.kind == POINTS else number
        return read(part, self.line(key), "a number of points", "points")

    def listed(self, text: str, key: tuple[str, str] | str) -> tuple[int, ...]:
        """The places of the projects that a vote lists. Refuses unknown ones and, but for points, one named twice."""
        if _empty(text):
            return ()
        names = [name.strip() for name in text.split(",")]
        try:
            choice = tuple(map(self.position.__getitem__, names))
        except KeyError:
            unknown = next(name for name in names if name not in self.position)
            refuse(
                self.line(key),
                f"the ballot names project {quoted(unknown)}, which PROJECTS does not list; correct the id or add the"
                " project.",
                "vote",
            )
        if len(set(choice)) != len(choice) and self.kind not in POINTED:
            twice = next(name for name in names if names.count(name) > 1)
            refuse(self.line(key), f"the ballot names project {quoted(twice)} twice; keep one.", "vote")
        return choice

    def line(self, key: tuple[str, str] | str) -> int:
        """The number of the first line that holds this vote."""
        return self.cells.line(self.keys.index(key))


def _empty(text: str) -> bool:
    """Whether a cell says that nothing was chosen; some files write None."""
    return text.strip().lower() in ("", "none")
