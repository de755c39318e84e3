"""Walking a thread: what came of something, and what something came from. One recursive query."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from alongside.core.organisations.models import Row

# Popular questions gather thousands of contributions under one theme: a walk back shows the first ones of each step.
MOST_STEPS = 400
DEEPEST = 40

# A walk in one direction: `near` is the end of a link that we stand at, `far` the end that we go to.
_WALK = """
{name}(kind, id, via, from_id, depth) AS (
  SELECT CAST(%(kind)s AS VARCHAR(40)), {start}, CAST('' AS VARCHAR(12)), {nothing}, 0
  UNION
  SELECT link.{far}_kind, link.{far}_id, link.relation, {name}.id, {name}.depth + 1
  FROM {name} JOIN core_link link ON link.organisation_id = {organisation} AND link.{near}_id = {name}.id
  WHERE {name}.depth < %(deepest)s
)
"""
_READ = "SELECT * FROM (SELECT {way}, kind, id, via, from_id, depth FROM {name} LIMIT %(most)s) AS {name}_steps"
_WAYS = {"onward": ("source", "target"), "back": ("target", "source")}


@dataclass(frozen=True)
class Step:
    """One record on a thread: what it is, how it was reached, from which record, how many steps away."""

    kind: str
    id: UUID
    via: str
    from_id: UUID | None
    depth: int


def thread(*, record: Row, back: bool = False) -> list[Step]:
    """Return the steps of a thread from a record on (or back), nearest first, itself included.

    Forward: receipt, theme, answer, decision, money, action, measure, thanks, and what grew from it. Back: from an
    action or a decision to what it came from, across initiatives. At most 400 steps, at most 40 deep.
    """
    way = "back" if back else "onward"
    return _walk(record=record, ways=(way,))[way]


def thread_both_ways(*, record: Row) -> tuple[list[Step], list[Step]]:
    """Return the steps back from a record and those onward, each as `thread` does, in one query."""
    found = _walk(record=record, ways=("back", "onward"))
    return found["back"], found["onward"]


def _walk(*, record: Row, ways: tuple[str, ...]) -> dict[str, list[Step]]:
    postgres = connection.vendor == "postgresql"
    parts = {
        "start": "CAST(%(id)s AS uuid)" if postgres else "%(id)s",
        "organisation": "CAST(%(organisation)s AS uuid)" if postgres else "%(organisation)s",
        "nothing": "CAST(NULL AS uuid)" if postgres else "NULL",
    }
    walks = ", ".join(_WALK.format(name=way, near=_WAYS[way][0], far=_WAYS[way][1], **parts) for way in ways)
    reads = " UNION ALL ".join(_READ.format(name=way, way=f"'{way}'") for way in ways)
    values = {
        "kind": record._meta.model_name,
        "id": _text(record.pk),
        "organisation": _text(record.organisation_id),
        "deepest": DEEPEST,
        "most": MOST_STEPS,
    }
    with connection.cursor() as cursor:
        cursor.execute(f"WITH RECURSIVE {walks} {reads}", values)
        rows = cursor.fetchall()
    found: dict[str, dict[UUID, Step]] = {way: {} for way in ways}
    for way, kind, key, via, from_key, depth in sorted(rows, key=lambda row: row[5]):
        step = Step(kind, _uuid(key), via, _uuid(from_key) if from_key else None, depth)
        found[way].setdefault(step.id, step)
    return {way: list(steps.values()) for way, steps in found.items()}


def _text(value: UUID) -> str:
    """Write an identity as this database keeps it."""
    return str(value) if connection.vendor == "postgresql" else value.hex


def _uuid(value: object) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
