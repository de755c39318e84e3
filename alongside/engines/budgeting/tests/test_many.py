"""Twenty thousand elections with ties planted, all ballots and all rules: the winners are those of the plain count."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from alongside.engines.budgeting import count
from alongside.engines.budgeting.tests import plainly
from alongside.engines.budgeting.tests.elections import spelled_out
from alongside.engines.budgeting.tests.planted import expected, planted

ELECTIONS, PARTS = 20_000, 8


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_winners_are_those_of_the_plain_count(part: int) -> None:
    for seed in range(part, ELECTIONS, PARTS):
        election, rule = planted(seed)
        found = count(election, rule)
        assert (list(found.order), found.part) == expected(election, rule), (seed, rule)


@pytest.mark.slow
def test_steps_far_finer_than_the_costs_are_taken_as_one_by_one() -> None:
    """Add1 with steps of a fiftieth to a tenth of a unit, most of which are proved and not run."""
    steps_taken = 0
    for seed in range(ELECTIONS + 1_000, ELECTIONS + 2_500):
        election, rule = planted(seed)
        if not rule.completion.startswith("add1"):
            continue
        stop = "add1-exhaustive" if "exhaustive" in rule.completion else "add1-overspend"
        step = Fraction(("0.02", "0.05", "0.1")[seed % 3])
        rule = replace(rule, step=step, completion=stop, comparison="none", part=None)
        found = count(election, rule)
        won, share, steps = plainly.add1(
            spelled_out(election, rule), step=step, exhaustive=stop == "add1-exhaustive", start=rule.start
        )
        assert found.raised is not None
        assert (list(found.order), found.share, found.raised.raises) == (won, share, steps), (seed, rule)
        steps_taken += steps
    assert steps_taken > 5_000


def test_a_few_of_them_every_time() -> None:
    for seed in range(ELECTIONS, ELECTIONS + 200):
        election, rule = planted(seed)
        found = count(election, rule)
        assert (list(found.order), found.part) == expected(election, rule), (seed, rule)
