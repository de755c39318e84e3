"""The run chart: a line around its median, for series too short for limits.

Source: J. Anhøj, A. V. Olesen, "Run Charts Revisited", PLoS ONE 9(11): e113825 (2014). Their two rules keep the share
of false alarms near 5 % for any length; the rule of five in a row rising or falling found nothing, and is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import comb, log2

from alongside.engines.change.xmr import Number

LEAST = 10
"""Readings off the median below which neither rule is read. Source: the same, table 1 begins at ten."""


@dataclass(frozen=True, kw_only=True)
class RunChart:
    """A series and its median.

    `useful` readings are not on the median; `longest` is the longest run on one side of it, `crossings` how often the
    line crosses it. `longest_most` and `crossings_least` are what chance allows; None below ten useful readings.
    """

    values: tuple[Fraction, ...]
    median: Fraction
    useful: int
    longest: int
    crossings: int
    longest_most: int | None
    crossings_least: int | None

    @property
    def is_more_than_chance(self) -> bool:
        """Whether either rule speaks: a run too long, or crossings too few."""
        if self.longest_most is None or self.crossings_least is None:
            return False
        return self.longest > self.longest_most or self.crossings < self.crossings_least


def run_chart(values: Sequence[Number]) -> RunChart:
    """Draw a series around its median, oldest first. ValueError for an empty series."""
    exact = tuple(Fraction(value) for value in values)
    if not exact:
        raise ValueError("A run chart needs a reading.")
    ordered = sorted(exact)
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    sides = [value > median for value in exact if value != median]
    runs = [len(list(run)) for _, run in groupby(sides)]
    useful = len(sides)
    enough = useful >= LEAST
    return RunChart(
        values=exact,
        median=median,
        useful=useful,
        longest=max(runs, default=0),
        crossings=max(len(runs) - 1, 0),
        longest_most=round(log2(useful) + 3) if enough else None,
        crossings_least=least_crossings(useful) if enough else None,
    )


def least_crossings(useful: int) -> int:
    """Return the fewest crossings that chance allows: the 5 % quantile of a fair coin thrown `useful` - 1 times."""
    throws = useful - 1
    total = 0
    for count in range(throws + 1):
        total += comb(throws, count)
        if 20 * total >= 2**throws:
            return count
    return throws
