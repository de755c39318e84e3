"""Answers as CSV: writing them so that no spreadsheet runs them, reading them so that every mistake is named."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from alongside.blocks.ask import rules
from alongside.blocks.ask.answers import read_answers
from alongside.blocks.ask.models import Item
from alongside.core.contributions.models import Channel
from alongside.kit import clock
from alongside.kit.refused import Refused

MOST_ROWS = 2_000
MOST_BYTES = 5_000_000
MOST_PROBLEMS = 20
RECEIVED, CHANNEL, MAY_SHOW = "received", "channel", "may be shown"
YES = {"yes", "y", "true", "1", "x", "ie", "oes"}
_PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def safe_cell(value: Any) -> str:
    """Return a cell that a spreadsheet shows and never runs: a text that begins like a formula gets a quote before it.

    Source: OWASP, CSV injection. Plain numbers stay numbers.
    """
    text = "" if value is None else str(value)
    if text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n", "|", "%"} and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def written(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Write rows as CSV lines (RFC 4180), beginning with the mark by which Excel knows UTF-8."""
    yield "\ufeff"
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([safe_cell(cell) for cell in row])
        yield line.getvalue()


def column_names(items: Sequence[Item]) -> list[str]:
    """Return the names of the columns of the items: numbered, so that no two are the same."""
    return [f"{number}. {item.prompt}" for number, item in enumerate(items, start=1)]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One answer of a file, read: on which line it stands, when and how it came, what it says."""

    line: int
    received_on: date
    channel: str
    may_show: bool
    answers: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file, read: its rows, what has to be said about how it was read, and its digest."""

    rows: list[Line]
    note: str
    digest: str


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file, and what to say about it ("" for UTF-8). Refuses what is no text."""
    if len(data) > MOST_BYTES:
        raise Refused(_("The file is larger than 5 MB. Split it and enter the parts one after another."), "file")
    if data.startswith(b"PK"):
        raise Refused(_("This is a spreadsheet, not a CSV file. Open it and save it as “CSV UTF-8”."), "file")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), _("The file was in UTF-16 and was converted.")
    try:
        text = data.decode("utf-8-sig")
        note = ""
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise Refused(
                _("The letters of this file cannot be read. Open it and save it as “CSV UTF-8”."), "file"
            ) from None
        strange = next((word for word in text.split() if not word.isascii()), "")
        note = _(
            "The file was in Windows-1252, as older versions of Excel save it, and was converted. "
            "Look whether “%(word)s” reads right."
        ) % {"word": strange.strip(",;\"'")}
    if "\x00" in text:
        raise Refused(_("This is not a CSV file. Open it in a spreadsheet and save it as “CSV UTF-8”."), "file")
    return text, note


def read_sheet(data: bytes, *, items: Sequence[Item], places: Sequence[str]) -> Sheet:
    """Read a file of answers: a column `received`, one for each item; `channel` and `may be shown` if wanted.

    Refuses, naming up to 20 problems each with its line and column, and then reads nothing.
    """
    text, note = decoded(data)
    first = text.split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True
    )
    try:
        records = _records(reader)
        header_line, header = next(records, (1, []))
        columns = _columns(header, line=header_line, items=items)
        rows, problems = _rows(records, columns=columns, items=items, places=places)
    except csv.Error as problem:
        raise Refused(
            _("Line %(line)s: the quotation marks do not match (%(problem)s).")
            % {"line": reader.line_num, "problem": problem},
            "file",
        ) from None
    if not rows and not problems:
        problems = [_("There are no answers in this file.")]
    if problems:
        raise Refused("\n".join([*problems[:MOST_PROBLEMS], _("Nothing was entered.")]), "file")
    return Sheet(rows=rows, note=note, digest=hashlib.sha256(data).hexdigest())


def _records(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line on which it begins; empty ones are passed over."""
    begins = 1
    for record in reader:
        if any(cell.strip() for cell in record):
            yield begins, record
        begins = reader.line_num + 1


