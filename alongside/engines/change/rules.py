"""The named rules by which a chart is read, as dated data: another set can stand beside it, and a chart says its own.

Source: NHS England, Model Health System, "Statistical Process Control (SPC) charts" (four rules: one point outside the
limits; two of three within one sigma of a limit; seven or more on one side of the mean; seven or more rising or
falling). Details that the page leaves open (ties, which points of a stretch count) follow NHSRplotthedots 0.2.2
(NHS-R Community, 2025), which serves the same programme.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Signal(StrEnum):
    """The four special causes: what chance alone would seldom draw."""

    OUTSIDE = "outside"
    NEAR = "near"
    SHIFT = "shift"
    TREND = "trend"


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """How limits are drawn and when a point is more than chance.

    `scale` times the mean moving range is the distance of a limit from the mean (3 divided by 1.128, rounded as
    published). `shift` and `trend` are numbers of points in a row; `near` of `near_of` points lie in the outer third.
    `screen`, where set, leaves out moving ranges above that multiple of their mean when the limits are drawn, as
    NHSRplotthedots does unless told otherwise; the programme's spreadsheet does not, and neither do we.
    `least` is the number of readings below which no limits are drawn at all.
    """

    key: str
    name: str
    version: str
    scale: Fraction = Fraction(266, 100)
    shift: int = 7
    trend: int = 7
    near: int = 2
    near_of: int = 3
    screen: Fraction | None = None
    least: int = 12


MAKING_DATA_COUNT = RuleSet(
    key="making-data-count", name="NHS England, Making Data Count", version="2025-09, four rules, seven points"
)
"""The set that Alongside uses.

Its `least` of 12 is our choice within what the field advises: the published set names no number.
Source: NHSRplotthedots 0.2.2, vignette "Number of points required" (12 is the commonest lower bound; none is agreed).
"""
