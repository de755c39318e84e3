"""What a chart of a measure says, and what it never says."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from alongside.core.services.measures import MeasureChart, measure_chart
from alongside.core.services.models import Observation, Outcome
from alongside.engines.change.verdict import Assurance, Verdict
from alongside.kit.ids import uuid7

STEADY = [40, 42, 40, 42, 40, 42, 40, 42, 40, 42, 40, 42]
"""Mean 41, moving ranges 2: limits 35.68 and 46.32."""


def outcome(better: str = "up", unit: str = "people", target: str | None = None) -> Outcome:
    return Outcome(
        statement="Seen by someone",
        measure="Diners seen on a given day",
        unit=unit,
        better=better,
        kind="outcome",
        target=Decimal(target) if target else None,
    )


def readings(*values: float, baseline: int = 0, n: int | None = None) -> list[Observation]:
    return [
        Observation(
            id=uuid7(),
            on=date(2025 + place // 12, place % 12 + 1, 1),
            value=Decimal(str(value)),
            n=n,
            source="Route sheets",
            baseline=place < baseline,
        )
        for place, value in enumerate(values)
    ]


def drawn(*values: float, better: str = "up", baseline: int = 0, **options: str) -> MeasureChart:
    with override("en-gb"):
        shown = measure_chart(outcome(better, **options), readings(*values, baseline=baseline))
    assert shown is not None
    return shown


def test_no_readings_no_chart() -> None:
    assert measure_chart(outcome(), []) is None


@pytest.mark.parametrize(
    ("values", "better", "baseline", "sentence"),
    [
        ((41,), "up", 1, "One reading so far: 41 people"),
        ((41, 58.5), "up", 1, "From 41 people to 58.5 people: too few readings to tell a change from chance"),
        (STEADY, "up", 0, "No real change yet"),
        (
            (*STEADY, 40, *([42.5, 42] * 4)[:7]), "up", 12,
            "Better since Feb 2026: seven readings in a row above the average",
        ),
        (
            (*STEADY, 40, *([42.5, 42] * 4)[:7]), "down", 12,
            "Worse since Feb 2026: seven readings in a row above the average",
        ),
        (
            (*STEADY, 42.6, 42.4, 41.6, 40.9, 40.1, 39.6, 39.1), "down", 12,
            "Better since Jan 2026: seven readings in a row falling",
        ),
        ((*STEADY, 60), "up", 12, "Better at the newest reading: it lies above what chance would draw"),
        ((*STEADY, 30), "up", 12, "Worse at the newest reading: it lies below what chance would draw"),
        ((*STEADY, 45, 41.5, 45), "up", 12, "Better since Jan 2026: two of three readings close to the upper limit"),
    ],
)  # fmt: skip
def test_the_title_says_the_point(values: list[float], better: str, baseline: int, sentence: str) -> None:
    assert drawn(*values, better=better, baseline=baseline).sentence == sentence


def test_two_rules_that_disagree_are_both_said() -> None:
    shown = drawn(*([10] * 6), *([11] * 6), 40, 39, 38, 37, 36, 35, 34)
    assert (shown.verdict, shown.sentence) == (
        Verdict.MIXED,
        "Not clear yet: seven readings in a row above the average, but seven readings in a row falling",
    )


def test_limits_are_drawn_and_their_rules_named() -> None:
    chart = drawn(*STEADY, 60, baseline=12).chart
    assert (chart.mean, chart.lower, chart.upper) == (41.0, 35.68, 46.32)
    assert [point.special for point in chart.points] == [False] * 12 + [True]
    assert "NHS England, Making Data Count, 2025-09" in chart.note
    assert "A line alone cannot say what brought the change." in chart.note
    assert len(chart.rows) == 13 + 3


def test_too_few_readings_draw_the_line_only() -> None:
    chart = drawn(*STEADY[:11]).chart
    assert (chart.mean, chart.lower, chart.upper, len(chart.points)) == (None, None, None, 11)


@pytest.mark.parametrize(
    ("target", "better", "kept", "words"),
    [
        (
            "50", "up", Assurance.MISSES,
            "As it runs now, it will go on missing the target; only a change to it can help.",
        ),
        ("30", "up", Assurance.HITS, "As it runs now, it will go on meeting the target."),
        (
            "41", "up", Assurance.CHANCE,
            "As it runs now, it will sometimes meet the target and sometimes miss it, as chance has it.",
        ),
    ],
)  # fmt: skip
def test_a_target_is_met_by_more_than_luck_or_not(target: str, better: str, kept: Assurance, words: str) -> None:
    shown = drawn(*STEADY, better=better, target=target)
    assert (shown.assurance, shown.target, shown.chart.target) == (kept, words, float(target))


def test_before_and_after_says_both_numbers_the_interval_and_no_cause() -> None:
    first, last = readings(41, 58)
    first.n, last.n = 100, 148
    with override("en-gb"):
        shown = measure_chart(outcome(unit="%"), [first, last])
    assert shown is not None
    assert shown.chart.note == (
        "Diners seen on a given day. 2 readings. Newest: 1 February 2025, 148 counted, from Route sheets. Before and "
        "after: 41 of 100 and 86 of 148. The difference is likely between 4.4 and 29 points (95 %, Newcombe). Other "
        "things changed in that time too, so nobody can say what it came from."
    )


def test_a_difference_that_may_be_chance_says_so() -> None:
    with override("en-gb"):
        shown = measure_chart(outcome(unit="%"), readings(41, 48, n=100))
    assert shown is not None
    assert shown.chart.note.endswith("That may be chance.")


def test_limits_begin_anew_where_the_service_was_changed() -> None:
    lower = [value - 20 for value in STEADY]
    with override("en-gb"):
        shown = measure_chart(outcome(), readings(*STEADY, *lower), changed_on=[date(2026, 1, 1)])
    assert shown is not None
    assert (shown.sentence, shown.chart.mean) == ("No real change yet", 21.0)
    assert "Limits begin anew in Jan 2026." in shown.chart.note


def test_nothing_ever_says_because() -> None:
    for values in (STEADY, [*STEADY, 60], [41], [41, 58]):
        shown = drawn(*values, target="50")
        assert "because" not in f"{shown.sentence} {shown.target} {shown.chart.note}".lower()
