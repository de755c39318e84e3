"""Read a conversation as Polis exports it.

`participants-votes.csv` has a row for each person and a column for each statement: 1 agree, 0 pass, -1 disagree, empty
for no vote. `comments.csv` beside it gives each statement's words and moderation (-1 out, 0 not looked at, 1 in);
`votes.csv` gives the time of each vote. Both may be missing. The exported `group-id` is never read.

Accepted beyond the letter: a byte-order mark, any line ends, any order of rows and columns, empty lines, spaces round
cells, votes written 1.0. Whatever would change a result is refused, with the number of the line.

Source: compdemocracy.org/export; compdemocracy/openData.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from os import PathLike
from pathlib import Path

from alongside.engines.opinions import Votes, in_order
from alongside.kit.refused import Refused

VOTES, COMMENTS, TIMES = "participants-votes.csv", "comments.csv", "votes.csv"
ENDS = ("participants-votes.csv", "participant-votes.csv")
PERSON = ("participant", "participant-id", "participant_id")
ABOUT = {"xid", "group-id", "group_id", "n-comments", "n-votes", "n-agree", "n-disagree", "n-pass", *PERSON}
CELLS = {"1": 1, "0": 0, "-1": -1, "+1": 1, "1.0": 1, "0.0": 0, "-1.0": -1, "-0": 0, "-0.0": 0}
OUT = {"-1", "-1.0"}
KNOWN = {"", "0", "1", "0.0", "1.0", *OUT}
YES = {"1", "true", "t", "yes"}
Line = tuple[int, list[str]]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A statement: its id, words, who wrote it, when (milliseconds, as exported), whether it is out or about people."""

    id: str
    words: str = ""
    author: str = ""
    written: str = ""
    moderated: int = 1
    meta: bool = False


@dataclass(frozen=True, kw_only=True)
class PolisExport:
    """A conversation: its votes, its statements by id (those that `comments.csv` names), and the seconds of each
    person's votes where `votes.csv` gives them. `notes` say what was passed over."""

    votes: Votes
    statements: Mapping[str, Statement] = field(default_factory=dict)
    times: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def moderated_out(self) -> tuple[str, ...]:
        """The ids of the statements that moderators took out."""
        return tuple(sorted((each.id for each in self.statements.values() if each.moderated < 0), key=in_order))

    @property
    def meta(self) -> tuple[str, ...]:
        """The ids of the statements about people themselves."""
        return tuple(sorted((each.id for each in self.statements.values() if each.meta), key=in_order))


def read_path(path: str | PathLike[str], *, times: bool = False) -> PolisExport:
    """Read an export from its votes' file, or from the folder that holds it. `times` reads `votes.csv` too."""
    file = Path(path) / VOTES if Path(path).is_dir() else Path(path)
    votes, notes = read_votes(_text(file))
    comments, clocks = _beside(file, COMMENTS), _beside(file, TIMES)
    return PolisExport(
        votes=votes,
        statements=read_statements(_text(comments)) if comments else {},
        times=read_times(_text(clocks)) if times and clocks else {},
        notes=notes,
    )


def _beside(file: Path, name: str) -> Path | None:
    """The file of that name beside the votes; newer exports put the same words before the names of all their files."""
    before = next((file.name.removesuffix(end) for end in ENDS if file.name.endswith(end)), "")
    found = (file.with_name(each) for each in (before + name, name))
    return next((each for each in found if each.exists() and each != file), None)


