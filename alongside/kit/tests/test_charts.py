"""Charts: always well-formed, always escaped, always the same for the same numbers, with an equal table."""

from collections.abc import Callable
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from alongside.kit.charts import (
    Bar,
    BarChart,
    Bubble,
    BubbleChart,
    Chart,
    HeatMap,
    PairBar,
    PairChart,
    RunChart,
    RunPoint,
)
from alongside.kit.charts.drawing import number, spread, ticks
from alongside.kit.charts.heat import depth

NASTY = "<script>alert('x')</script> & \"Mill\" Lane]]>"
SVG = "{http://www.w3.org/2000/svg}"
amounts = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)


def one_of_each(words: str) -> list[Chart]:
    """Give one chart of each kind with these words wherever words may stand."""
    point = RunPoint(label=words, value=4, special=True, baseline=True, note=words)
    bar = Bar(label=words, value=3, said=words, side="citizens", low=2, high=4)
    pair = PairBar(label=words, public=1, citizens=2, public_said=words, citizens_said=words)
    return [
        RunChart(title=words, note=words, points=(point, point), mean=4, lower=3, upper=5, target=6, unit=words),
        BarChart(title=words, note=words, bars=(bar,), unit=words),
        PairChart(title=words, note=words, pairs=(pair,), public_name=words, citizens_name=words),
        HeatMap(title=words, note=words, row_labels=(words,), column_labels=(words, "b"), values=((1, None),)),
        BubbleChart(
            title=words, note=words, along=words, up=words, bubbles=(Bubble(label=words, along=4, up=0, score=66),)
        ),
    ]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("index", range(5))
def test_words_are_escaped_and_the_picture_is_named(index: int, narrow: bool) -> None:
    drawn = one_of_each(NASTY)[index].svg(narrow=narrow)
    root = ElementTree.fromstring(drawn)  # noqa: S314  # our own drawing, which this test proves well-formed
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == NASTY
    assert root.findtext(f"{SVG}desc") == NASTY
    assert list(root.iter(f"{SVG}script")) == []
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "path", "rect", "circle", "text",
    }  # fmt: skip


@pytest.mark.parametrize("index", range(5))
def test_equal_numbers_give_equal_text(index: int) -> None:
    assert one_of_each("Mill Lane")[index].svg() == one_of_each("Mill Lane")[index].svg()


@pytest.mark.parametrize("index", range(5))
def test_a_frame_holds_both_pictures_and_the_table(index: int) -> None:
    shown = one_of_each(NASTY)[index]
    html = Template("{% load kit_components %}{% chart c %}").render(Context({"c": shown}))
    assert html.count("<svg") == 2
    assert html.count("<tr>") == len(shown.rows) + 1
    assert "<script" not in html
    assert {len(row) for row in shown.rows} == {len(shown.columns)}


@given(st.lists(amounts, min_size=1, max_size=40))
def test_every_reading_lies_inside_the_picture(values: list[float]) -> None:
    chart = RunChart(title="t", points=tuple(RunPoint(label=str(i), value=v) for i, v in enumerate(values)))
    for narrow, width in ((False, 720), (True, 300)):
        root = ElementTree.fromstring(chart.svg(narrow=narrow))  # noqa: S314  # our own drawing
        height = float(str(root.get("viewBox")).split()[3])
        centres = [(float(str(c.get("cx"))), float(str(c.get("cy")))) for c in root.iter(f"{SVG}circle")]
        assert len(centres) == len(values)
        assert all(0 <= x <= width and 0 <= y <= height for x, y in centres)


@given(amounts, amounts)
def test_ticks_rise_and_cover(one: float, other: float) -> None:
    low, high = sorted((one, other))
    marks = ticks(low, high)
    slack = max(1.0, abs(high), abs(low)) * 1e-6
    assert marks == sorted(set(marks))
    assert marks[0] <= low + slack
    assert marks[-1] >= high - slack
    assert 2 <= len(marks) <= 8


@given(st.lists(st.floats(min_value=0, max_value=300), max_size=8))
def test_labels_end_up_apart_and_in_order(wanted: list[float]) -> None:
    placed = sorted(spread(wanted, gap=18))
    assert all(after - before >= 18 - 1e-9 for before, after in pairwise(placed))


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (-0.001, "0"), (1286, "1,286"), (48.5, "48.5"), (-3, "−3"), (2.345, "2.35"), (10, "10")],
)
def test_numbers_are_written_alike(value: float, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(("value", "level"), [(0, 0), (1, 1), (20, 1), (21, 2), (99, 5), (100, 5)])
def test_depth_of_colour(value: float, level: int) -> None:
    assert depth(value, most=100) == level


def test_a_hidden_number_is_nowhere_in_picture_or_table() -> None:
    chart = HeatMap(title="t", row_labels=("r",), column_labels=("a", "b"), values=((None, 41),))
    assert chart.rows == [("r", "not shown", "41")]
    assert chart.svg().count(">–</text>") == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: RunChart(title="t", points=()),
        lambda: BarChart(title="t", bars=()),
        lambda: BarChart(title="t", bars=(Bar(label="x", value=-1),)),
        lambda: PairChart(title="t", pairs=(), public_name="a", citizens_name="b"),
        lambda: HeatMap(title="t", row_labels=("r",), column_labels=("a",), values=((1, 2),)),
    ],
)
def test_a_chart_of_nothing_is_refused(make: Callable[[], Chart]) -> None:
    with pytest.raises(ValueError, match="needs"):
        make()


def test_a_larger_bubble_scores_more_and_none_stands_off_the_chart() -> None:
    bubbles = tuple(Bubble(label=f"Way {score}", along=2, up=2, score=score) for score in (10, 90))
    root = ElementTree.fromstring(BubbleChart(title="Two", along="a", up="b", bubbles=bubbles).svg())  # noqa: S314  # our own drawing, whose circles are counted
    radii = [float(str(one.get("r"))) for one in root.iter(f"{SVG}circle")]
    assert (len(radii), radii[0] > radii[1]) == (2, True)
    with pytest.raises(ValueError, match="from 0 to 4"):
        BubbleChart(title="Off", along="a", up="b", bubbles=(Bubble(label="x", along=5, up=1, score=1),))
