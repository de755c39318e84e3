"""Scores, the order, what the money reaches; for every round, and not only for an example."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.methods.prioritisation.community_chest.rules import (
    Scored,
    in_order,
    may_see_sheets,
    per_thousand,
    points_of_100,
    reached,
    scored,
    sheet_share,
    ties,
)

SHARES = st.none() | st.integers(min_value=0, max_value=60).map(lambda many: Fraction(many, 60))
ROUNDS = st.lists(st.tuples(st.integers(min_value=1, max_value=900), SHARES), max_size=12).map(
    lambda rows: [
        Scored(number=number, asked=asked, share=share, spread=None, sheets=1)
        for number, (asked, share) in enumerate(rows, start=1)
    ]
)


def test_a_score_is_the_exact_mean_of_weighted_points() -> None:
    found = scored(number=1, asked=100, sheets=[{"a": 5, "b": 0}, {"a": 2, "b": 5}], weights={"a": 2, "b": 1})
    assert (found.share, found.spread) == (Fraction(19, 30), Fraction(1, 15))
    assert points_of_100(found.share) == 63
    with pytest.raises(KeyError):
        sheet_share(points={"a": 1}, weights={"a": 1, "b": 1})


def test_equal_scores_are_named_and_stand_in_the_order_of_their_numbers() -> None:
    half, third = Fraction(1, 2), Fraction(1, 3)
    rows = [
        Scored(number=number, asked=1, share=share, spread=None, sheets=1)
        for number, share in ((1, None), (2, third), (3, half), (4, half))
    ]
    assert [one.number for one in in_order(rows)] == [3, 4, 2, 1]
    assert ties(rows) == {3, 4}


@given(ROUNDS, st.integers(min_value=0, max_value=5000), st.integers(min_value=0, max_value=300))
def test_amounts_never_pass_the_pot_nor_what_is_asked_nor_come_below_the_smallest_part(
    rows: list[Scored], pot: int, least: int
) -> None:
    given_ = reached(ranked=in_order(rows), pot=pot, least=least)
    asked = {one.number: one.asked for one in rows}
    assert set(given_) == set(asked)
    assert sum(given_.values()) <= pot
    for number, amount in given_.items():
        assert 0 <= amount <= asked[number]
        assert amount in (0, asked[number]) or amount >= least


@given(ROUNDS, st.integers(min_value=0, max_value=5000))
def test_the_first_that_fits_is_never_passed_over(rows: list[Scored], pot: int) -> None:
    ranked = in_order(rows)
    given_ = reached(ranked=ranked, pot=pot, least=0)
    if ranked and ranked[0].share is not None:
        assert given_[ranked[0].number] == min(ranked[0].asked, pot)


def test_what_is_left_is_a_part_for_the_next_one() -> None:
    rows = [
        Scored(number=number, asked=400, share=Fraction(10 - number, 10), spread=None, sheets=2) for number in (1, 2, 3)
    ]
    assert reached(ranked=rows, pot=500, least=100) == {1: 400, 2: 100, 3: 0}
    assert reached(ranked=rows, pot=499, least=100) == {1: 400, 2: 0, 3: 0}
    assert reached(ranked=rows, pot=900, least=1, pass_share=Fraction(8, 10)) == {1: 400, 2: 400, 3: 0}


def test_who_may_read_points() -> None:
    cases = [(own, barred, closed) for own in (False, True) for barred in (False, True) for closed in (False, True)]
    seen = {case: may_see_sheets(own_filed=case[0], barred=case[1], closed=case[2], on_panel=True) for case in cases}
    assert {case for case, sees in seen.items() if sees} == {
        (True, False, False),
        (True, False, True),
        (False, False, True),
    }


def test_applications_for_each_thousand_people() -> None:
    assert (per_thousand(12, 4_000), per_thousand(None, 10), per_thousand(5, None)) == (3.0, None, None)
