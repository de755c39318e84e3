"""Read a file of grants in the form of the 360Giving Data Standard 1.4.3, as JSON.

What is against the standard is a problem with its place and how to mend it; what the standard does not know is kept
and named. Money is read as exact decimals. Refuses what is not such a file at all.
"""

from __future__ import annotations

import json
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Any, NoReturn

from alongside.kit.refused import Refused
from alongside.standards.threesixtygiving.check import checked, shown
from alongside.standards.threesixtygiving.package import Package

MOST_BYTES = 200_000_000


def read_path(path: str | PathLike[str]) -> Package:
    """Read a file. Refuses a path that cannot be opened, and more than 200 MB."""
    place = Path(path)
    try:
        if place.stat().st_size > MOST_BYTES:
            raise Refused(f"{path} is larger than 200 MB; split it.", "file")
        return read(place.read_bytes())
    except OSError as error:
        raise Refused(f"{path} cannot be opened: {(error.strerror or str(error)).lower()}.", "file") from None


def read(data: bytes) -> Package:
    """Read the contents of a file; a byte-order mark is passed over."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Refused("The file is empty.", "file")
    if data[:4] == b"PK\x03\x04":
        raise Refused("This is a spreadsheet; turn it into the standard's JSON first (flattentool does).", "file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise Refused(f"Line {line}: the file is not UTF-8; save it again as UTF-8.", "file") from None
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except json.JSONDecodeError as wrong:
        raise Refused(
            f"Line {wrong.lineno}, column {wrong.colno}: this is not JSON ({wrong.msg.lower()}).", "file"
        ) from None
    except RecursionError:
        raise Refused("The file is nested too deeply to be a list of grants.", "file") from None
    if not isinstance(found, dict) or not isinstance(found.get("grants"), list):
        names = ", ".join(map(str, found)) if isinstance(found, dict) else type(found).__name__
        raise Refused(f"The file holds no list called grants; it has {shown(names or 'nothing')}.", "file")
    grants: list[Any] = found.pop("grants")
    return checked(grants, about=found)


def _refuse_constant(name: str) -> NoReturn:
    raise Refused(f"{name} is not a number that money can have.", "file")
