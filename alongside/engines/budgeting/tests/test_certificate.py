"""Certificates hold, of every rule; with one digit changed they do not; and the checker knows nothing of the count."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from random import Random

import pytest

from alongside.engines.budgeting import certificate, check, count, verify
from alongside.engines.budgeting.tests.planted import planted

MUTATIONS = 2_000


def changed_digit(text: str, draw: Random) -> str:
    """The text with one digit, anywhere in it, changed to another."""
    at = draw.choice([found.start() for found in re.finditer(r"[0-9]", text)])
    return text[:at] + draw.choice([digit for digit in "0123456789" if digit != text[at]]) + text[at + 1 :]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_every_certificate_holds_and_none_with_a_changed_digit(part: int) -> None:
    draw, kinds = Random(part), set[tuple[str, str]]()
    for seed in range(part, MUTATIONS, 4):
        election, rule = planted(seed)
        text = certificate(count(election, rule))
        assert check(text, election) is None, (seed, rule)
        assert check(changed_digit(text, draw), election) is not None, seed
        kinds.add((rule.kind, rule.completion))
    assert len(kinds) == 8


def test_every_digit_of_some_certificates() -> None:
    """Not a sample: each digit of a certificate of each kind of rule, one after the other."""
    seen = set[tuple[str, str, str]]()
    for seed in range(MUTATIONS, MUTATIONS + 60):
        election, rule = planted(seed)
        kind = (rule.kind, rule.completion, rule.comparison)
        if kind in seen:
            continue
        seen.add(kind)
        text = certificate(count(election, rule))
        for found in re.finditer(r"[0-9]", text):
            at = found.start()
            other = text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]
            assert check(other, election) is not None, (seed, at)
    assert len(seen) >= 8


def test_what_is_forged_with_care_fails_too() -> None:
    """Not only digits: another winner, another verdict, another payer, a rule under the seal of another."""
    for seed in range(300):
        election, rule = planted(seed)
        said = json.loads(certificate(count(election, rule)))
        if len(said["winners"]) > 1:
            forged = said | {"winners": said["winners"][::-1]}
            assert check(json.dumps(forged), election) is not None
        assert check(json.dumps(said | {"note": "official"}), election) is not None
        assert check(json.dumps({key: each for key, each in said.items() if key != "seal"}), election) is not None
        assert check(json.dumps(said | {"rule": said["rule"].replace('"threshold"', '"least"')}), election) is not None
        assert check(json.dumps(said), election) is None


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"rule": "{}"}', "7", "[" * 100_000])
def test_what_is_no_certificate_is_said_to_be_none(text: str) -> None:
    assert check(text, planted(1)[0]) is not None


def test_the_checker_is_short_and_imports_nothing_of_the_count() -> None:
    source = Path(verify.__file__).read_text("utf-8")
    assert len(source.splitlines()) <= 200
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    assert names == {"json", "collections", "decimal", "fractions", "hashlib", "math", "typing"}
