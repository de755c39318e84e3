"""Reading a roll from a table (CSV): every line is looked at before one is taken."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from alongside.blocks.rank.models import Poll
from alongside.blocks.rank.roll.keys import hashed
from alongside.blocks.rank.roll.rules import missing, plain_evidence
from alongside.kit.refused import Refused

MOST_SHOWN = 50
NAMES = {"number": _("number"), "name": _("name"), "birth": _("date of birth"), "postcode": _("postcode")}


class RollRefused(Refused):
    """Why a roll was not taken in, line by line."""

    def __init__(self, problems: list[str]) -> None:
        shown = problems[:MOST_SHOWN]
        if more := len(problems) - len(shown):
            shown.append(_("… and %(count)s more.") % {"count": more})
        super().__init__(_("Nothing was taken in. Mend these lines first:") + " " + " ".join(shown), "file")
        self.problems = shown


@dataclass(kw_only=True)
class Read:
    """A roll that was read: the hash of each person's evidence with the name of their area, and what is wrong."""

    people: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_roll(*, poll: Poll, text: str, known: frozenset[str]) -> Read:
    """Read a roll for the evidence that a poll asks for. `known`: hashes that stand on the roll already.

    The columns are number, name, birth, postcode, as far as the evidence needs them, and, if wanted, area; commas or
    semicolons part them. Refuses a table without a needed column. Duplicates are named with both their lines.
    """
    read = Read()
    seen: dict[str, int] = {}
    for line, row in _lines(poll=poll, text=text):
        part = missing(parts=poll.evidence, given=row)
        if part is not None:
            read.problems.append(_line(line) + _("the %(what)s is missing or cannot be read.") % {"what": NAMES[part]})
            continue
        key = hashed(poll=poll, purpose="evidence", value=plain_evidence(parts=poll.evidence, given=row))
        if key in seen:
            read.problems.append(_line(line) + _("the same person as in line %(other)s.") % {"other": seen[key]})
        elif key in known:
            read.problems.append(_line(line) + _("this person is on the roll already."))
        else:
            seen[key] = line
            read.people[key] = (row.get("area") or "").strip()
    return read


def _line(line: int) -> str:
    return _("Line %(line)s:") % {"line": line} + " "


def _lines(*, poll: Poll, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    text = text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    columns = [name.strip().lower() for name in reader.fieldnames or []]
    lacking = [part for part in poll.evidence.split(",") if part not in columns]
    if lacking:
        raise Refused(
            _("The first line must name the columns. There is none called “%(name)s”.") % {"name": lacking[0]}, "file"
        )
    reader.fieldnames = columns
    for row in reader:
        if any((value or "").strip() for value in row.values() if isinstance(value, str)):
            yield reader.line_num, {key: value for key, value in row.items() if isinstance(value, str) and key}
