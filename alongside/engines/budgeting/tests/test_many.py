"""Twenty thousand elections with ties planted, all ballots and all rules: the winners are those of the plain count."""

from __future__ import annotations

import pytest

from alongside.engines.budgeting import count
from alongside.engines.budgeting.tests.planted import expected, planted

ELECTIONS, PARTS = 20_000, 8


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_winners_are_those_of_the_plain_count(part: int) -> None:
    for seed in range(part, ELECTIONS, PARTS):
        election, rule = planted(seed)
        found = count(election, rule)
        assert (list(found.order), found.part) == expected(election, rule), (seed, rule)


def test_a_few_of_them_every_time() -> None:
    for seed in range(ELECTIONS, ELECTIONS + 200):
        election, rule = planted(seed)
        found = count(election, rule)
        assert (list(found.order), found.part) == expected(election, rule), (seed, rule)
