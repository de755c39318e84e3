"""Read a `.pb` file, the format of Pabulib.

Source: pabulib.org/format; D. Stolicki, S. Szufa, N. Talmon, "Pabulib: A Participatory Budgeting Library" (2020).

Accepted beyond the letter: a byte-order mark, any line ends, blank lines, spaces around cells, decimal commas, "None"
for an empty cell, quoted cells that run over several lines. Everything that would change a count is refused with the
number of the line and how to mend it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from os import PathLike
from pathlib import Path

from alongside.kit.refused import Refused
from alongside.standards.pabulib.cells import amount, decoded, quoted, refuse
from alongside.standards.pabulib.file import VOTE_TYPES, PabulibFile, Row
from alongside.standards.pabulib.votes import read_votes

SECTIONS = ("META", "PROJECTS", "VOTES")
Line = tuple[int, list[str]]


def read_path(path: str | PathLike[str]) -> PabulibFile:
    """Read a file from disk. Refuses a path that cannot be opened."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be opened: {(error.strerror or str(error)).lower()}.", "file") from None
    return read(data)


def read(data: bytes | str) -> PabulibFile:
    """Read the contents of a file; see the module for what is accepted and refused."""
    text = decoded(data.encode() if isinstance(data, str) else data)
    lines = text.split("\n")
    head = Head.read(lines)
    names = {key: value for _, (key, value) in head.meta}
    at = {key: line for line, (key, _) in head.meta}
    budget, kind = _budget(head, names, at), _kind(head, names, at)
    projects = _projects(head)
    _same_count("num_projects", names, at, len(projects), "PROJECTS lists", "projects")
    position = {row.id: place for place, row in enumerate(projects)}
    votes = read_votes(lines=lines, first=head.votes_at, columns=head.columns["VOTES"], kind=kind, position=position)
    _same_count("num_votes", names, at, votes.ballots.voters, "VOTES holds", "ballots")
    found = PabulibFile(
        meta=tuple((key, value) for _, (key, value) in head.meta),
        project_columns=head.columns["PROJECTS"],
        projects=projects,
        vote_columns=head.columns["VOTES"],
        vote_lines=votes.lines,
        budget=budget,
        ballots=votes.ballots,
        line_of=at,
    )
    if not text.endswith("\n"):
        _whole_last_line(found, len(lines))
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """META and PROJECTS with the line of each record, the columns of all sections, and where the ballots begin.

    `votes_at` is the index of the first line of ballots in the list of lines (its number in the file is one more).
    """

    start: dict[str, int]
    columns: dict[str, tuple[str, ...]]
    meta: list[tuple[int, tuple[str, str]]]
    projects: list[Line]
    votes_at: int

    @classmethod
    def read(cls, lines: list[str]) -> Head:
        """Read up to the header line of VOTES."""
        records = _records(lines)
        start: dict[str, int] = {}
        columns: dict[str, tuple[str, ...]] = {}
        held: dict[str, list[Line]] = {name: [] for name in SECTIONS}
        section = None
        for line, cells in records:
            title = cells[0].upper() if len(cells) == 1 else ""
            if title in SECTIONS:
                _in_order(title, start, line)
                section, start[title] = title, line
                line, cells = next(records, (line + 1, []))
                columns[title] = _columns(title, cells, line)
                if title == "VOTES":
                    meta = [(number, (row[0], row[1])) for number, row in held["META"]]
                    return cls(start, columns, meta, held["PROJECTS"], line)
            elif section is None:
                refuse(line, f"the file begins with {quoted(';'.join(cells))}; a .pb file begins with a line META.")
            else:
                _same_width(cells, columns[section], line, section)
                held[section].append((line, cells))
        missing = next(name for name in SECTIONS if name not in start)
        refuse(
            len(lines) - (lines[-1] == ""),
            f"the file ends before its section {missing}; it is cut short, or a line {missing} is missing.",
        )


def _records(lines: list[str]) -> Iterator[Line]:
    """The records of META and PROJECTS with the number of their first line; blank lines are passed over."""
    reader = csv.reader((line + "\n" for line in lines), delimiter=";")
    before = 0
    try:
        for cells in reader:
            first, before = before + 1, reader.line_num
            if before > first and any(line.strip() in SECTIONS for line in lines[first:before]):
                refuse(first, "a quotation mark that opens here is never closed; close it, or double it inside a cell.")
            if any(cell.strip() for cell in cells):
                yield before if first == before else first, [cell.strip() for cell in cells]
    except csv.Error:
        refuse(before + 1, "a quotation mark that opens here is never closed; close it, or double it inside a cell.")


