"""Bars: one thing compared over several, with its interval; and both sides from the middle outwards."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.kit.charts.drawing import Chart, at, box, line, number, text, width_of, wrapped

SIDES = {"public": "bar-public", "citizens": "bar-citizens", "together": "bar-together"}


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its label, its value (at least 0), how the value is said, its side, and the interval if it has one."""

    label: str
    value: float
    said: str = ""
    side: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def words(self) -> str:
        """Say the value."""
        return self.said or number(self.value)

    @property
    def interval(self) -> str:
        """Say the interval, or nothing."""
        if self.low is None or self.high is None:
            return ""
        return _("%(low)s to %(high)s") % {"low": number(self.low), "high": number(self.high)}


def citizens_bar(x: float, y: float, width: float, height: float) -> list[str]:
    """Draw a bar of the citizens' strand: outlined, with the line through it that makes it double."""
    middle = y + height / 2
    return [box(x, y, width, height, css="bar-citizens"), line(x, middle, x + width, middle, css="stripe")]


@dataclass(frozen=True, kw_only=True)
class BarChart(Chart):
    """Lying bars from nought, longest scale from the data; each label above its bar, so that it fits on a phone."""

    bars: tuple[Bar, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse a chart of nothing, and a bar below nought."""
        if not self.bars or min(bar.value for bar in self.bars) < 0:
            raise ValueError("A bar chart needs bars, none of them below nought")

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns of the equal table."""
        names = (_("What"), self.unit or _("Value"))
        return (*names, _("Likely between")) if any(bar.interval for bar in self.bars) else names

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Give each bar."""
        wide = len(self.columns) == 3
        return [(bar.label, bar.words, bar.interval) if wide else (bar.label, bar.words) for bar in self.bars]

    def svg(self, *, narrow: bool = False) -> str:
        """Draw the bars, one beneath the other, with the value at each end and the interval as a whisker."""
        width, size, step = (300, 14, 58) if narrow else (720, 16, 62)
        most = max(max(bar.value, bar.high or 0) for bar in self.bars) or 1
        room = width - max(width_of(bar.words, size=size) for bar in self.bars) - 16
        drawn: list[str] = []
        for index, bar in enumerate(self.bars):
            drawn += self._draw_bar(bar, y=index * step, scale=room / most, size=size, width=width)
        return self.frame(drawn, width=width, height=len(self.bars) * step, narrow=narrow)

    def _draw_bar(self, bar: Bar, *, y: float, scale: float, size: int, width: float) -> Iterator[str]:
        label = wrapped(bar.label, width=width, size=size, most=1)[0]
        yield text(0, y + size + 2, label, size=size)
        top, length = y + size + 10, max(bar.value * scale, 1.5)
        if bar.side == "citizens":
            yield from citizens_bar(1, top, length, 20)
        else:
            yield box(0, top, length, 20, css=SIDES.get(bar.side, "bar-plain"))
        end = length
        if bar.low is not None and bar.high is not None:
            low, high, middle = bar.low * scale, bar.high * scale, top + 10
            whisker = f"M{at(low)} {at(middle)}H{at(high)}M{at(low)} {at(middle - 6)}v12M{at(high)} {at(middle - 6)}v12"
            yield f'<path class="range-gap" d="{whisker}"/><path class="range" d="{whisker}"/>'
            end = max(end, high)
        yield text(end + 8, top + 16, bar.words, size=size)


@dataclass(frozen=True, kw_only=True)
class PairBar:
    """One thing of both sides in one unit, with its words."""

    label: str
    public: float
    citizens: float
    public_said: str = ""
    citizens_said: str = ""


@dataclass(frozen=True, kw_only=True)
class PairChart(Chart):
    """Both sides from the middle outwards, on one scale for each row's unit or for all rows (`one_scale`)."""

    pairs: tuple[PairBar, ...]
    public_name: str
    citizens_name: str
    one_scale: bool = True

    def __post_init__(self) -> None:
        """Refuse a chart of nothing, and an amount below nought."""
        if not self.pairs or min(min(pair.public, pair.citizens) for pair in self.pairs) < 0:
            raise ValueError("A chart of both sides needs rows, none of them below nought")

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns of the equal table."""
        return (_("What"), self.public_name, self.citizens_name)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Give each pair; no sum and no difference, since the two sides are not netted."""
        return [(p.label, p.public_said or number(p.public), p.citizens_said or number(p.citizens)) for p in self.pairs]

    def svg(self, *, narrow: bool = False) -> str:
        """Draw the pairs: label in the middle above, bars outwards, values at their ends."""
        width, size, step = (300, 14, 66) if narrow else (720, 16, 70)
        middle = width / 2
        drawn = [line(middle, 0, middle, len(self.pairs) * step, css="axis")]
        whole = max(max(pair.public, pair.citizens) for pair in self.pairs) or 1
        for index, (pair, row) in enumerate(zip(self.pairs, self.rows, strict=True)):
            most = whole if self.one_scale else (max(pair.public, pair.citizens) or 1)
            top = index * step + size + 10
            ours, theirs = ((middle - 6) * part / most for part in (pair.public, pair.citizens))
            label = wrapped(pair.label, width=width / 2, size=size, most=1)[0]
            half = width_of(label, size=size) / 2 + 8
            drawn.append(box(middle - half, index * step, 2 * half, size + 8, css="label-ground"))
            drawn.append(text(middle, index * step + size, label, anchor="middle", size=size))
            drawn.append(box(middle - 5 - ours, top, ours, 16, css="bar-public"))
            drawn += citizens_bar(middle + 6, top, theirs, 16)
            drawn.append(text(middle - 8, top + 16 + size + 2, row[1], anchor="end", size=size))
            drawn.append(text(middle + 8, top + 16 + size + 2, row[2], size=size))
        return self.frame(drawn, width=width, height=len(self.pairs) * step, narrow=narrow)
