"""Write the two tables: people as they came in, quotas with their flexible limits where there are any."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from alongside.engines.lottery import Quota
from alongside.standards.sortition.read import PeopleTable


def people_text(table: PeopleTable, ids: Iterable[str]) -> str:
    """The rows of these people under the columns that came in, in the order given."""
    return _text(table.columns, [table.rows[each] for each in ids])


def quotas_text(quotas: Sequence[Quota]) -> str:
    """`features.csv` of quotas."""
    flexible = any(q.least_flex is not None or q.most_flex is not None for q in quotas)
    columns = ["feature", "value", "min", "max", *(["min_flex", "max_flex"] if flexible else [])]
    rows = [[q.feature, q.value, q.least, q.most] for q in quotas]
    if flexible:
        limits = [["" if limit is None else limit for limit in (q.least_flex, q.most_flex)] for q in quotas]
        return _text(columns, [[*row, *limit] for row, limit in zip(rows, limits, strict=True)])
    return _text(columns, rows)


def _text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
