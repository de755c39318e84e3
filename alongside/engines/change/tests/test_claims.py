"""Intervals against published figures, and what each design of a comparison lets anybody say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.change.claims import Change, Design, Saying, claim
from alongside.engines.change.intervals import difference, wilson


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (4, 5, 0.38, 0.96),
        (40, 50, 0.67, 0.89),
        # Newcombe (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(count: int, n: int, low: float, high: float) -> None:
    digits = 4 if n > 5 and n != 50 else 2
    share = wilson(count=count, n=n)
    assert (round(share.low, digits), round(share.high, digits), share.n, share.method) == (low, high, n, "Wilson")


def test_the_difference_of_two_shares_as_published() -> None:
    # Newcombe (1998), table II, example (a), method 10: 56 of 70 less 48 of 80.
    change = difference(wilson(count=56, n=70), wilson(count=48, n=80))
    assert (round(change.value, 4), round(change.low, 4), round(change.high, 4), change.n) == (0.2, 0.0524, 0.3339, 70)


@pytest.mark.parametrize(("count", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_a_share_of_nothing_is_a_mistake(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="share"):
        wilson(count=count, n=n)


LITTLE, MUCH = wilson(count=41, n=100), wilson(count=86, n=148)
SAME = wilson(count=44, n=100)


def test_before_and_after_never_says_because_of() -> None:
    said = claim(before=LITTLE, after=MUCH, better="up")
    assert (said.verdict, said.sayings) == (Change.BETTER, {Saying.LEVEL, Saying.DIFFERENT, Saying.CHANGED})
    assert (said.before.n, said.after.n) == (100, 148)
    assert claim(before=LITTLE, after=MUCH, better="down").verdict is Change.WORSE


def test_a_difference_within_chance_is_only_two_levels() -> None:
    said = claim(before=LITTLE, after=SAME, better="up")
    assert (said.verdict, said.sayings) == (Change.UNCLEAR, {Saying.LEVEL, Saying.DIFFERENT})


def test_only_a_drawn_comparison_says_because_of() -> None:
    others = (wilson(count=400, n=1000), wilson(count=400, n=1000))
    chosen = claim(before=LITTLE, after=MUCH, better="up", design=Design.COMPARISON, others=others)
    drawn = claim(before=LITTLE, after=MUCH, better="up", design=Design.RANDOMISED, others=others)
    assert (Saying.BECAUSE_OF in chosen.sayings, Saying.MORE_THAN_OTHERS in chosen.sayings) == (False, True)
    assert drawn.sayings == set(Saying)


def test_where_the_others_changed_as_much_nothing_is_claimed() -> None:
    said = claim(before=LITTLE, after=MUCH, better="up", design=Design.RANDOMISED, others=(LITTLE, MUCH))
    assert (said.verdict, said.change.value, Saying.BECAUSE_OF in said.sayings) == (Change.UNCLEAR, 0.0, False)


@pytest.mark.parametrize(
    ("design", "others"),
    [
        (Design.COMPARISON, None),
        (Design.BEFORE_AFTER, (LITTLE, MUCH)),
        (Design.SERIES, None),
        (Design.ONE_READING, None),
    ],
)
def test_a_design_without_its_readings_is_a_mistake(design: Design, others: object) -> None:
    with pytest.raises(ValueError, match="reading"):
        claim(before=LITTLE, after=MUCH, better="up", design=design, others=others)


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_within_none_and_all(counted: tuple[int, int]) -> None:
    count, n = counted
    share = wilson(count=count, n=n)
    assert 0 <= share.low <= share.value <= share.high <= 1
    other = wilson(count=n - count, n=n)
    assert (round(share.low, 9), round(share.high, 9)) == (round(1 - other.high, 9), round(1 - other.low, 9))
