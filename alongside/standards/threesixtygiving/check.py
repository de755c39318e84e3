"""Holding grants against the shape of the standard: every wrong field by its place, every unknown one by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit

from alongside.standards.records import Problem, unknown_fields
from alongside.standards.threesixtygiving.codes import COUNTRIES, codes
from alongside.standards.threesixtygiving.package import Package, Record
from alongside.standards.threesixtygiving.shape import ABOUT, SHAPES

LONG: Final = 60
DAY: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])")
MONTH: Final = re.compile(r"[0-9]{4}(-(0[1-9]|1[012]))?")
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")


def shown(value: Any) -> str:
    """A value as it stands in a message: on one line and not too long."""
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= LONG else text[: LONG - 3] + '...'}”"


def is_moment(value: str) -> bool:
    """Say whether a text is a moment as RFC 3339 writes it: a real date, a time, a zone."""
    if not MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value.upper().replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def day_of(value: Any) -> date | None:
    """Return the day of a date or a moment, None where it is neither or not in the calendar."""
    if not isinstance(value, str) or not (DAY.fullmatch(value) or is_moment(value)):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", value)


def _is_date(value: str) -> bool:
    return bool(DAY.fullmatch(value)) or is_moment(value)


TEXTS: Final[dict[str, tuple[Callable[[str], object], str]]] = {
    "text": (lambda value: True, ""),
    "address": (_is_address, "write a full web address, beginning with https://"),
    "date": (_is_date, "write a date as 2026-03-27, or with a time and zone as 2026-03-27T14:05:00Z"),
    "span": (lambda value: _is_date(value) or MONTH.fullmatch(value), "write a date as 2026-03-27, 2026-03 or 2026"),
    "moment": (is_moment, "write a date and time with its zone, as 2026-03-27T14:05:00Z"),
    "yesno": (lambda value: value in ("Yes", "No"), "write Yes or No"),
    "country": (lambda value: value in codes(COUNTRIES), "write a country as two letters, as GB"),
    "version": (re.compile(r"\d+\.\d+").fullmatch, "write two numbers, as 1.4"),
}


def problems_of(record: Any, *, where: str, shape: str = "grant") -> Iterator[Problem]:
    """Give everything that is wrong with an object and those inside it; `where` is its place in the file."""
    if not isinstance(record, dict):
        yield Problem(where, f"this is {shown(record)}; it must be an object with fields.")
        return
    for name, kind in SHAPES[shape].items():
        place = f"{where}.{name}"
        if name not in record:
            if kind.endswith("!"):
                yield Problem(place, "it is missing; every grant has it." if shape == "grant" else "it is missing.")
            continue
        if record[name] is None and "?" in kind:
            continue
        yield from _value_problems(record[name], where=place, kind=kind.rstrip("!?"))
    if shape == "grant" and ("recipientOrganization" in record) == ("recipientIndividual" in record):
        both = "recipientOrganization" in record
        what = "names both; write one of them." if both else "names nobody; write recipientOrganization."
        yield Problem(where, f"a grant goes to an organisation or to a person: this one {what}")


def _value_problems(value: Any, *, where: str, kind: str) -> Iterator[Problem]:
    if kind.startswith("list:"):
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            yield Problem(where, f"this is {shown(value)}; it must be a list of texts.")
    elif kind[0] == "[":
        if not isinstance(value, list):
            yield Problem(where, f"this is {shown(value)}; it must be a list.")
            return
        if not value and kind.endswith("+"):
            yield Problem(where, "the list is empty; it needs at least one.")
        for place, one in enumerate(value):
            yield from problems_of(one, where=f"{where}[{place}]", shape=kind.rstrip("+")[1:-1])
    elif kind[0] == "{":
        yield from problems_of(value, where=where, shape=kind[1:-1])
    elif kind in ("number", "duration"):
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            yield Problem(where, f"this is {shown(value)}; write a number without quotation marks, commas or signs.")
        elif kind == "duration" and value < 0:
            yield Problem(where, f"this is {shown(value)}; a length of time is not below nought.")
    elif not isinstance(value, str):
        yield Problem(where, f"this is {shown(value)}; write it as text, between quotation marks.")
    elif not TEXTS[kind][0](value):
        yield Problem(where, f"this is {shown(value)}; {TEXTS[kind][1]}.")


def _about_problems(about: Record) -> Iterator[Problem]:
    for name, kind in ABOUT.items():
        if name in about:
            yield from _value_problems(about[name], where=name, kind=kind)
    publisher = about.get("publisher", {})
    if not isinstance(publisher, dict):
        yield Problem("publisher", f"this is {shown(publisher)}; it must be an object with fields.")


def checked(grants: Sequence[Any], *, about: Record | None = None, notes: Sequence[str] = ()) -> Package:
    """Hold every grant against the standard, and say which ids stand twice."""
    about = about or {}
    problems = list(_about_problems(about))
    unknown: dict[str, None] = {}
    first: dict[str, int] = {}
    kept: list[Record] = []
    for number, grant in enumerate(grants):
        where = f"grants[{number}]"
        problems += problems_of(grant, where=where)
        if not isinstance(grant, dict):
            continue
        unknown |= dict.fromkeys(unknown_fields(grant, shape="grant", shapes=SHAPES))
        key = str(grant.get("id", ""))
        if key and key in first:
            problems.append(Problem(f"{where}.id", f"{shown(key)} stands twice, first in grants[{first[key]}]."))
        first.setdefault(key, number)
        kept.append(grant)
    if not grants:
        problems.append(Problem("grants", "the file holds no grants; it needs at least one."))
    if unknown:
        notes = [*notes, f"Kept as they are, though the standard does not know them: {', '.join(sorted(unknown))}."]
    return Package(tuple(kept), about, tuple(problems), tuple(notes))
