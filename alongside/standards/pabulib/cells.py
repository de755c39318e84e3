"""Single cells and the lines they stand on: numbers read exactly, refusals that say where and how to mend."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from fractions import Fraction
from typing import Final, NoReturn

from alongside.kit.refused import Refused

NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
LONGEST: Final = 40
THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(?:[ ,.\u00a0\u202f']\d{3})+(?:[.,]\d+)?", re.ASCII)


def refuse(line: int, message: str, field: str | None = None) -> NoReturn:
    """Say no in one line that begins with the number of the line, counted from 1 in the file."""
    raise Refused(f"Line {line}: " + " ".join(message.split()), field)


def quoted(text: str) -> str:
    """A cell as it is shown in a message: on one line and not too long."""
    shown = " ".join(text.split())
    return f"'{shown if len(shown) <= 60 else shown[:57] + '...'}'"


def number(text: str, line: int, what: str, field: str | None = None) -> Fraction:
    """An exact number. A decimal comma is read as a point, as Polish and Hungarian files write it.

    Refuses what could be read in two ways: a comma before exactly three digits may part thousands or decimals.
    """
    cell = text.strip()
    if len(cell) > LONGEST:
        refuse(line, f"{what} has {len(cell)} characters; no amount of money is that long.", field)
    if NUMBER.fullmatch(cell) and not re.fullmatch(r"[+-]?\d{1,3},\d{3}", cell):
        return Fraction(cell.replace(",", "."))
    if THOUSANDS.fullmatch(cell):
        refuse(
            line,
            f"{what} is {quoted(text)}, which can be read in two ways; write it without separators, as 1234.5.",
            field,
        )
    if not cell:
        refuse(line, f"{what} is missing; write it as a number, as 1234.5.", field)
    refuse(line, f"{what} is {quoted(text)}, which is not a number; write it with digits only, as 1234.5.", field)


def amount(text: str, line: int, what: str, field: str | None = None) -> Fraction:
    """A number that may not be negative."""
    found = number(text, line, what, field)
    if found < 0:
        refuse(line, f"{what} is {quoted(text)}; it cannot be negative. Correct it or remove the line.", field)
    return found


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, with or without byte-order mark, any line ends made one. Refuses other encodings."""
    if not data.removeprefix(BOM_UTF8).strip():
        refuse(1, "the file is empty; a .pb file begins with a line META.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        refuse(1, "the file is UTF-16; save it again as UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refuse(
            line,
            f"the file is not UTF-8 (byte 0x{data[error.start]:02x}); it looks like Windows-1252;"
            " open it in that encoding and save it again as UTF-8.",
        )
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        refuse(line, "the file holds a character of no text (NUL); it is damaged, or no text; save it as UTF-8.")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text
