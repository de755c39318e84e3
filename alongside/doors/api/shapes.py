"""The shapes of what comes in and goes out, and pages by cursor."""

from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

# A NUL character is valid JSON and no text: PostgreSQL cannot store it.
Line = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]
Key = Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Za-z0-9_.:-]*$")]
Amount = Annotated[int, Field(ge=1, le=2**53 - 1)]

T = TypeVar("T")


class Given(Schema):
    """What a caller sends: nothing that is not described is taken, and nothing is guessed."""

    model_config = ConfigDict(extra="forbid")


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
