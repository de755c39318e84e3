"""What may be said of a change, given how it was compared. The words are the caller's; this says which are allowed.

Nothing below a comparison group lets anybody say that something happened because of something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from alongside.engines.change.intervals import Interval, difference
from alongside.engines.change.verdict import direction_of


class Design(StrEnum):
    """How a change was compared, from the weakest to the strongest."""

    ONE_READING = "one_reading"
    BEFORE_AFTER = "before_after"
    SERIES = "series"
    COMPARISON = "comparison"
    RANDOMISED = "randomised"


class Saying(StrEnum):
    """A kind of sentence."""

    LEVEL = "level"  # It is so many.
    DIFFERENT = "different"  # It was so many, it is so many.
    CHANGED = "changed"  # It changed by more than chance.
    MORE_THAN_OTHERS = "more_than_others"  # It changed by more than where this was not done.
    BECAUSE_OF = "because_of"  # It changed because of this.


MOST: Mapping[Design, frozenset[Saying]] = {
    Design.ONE_READING: frozenset({Saying.LEVEL}),
    Design.BEFORE_AFTER: frozenset({Saying.LEVEL, Saying.DIFFERENT, Saying.CHANGED}),
    Design.SERIES: frozenset({Saying.LEVEL, Saying.DIFFERENT, Saying.CHANGED}),
    Design.COMPARISON: frozenset({Saying.LEVEL, Saying.DIFFERENT, Saying.CHANGED, Saying.MORE_THAN_OTHERS}),
    Design.RANDOMISED: frozenset(Saying),
}
"""The most that each design allows.

The rule permits "because of" from a comparison group on; we keep it for a drawn one, since groups that chose themselves
differ in more than what was done.
"""
NEEDS_A_CLEAR_DIFFERENCE = frozenset({Saying.CHANGED, Saying.MORE_THAN_OTHERS, Saying.BECAUSE_OF})


class Change(StrEnum):
    """Which way, if any beyond chance."""

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What was compared and what may be said. `change` is the difference and its interval, in the unit of the measure.

    `before` and `after` carry their own n and interval, so that a page never shows a figure without them.
    """

    design: Design
    before: Interval
    after: Interval
    change: Interval
    verdict: Change
    sayings: frozenset[Saying]


def claim(
    *,
    before: Interval,
    after: Interval,
    better: str,
    design: Design = Design.BEFORE_AFTER,
    others: tuple[Interval, Interval] | None = None,
) -> Claim:
    """Compare two readings; `others` are the readings before and after where nothing was done.

    With others, the change is the difference of the two changes. ValueError where the design needs others and has
    none, or has others that it does not know; and for one reading or a series, which other functions read.
    """
    if design in {Design.ONE_READING, Design.SERIES}:
        raise ValueError("One reading is no comparison, and a series is read by a chart.")
    if (design in {Design.COMPARISON, Design.RANDOMISED}) != (others is not None):
        raise ValueError("A comparison needs readings from where nothing was done, and only a comparison has them.")
    change = difference(after, before)
    if others is not None:
        change = difference(change, difference(others[1], others[0]))
    verdict = Change.UNCLEAR
    if change.is_clear:
        verdict = Change.BETTER if change.value * direction_of(better) > 0 else Change.WORSE
    allowed = MOST[design]
    if verdict is Change.UNCLEAR:
        allowed = allowed - NEEDS_A_CLEAR_DIFFERENCE
    return Claim(design=design, before=before, after=after, change=change, verdict=verdict, sayings=allowed)
