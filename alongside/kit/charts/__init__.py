"""Charts drawn on the server as SVG: no script, the same in both themes, on paper, and for a screen reader.

Each chart is a frozen dataclass whose title says its point. `chart.svg()` returns one SVG string and
`chart.svg(narrow=True)` the variant for a phone; `{% chart shown %}` draws both, and the same numbers as a table.
Equal input gives equal text.
"""

from alongside.kit.charts.bars import Bar, BarChart, PairBar, PairChart
from alongside.kit.charts.bubbles import Bubble, BubbleChart
from alongside.kit.charts.drawing import Chart
from alongside.kit.charts.heat import HeatMap
from alongside.kit.charts.run import RunChart, RunPoint

__all__ = [
    "Bar",
    "BarChart",
    "Bubble",
    "BubbleChart",
    "Chart",
    "HeatMap",
    "PairBar",
    "PairChart",
    "RunChart",
    "RunPoint",
]
