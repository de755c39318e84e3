"""The one clock that rules and actions read, so that a year of life can be lived in a second."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_fixed: ContextVar[datetime | None] = ContextVar("fixed_clock", default=None)


def now() -> datetime:
    """Return this moment, zone-aware in UTC; inside `at(...)` the moment given there."""
    return _fixed.get() or datetime.now(tz=UTC)


def today(*, zone: str = "UTC") -> date:
    """Return the date of this moment in an IANA `zone`: the zone belongs to the place, not to the server."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (zone-aware) for this context; used by demonstration data and tests."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone is not a moment.")
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