# long: each thing that can be wrong with a header
def _columns(header: Sequence[str], *, line: int, items: Sequence[Item]) -> list[str | None]:
    """Return for each column the key of its item or its own name. Refuses unknown, doubled and missing ones."""
    known: dict[str, str] = {name: name for name in (RECEIVED, CHANNEL, MAY_SHOW)}
    for item, name in zip(items, column_names(items), strict=True):
        known[name.casefold()] = item.key
        known.setdefault(item.prompt.casefold(), item.key)
    columns: list[str | None] = []
    problems = []
    for number, cell in enumerate(header, start=1):
        name = cell.strip().removeprefix("'")
        key = known.get(name.casefold())
        if not name:
            columns.append(None)
            continue
        if key is None:
            problems.append(
                _("Line %(line)s, column %(number)s: there is no “%(name)s” in this question.")
                % {"line": line, "number": number, "name": name}
            )
        elif key in columns:
            problems.append(
                _("Line %(line)s, column %(number)s: “%(name)s” stands there twice.")
                % {"line": line, "number": number, "name": name}
            )
        columns.append(key)
    if RECEIVED not in columns:
        problems.append(
            _("Line %(line)s: the column “received” is missing; it says on which day each answer came in.")
            % {"line": line}
        )
    if problems:
        wanted = _("The columns are: %(names)s.") % {
            "names": ", ".join([RECEIVED, CHANNEL, MAY_SHOW, *column_names(items)])
        }
        raise Refused("\n".join([*problems[:MOST_PROBLEMS], wanted, _("Nothing was entered.")]), "file")
    return columns


def _rows(
    records: Iterator[tuple[int, list[str]]],
    *,
    columns: Sequence[str | None],
    items: Sequence[Item],
    places: Sequence[str],
) -> tuple[list[Line], list[str]]:
    rows: list[Line] = []
    problems: list[str] = []
    for line, record in records:
        if len(rows) >= MOST_ROWS:
            raise Refused(_("More than %(most)s answers: split the file.") % {"most": MOST_ROWS}, "file")
        try:
            if len(record) > len(columns):
                raise Refused(_("there are more cells than columns"))
            rows.append(_line(line, dict(zip(columns, record, strict=False)), items=items, places=places))
        except Refused as refused:
            prompt = next((item.prompt for item in items if item.key == refused.field), refused.field or "")
            problems.append(
                _("Line %(line)s, “%(column)s”: %(problem)s")
                % {"line": line, "column": prompt, "problem": refused.message}
                if prompt
                else _("Line %(line)s: %(problem)s") % {"line": line, "problem": refused.message}
            )
            if len(problems) == MOST_PROBLEMS:
                break
    return rows, problems


def _line(line: int, cells: dict[str | None, str], *, items: Sequence[Item], places: Sequence[str]) -> Line:
    raw: dict[str, Any] = {}
    for item in items:
        text = (
            cells.get(item.key, "").removeprefix("'")
            if cells.get(item.key, "")[:2] in {"'=", "'+", "'-", "'@"}
            else cells.get(item.key, "")
        )
        raw[item.key] = text.split("|") if item.kind == Item.Kind.SEVERAL else text
    return Line(
        line=line,
        received_on=_day(cells.get(RECEIVED, "")),
        channel=_channel(cells.get(CHANNEL, "")),
        may_show=cells.get(MAY_SHOW, "").strip().casefold() in YES,
        answers=read_answers(items, raw, places=places, demand=False),
    )


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day > clock.today():
            raise Refused(_("%(text)s is in the future") % {"text": text.strip()}, RECEIVED)
        return day
    raise Refused(_("“%(text)s” is not a day. Write it like 2026-03-27.") % {"text": rules.first_words(text)}, RECEIVED)


def _channel(text: str) -> str:
    wanted = text.strip().casefold()
    for value, label in Channel.choices:
        if value != Channel.WEB and wanted in {value, str(label).casefold()}:
            return value
    if not wanted:
        return Channel.PAPER
    raise Refused(
        _("“%(text)s” is no way in which answers come: paper, phone or in_person.") % {"text": rules.first_words(text)},
        CHANNEL,
    )
