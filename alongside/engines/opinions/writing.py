"""A map as one JSON object."""

from __future__ import annotations

import json

from alongside.engines.opinions.drawing import OpinionMap
from alongside.engines.opinions.statistics import Counts


def as_json(drawn: OpinionMap) -> str:
    """Every person's group and every statement's figures, keys sorted, so that the same votes print the same bytes.

    Numbers are written so that reading them gives the same 64-bit floats.
    """
    names = [*drawn.names, None]
    data = {
        "groups": {person: names[group] for person, group in _each(drawn)},
        "clear": bool(drawn.clear),
        "stability": drawn.stability,
        "statements": {
            name: _votes(drawn.raw, 0, at)
            | {
                "groups": {group: _votes(drawn.counts, row, at) for row, group in enumerate(drawn.names)},
                "consensus": float(drawn.consensus[at]),
                "extremity": float(drawn.extremity[at]),
                "priority": float(drawn.priority[at]),
            }
            for at, name in enumerate(drawn.votes.statements)
        },
    }
    return json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False)


def _each(drawn: OpinionMap) -> zip[tuple[str, int]]:
    return zip(drawn.votes.participants, drawn.groups.tolist(), strict=True)


def _votes(counts: Counts, group: int, at: int) -> dict[str, object]:
    agree, disagree, seen = (int(each[group, at]) for each in (counts.agree, counts.disagree, counts.seen))
    return {"agree": agree, "disagree": disagree, "pass": seen - agree - disagree}
