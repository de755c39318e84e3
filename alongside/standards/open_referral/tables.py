"""The CSV form: services.csv, and beside it the tables that hang on it, read into the same nested services.

Source: Open Referral HSDS, tabular form. Every cell is text; what the standard counts is turned into a number here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from alongside.kit.refused import Refused
from alongside.standards.open_referral.check import checked
from alongside.standards.open_referral.directory import Directory
from alongside.standards.open_referral.shape import SHAPES, TABLES
from alongside.standards.open_referral.text import decoded
from alongside.standards.records import Problem

Row = tuple[int, dict[str, Any]]


def read_tables(tables: Mapping[str, bytes]) -> Directory:
    """Read the tables by their names without .csv; `services` must be there, all others may be missing."""
    notes: list[str] = []
    problems: list[Problem] = []

    def rows(table: str, shape: str) -> Iterator[Row]:
        return _rows(tables.get(table, b""), table=table, shape=shape, notes=notes, problems=problems)

    services = list(rows("services", "service"))
    organizations = {row.get("id"): row for _, row in rows("organizations", "organization")}
    found = {row.get("id"): row for _, row in services}
    for name, shape in TABLES.items():
        for line, row in rows(name, shape):
            _hang(row, on=found, by="service_id", as_=name, where=f"{name}.csv, line {line}", problems=problems)
    locations = {row.get("id"): row for _, row in rows("locations", "location")}
    for line, row in rows("addresses", "address"):
        _hang(
            row, on=locations, by="location_id", as_="addresses", where=f"addresses.csv, line {line}", problems=problems
        )
    for line, row in rows("service_at_location", "service_at_location"):
        if row.get("location_id") in locations:
            row["location"] = locations[row["location_id"]]
        where = f"service_at_location.csv, line {line}"
        _hang(row, on=found, by="service_id", as_="service_at_locations", where=where, problems=problems)
    for _, row in services:
        if row.get("organization_id") in organizations:
            row["organization"] = organizations[row["organization_id"]]
    read = checked([row for _, row in services], places=[f"services.csv, line {n}" for n, _ in services], notes=notes)
    return Directory(read.services, (*problems, *read.problems), read.notes)


def _hang(
    row: dict[str, Any], *, on: Mapping[Any, dict[str, Any]], by: str, as_: str, where: str, problems: list[Problem]
) -> None:
    """Put a row of a table into what it belongs to; one that belongs to nothing here is a problem where it says so."""
    owner = row.get(by)
    if owner in on:
        on[owner].setdefault(as_, []).append(row)
    elif owner:
        problems.append(Problem(f"{where}, {by}", f"no row has the id {owner}; correct it or remove the line."))


def _rows(data: bytes, *, table: str, shape: str, notes: list[str], problems: list[Problem]) -> Iterator[Row]:
    """Give each row of a table with its line, its empty cells left out; a row that is too long is a problem."""
    if not data.strip():
        return
    text, note = decoded(data)
    if note:
        notes.append(f"{table}.csv: {note}")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = _column_names(next(reader, []), table=table)
        for cells in reader:
            filled = [cell.strip() for cell in cells]
            if len(filled) > len(names):
                where = f"{table}.csv, line {reader.line_num}"
                wrong = f"it has {len(filled)} cells for {len(names)} columns; quote the commas."
                problems.append(Problem(where, wrong))
            elif any(filled):
                pairs = zip(names, filled, strict=False)
                yield reader.line_num, {name: _value(name, cell, shape) for name, cell in pairs if cell}
    except csv.Error as wrong_csv:
        raise Refused(f"{table}.csv, line {reader.line_num}: this is not CSV ({wrong_csv}).", "file") from None


def _column_names(cells: list[str], *, table: str) -> list[str]:
    """Return the names of the columns. Refuses a first line without one called id: it is not a line of names."""
    names = [cell.strip() for cell in cells]
    if "id" not in names:
        parted = " (it seems to be parted by semicolons: save it with commas)" if ";" in "".join(names) else ""
        first = f"{table}.csv, line 1: there is no column id; the first line must name the columns{parted}."
        raise Refused(first, "file")
    return names


def _value(name: str, cell: str, shape: str) -> Any:
    """Turn a cell into what the standard wants; a number that is none stays text, and is then named as a problem."""
    if SHAPES[shape].get(name, "").rstrip("!") != "number":
        return cell
    for kind in (int, float):
        try:
            return kind(cell)
        except ValueError:
            continue
    return cell
