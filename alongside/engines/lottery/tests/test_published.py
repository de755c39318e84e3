"""The published file: it proves the lottery, nothing in it can be changed, and it draws what the engine draws."""

from __future__ import annotations

import json
import re
from collections import Counter
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest

from alongside.engines.lottery import check, commitment, drawn, make, published, read_lottery, redraw, seal
from alongside.engines.lottery import check as checker
from alongside.engines.lottery.document import seal_of
from alongside.engines.lottery.draw import ticket
from alongside.engines.lottery.lottery import TICKETS
from alongside.engines.lottery.tests.pools import small_pool
from alongside.kit.refused import Refused

LOTTERY = make(small_pool())
FILE = published(LOTTERY, draw=("2026", *drawn(LOTTERY, "2026")))


def test_the_file_holds_and_reads_back() -> None:
    assert check(FILE) is None
    back, whole = read_lottery(FILE)
    assert back == LOTTERY
    assert whole["seal"] == seal(LOTTERY)
    assert published(back, draw=("2026", *drawn(back, "2026"))) == FILE


def test_no_digit_of_the_file_can_be_changed() -> None:
    for at in [found.start() for found in re.finditer(r"\d", FILE)]:
        assert check(FILE[:at] + str((int(FILE[at]) + 3) % 10) + FILE[at + 1 :]) is not None


def test_no_digit_can_be_changed_and_sealed_anew() -> None:
    """What follows from something else is found again even where the forger computes a new seal. People's own names,
    values, and how many tickets a panel has are what the lottery is; whoever changes those makes another lottery."""
    whole = json.loads(FILE)
    del whole["draw"]

    def forged(change: dict[str, object], place: list[object] | None = None) -> str | None:
        other = json.loads(json.dumps(whole))
        target = other["lottery"]
        for step in place or []:
            target = target[step]
        target.update(change)
        other["seal"] = seal_of(other["lottery"])
        return check(json.dumps(other))

    assert forged({}) is None
    assert forged({"bound": str(LOTTERY.bound * Fraction(99, 100))}) is not None
    assert forged({"least_chance": "1/2"}) is not None
    assert forged({"size": 9}) is not None
    assert forged({"tickets": TICKETS + 1}) is not None
    assert forged({"chance": "1/2"}, ["groups", 0]) is not None
    assert forged({"tickets": LOTTERY.panels[0].tickets + 1}, ["panels", 0]) is not None
    assert forged({"seats": [[0, 8]]}, ["panels", 0]) is not None
    assert forged({"max": 1}, ["quotas", 0]) is not None
    assert forged({"price": "0.5"}, ["quotas", 0]) is not None
    assert forged({"price": "-1"}, ["kinds", 0]) is not None
    assert forged({"households": [["p001", "p000"]]}, ["kinds", 0]) is not None


def test_the_checker_shares_no_code_with_the_engine() -> None:
    from importlib import import_module

    text = Path(str(import_module(checker.__module__).__file__)).read_text("utf-8")
    assert [line for line in text.splitlines() if re.match(r"(from|import) ", line)] == [
        "import json",
        "from collections import Counter",
        "from fractions import Fraction",
        "from hashlib import sha256",
        "from typing import Any",
    ]


def test_each_seed_draws_the_same_panel_by_both_programs() -> None:
    whole = json.loads(FILE)
    for seed in map(str, range(50)):
        number, panel = drawn(LOTTERY, seed)
        assert redraw(whole, seed) == (number, list(panel))


def test_people_are_drawn_as_often_as_their_chance_says() -> None:
    draws, times = 4000, Counter[str]()
    for seed in range(draws):
        times.update(drawn(LOTTERY, f"seed {seed}")[1])
    for each, chance in LOTTERY.probabilities.items():
        spread = (float(chance * (1 - chance)) * draws) ** 0.5
        assert abs(times[each] - float(chance) * draws) <= 4.5 * spread + 1e-9, each


def test_a_ticket_is_a_hash_that_anybody_can_compute() -> None:
    number = int(sha256(f"2026:{seal(LOTTERY)}".encode()).hexdigest(), 16)
    assert drawn(LOTTERY, "2026")[0] == number % TICKETS
    assert ticket("2026", "a", 3) == int(sha256(b"2026:a").hexdigest(), 16) % 3
    assert commitment("2026") == sha256(b"2026").hexdigest()


def test_what_is_no_lottery_is_refused() -> None:
    for text in ("", "{}", '{"format": "other"}', '{"format": "alongside-lottery-1", "lottery": {}}', "[]"):
        assert check(text) is not None
        with pytest.raises(Refused):
            read_lottery(text)
