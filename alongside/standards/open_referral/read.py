"""Read services in Open Referral UK form: a page of them, one of them, a list of them, as JSON; or as tables in CSV.

Source: Open Referral UK 3.0 (JSON); HSDS tabular form (CSV). What would be imported wrongly is a problem with its place
and how to mend it; what the standard does not know is kept and named.
"""

from __future__ import annotations

import json
from os import PathLike
from pathlib import Path
from typing import Any

from alongside.kit.refused import Refused
from alongside.standards.open_referral.check import checked, shown
from alongside.standards.open_referral.directory import Directory
from alongside.standards.open_referral.tables import read_tables
from alongside.standards.open_referral.text import decoded

MOST_BYTES = 200_000_000


def read_path(path: str | PathLike[str]) -> Directory:
    """Read a JSON file, a services.csv, or a folder of CSV tables. Refuses a path that cannot be opened."""
    place = Path(path)
    try:
        if place.is_dir():
            tables = {one.stem: one.read_bytes() for one in sorted(place.glob("*.csv"))}
            if "services" not in tables:
                raise Refused(f"{path} holds no services.csv; choose the folder of the tables, or one file.", "file")
            return read_tables(tables)
        if place.stat().st_size > MOST_BYTES:
            raise Refused(f"{path} is larger than 200 MB; split it into pages.", "file")
        return read(place.read_bytes(), name=place.name)
    except OSError as error:
        raise Refused(f"{path} cannot be opened: {(error.strerror or str(error)).lower()}.", "file") from None


def read(data: bytes, *, name: str = "") -> Directory:
    """Read the contents of one file; JSON where it begins like JSON, else the table services.csv."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not start:
        raise Refused("The file is empty.", "file")
    if start in (b"{", b"["):
        return _read_json(data)
    if name.lower().endswith(".json"):
        raise Refused("The file does not begin like JSON: its first character must be { or [.", "file")
    return read_tables({"services": data})


def _read_json(data: bytes) -> Directory:
    text, note = decoded(data)
    try:
        found = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise Refused(
            f"Line {wrong.lineno}, column {wrong.colno}: this is not JSON ({wrong.msg.lower()}).", "file"
        ) from None
    except RecursionError:
        raise Refused("The file is nested too deeply to be a list of services.", "file") from None
    records, start, notes = _records(found)
    return checked(records, places=[f"{start}[{place}]" if start else "" for place in range(len(records))], notes=[
        *([note] if note else []), *notes,
    ])  # fmt: skip


def _records(found: Any) -> tuple[list[Any], str, list[str]]:
    """Return the services, the name of the list that they stand in ("" for a single one), and notes."""
    if isinstance(found, list):
        return found, "services", []
    if isinstance(found.get("contents"), list):
        pages, number = found.get("total_pages"), found.get("page_number")
        more = isinstance(pages, int) and pages > 1
        return (
            found["contents"],
            "contents",
            [f"This is page {number} of {pages}; import the others too."] if more else [],
        )
    if isinstance(found.get("services"), list):
        return found["services"], "services", []
    if "name" in found or "id" in found:
        return [found], "", []
    raise Refused(
        "The file holds no services: a page has a list called contents, and a single service an id and a name. Its "
        f"fields are {shown(', '.join(map(str, found)) or 'none')}.",
        "file",
    )
