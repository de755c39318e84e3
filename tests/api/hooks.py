"""Real identities in three of four made-up requests, so that operations are carried out and not only miss."""

import json
import os
from pathlib import Path
from typing import Any
from uuid import UUID

import schemathesis

PREPARED = json.loads(Path(os.environ["FUZZ_PREPARED"]).read_text())["identities"]
KINDS = {
    "initiatives": "initiative",
    "services": "service",
    "questions": "question",
    "contributions": "contribution",
    "decisions": "decision",
    "actions": "action",
    "outcomes": "outcome",
    "observations": "observation",
    "themings": "theming",
    "commitments": "commitment",
    "members": "membership",
    "accounts": "account",
    "proposals": "proposal",
    "comments": "comment",
    "merges": "merge",
    "awards": "award",
    "membership_id": "membership",
    "party_id": "party",
    "service_id": "service",
    "decider_id": "membership",
    "owner_id": "membership",
    "outcome_id": "outcome",
    "grew_from_id": "decision",
    "successor_id": "initiative",
    "citizen_assessor_id": "membership",
    "neighbourhood_id": "place",
    "contribution_id": "contribution",
    "target_id": "proposal",
    "theme": "theme",
}
"""Which kind of record the part of an address, or a field, names."""
BLOCKS = {
    "items": "question:ask",
    "answers": "question:ask",
    "report": "question:ask",
    "proposals": "question:propose",
    "poll": "question:rank",
    "ballots": "question:rank",
    "turnout": "question:rank",
    "results": "question:rank",
}
"""Whose questions the last part of an address is about."""


def _real(kind: str, made_up: Any) -> Any:
    """Return a real identity for three of four made-up ones, drawn by the made-up one itself: the same each time."""
    known = PREPARED.get(kind)
    try:
        drawn = UUID(made_up).int
    except (AttributeError, TypeError, ValueError):
        return made_up
    if not known or drawn % 4 == 0:
        return made_up
    return known[drawn // 4 % len(known)]


def _kind(path: str, name: str, values: dict[str, Any]) -> str:
    parts = path.strip("/").split("/")
    if name != "key":
        return KINDS.get(name, "")
    if "threads" in parts:
        return str(values.get("kind", ""))
    before = parts[parts.index("{key}") - 1]
    if before == "questions":
        return next((BLOCKS[part] for part in parts if part in BLOCKS), "question")
    return KINDS.get(before, "")


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Put real identities into addresses."""
    if not path_parameters:
        return path_parameters
    path = context.operation.path
    return {
        name: _real(_kind(path, name, path_parameters), value) if isinstance(value, str) else value
        for name, value in path_parameters.items()
    }


@schemathesis.hook
def map_query(context: Any, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """Put real identities into filters."""
    return {name: _real(KINDS.get(name, ""), value) for name, value in query.items()} if query else query


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """Put real identities into bodies, and answers under the ids of real items."""
    if not isinstance(body, dict):
        return body
    found = {name: _real(KINDS.get(name, ""), value) for name, value in body.items()}
    if isinstance(found.get("answers"), dict):
        found["answers"] = {_real("item", name): value for name, value in found["answers"].items()}
    return found
