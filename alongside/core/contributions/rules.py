"""Promised times, and how well they were kept. Pure functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONGEST_TEXT = 20_000
"""Characters in one contribution; about ten printed pages."""

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a code can be read aloud and copied by hand."""


def acknowledge_by(*, at: datetime, days: int) -> datetime:
    """Return the moment by which a person promises to have said something back."""
    return at + timedelta(days=days)


def answer_by(*, at: datetime, days: int, promised: date | None, zone: str) -> date:
    """Return the day by which an answer is promised: the question's own, else so many days from now in the zone."""
    return promised or at.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)


def quarter_of(day: date) -> date:
    """Return the first day of the calendar quarter that a day falls in."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def read_code(written: str) -> str:
    """Return a code as it was meant: capitals, no spaces or dashes, O as 0, I and L as 1 (Crockford)."""
    meant = "".join(letter for letter in written.upper() if letter.isalnum())
    return meant.translate(str.maketrans("OILU", "011V"))


@dataclass(frozen=True)
class Kept:
    """How one sort of promise was kept: counts by days. `share` and `median_days` are None where nothing is known."""

    kept: int
    late: int
    share: float | None
    median_days: float | None


def kept(tallies: Iterable[tuple[int, int, int]], *, overdue: int = 0) -> Kept:
    """Sum up a histogram of (days, kept, late). `overdue` are promises that are past due and still open: late ones.

    The median is exact over those that were fulfilled, in whole days (a half where two middle ones differ).
    """
    rows: Sequence[tuple[int, int, int]] = sorted(tallies)
    kept_count = sum(row[1] for row in rows)
    late_count = sum(row[2] for row in rows)
    total = kept_count + late_count
    promised = total + overdue
    return Kept(
        kept=kept_count,
        late=late_count + overdue,
        share=kept_count / promised if promised else None,
        median_days=_median(rows, total) if total else None,
    )


def _median(rows: Sequence[tuple[int, int, int]], total: int) -> float:
    def at(rank: int) -> int:
        seen = 0
        for days, on_time, late in rows:
            seen += on_time + late
            if seen > rank:
                return days
        raise AssertionError("A rank below the total is always reached.")

    return (at((total - 1) // 2) + at(total // 2)) / 2
