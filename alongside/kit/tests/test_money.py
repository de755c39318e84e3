"""Money that is shared out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kit.money import shared_out


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [(100, [1, 1, 1], [34, 33, 33]), (5, [0, 3, 2], [0, 3, 2]), (1, [1, 1], [1, 0])],
)
def test_a_sum_is_shared_out_to_the_last_penny(amount: int, weights: list[int], parts: list[int]) -> None:
    assert shared_out(amount, weights) == parts


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_shares_sum_to_the_last_penny_and_none_is_a_penny_off(amount: int, weights: list[int]) -> None:
    if not sum(weights):
        weights = [*weights, 1]
    parts = shared_out(amount, weights)
    assert sum(parts) == amount
    assert all(
        abs(part - Fraction(amount * weight, sum(weights))) < 1 for part, weight in zip(parts, weights, strict=True)
    )
    assert [part for part, weight in zip(parts, weights, strict=True) if not weight and part] == []


def test_money_is_not_shared_among_nobody() -> None:
    assert shared_out(0, [0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="somebody gets"):
        shared_out(5, [0])
