"""Read the tables that stratification-app and sortition-algorithms share.

Source: the documentation of sortition-algorithms (sortitionfoundation.github.io/sortition-algorithms).

`features.csv` has a row for each value: `feature` (or `category`), `value` (or `name`), `min`, `max` and, if wanted,
`min_flex`, `max_flex`. The people have an id and a column for each feature; other columns are kept as they are. Names
of columns, features and values are compared without regard to case and outer spaces, as there. Accepted as well: a
byte-order mark, semicolons or tabs, blank lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike

from alongside.engines.lottery import Person, Quota
from alongside.kit.refused import Refused
from alongside.standards.sortition.tables import IDS, Row, column, first_row, number, table

FEATURE, VALUE = ("feature", "category"), ("value", "name")
POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}")


@dataclass(frozen=True)
class PeopleTable:
    """The people, and their rows as they stood; `notes` are doubts that the organiser should look at."""

    people: tuple[Person, ...]
    columns: tuple[str, ...]
    rows: dict[str, Row]
    notes: tuple[str, ...]


def read_quotas(path: str | PathLike[str]) -> list[Quota]:
    """The quotas, in the order of the file. Refuses missing columns and numbers that are none, with the line."""
    head, lines = table(path)
    at = {
        "feature": column(path, head, FEATURE),
        "value": column(path, head, VALUE),
        "min": column(path, head, ("min",)),
        "max": column(path, head, ("max",)),
    }
    flex = [head.index(name) if name in head else None for name in ("min_flex", "max_flex")]
    found = []
    for line, row in lines:
        feature, value = row[at["feature"]], row[at["value"]]
        if not feature or not value:
            raise Refused(f"{path}, line {line}: a quota has a feature and a value.", "quotas")
        least, most = (number(path, line, name, row[at[name]]) for name in ("min", "max"))
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
    head, lines = table(path)
    key = column(path, head, (id_column.lower(),) if id_column else IDS)
    spelled = {(q.feature.lower(), q.value.lower()): q.value for q in quotas}
    features = {q.feature: column(path, head, (q.feature.lower(),)) for q in quotas}
    address = [column(path, head, (name.strip().lower(),)) for name in same_address]
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
    return PeopleTable(tuple(people), first_row(path), rows, tuple(notes))


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


def _flexible(path: str | PathLike[str], line: int, cell: str) -> int | None:
    """A flexible limit; an empty cell and -1 set none."""
    return None if cell in ("", "-1") else number(path, line, "a flexible limit", cell)
