"""The XmR control chart: a mean, two limits drawn from the moving ranges, and what stands out from chance.

All arithmetic is exact (fractions), so that equal readings lie on their mean and not a rounding error beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from alongside.engines.change.rules import MAKING_DATA_COUNT, RuleSet, Signal

Number = int | float | Decimal | Fraction


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The mean and the process limits of a phase, in the unit of the measure; `near_` is two thirds of the way out."""

    mean: Fraction
    moving_range: Fraction
    lower: Fraction
    upper: Fraction
    near_lower: Fraction
    near_upper: Fraction


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A stretch of readings with its own limits: positions `start` up to, not including, `stop`.

    `limits` is None where the phase has too few readings; nothing in it is judged then.
    """

    start: int
    stop: int
    limits: Limits | None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A stretch that chance seldom draws: which rule, up (1) or down (-1), and the positions it marks, in order."""

    signal: Signal
    direction: int
    points: tuple[int, ...]

    @property
    def first(self) -> int:
        """The position where the stretch begins."""
        return self.points[0]

    @property
    def last(self) -> int:
        """The position where the stretch ends."""
        return self.points[-1]


@dataclass(frozen=True, kw_only=True)
class Xmr:
    """A control chart: the readings, the phases with their limits, the findings in order of their end, the rules."""

    values: tuple[Fraction, ...]
    phases: tuple[Phase, ...]
    findings: tuple[Finding, ...]
    rules: RuleSet

    @property
    def now(self) -> tuple[Finding, ...]:
        """The findings that the newest reading is part of: what the chart says of today."""
        return tuple(found for found in self.findings if found.last == len(self.values) - 1)

    def signals(self, position: int) -> frozenset[Signal]:
        """Return the rules that mark the reading at a position."""
        return frozenset(found.signal for found in self.findings if position in found.points)


def limits_of(values: Sequence[Fraction], *, rules: RuleSet = MAKING_DATA_COUNT) -> Limits:
    """Draw the limits: mean plus and minus 2.66 times the mean of the absolute differences of neighbours.

    Needs at least two readings (ValueError). Source: D. J. Wheeler, Understanding Variation, chapter 3 and appendix.
    """
    if len(values) < 2:
        raise ValueError("Limits need at least two readings.")
    mean = sum(values, Fraction()) / len(values)
    ranges = [abs(second - first) for first, second in pairwise(values)]
    average = sum(ranges, Fraction()) / len(ranges)
    if rules.screen is not None:
        kept = [one for one in ranges if one < rules.screen * average]
        average = sum(kept, Fraction()) / len(kept) if kept else average
    reach = rules.scale * average
    near = reach * 2 / 3
    return Limits(
        mean=mean,
        moving_range=average,
        lower=mean - reach,
        upper=mean + reach,
        near_lower=mean - near,
        near_upper=mean + near,
    )


def xmr(
    values: Sequence[Number],
    *,
    phases: Sequence[int] = (),
    baseline: int | None = None,
    rules: RuleSet = MAKING_DATA_COUNT,
) -> Xmr:
    """Read a series, oldest first. `phases` are the positions where the process was knowingly changed and limits begin
    anew; `baseline` fixes the limits of every phase to its first so many readings.

    Rules never look across the start of a phase. ValueError for an empty series, and for positions out of order or
    outside it.
    """
    exact = tuple(Fraction(value) for value in values)
    starts = [0, *phases]
    if any(later <= earlier for earlier, later in pairwise([*starts, len(exact)])) and (phases or not exact):
        raise ValueError("Phases begin inside the series, each after the one before.")
    made = []
    for start, stop in pairwise([*starts, len(exact)]):
        basis = exact[start:stop][: baseline if baseline is not None else None]
        enough = len(basis) >= rules.least
        made.append(Phase(start=start, stop=stop, limits=limits_of(basis, rules=rules) if enough else None))
    found = [one for phase in made for one in _findings(values=exact, phase=phase, rules=rules)]
    found.sort(key=lambda one: (one.last, one.first, one.signal))
    return Xmr(values=exact, phases=tuple(made), findings=tuple(found), rules=rules)


def _findings(*, values: Sequence[Fraction], phase: Phase, rules: RuleSet) -> Iterator[Finding]:
    if phase.limits is None:
        return
    limits = phase.limits
    inside = values[phase.start : phase.stop]
    sides = [_sign(value - limits.mean) for value in inside]
    for place, value in enumerate(inside):
        if not limits.lower <= value <= limits.upper:
            yield _finding(Signal.OUTSIDE, sides[place], range(phase.start + place, phase.start + place + 1))
    for start, stop in _runs(sides):
        if stop - start >= rules.shift:
            yield _finding(Signal.SHIFT, sides[start], range(phase.start + start, phase.start + stop))
    steps = [_sign(second - first) for first, second in pairwise(inside)]
    for start, stop in _runs(steps):
        if stop - start + 1 >= rules.trend:
            yield _finding(Signal.TREND, steps[start], range(phase.start + start, phase.start + stop + 1))
    close = [
        limits.lower <= value <= limits.upper and not limits.near_lower <= value <= limits.near_upper
        for value in inside
    ]
    for marked in _near(close=close, sides=sides, rules=rules):
        yield _finding(Signal.NEAR, sides[marked[0]], [phase.start + place for place in marked])


def _finding(signal: Signal, direction: int, points: Sequence[int]) -> Finding:
    return Finding(signal=signal, direction=direction, points=tuple(points))


def _near(*, close: Sequence[bool], sides: Sequence[int], rules: RuleSet) -> Iterator[list[int]]:
    """Give the close points of each chain of overlapping windows in which enough points, all on one side, are close."""
    chain: list[int] = []
    chain_end = -1
    for start in range(len(close) - rules.near_of + 1):
        window = range(start, start + rules.near_of)
        one_side = abs(sum(sides[place] for place in window)) == rules.near_of
        marked = [place for place in window if close[place]]
        if not one_side or len(marked) < rules.near:
            continue
        if chain and start > chain_end:
            yield chain
            chain = []
        chain = sorted({*chain, *marked})
        chain_end = window[-1]
    if chain:
        yield chain


def _runs(signs: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give (start, stop) of each longest stretch of one sign; a zero belongs to none."""
    start = 0
    for place in range(1, len(signs) + 1):
        if place == len(signs) or signs[place] != signs[start]:
            if signs[start] != 0:
                yield start, place
            start = place


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)
