"""Bubbles: things by two ratings from 0 to 4, the larger the higher their score; each numbered, and named beneath."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.kit.charts.drawing import Chart, at, line, number, text, wrapped

MOST = 4
LARGEST = 26.0


@dataclass(frozen=True, kw_only=True)
class Bubble:
    """One thing: its label, where it stands from 0 to 4 along and up, and its score from 0 to 100."""

    label: str
    along: float
    up: float
    score: int


@dataclass(frozen=True, kw_only=True)
class BubbleChart(Chart):
    """What could come first: to the right what matters more, higher what more speaks for, larger what scores more."""

    along: str
    up: str
    bubbles: tuple[Bubble, ...]

    def __post_init__(self) -> None:
        """Refuse a chart of nothing, and a bubble off the chart."""
        places = [place for one in self.bubbles for place in (one.along, one.up, one.score / 25)]
        if not places or min(places) < 0 or max(places) > MOST:
            raise ValueError("A bubble chart needs bubbles, each from 0 to 4 and with a score from 0 to 100")

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns of the equal table."""
        return (_("What"), self.along, self.up, _("Score"))

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Give each bubble with its number."""
        return [
            (f"{place}. {one.label}", number(one.along), number(one.up), str(one.score))
            for place, one in enumerate(self.bubbles, start=1)
        ]

    def svg(self, *, narrow: bool = False) -> str:
        """Draw the bubbles with their numbers, the largest first so that none hides another; their names beneath."""
        width, size, tall = (300, 13, 220) if narrow else (720, 15, 340)
        left, right, top = LARGEST + 4, width - LARGEST - 4, LARGEST + 4
        bottom = tall - LARGEST - 4
        drawn = [line(left, bottom, right, bottom, css="axis"), line(left, top, left, bottom, css="axis")]
        placed = sorted(enumerate(self.bubbles, start=1), key=lambda pair: -pair[1].score)
        for place, one in placed:
            x = left + (right - left) * one.along / MOST
            y = bottom - (bottom - top) * one.up / MOST
            radius = size * 0.8 + (LARGEST - size * 0.8) * (one.score / 100) ** 0.5
            drawn.append(f'<circle class="cell-1" cx="{at(x)}" cy="{at(y)}" r="{at(radius)}"/>')
            drawn.append(text(x, y + size / 3, str(place), anchor="middle", size=size))
        drawn.append(text(right, bottom + size + 8, f"{self.along} →", css="quiet-ink", anchor="end", size=size))
        drawn.append(text(0, size, f"↑ {self.up}", css="quiet-ink", size=size))
        for place, one in enumerate(self.bubbles, start=1):
            name = wrapped(f"{place}. {one.label}", width=width, size=size, most=1)[0]
            drawn.append(text(0, tall + size * 1.6 * place, name, size=size))
        height = tall + size * 1.6 * (len(self.bubbles) + 0.5)
        return self.frame(drawn, width=width, height=height, narrow=narrow)
