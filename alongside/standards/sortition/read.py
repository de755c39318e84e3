"""Read the tables that stratification-app and sortition-algorithms share.

Source: the documentation of sortition-algorithms (sortitionfoundation.github.io/sortition-algorithms).

`features.csv` has a row for each value: `feature` (or `category`), `value` (or `name`), `min`, `max` and, if wanted,
`min_flex`, `max_flex`. The people have an id and a column for each feature; other columns are kept as they are. Names
of columns, features and values are compared without regard to case and outer spaces, as there. Accepted as well: a
byte-order mark, semicolons or tabs, blank lines.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from alongside.engines.lottery import Person, Quota
from alongside.kit.refused import Refused

IDS = ("id", "person_id", "external_id", "nationbuilder_id", "unique_id", "urn")
FEATURE, VALUE = ("feature", "category"), ("value", "name")
POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}")
Row = list[str]


@dataclass(frozen=True)
class PeopleTable:
    """The people, and their rows as they stood; `notes` are doubts that the organiser should look at."""

    people: tuple[Person, ...]
    columns: tuple[str, ...]
    rows: dict[str, Row]
    notes: tuple[str, ...]


def read_quotas(path: str | PathLike[str]) -> list[Quota]:
    """The quotas, in the order of the file. Refuses missing columns and numbers that are none, with the line."""
    head, lines = _table(path)
    at = {
        "feature": _column(path, head, FEATURE),
        "value": _column(path, head, VALUE),
        "min": _column(path, head, ("min",)),
        "max": _column(path, head, ("max",)),
    }
    flex = [head.index(name) if name in head else None for name in ("min_flex", "max_flex")]
    found = []
    for line, row in lines:
        feature, value = row[at["feature"]], row[at["value"]]
        if not feature or not value:
            raise Refused(f"{path}, line {line}: a quota has a feature and a value.", "quotas")
        least, most = (_number(path, line, name, row[at[name]]) for name in ("min", "max"))
        low, high = (None if place is None else _flexible(path, line, row[place]) for place in flex)
        found.append(Quota(feature, value, least, most, low, high))
    if not found:
        raise Refused(f"{path} holds no quotas.", "quotas")
    return _one_spelling(found)


def read_people(
    path: str | PathLike[str], quotas: Sequence[Quota], *, same_address: Sequence[str] = (), id_column: str = ""
) -> PeopleTable:
    """The people, with the spelling of the quotas for their values; `same_address` are the columns of the address.

    Addresses are the same where they are without regard to case, accents, spaces and punctuation. Refuses missing
    columns, ids that are missing or double, and values that have no quota, with the line.
    """
    head, lines = _table(path)
    key = _column(path, head, (id_column.lower(),) if id_column else IDS)
    spelled = {(q.feature.lower(), q.value.lower()): q.value for q in quotas}
    features = {q.feature: _column(path, head, (q.feature.lower(),)) for q in quotas}
    address = [_column(path, head, (name.strip().lower(),)) for name in same_address]
    people, rows, first_line = [], dict[str, Row](), dict[str, int]()
    for line, row in lines:
        person = row[key]
        if not person:
            raise Refused(f"{path}, line {line}: somebody has no {head[key]}.", "people")
        if person in rows:
            raise Refused(f"{path}, line {line}: the id {person} stands on line {first_line[person]} too.", "people")
        values = {}
        for feature, at in features.items():
            value = spelled.get((feature.lower(), row[at].lower()))
            if value is None:
                said = f"“{row[at]}”" if row[at] else "nothing"
                raise Refused(f"{path}, line {line}: {person} has {said} for {feature}, which has no quota.", "people")
            values[feature] = value
        rows[person], first_line[person] = row, line
        people.append(Person(person, values, household_of([row[at] for at in address])))
    if not people:
        raise Refused(f"{path} holds no people.", "people")
    notes = _notes(people, rows, address) if address else []
    return PeopleTable(tuple(people), _first_row(path), rows, tuple(notes))


def household_of(address: Sequence[str]) -> str:
    """An address in the form in which two that are the same are equal; "" where nothing is given."""
    parts = []
    for part in address:
        plain = unicodedata.normalize("NFKD", part).casefold().strip()
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        if POSTCODE.fullmatch(plain):
            plain = re.sub(r"\s", "", plain)
        plain = re.sub(r"(?<=\d)[\W_]+(?=\d)", " ", plain)  # flat 1, 11 is not flat 11, 1
        parts.append("".join(letter for letter in plain if letter.isalnum() or letter == " ").strip())
    squeezed = [re.sub(r"(?<!\d) | (?!\d)", "", part) for part in parts]
    return "|".join(squeezed) if any(squeezed) else ""


def _notes(people: list[Person], rows: dict[str, Row], address: list[int]) -> list[str]:
    """Who has no address, and addresses that look alike: same numbers, same last part, other words."""
    none = sum(not person.household for person in people)
    found = [f"{none} people have no address; each is taken to live alone."] if none else []
    part = sum(bool(p.household) and not all(rows[p.id][at] for at in address) for p in people)
    found += [f"{part} people have an address with a part missing; it is compared as it is."] if part else []
    alike: dict[tuple[str, ...], set[str]] = {}
    for person in people:
        home = person.household.split("|")
        numbers = re.findall(r"\d+", home[0]) if len(home) > 1 else []
        if numbers and home[-1]:
            alike.setdefault((*numbers, home[-1]), set()).add(person.household)
    several = sum(len(homes) > 1 for homes in alike.values())
    if several:
        found.append(f"{several} addresses are alike but not the same (same numbers, same last part); look at them.")
    return found


def _one_spelling(quotas: list[Quota]) -> list[Quota]:
    """A feature is spelled everywhere as it is the first time."""
    names = dict[str, str]()
    return [
        Quota(names.setdefault(q.feature.lower(), q.feature), q.value, q.least, q.most, q.least_flex, q.most_flex)
        for q in quotas
    ]


def _table(path: str | PathLike[str]) -> tuple[Row, list[tuple[int, Row]]]:
    """The names of the columns in lower case, and the rows with their lines, cells without outer spaces."""
    records = _records(path)
    head = [cell.lower() for cell in records[0][1]]
    twice = [name for name in head if name and head.count(name) > 1]
    if twice:
        raise Refused(f"{path} has two columns called {twice[0]}.", "file")
    rows = []
    for line, row in records[1:]:
        if len(row) > len(head) and any(row[len(head) :]):
            raise Refused(f"{path}, line {line}: {len(row)} cells for {len(head)} columns.", "file")
        rows.append((line, [*row, *[""] * len(head)][: len(head)]))
    return head, rows


def _first_row(path: str | PathLike[str]) -> tuple[str, ...]:
    return tuple(_records(path)[0][1])


def _records(path: str | PathLike[str]) -> list[tuple[int, Row]]:
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


def _column(path: str | PathLike[str], head: Row, names: Sequence[str]) -> int:
    for name in names:
        if name in head:
            return head.index(name)
    raise Refused(f"{path} has no column “{names[0]}”; it has {', '.join(head)}.", "file")


def _number(path: str | PathLike[str], line: int, name: str, cell: str) -> int:
    if not re.fullmatch(r"\d{1,9}(\.0+)?", cell):
        raise Refused(f"{path}, line {line}: {name} is a whole number, not “{cell}”.", "quotas")
    return int(float(cell))


def _flexible(path: str | PathLike[str], line: int, cell: str) -> int | None:
    """A flexible limit; an empty cell and -1 set none."""
    return None if cell in ("", "-1") else _number(path, line, "a flexible limit", cell)
