"""Walking a thread: what came of something, and what something came from. One recursive query each way."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from alongside.core.organisations.models import Row

# Popular questions gather thousands of contributions under one theme: a walk back shows the first ones of each step.
MOST_STEPS = 400
DEEPEST = 40

_WALK = """
WITH RECURSIVE walk(kind, id, via, from_id, depth) AS (
  SELECT %(kind)s, {start}, CAST('' AS VARCHAR(12)), {nothing}, 0
  UNION
  SELECT link.{far}_kind, link.{far}_id, link.relation, walk.id, walk.depth + 1
  FROM walk JOIN core_link link ON link.organisation_id = {organisation} AND link.{near}_id = walk.id
  WHERE walk.depth < %(deepest)s
)
SELECT kind, id, via, from_id, depth FROM walk LIMIT %(most)s
"""


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
    near, far = ("target", "source") if back else ("source", "target")
    uuid = "CAST(%(id)s AS uuid)" if connection.vendor == "postgresql" else "%(id)s"
    organisation = "CAST(%(organisation)s AS uuid)" if connection.vendor == "postgresql" else "%(organisation)s"
    nothing = "CAST(NULL AS uuid)" if connection.vendor == "postgresql" else "NULL"
    statement = _WALK.format(near=near, far=far, start=uuid, organisation=organisation, nothing=nothing)
    text = (lambda value: str(value)) if connection.vendor == "postgresql" else (lambda value: value.hex)
    values = {
        "kind": record._meta.model_name, "id": text(record.pk), "organisation": text(record.organisation_id),
        "deepest": DEEPEST, "most": MOST_STEPS,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    seen: dict[UUID, Step] = {}
    for kind, key, via, from_key, depth in sorted(rows, key=lambda row: row[4]):
        step = Step(kind, _uuid(key), via, _uuid(from_key) if from_key else None, depth)
        seen.setdefault(step.id, step)
    return list(seen.values())


def _uuid(value: object) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