def _in_order(title: str, start: dict[str, int], line: int) -> None:
    """Refuse a section that stands twice or before another that should come first."""
    if title in start:
        refuse(line, f"the section {title} stands twice (first on line {start[title]}); join the two.")
    expected = SECTIONS[len(start)]
    if title != expected:
        refuse(line, f"the section {title} comes before {expected}; the order is META, PROJECTS, VOTES.")


def _columns(title: str, cells: list[str], line: int) -> tuple[str, ...]:
    """The names of a section's columns. Refuses a header without those that a count needs."""
    needed = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}[title]
    for name in needed:
        if cells.count(name) != 1:
            much = "twice" if name in cells else "not"
            refuse(line, f"the header of {title} names the column {name} {much}; it must read like {';'.join(needed)}.")
    if title == "META" and len(cells) != 2:
        refuse(line, "the header of META must read key;value.")
    return tuple(cells)


def _same_width(cells: list[str], columns: tuple[str, ...], line: int, section: str) -> None:
    """Refuse a record with more or fewer cells than its section has columns."""
    if len(cells) != len(columns):
        refuse(
            line,
            f"{len(cells)} cells where {section} has {len(columns)} columns; put a cell that holds a semicolon in"
            " quotation marks and leave none out.",
        )


def _budget(head: Head, names: dict[str, str], at: dict[str, int]) -> Fraction:
    """The money there is. Refuses none, two, and what is not a number."""
    if "budget" not in names:
        refuse(head.start["META"], "META names no budget; add a line such as budget;10000.", "budget")
    lines = [line for line, (key, _) in head.meta if key == "budget"]
    if len(lines) > 1:
        refuse(lines[1], f"META names the budget twice (first on line {lines[0]}); keep one.", "budget")
    return amount(names["budget"], at["budget"], "the budget", "budget")


def _kind(head: Head, names: dict[str, str], at: dict[str, int]) -> str:
    """The kind of ballots. Refuses a vote_type that is missing or unknown."""
    kind = VOTE_TYPES.get(names.get("vote_type", ""))
    if kind is None:
        known = ", ".join(VOTE_TYPES)
        line = at.get("vote_type", head.start["META"])
        refuse(line, f"vote_type is {quoted(names.get('vote_type', ''))}; META must give one of {known}.", "vote_type")
    return kind


def _projects(head: Head) -> tuple[Row, ...]:
    """The projects with their exact costs. Refuses doubled and missing ids."""
    name_at, cost_at = (head.columns["PROJECTS"].index(name) for name in ("project_id", "cost"))
    seen: dict[str, int] = {}
    rows = []
    for line, cells in head.projects:
        name = cells[name_at]
        if not name or "," in name:
            refuse(line, f"the project_id is {quoted(name)}; give each project an id without commas.", "project_id")
        if name in seen:
            refuse(line, f"project {quoted(name)} stands twice (first on line {seen[name]}); keep one.", "project_id")
        seen[name] = line
        rows.append(
            Row(name, amount(cells[cost_at], line, f"the cost of project {quoted(name)}", "cost"), tuple(cells))
        )
    return tuple(rows)


def _same_count(key: str, names: dict[str, str], at: dict[str, int], found: int, holds: str, what: str) -> None:
    """Refuse a file that holds more or fewer records than META says: most often it was cut short."""
    if names.get(key, "") == "":
        return
    said = amount(names[key], at[key], key, key)
    if said != found:
        cut = "the file is cut short, or " if found < said else ""
        refuse(at[key], f"{key} is {said} but {holds} {found} {what}; {cut}correct {key} or restore the lines.", key)


def _whole_last_line(file: PabulibFile, line: int) -> None:
    """Refuse a file without a line end after its last ballot whose vote totals also differ from PROJECTS.

    Either alone is harmless (an editor strips line ends; some cities publish part of the ballots); both together mean
    that the last ballot was cut in the middle of its list.
    """
    if "votes" not in file.project_columns:
        return
    at = file.project_columns.index("votes")
    totals = [0] * len(file.projects)
    for choice, voters in zip(file.ballots.choices, file.ballots.counts, strict=True):
        for place in choice:
            totals[place] += int(voters)
    if any(row.cells[at] not in ("", str(total)) for row, total in zip(file.projects, totals, strict=True)):
        refuse(
            line,
            "the file ends in the middle of a line and its ballots do not add up to the votes in PROJECTS, so the last"
            " ballot is cut short; restore it, or end it with a line break if it is whole.",
        )
