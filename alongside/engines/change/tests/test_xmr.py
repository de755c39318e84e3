"""Control charts against examples worked by hand, and properties that hold for any series."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.change.rules import MAKING_DATA_COUNT, RuleSet, Signal
from alongside.engines.change.verdict import Assurance, Verdict, assurance, verdict
from alongside.engines.change.xmr import Finding, limits_of, xmr

SERIES = st.lists(st.integers(-1000, 1000), min_size=12, max_size=40)


def found(values: list[float], **options: object) -> list[tuple[str, int, tuple[int, ...]]]:
    return [(one.signal.value, one.direction, one.points) for one in xmr(values, **options).findings]


def test_limits_are_the_mean_and_2_66_mean_moving_ranges() -> None:
    # Moving ranges of 10, 12, 9, 13 are 2, 3, 4: mean 3. The mean reading is 11.
    limits = limits_of([Fraction(value) for value in (10, 12, 9, 13)])
    assert (limits.mean, limits.moving_range) == (11, 3)
    assert (limits.lower, limits.upper) == (Fraction("3.02"), Fraction("18.98"))
    assert (limits.near_lower, limits.near_upper) == (Fraction("5.68"), Fraction("16.32"))


def test_the_published_example_of_screening_moving_ranges() -> None:
    # The series of NHSRplotthedots's vignette on deviations from the spreadsheet: fifteen ranges of 1, two of 8 and 9.
    series = [Fraction(value) for value in (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)]
    plain = limits_of(series)
    screened = limits_of(series, rules=RuleSet(key="x", name="x", version="x", screen=Fraction("3.267")))
    assert (plain.mean, plain.moving_range) == (Fraction(35, 18), Fraction(32, 17))
    assert (screened.moving_range, screened.upper) == (1, Fraction(35, 18) + Fraction("2.66"))


ALTERNATING = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12]


def test_one_point_outside() -> None:
    # Eleven ranges of 2 around 11: limits 5.68 and 16.32.
    assert found([*ALTERNATING, 30], baseline=12) == [("outside", 1, (12,))]
    assert found([*ALTERNATING, 1], baseline=12) == [("outside", -1, (12,))]


def test_a_point_on_the_limit_is_inside() -> None:
    limits = limits_of([Fraction(value) for value in ALTERNATING])
    assert (limits.upper, limits.lower) == (Fraction("16.32"), Fraction("5.68"))
    assert found([*ALTERNATING, Fraction("16.32")], baseline=12) == []
    assert found([*ALTERNATING, Fraction("16.33")], baseline=12) == [("outside", 1, (12,))]


def test_seven_on_one_side_is_a_shift_and_six_is_not() -> None:
    above = [11.5, 12, 11.5, 12, 11.5, 12]
    assert found([*ALTERNATING, 10, *above], baseline=12) == []
    assert found([*ALTERNATING, 10, *above, 11.5], baseline=12) == [("shift", 1, tuple(range(13, 20)))]


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    assert found([*ALTERNATING, 10, 12, 11.5, 12, 11, 12, 11.5, 12, 12], baseline=12) == []


def test_seven_rising_is_a_trend_and_six_is_not() -> None:
    falling = [12.3, 12.1, 11.4, 10.9, 10.6, 10.4]
    assert found([*ALTERNATING, *falling], baseline=12) == []
    assert found([*ALTERNATING, *falling, 10.1], baseline=12) == [("trend", -1, tuple(range(12, 19)))]


def test_equal_neighbours_break_a_trend() -> None:
    assert found([*ALTERNATING, 9.7, 9.9, 10.2, 10.8, 10.8, 11.3, 11.6, 11.9], baseline=12) == []


def test_two_of_three_close_to_a_limit_on_one_side() -> None:
    # Near limits are 11 +- 3.546..., so 15 is close; the point between them need only be on the same side.
    assert found([*ALTERNATING, 15, 11.5, 15], baseline=12) == [("near", 1, (12, 14))]
    assert found([*ALTERNATING, 15, 10.5, 15], baseline=12) == []
    assert found([*ALTERNATING, 15, 11.5, 11.5, 15], baseline=12) == []


def test_overlapping_windows_make_one_finding() -> None:
    assert found([*ALTERNATING, 15, 15, 12, 15], baseline=12) == [("near", 1, (12, 13, 15))]


def test_limits_begin_anew_at_a_phase_and_rules_do_not_look_across() -> None:
    lower = [value - 5 for value in ALTERNATING]
    chart = xmr([*ALTERNATING, *lower], phases=[12])
    assert [(phase.start, phase.stop, phase.limits.mean) for phase in chart.phases if phase.limits] == [
        (0, 12, 11),
        (12, 24, 6),
    ]
    assert chart.findings == ()
    assert xmr([*ALTERNATING, *lower]).findings != ()


def test_fewer_than_twelve_readings_draw_no_limits() -> None:
    chart = xmr(list(range(11)))
    assert (chart.phases[0].limits, chart.findings, verdict(chart, better="up")) == (None, (), Verdict.TOO_FEW)
    assert xmr(list(range(12))).phases[0].limits is not None


def test_a_decimal_that_never_moves_lies_on_its_own_mean() -> None:
    for value in (0.1, Decimal("0.1"), 1 / 3):
        assert xmr([value] * 20).findings == ()


@pytest.mark.parametrize("phases", [[0], [12, 12], [30], [5, 3]])
def test_phases_out_of_order_are_a_mistake(phases: list[int]) -> None:
    with pytest.raises(ValueError, match="Phases"):
        xmr(list(range(20)), phases=phases)


@pytest.mark.parametrize(
    ("series", "better", "said"),
    [
        (ALTERNATING, "up", Verdict.NO_CHANGE),
        ([*ALTERNATING, 30], "up", Verdict.BETTER),
        ([*ALTERNATING, 30], "down", Verdict.WORSE),
        ([*ALTERNATING, 30, 11], "up", Verdict.NO_CHANGE),
        # Falling for seven, the last of them still far above the mean of all: good and bad at once.
        ([*([10] * 6), *([11] * 6), 40, 39, 38, 37, 36, 35, 34], "up", Verdict.MIXED),
    ],
)
def test_the_verdict_is_of_the_newest_reading(series: list[float], better: str, said: Verdict) -> None:
    assert verdict(xmr(series), better=better) is said


@pytest.mark.parametrize(
    ("target", "better", "said"),
    [
        (17, "up", Assurance.MISSES),
        (17, "down", Assurance.HITS),
        (5, "up", Assurance.HITS),
        (5, "down", Assurance.MISSES),
        (11, "up", Assurance.CHANCE),
        (Decimal("16.32"), "up", Assurance.CHANCE),
    ],
)
def test_assurance_compares_the_limits_with_the_target(target: float, better: str, said: Assurance) -> None:
    assert assurance(xmr(ALTERNATING), target=target, better=better) is said


def test_no_limits_no_assurance() -> None:
    assert assurance(xmr([1, 2, 3]), target=2, better="up") is None


@given(SERIES)
def test_turning_a_series_over_turns_every_finding_over(series: list[int]) -> None:
    def over(one: Finding) -> tuple[Signal, int, tuple[int, ...]]:
        return one.signal, -one.direction, one.points

    turned = xmr([-value for value in series])
    assert {over(one) for one in xmr(series).findings} == {(o.signal, o.direction, o.points) for o in turned.findings}
    assert verdict(turned, better="down") is verdict(xmr(series), better="up")


@given(SERIES, st.integers(1, 50), st.integers(-100, 100))
def test_another_unit_changes_no_finding(series: list[int], scale: int, offset: int) -> None:
    assert xmr([scale * value + offset for value in series]).findings == xmr(series).findings


@given(SERIES)
def test_every_shift_and_trend_is_as_long_as_it_says(series: list[int]) -> None:
    chart = xmr(series)
    limits = chart.phases[0].limits
    assert limits is not None
    for one in chart.findings:
        values = [chart.values[place] for place in one.points]
        if one.signal is Signal.SHIFT:
            assert len(values) >= MAKING_DATA_COUNT.shift
            assert all((value - limits.mean) * one.direction > 0 for value in values)
        if one.signal is Signal.TREND:
            assert len(values) >= MAKING_DATA_COUNT.trend
            assert values == sorted(set(values), reverse=one.direction < 0)
        if one.signal is Signal.NEAR:
            assert all(limits.lower <= value <= limits.upper for value in values)
        if one.signal is Signal.OUTSIDE:
            assert not limits.lower <= values[0] <= limits.upper
