"""The arithmetic of the explorer: every combination, the worked examples, and what the caps are for."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.explorer import rules
from alongside.core.explorer.rules import DepthInputs, OpportunityInputs, Presence, Weights

EVERY = [
    DepthInputs(presence=p, rung=r, both_sides=b, loop=loop, evidence=e)
    for p, r, b, loop, e in product(range(4), range(7), range(5), range(5), range(4))
]


def test_there_are_2800_combinations_and_more_never_scores_less() -> None:
    assert len(EVERY) == 2800
    worse = []
    for one in EVERY:
        for name, most in rules.MOST.items():
            if getattr(one, name) < most:
                better = DepthInputs(**{**vars(one), name: getattr(one, name) + 1})
                if rules.depth(better).score < rules.depth(one).score:
                    worse.append((one, name))
    assert worse == []


def test_the_caps_hold_for_every_combination() -> None:
    scores = [(one, rules.depth(one)) for one in EVERY]
    assert {found.cap for one, found in scores if one.both_sides < 3} == {40}
    assert {found.cap for one, found in scores if one.both_sides >= 3 and one.loop < 3} == {70}
    assert {found.cap for one, found in scores if one.both_sides >= 3 and one.loop >= 3} == {100}
    assert all(0 <= found.score <= found.cap for _, found in scores)
    assert max(found.score for one, found in scores if one.both_sides < 3) == 40
    assert max(found.score for one, found in scores if one.loop < 3) == 70


@pytest.mark.parametrize(
    ("case", "inputs", "score"),
    [
        ("a survey, once, received but not answered", (1, 3, 0, 1, 0), 22),
        ("a consultation, repeated and well answered, no promise of both sides", (2, 3, 1, 4, 1), 40),
        ("volunteers, part of how we work, with no say in anything", (3, 2, 4, 2, 1), 63),
        ("staff and residents commit, and nobody is ever answered", (3, 6, 4, 0, 3), 70),
        ("part of how we work, promised, answered and compared", (3, 6, 4, 4, 3), 100),
    ],
)
def test_the_worked_examples_of_depth(case: str, inputs: tuple[int, ...], score: int) -> None:
    assert rules.depth(DepthInputs(**dict(zip(rules.MOST, inputs, strict=True)))).score == score


@pytest.mark.parametrize(
    ("inputs", "score"), [((4, 4, 3, 2, 1), 66), ((4, 1, 3, 2, 1), 44), ((4, 4, 0, 0, 0), 33), ((0, 4, 4, 4, 0), 0)]
)
def test_the_worked_examples_of_opportunity(inputs: tuple[int, ...], score: int) -> None:
    ratings = dict(zip(rules.RATINGS, map(Fraction, inputs), strict=True))
    assert rules.opportunity(OpportunityInputs(**ratings)) == score


@given(st.tuples(*[st.integers(0, 4)] * 5), st.tuples(*[st.integers(0, 5)] * 3).filter(any))
def test_an_opportunity_stays_from_0_to_100_and_rises_with_all_but_risk(
    inputs: tuple[int, ...], weights: tuple[int, ...]
) -> None:
    ratings = dict(zip(rules.RATINGS, map(Fraction, inputs), strict=True))
    chosen = Weights(**dict(zip(("outcome_gap", "assets", "willingness"), map(Fraction, weights), strict=True)))
    score = rules.opportunity(OpportunityInputs(**ratings), weights=chosen)
    assert 0 <= score <= 100
    for name in rules.RATINGS:
        if ratings[name] < 4:
            more = rules.opportunity(OpportunityInputs(**{**ratings, name: ratings[name] + 1}), weights=chosen)
            assert (more <= score) if name == "risk" else (more >= score)


@pytest.mark.parametrize("change", [{"presence": 4}, {"rung": 7}, {"both_sides": -1}])
def test_what_is_out_of_range_is_a_mistake(change: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="goes from 0"):
        DepthInputs(**{**vars(EVERY[0]), **change})


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, None),
        ({"never": 1}, Presence.NEVER),
        ({"never": 1, "embedded": 1}, Presence.NEVER),
        ({"once": 1, "repeated": 2}, Presence.REPEATED),
        ({"once": 2, "dont_know": 2}, Presence.ONCE),
        ({"once": 2, "dont_know": 3}, Presence.DONT_KNOW),
        ({"not_here": 2, "never": 1}, Presence.NOT_HERE),
        ({"not_here": 1, "never": 1}, Presence.NEVER),
        ({"not_here": 1, "dont_know": 1}, Presence.NOT_HERE),
    ],
)
def test_the_typical_answer_of_a_side(counts: dict[str, int], said: Presence | None) -> None:
    assert rules.typical(counts) is said


@pytest.mark.parametrize(
    ("public", "citizens", "steps", "both"),
    [
        ("embedded", "never", 3, "never"),
        ("repeated", "dont_know", 2, "never"),
        ("once", "once", 0, "once"),
        ("dont_know", "dont_know", 0, "dont_know"),
        ("not_here", "repeated", 0, "repeated"),
        ("not_here", "not_here", 0, "not_here"),
        (None, "repeated", 0, None),
    ],
)
def test_the_gap_and_what_both_sides_see(
    public: str | None, citizens: str | None, steps: int, both: str | None
) -> None:
    one, other = (Presence(answer) if answer else None for answer in (public, citizens))
    assert (rules.gap(one, other), rules.gap(other, one)) == (steps, steps)
    assert rules.joint(one, other) == rules.joint(other, one) == both


def test_a_kind_is_present_when_one_of_its_methods_is() -> None:
    cells = [("design", Presence.NEVER), ("design", Presence.ONCE), ("managing", Presence.DONT_KNOW)]
    assert rules.kinds_present(cells) == {"design"}


def test_both_sides_weigh_the_same_however_many_answer() -> None:
    assert rules.shared_rating(public=Fraction(4), citizens=Fraction(1)) == Fraction(5, 2)
    assert rules.shared_rating(public=Fraction(4), citizens=None) is None


def test_a_mark_counts_when_most_of_both_sides_tick_it() -> None:
    marks = ("receipt", "reason")
    public = rules.ticked({"receipt": 2, "reason": 1}, marks=marks, people=2)
    citizens = rules.ticked({"receipt": 2, "reason": 3}, marks=marks, people=3)
    assert (public, citizens) == ({"receipt"}, {"receipt", "reason"})
    assert rules.seen_by_both(public, citizens) == {"receipt"}


@pytest.mark.parametrize(("counts", "middle"), [({}, None), ({2: 1}, 2), ({1: 1, 5: 1}, 1), ({0: 1, 3: 2}, 3)])
def test_the_lower_middle(counts: dict[int, int], middle: int | None) -> None:
    assert rules.lower_middle(counts) == middle
