"""The shapes of what comes in and goes out, and pages by cursor."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field, StringConstraints

# A NUL character is valid JSON and no text: PostgreSQL cannot store it.
NO_NUL = r"^[^\x00]*$"
Line = Annotated[str, StringConstraints(max_length=300, pattern=NO_NUL)]
Words = Annotated[str, StringConstraints(max_length=20_000, pattern=NO_NUL)]
Key = Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Za-z0-9_.:-]*$")]
Amount = Annotated[int, Field(strict=True, ge=1, le=10**13)]
"""Minutes or minor units; the limit lets a million of the largest be summed in 64 bits."""
Flag = Annotated[bool, Field(strict=True)]

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""Days outside are slips of the pen, and near the year 9999 nothing can be reckoned from them."""


def _written(value: Any) -> Any:
    """Let only text through: a bare number is no day, though it could be read as seconds since 1970."""
    if isinstance(value, str) and "-" in value:
        return value
    raise ValueError("write it as text, like 2031-05-20 or 2031-05-20T09:00:00Z")


def _reckonable(value: Any) -> Any:
    day = value.date() if isinstance(value, datetime) else value
    if FIRST_DAY <= day <= LAST_DAY:
        return value
    raise ValueError(f"must lie between {FIRST_DAY} and {LAST_DAY}")


Day = Annotated[date, BeforeValidator(_written), AfterValidator(_reckonable)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_reckonable)]

T = TypeVar("T")


class Given(Schema):
    """What a caller sends: nothing that is not described is taken, and nothing is guessed."""

    model_config = ConfigDict(extra="forbid")


class WhyIn(Given):
    """A reason, which whoever it concerns can read."""

    why: Line


class Page(Schema, Generic[T]):
    """One page of a list, newest first. `next` is what to send as `after` for the following one; null at the end."""

    items: list[T]
    next: UUID | None = None


def page(rows: QuerySet[Any], *, after: UUID | None, limit: int, show: Callable[[Any], Any]) -> dict[str, Any]:
    """Return one keyset page of rows, by falling id: constant cost however deep it lies."""
    rows = rows.order_by("-id")
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return {"items": [show(row) for row in found], "next": found[-1].pk if more else None}


Limit = Annotated[int, Field(ge=1, le=200)]
