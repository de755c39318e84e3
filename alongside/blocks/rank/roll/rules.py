"""Evidence as people write it, brought to one form; spans of time in which tries are counted. Pure functions."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

EARLIEST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True)
class Limit:
    """At most so many in a span of time, from one place (an address, a device, a telephone)."""

    kind: str
    most: int
    span: timedelta


EVIDENCE = Limit("evidence", 20, timedelta(minutes=10))
"""Tries to show who one is, from one address."""
TEXT_NUMBER = Limit("text-number", 3, timedelta(hours=1))
"""Messages to one telephone."""
TEXT_ADDRESS = Limit("text-address", 8, timedelta(minutes=1))
"""Messages asked for from one address."""
TEXT_PEOPLE = Limit("text-people", 2, timedelta(days=3650))
"""People of one election who use the same telephone: a couple may, a vote buyer not."""
WRONG_CODE = Limit("wrong-code", 20, timedelta(minutes=10))
"""Codes that are none, from one address."""
TEXT_LASTS = timedelta(minutes=10)
TEXT_TRIES = 5


def span_of(*, moment: datetime, span: timedelta) -> datetime:
    """Return the beginning of the span of time in which a moment lies; spans run from 1970 on."""
    seconds = int(span.total_seconds())
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, tz=moment.tzinfo)


def _plain(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def plain_name(text: str) -> str:
    """Bring a name to one form: no accents, capitals, titles or order. “O’Neill, Mary-Ann” is “ann mary oneill”.

    Returns "" where nothing is left.
    """
    text = re.sub(r"['’`.]", "", _plain(_plain(text).casefold()))
    words = re.findall(r"[^\W\d_]+", text)
    return " ".join(sorted(word for word in words if word not in ("mr", "mrs", "ms", "miss", "mx", "dr")))


def plain_number(text: str) -> str:
    """Bring a number on a register to one form: capitals and digits, without the noughts that lead a row of digits."""
    kept = re.sub(r"[\W_]", "", _plain(text)).upper()
    return re.sub(r"(?<!\d)0+(?=\d)", "", kept)


def plain_postcode(text: str) -> str:
    """Bring a postcode to one form: capitals and digits."""
    return re.sub(r"[\W_]", "", _plain(text)).upper()


def plain_birth(text: str) -> str:
    """Bring a day of birth to one form, 1961-05-30; it may be written 30/5/1961, 30.05.1961 or 1961-05-30, day first.

    Returns "" for what is no day, or lies in the future or before 1900.
    """
    found = re.fullmatch(r"\s*(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})\s*", text)
    if not found:
        return ""
    one, month, three = map(int, found.groups())
    year, day = (one, three) if len(found[1]) == 4 else (three, one)
    try:
        born = date(year, month, day)
    except ValueError:
        return ""
    return born.isoformat() if EARLIEST_BIRTH <= born <= date.today() else ""  # noqa: DTZ011  # a limit of sense only


PLAIN = {"number": plain_number, "name": plain_name, "birth": plain_birth, "postcode": plain_postcode}


def missing(*, parts: str, given: Mapping[str, str]) -> str | None:
    """Return the first part of the evidence that says nothing usable, or None."""
    return next((part for part in parts.split(",") if not PLAIN[part](given.get(part) or "")), None)


def plain_evidence(*, parts: str, given: Mapping[str, str]) -> str:
    """Return evidence in the one form that is hashed. `parts` as `Poll.evidence` names them."""
    return "|".join(f"{part}={PLAIN[part](given.get(part) or '')}" for part in parts.split(","))


def plain_telephone(text: str) -> str:
    """Bring a telephone number to the form +441632960961; a leading nought is of this country (44). "" for none."""
    kept = re.sub(r"[^\d+]", "", text)
    if re.fullmatch(r"00\d{8,13}", kept):
        kept = f"+{kept[2:]}"
    elif re.fullmatch(r"0\d{9,10}", kept):
        kept = f"+44{kept[1:]}"
    return kept if re.fullmatch(r"\+\d{8,15}", kept) else ""
