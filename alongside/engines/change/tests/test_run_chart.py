"""Run charts against the published table and by hand."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.change.run_chart import least_crossings, run_chart


@pytest.mark.parametrize(("useful", "longest", "crossings"), [(10, 6, 2), (16, 7, 4), (20, 7, 6), (24, 8, 8)])
def test_the_limits_of_the_published_table(useful: int, longest: int, crossings: int) -> None:
    # As many below as above, and the median, which does not count, between them.
    chart = run_chart([0] * (useful // 2) + [1] + [2] * (useful // 2))
    assert (chart.useful, chart.longest_most, chart.crossings_least) == (useful, longest, crossings)


def test_a_chart_by_hand() -> None:
    # Median 5; the 5 is no run. Runs: 3 4 | 6 7 | 2 | 9: four runs, three crossings, the longest is two.
    chart = run_chart([3, 4, 6, 5, 7, 2, 9])
    assert (chart.median, chart.useful, chart.longest, chart.crossings) == (5, 6, 2, 3)
    assert (chart.longest_most, chart.crossings_least, chart.is_more_than_chance) == (None, None, False)


def test_a_step_is_more_than_chance_and_a_saw_is_not() -> None:
    assert run_chart([1] * 7 + [2] * 7).is_more_than_chance
    assert not run_chart([1, 2] * 7).is_more_than_chance


def test_an_empty_series_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="reading"):
        run_chart([])


@given(st.integers(10, 120))
def test_fewer_crossings_than_the_least_have_a_chance_below_five_percent(useful: int) -> None:
    least = least_crossings(useful)
    below = sum(comb(useful - 1, count) for count in range(least))
    assert 20 * below < 2 ** (useful - 1) <= 20 * (below + comb(useful - 1, least))
