"""A table as people save it: with commas, semicolons or tabs, a byte-order mark, blank lines, columns in any case."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from alongside.kit.refused import Refused

IDS = ("id", "person_id", "external_id", "nationbuilder_id", "unique_id", "urn")
Row = list[str]


def table(path: str | PathLike[str]) -> tuple[Row, list[tuple[int, Row]]]:
    """The names of the columns in lower case, and the rows with their lines, cells without outer spaces."""
    lines = records(path)
    head = [cell.lower() for cell in lines[0][1]]
    twice = [name for name in head if name and head.count(name) > 1]
    if twice:
        raise Refused(f"{path} has two columns called {twice[0]}.", "file")
    rows = []
    for line, row in lines[1:]:
        if len(row) > len(head) and any(row[len(head) :]):
            raise Refused(f"{path}, line {line}: {len(row)} cells for {len(head)} columns.", "file")
        rows.append((line, [*row, *[""] * len(head)][: len(head)]))
    return head, rows


def first_row(path: str | PathLike[str]) -> tuple[str, ...]:
    """The names of the columns as they are written."""
    return tuple(records(path)[0][1])


def records(path: str | PathLike[str]) -> list[tuple[int, Row]]:
    """The rows that are not blank, with the lines they end on. Refuses a file that cannot be read."""
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Refused(f"{path} cannot be opened: {(error.strerror or str(error)).lower()}.", "file") from None
    except UnicodeDecodeError:
        raise Refused(f"{path} is not text in UTF-8; save it as “CSV UTF-8”.", "file") from None
    first = text.partition("\n")[0]
    separator = max((",", ";", "\t"), key=first.count)
    try:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
        found = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise Refused(f"{path} is not a table: {error}.", "file") from None
    found = [(line, row) for line, row in found if any(row)]
    if not found:
        raise Refused(f"{path} is empty.", "file")
    return found


def column(path: str | PathLike[str], head: Row, names: Sequence[str]) -> int:
    """The place of the first of these names that is there. Refuses a table that has none of them."""
    for name in names:
        if name in head:
            return head.index(name)
    raise Refused(f"{path} has no column “{names[0]}”; it has {', '.join(head)}.", "file")


def number(path: str | PathLike[str], line: int, name: str, cell: str) -> int:
    """A whole number from a cell. Refuses anything else, with the line."""
    if not re.fullmatch(r"\d{1,9}(\.0+)?", cell):
        raise Refused(f"{path}, line {line}: {name} is a whole number, not “{cell}”.", "quotas")
    return int(float(cell))
