"""The run chart: readings over time, their mean and limits, and which of them are more than chance.

Which readings are special, and where mean and limits lie, is reckoned by `engines.change`; here it is only drawn.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.kit.charts.drawing import Chart, at, box, line, number, spread, text, ticks, width_of


@dataclass(frozen=True, kw_only=True)
class RunPoint:
    """One reading: the label of its time, its value, whether it is more than chance, whether it is of the baseline."""

    label: str
    value: float
    special: bool = False
    baseline: bool = False
    note: str = ""


@dataclass(frozen=True)
class _Ground:
    """Where the drawing lies, and how values become coordinates."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    count: int
    size: int

    def x(self, index: float) -> float:
        """Place the reading with this index."""
        inner = self.width - self.left - self.right
        return self.left + (inner / 2 if self.count == 1 else inner * index / (self.count - 1))

    def y(self, value: float) -> float:
        """Place a value."""
        return self.top + (self.height - self.top - self.bottom) * (self.high - value) / (self.high - self.low)


@dataclass(frozen=True, kw_only=True)
class RunChart(Chart):
    """Readings in order of time, with mean, process limits and target where they are known. Refuses no readings."""

    points: tuple[RunPoint, ...]
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    target: float | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse a chart of nothing; a page shows words instead."""
        if not self.points:
            raise ValueError("A run chart needs at least one reading")

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns of the equal table."""
        return (_("When"), self.unit or _("Value"), _("What it is"))

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Give each reading, then the lines."""
        said = [(point.label, number(point.value), self._said(point)) for point in self.points]
        return [*said, *((words, number(value), "") for words, value, _css in self._lines())]

    def _said(self, point: RunPoint) -> str:
        words = [_("baseline")] if point.baseline else []
        words += [_("more than chance")] if point.special else []
        words += [point.note] if point.note else []
        return ", ".join(words)

    def _lines(self) -> list[tuple[str, float, str]]:
        """List the lines that are known: what each says, where it lies, how it is drawn."""
        every = (
            (_("upper limit"), self.upper, "limit"),
            (_("mean"), self.mean, "mean"),
            (_("lower limit"), self.lower, "limit"),
            (_("target"), self.target, "target"),
        )
        return [(words, value, css) for words, value, css in every if value is not None]

    def _ground(self, *, narrow: bool) -> tuple[_Ground, list[float]]:
        values = [point.value for point in self.points] + [value for _words, value, _css in self._lines()]
        marks = ticks(min(values), max(values), count=4 if narrow else 5)
        size = 14 if narrow else 15
        left = max(width_of(number(mark), size=size) for mark in marks) + 10
        labels = [f"{words} {number(value)}" for words, value, _css in self._lines()]
        right = max((width_of(label, size=size) for label in labels), default=0) + 14 if not narrow else 8
        width, height, foot = (300, 250 + 18 * len(labels), 34 + 18 * len(labels)) if narrow else (720, 340, 40)
        ground = _Ground(width, height, left, max(right, 20), 22, foot, marks[0], marks[-1], len(self.points), size)
        return ground, marks

    def svg(self, *, narrow: bool = False) -> str:
        """Draw the readings as a line; special ones as rings with their note; limits dotted; the target dashed."""
        ground, marks = self._ground(narrow=narrow)
        drawn = [
            *self._draw_ground(ground, marks),
            *self._draw_lines(ground, narrow=narrow),
            *self._draw_points(ground),
        ]
        return self.frame(drawn, width=ground.width, height=ground.height, narrow=narrow)

    def _draw_ground(self, ground: _Ground, marks: list[float]) -> list[str]:
        end = ground.width - ground.right
        base = ground.height - ground.bottom
        drawn = []
        baseline = [index for index, point in enumerate(self.points) if point.baseline]
        if baseline:
            first, last = ground.x(baseline[0] - 0.35), ground.x(baseline[-1] + 0.35)
            first = max(first, ground.left - 4)
            drawn.append(box(first, ground.top, last - first, base - ground.top, css="baseline-band"))
            drawn.append(text(first + 4, ground.top - 6, _("baseline"), css="quiet-ink", size=ground.size))
        for mark in marks:
            y = ground.y(mark)
            drawn.append(line(ground.left, y, end, y, css="grid"))
            drawn.append(text(ground.left - 6, y + 5, number(mark), css="quiet-ink", anchor="end", size=ground.size))
        free = -1.0
        last_index = ground.count - 1
        last_width = width_of(self.points[-1].label, size=ground.size)
        for index, point in enumerate(self.points):
            half = width_of(point.label, size=ground.size) / 2
            x = min(max(ground.x(index), half), ground.width - half)
            fits = x - half > free and (index == last_index or x + half + 8 < ground.x(last_index) - last_width / 2)
            if fits:
                drawn.append(text(x, base + 22, point.label, css="quiet-ink", anchor="middle", size=ground.size))
                free = x + half + 8
        return drawn

    def _draw_lines(self, ground: _Ground, *, narrow: bool) -> list[str]:
        known = self._lines()
        end = ground.width - ground.right
        drawn = [line(ground.left, ground.y(value), end, ground.y(value), css=css) for _words, value, css in known]
        colour = {"mean": "mean-text", "limit": "mean-text", "target": "target-text"}
        if narrow:  # No room beside the lines: their key stands beneath, each with a piece of its line.
            for row, (words, value, css) in enumerate(known):
                y = ground.height - 18 * (len(known) - row) + 10
                drawn.append(line(ground.left, y - 5, ground.left + 30, y - 5, css=css))
                said = f"{words} {number(value)}"
                drawn.append(text(ground.left + 38, y, said, css=colour[css], size=ground.size))
            return drawn
        places = spread([ground.y(value) for _words, value, _css in known], gap=ground.size + 3)
        for (words, value, css), y in zip(known, places, strict=True):
            drawn.append(text(end + 8, y + 5, f"{words} {number(value)}", css=colour[css], size=ground.size))
        return drawn

    def _draw_points(self, ground: _Ground) -> list[str]:
        path = "L".join(f"{at(ground.x(i))} {at(ground.y(point.value))}" for i, point in enumerate(self.points))
        drawn = [f'<path class="run" d="M{path}"/>']
        for index, point in enumerate(self.points):
            css, radius = ("point-special", 6.5) if point.special else ("point", 4)
            x, y = ground.x(index), ground.y(point.value)
            drawn.append(f'<circle class="{css}" cx="{at(x)}" cy="{at(y)}" r="{at(radius)}"/>')
            if point.note and point.special:
                half = width_of(point.note, size=ground.size) / 2
                middle = min(max(x, ground.left + half), ground.width - ground.right - half)
                above = y - 14 if y - 14 > ground.top + 6 else y + 26
                drawn.append(text(middle, above, point.note, css="special-text", anchor="middle", size=ground.size))
        return drawn
