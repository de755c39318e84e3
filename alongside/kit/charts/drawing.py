"""What every chart is drawn with: text that is always escaped, numbers that are always written alike, scales, ticks."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString

LETTER = 0.56  # Mean width of a letter of Atkinson Hyperlegible Next, as a share of the type size.


def number(value: float) -> str:
    """Write a number for people: thousands parted, at most two decimals, no trailing noughts, a true minus."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


def at(value: float) -> str:
    """Write a coordinate: one decimal, always with a point, so that equal input gives equal text."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def line(x1: float, y1: float, x2: float, y2: float, *, css: str) -> str:
    """Draw a straight line."""
    return f'<path class="{css}" d="M{at(x1)} {at(y1)}L{at(x2)} {at(y2)}"/>'


def box(x: float, y: float, width: float, height: float, *, css: str) -> str:
    """Draw a rectangle; a negative width is drawn as none."""
    size = f'width="{at(max(0, width))}" height="{at(max(0, height))}"'
    return f'<rect class="{css}" x="{at(x)}" y="{at(y)}" {size}/>'


def text(x: float, y: float, words: str, *, css: str = "ink", anchor: str = "start", size: int = 16) -> str:
    """Write words, escaped. `anchor` is start, middle or end."""
    where = f'x="{at(x)}" y="{at(y)}" text-anchor="{anchor}" font-size="{size}"'
    return f'<text class="{css}" {where}>{escape(words)}</text>'


def width_of(words: str, *, size: int = 16) -> float:
    """Guess how wide words will be, in the units of the drawing."""
    return len(words) * size * LETTER


def wrapped(words: str, *, width: float, size: int = 16, most: int = 2) -> list[str]:
    """Break words into at most `most` lines that fit the width; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size=size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + " …"]
    return lines


def ticks(low: float, high: float, *, count: int = 5) -> list[float]:
    """Return about `count` round numbers from at or below `low` to at or above `high`."""
    span = high - low
    if span <= max(abs(low), abs(high)) * 1e-9 or span < 1e-9:  # All alike, as far as a picture can tell.
        span = max(abs(high), 1.0)
    rough = span / max(1, count - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * power for unit in (1, 2, 2.5, 5, 10) if unit * power >= rough * 0.999)
    first = math.floor(low / step + 1e-9) * step
    marks = [first]
    while marks[-1] < high - step * 1e-6:
        marks.append(first + step * len(marks))
    return [round(mark, 10) for mark in marks] if len(marks) > 1 else [first, round(first + step, 10)]


def spread(wanted: Sequence[float], *, gap: float) -> list[float]:
    """Move labels that would overlap apart, keeping their order: each at least `gap` below the one before."""
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    placed = list(wanted)
    for before, after in pairwise(order):
        placed[after] = max(placed[after], placed[before] + gap)
    return placed


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart: its title says its point; `note` says n, the interval, the source, in words beneath it."""

    title: str
    note: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns of the equal table."""
        raise NotImplementedError

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Give the rows of the equal table, as text."""
        raise NotImplementedError

    def svg(self, *, narrow: bool = False) -> str:
        """Draw it: 720 units wide, or 300 for a phone."""
        raise NotImplementedError

    @property
    def wide(self) -> SafeString:
        """Give the SVG for a wide page; safe, since every word in it went through `text` or `frame`."""
        return SafeString(self.svg())

    @property
    def narrow(self) -> SafeString:
        """Give the SVG for a phone."""
        return SafeString(self.svg(narrow=True))

    def frame(self, parts: Iterable[str], *, width: float, height: float, narrow: bool) -> str:
        """Put the drawn parts into an SVG that a screen reader reads as one picture with a name and a description."""
        kind = "narrow" if narrow else "wide"
        described = f"<desc>{escape(self.note)}</desc>" if self.note else ""
        return (
            f'<svg class="{kind}" role="img" viewBox="0 0 {at(width)} {at(height)}" xmlns="http://www.w3.org/2000/svg">'
            f"<title>{escape(self.title)}</title>{described}{''.join(parts)}</svg>"
        )
