"""What is hidden stays hidden, also from somebody who can add and subtract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kit.suppression import shown_total, suppressed


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, {}),
        ({"a": 10, "b": 11}, {"a": 10, "b": 11}),
        ({"a": 9}, {"a": None}),
        # One hidden count would be the total less the others: the next smallest goes with it.
        ({"a": 40, "b": 9, "c": 12}, {"a": 40, "b": None, "c": None}),
        # Two hidden ones that add up to 7 would still tell that so few are in both.
        ({"a": 40, "b": 3, "c": 4, "d": 12}, {"a": 40, "b": None, "c": None, "d": None}),
        ({"a": 40, "b": 6, "c": 7}, {"a": 40, "b": None, "c": None}),
        ({"a": 40, "b": 0}, {"a": None, "b": None}),
        ({"a": 12, "b": 3, "c": 12}, {"a": None, "b": None, "c": 12}),
    ],
)
def test_small_counts_and_what_would_tell_them_are_hidden(counts: dict[str, int], shown: dict[str, int | None]) -> None:
    assert suppressed(counts) == shown


@given(st.dictionaries(st.integers(), st.integers(0, 60), max_size=8))
def test_no_hidden_count_is_the_total_less_the_shown_ones(counts: dict[int, int]) -> None:
    shown = suppressed(counts)
    hidden = [key for key, count in shown.items() if count is None]
    rest = sum(counts.values()) - sum(count for count in shown.values() if count is not None)
    assert {key for key, count in counts.items() if count < 10} <= set(hidden)
    assert list(shown) == list(counts)
    assert not hidden or len(hidden) == len(counts) or (len(hidden) >= 2 and rest >= 10)


def test_a_count_below_nought_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="below nought"):
        suppressed({"a": -1})


def test_a_small_total_is_hidden() -> None:
    assert (shown_total(9), shown_total(10)) == (None, 10)


def test_a_count_that_is_hidden_for_another_reason_takes_the_next_smallest_with_it() -> None:
    assert suppressed({"a": 55, "b": 30, "c": 40}, hide={"a"}) == {"a": None, "b": None, "c": 40}
