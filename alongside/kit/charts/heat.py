"""A heat map: rows by columns, the deeper the more, with the number in every cell, so that no colour stands alone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.kit.charts.drawing import Chart, box, number, text, width_of, wrapped

STEPS = 5  # Depths of colour above nothing; design/sass/_frames.scss has one class for each.


Place = tuple[float, float, float, float]  # Left, top, width, height.


def depth(value: float, *, most: float) -> int:
    """Give the depth of colour for a value from 0 to `most`: 0 for nothing, 1 to 5 in equal steps above."""
    if value <= 0 or most <= 0:
        return 0
    return min(STEPS, int(value / most * STEPS * 0.999999) + 1)


@dataclass(frozen=True, kw_only=True)
class HeatMap(Chart):
    """Rows by columns of numbers of at least 0; None is a number that may not be shown."""

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]

    def __post_init__(self) -> None:
        """Refuse a table whose shape does not fit its labels."""
        shape = [len(row) for row in self.values]
        if not self.row_labels or shape != [len(self.column_labels)] * len(self.row_labels):
            raise ValueError("A heat map needs a value, or None, for each row and column")

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns of the equal table."""
        return (_("What"), *self.column_labels)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Give each row; a hidden number is said to be hidden."""
        hidden = _("not shown")
        return [
            (label, *(hidden if value is None else number(value) for value in row))
            for label, row in zip(self.row_labels, self.values, strict=True)
        ]

    def svg(self, *, narrow: bool = False) -> str:
        """Draw the cells; on a phone each row's label stands above its cells."""
        width, size, cell = (300, 13, 34) if narrow else (720, 15, 40)
        left = 0 if narrow else min(240, max(width_of(label, size=size) for label in self.row_labels) + 16)
        step = cell + (size + 8 if narrow else 0)
        across = (width - left) / len(self.column_labels)
        shown = [value for row in self.values for value in row if value is not None]
        most = max(shown, default=0)
        drawn = []
        for index, label in enumerate(self.column_labels):
            name, middle = wrapped(label, width=across, size=size, most=1)[0], left + across * (index + 0.5)
            drawn.append(text(middle, size, name, css="quiet-ink", anchor="middle", size=size))
        for index, (label, row) in enumerate(zip(self.row_labels, self.values, strict=True)):
            top = size + 10 + index * step
            name = wrapped(label, width=left or width, size=size, most=1)[0]
            drawn.append(text(0, top + (size if narrow else cell / 2 + size / 3), name, size=size))
            for column, value in enumerate(row):
                place = (left + across * column, top + step - cell, across - 2, cell - 2)
                drawn += self._cell(value, place=place, most=most, size=size)
        return self.frame(drawn, width=width, height=size + 10 + step * len(self.row_labels), narrow=narrow)

    def _cell(self, value: float | None, *, place: Place, most: float, size: int) -> list[str]:
        x, y, width, height = place
        level = None if value is None else depth(value, most=most)
        ground = box(x, y, width, height, css="cell-hidden" if level is None else f"cell-{level}")
        ink = "on-dark" if level == STEPS else "ink"
        said = "–" if value is None else number(value)
        return [ground, text(x + width / 2, y + height / 2 + size / 3, said, css=ink, anchor="middle", size=size)]
