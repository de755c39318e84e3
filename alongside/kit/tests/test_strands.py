"""An organisation's colours: measured as the guidelines say, readable by night, and never a way to smuggle in CSS."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kit.parts.strands import NIGHT, USUAL, contrast, for_night, is_readable, strands_css

colours = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)]
)
def test_contrast_is_the_guidelines_own(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio


@given(colours, colours)
def test_contrast_is_the_same_both_ways(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)


@given(colours)
def test_every_colour_can_be_read_at_night(colour: str) -> None:
    assert contrast(for_night(colour), NIGHT) >= 4.5


def test_the_usual_colours_are_readable_and_need_no_style() -> None:
    assert all(is_readable(colour) for colour in USUAL.values())
    assert strands_css(**USUAL) == ""
    assert strands_css(public="", citizens="", together="") == ""
    assert not is_readable("#ffff00")


@pytest.mark.parametrize("smuggled", ["red", "#fff", "#12345g", "#123456;}</style><script>", "#123456\n", "url(x)"])
def test_what_is_no_colour_is_left_out(smuggled: str) -> None:
    assert strands_css(public=smuggled, citizens="", together="") == ""
    with pytest.raises(ValueError, match="Not a colour"):
        contrast(smuggled, "#000000")


@given(colours, colours, colours)
def test_the_style_holds_nothing_but_our_properties(public: str, citizens: str, together: str) -> None:
    css = strands_css(public=public, citizens=citizens, together=together)
    declared = re.findall(r"--[a-z-]+:#[0-9a-f]{6};", css)
    rest = re.sub(r"--[a-z-]+:#[0-9a-f]{6};", "", css)
    assert rest in (
        "",
        ":root{}@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){}}"
        "@media screen{:root[data-theme=dark]{}}",
    )
    assert len(declared) % 6 == 0
