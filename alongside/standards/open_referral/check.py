"""Holding a service against the shape of the standard: every wrong field by its place, every unknown one by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from alongside.standards.open_referral.directory import Directory, Record
from alongside.standards.open_referral.shape import CHOICES, SHAPES
from alongside.standards.records import Problem, unknown_fields

UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
LONG: Final = 60


def shown(value: Any) -> str:
    """A value as it stands in a message: on one line and not too long."""
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= LONG else text[: LONG - 3] + '...'}”"


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return "T" in value and bool(re.search(r"(Z|[+-]\d\d:\d\d)$", value))


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", value)


TEXT_KINDS: Final[dict[str, tuple[Callable[[str], object], str]]] = {
    "text": (lambda value: True, ""),
    "uuid": (UUID.fullmatch, "write a UUID, such as ac148810-d857-441c-9679-408f346de14b"),
    "email": (EMAIL.fullmatch, "write an e-mail address, such as desk@example.org"),
    "address": (_is_address, "write a full web address, beginning with https://"),
    "date": (_is_date, "write a date as 2026-03-27"),
    "moment": (_is_moment, "write a date and time with its zone, as 2026-03-27T14:05:00Z"),
}


def problems_of(record: Any, *, where: str, shape: str = "service") -> Iterator[Problem]:
    """Give everything that is wrong with an object and those inside it; `where` is its place in the file."""
    if not isinstance(record, dict):
        yield Problem(where, f"this is {shown(record)}; it must be an object with fields.")
        return
    for name, kind in SHAPES[shape].items():
        value = record.get(name)
        place = _inside(where, name)
        if value is None or value == "":
            if kind.endswith("!"):
                yield Problem(place, f"it is missing; {_mend(kind.rstrip('!'))}.")
            continue
        yield from _value_problems(value, where=place, kind=kind.rstrip("!"))


def _inside(where: str, name: str) -> str:
    """Name a field inside something: contents[0].email, or of a table, services.csv, line 3, email."""
    if not where:
        return name
    return f"{where}, {name}" if where.rsplit(" ", 1)[-1].isdigit() else f"{where}.{name}"


def _mend(kind: str) -> str:
    if kind in CHOICES:
        return f"write one of {', '.join(CHOICES[kind])}"
    return TEXT_KINDS[kind][1] or "write it"


def _value_problems(value: Any, *, where: str, kind: str) -> Iterator[Problem]:
    if kind[0] == "[":
        if not isinstance(value, list):
            yield Problem(where, f"this is {shown(value)}; it must be a list.")
            return
        for place, one in enumerate(value):
            yield from problems_of(one, where=f"{where}[{place}]", shape=kind[1:-1])
    elif kind[0] == "{":
        yield from problems_of(value, where=where, shape=kind[1:-1])
    elif kind == "number":
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Problem(where, f"this is {shown(value)}; write a number without quotation marks.")
    elif kind in CHOICES:
        if value not in CHOICES[kind]:
            yield Problem(where, f"this is {shown(value)}; {_mend(kind)}.")
    elif not isinstance(value, str):
        yield Problem(where, f"this is {shown(value)}; write it as text, between quotation marks.")
    elif not TEXT_KINDS[kind][0](value):
        yield Problem(where, f"this is {shown(value)}; {_mend(kind)}.")


def checked(records: list[Any], *, places: list[str], notes: list[str]) -> Directory:
    """Hold every service against the standard, and say which ids stand twice."""
    problems: list[Problem] = []
    unknown: dict[str, None] = {}
    first: dict[str, str] = {}
    kept: list[Record] = []
    for record, where in zip(records, places, strict=True):
        problems += problems_of(record, where=where)
        if not isinstance(record, dict):
            continue
        unknown |= dict.fromkeys(unknown_fields(record, shape="service", shapes=SHAPES))
        notes = [*notes, *_doubts(record, where=where)]
        key = str(record.get("id", "")).lower()
        if key and key in first:
            problems.append(Problem(f"{where}.id", f"{shown(key)} stands twice, first in {first[key]}; remove one."))
        first.setdefault(key, where)
        kept.append(record)
    if not records:
        notes = [*notes, "The file holds no services."]
    if unknown:
        names = ", ".join(sorted(unknown))
        notes = [*notes, f"Kept as they are, though the standard does not know them: {names}."]
    return Directory(tuple(kept), tuple(problems), tuple(notes))


def _doubts(record: Record, *, where: str) -> Iterator[str]:
    """Name places that lie nowhere; the standard's own example has one, so it is no reason to refuse a file."""
    links = record.get("service_at_locations")
    for number, link in enumerate(links if isinstance(links, list) else []):
        found = link.get("location") if isinstance(link, dict) else None
        for name, most in (("latitude", 90), ("longitude", 180)):
            value = found.get(name) if isinstance(found, dict) else None
            if isinstance(value, int | float) and abs(value) > most:
                place = f"{where}.service_at_locations[{number}].location.{name}".lstrip(".")
                yield f"{place}: {value} is not on the earth; the place is left out."