def _text(path: Path) -> str:
    """The text of a file. Refuses one that cannot be opened or is not text."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Refused(f"{path} cannot be opened: {(error.strerror or str(error)).lower()}.", "file") from None
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8 text (byte {error.start}): save it as CSV in UTF-8.", "file") from None


def _lines(text: str, name: str, *, strict: bool = True) -> Iterator[Line]:
    """The rows with the number of their line, cells without spaces around them; empty lines are passed over."""
    reader = csv.reader(StringIO(text.replace("\0", "\ufffd"), newline=""), strict=strict)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise Refused(f"{name}, line {reader.line_num}: {error}.") from None


def _header(lines: Iterator[Line], name: str) -> list[str]:
    found = next(lines, (0, []))[1]
    if not found:
        raise Refused(f"{name} is empty: the first line names the columns.")
    twice = next((each for at, each in enumerate(found) if each in found[:at]), None)
    if twice is not None:
        raise Refused(f"{name}, line 1: the column “{twice}” stands twice.")
    return found


def read_votes(text: str) -> tuple[Votes, tuple[str, ...]]:
    """Read the contents of `participants-votes.csv`: the votes, and notes on columns that were passed over."""
    lines = _lines(text, VOTES)
    header = _header(lines, VOTES)
    person = next((header.index(name) for name in PERSON if name in header), None)
    if person is None:
        raise Refused(f"{VOTES}, line 1: no column “participant”. Is this the file that Polis exports by that name?")
    statements, over = _statement_columns(header)
    if not statements:
        raise Refused(f"{VOTES}, line 1: no column is a statement's: their headers are the ids of statements.")
    held: dict[str, dict[str, int]] = {}
    for number, row in lines:
        if len(row) != len(header):
            raise Refused(f"{VOTES}, line {number}: {len(row)} cells under {len(header)} columns.")
        if not row[person]:
            raise Refused(f"{VOTES}, line {number}: the participant has no id.")
        if row[person] in held:
            raise Refused(f"{VOTES}, line {number}: participant {row[person]} stands there a second time.")
        held[row[person]] = {name: _vote(row[at], name, number) for at, name in statements.items() if row[at]}
    notes = (f"passed over the columns {', '.join(over)}: they are no statement's.",) if over else ()
    return Votes.of(held, statements.values()), notes


def _statement_columns(header: list[str]) -> tuple[dict[int, str], list[str]]:
    """Positions and ids of the statements, and the columns that are neither a statement nor about a person.

    Polis numbers statements. Where no header is a number, every unknown column is a statement's.
    """
    unknown = {at: name for at, name in enumerate(header) if name.lower() not in ABOUT}
    numbered = {at: name for at, name in unknown.items() if name.isascii() and name.isdigit()}
    if not numbered:
        return {at: name for at, name in unknown.items() if name}, []
    return numbered, [name or "(no name)" for at, name in unknown.items() if at not in numbered]


def _vote(cell: str, statement: str, number: int) -> int:
    if cell not in CELLS:
        raise Refused(
            f"{VOTES}, line {number}: “{cell[:40]}” on statement {statement} is no vote: "
            "1 is agree, 0 pass, -1 disagree, and empty no vote."
        )
    return CELLS[cell]


def read_statements(text: str) -> dict[str, Statement]:
    """Read the contents of `comments.csv`: statements by id. Without a column `moderated` all are in.

    Quotation marks that people wrote and a program left as they were do no harm; nor do commas in words at the end.
    """
    lines = _lines(text, COMMENTS, strict=False)
    header = [name.replace("_", "-").lower() for name in _header(lines, COMMENTS)]
    if "comment-id" not in header:
        raise Refused(f"{COMMENTS}, line 1: no column “comment-id”.")
    found: dict[str, Statement] = {}
    for number, row in lines:
        if header[-1] == "comment-body":
            row[len(header) - 1 :] = [",".join(row[len(header) - 1 :])]
        if len(row) != len(header):
            raise Refused(f"{COMMENTS}, line {number}: {len(row)} cells under {len(header)} columns.")
        cell = dict(zip(header, row, strict=True))
        name, moderated = cell["comment-id"], cell.get("moderated", "1")
        if moderated not in KNOWN:
            raise Refused(f"{COMMENTS}, line {number}: moderated is “{moderated[:40]}”; it is -1, 0 or 1.")
        if name in found:
            raise Refused(f"{COMMENTS}, line {number}: statement {name} stands there a second time.")
        found[name] = Statement(
            id=name,
            words=cell.get("comment-body", ""),
            author=cell.get("author-id", ""),
            written=cell.get("timestamp", ""),
            moderated=-1 if moderated in OUT else int(float(moderated or "0")),
            meta=any(cell.get(each, "").lower() in YES for each in ("is-meta", "meta")),
        )
    return found


def read_times(text: str) -> dict[str, tuple[float, ...]]:
    """Read the contents of `votes.csv`: the seconds of each person's votes (`timestamp` is in milliseconds)."""
    lines = _lines(text, TIMES)
    header = _header(lines, TIMES)
    for wanted in ("timestamp", "voter-id"):
        if wanted not in header:
            raise Refused(f"{TIMES}, line 1: no column “{wanted}”.")
    when, who = header.index("timestamp"), header.index("voter-id")
    found: defaultdict[str, list[float]] = defaultdict(list)
    for number, row in lines:
        try:
            found[row[who]].append(int(row[when]) / 1000)
        except (IndexError, ValueError):
            raise Refused(f"{TIMES}, line {number}: no voter with a whole number as timestamp.") from None
    return {person: tuple(sorted(times)) for person, times in found.items()}
