"""Real identities in seven of eight made-up requests, so that operations are carried out; and which were.

Every kind of record is walked through in turn, so that each operation meets records of every state. What is not an
identity is left as it was made up.
"""

import atexit
import json
import os
from collections import Counter, defaultdict
from itertools import count
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
    "paper-batches": "paperbatch",
    "campaigns": "campaign",
    "pledges": "pledge",
    "rounds": "round",
    "applications": "application",
    "requests": "waiver",
    "ways": "plan",
    "payments": "spent",
    "action_key": "action",
    "step_key": "milestone",
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
    "roll": "question:rank",
    "codes": "question:rank",
    "evidence": "question:rank",
    "texts": "question:rank",
    "unusual": "question:rank",
    "paper-batches": "question:rank",
    "results": "question:rank",
}
"""Whose questions the last part of an address is about."""


TURNS: dict[str, Any] = defaultdict(count)
ANSWERS: dict[str, Counter[int]] = defaultdict(Counter)


def _real(kind: str, made_up: Any) -> Any:
    """Return the next real identity of a kind for seven of eight made-up ones."""
    known = PREPARED.get(kind)
    try:
        UUID(made_up)
    except (AttributeError, TypeError, ValueError):
        return made_up
    turn = next(TURNS[kind])
    return known[turn % len(known)] if known and turn % 8 else made_up


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


def _with_real(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _real(KINDS.get(name, ""), value) for name, value in values.items()}


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Put real identities into the address, the filters and the body."""
    path = case.operation.path
    if isinstance(case.path_parameters, dict):
        given = dict(case.path_parameters)
        case.path_parameters = {name: _real(_kind(path, name, given), value) for name, value in given.items()}
    if isinstance(case.query, dict):
        case.query = _with_real(case.query)
    if isinstance(case.body, dict):
        case.body = _with_real(case.body)
        if isinstance(case.body.get("answers"), dict):
            case.body["answers"] = {_real("item", name): value for name, value in case.body["answers"].items()}


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Count what was answered."""
    ANSWERS[f"{case.operation.method.upper()} {case.operation.path}"][response.status_code] += 1


@atexit.register
def _say_what_was_answered() -> None:
    """Say how many requests there were, and which operations were never carried out."""
    everything = sum(sum(one.values()) for one in ANSWERS.values())
    if everything:
        never = sorted(name for name, one in ANSWERS.items() if not any(200 <= status < 300 for status in one))
        print(f"{everything} requests to {len(ANSWERS)} operations; never carried out: {len(never)}")
        for name in never:
            print(f"  {name}: {dict(sorted(ANSWERS[name].items()))}")
