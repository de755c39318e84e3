"""What a rise is for each band, what it brings, whether it needs a referendum, and what one share paid for.

Pure functions; money in pence, dwellings in hundredths.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from alongside.kit.money import shared_out

WITHIN, EXCESSIVE, NO_LIMIT, UNKNOWN = "within", "excessive", "no_limit", "to_be_checked"


@dataclass(frozen=True, kw_only=True)
class Bands:
    """The bands of a nation from a year on, each with its proportion; that of band D is the whole.

    `parts` maps a band to its share of `whole`: England's band A is 6 of 9.
    """

    nation: str
    since: int
    parts: Mapping[str, int]
    whole: int
    source: str
    url: str
    until: int | None = None

    def share(self, band: str) -> Fraction:
        """Return what a band pays of band D's amount."""
        return Fraction(self.parts[band], self.whole)


@dataclass(frozen=True, kw_only=True)
class Principle:
    """The principle of one year for one class: a rise is excessive, and needs a referendum by law, where it is

    at least `percent` (of last year's amount) and, where `pence` is given too, also more than `pence` a year on
    band D; or more than `pence` alone. Neither: no principle was set, so no rise needs a referendum.
    """

    authority: str
    year: int
    percent: Fraction | None = None
    pence: int | None = None
    care_percent: int = 0
    source: str = ""
    url: str = ""

    @property
    def is_none_set(self) -> bool:
        """Whether no limit was set for this class and year."""
        return self.percent is None and self.pence is None

    def is_excessive(self, *, before: int, rise: int) -> bool:
        """Say whether a rise (pence a year on band D) of an amount `before` needs a referendum."""
        over_pence = self.pence is not None and rise > self.pence
        if self.percent is None:
            return over_pence
        over_percent = Fraction(rise * 100, before) >= self.percent
        return over_percent and (self.pence is None or over_pence)


def to_penny(amount: Fraction) -> int:
    """Round an exact amount to the nearest penny, half a penny up, as bills are."""
    return int((amount + Fraction(1, 2)).__floor__())


@dataclass(frozen=True, kw_only=True)
class BandLine:
    """What one band pays in a year, before and after a rise."""

    band: str
    before: int
    after: int

    @property
    def more(self) -> int:
        """What it pays more: the difference of the two bills, so that bills and table agree to the penny."""
        return self.after - self.before

    @property
    def more_a_week(self) -> int:
        """What that is in a week, to the nearest penny."""
        return to_penny(Fraction(self.more, 52))


def band_lines(*, bands: Bands, band_d: int, rise: int) -> tuple[BandLine, ...]:
    """Return the bills of all bands, before and after a rise of band D by so many pence a year."""
    return tuple(
        BandLine(
            band=band,
            before=to_penny(band_d * bands.share(band)),
            after=to_penny((band_d + rise) * bands.share(band)),
        )
        for band in bands.parts
    )


def tax_base(*, bands: Bands, dwellings: Mapping[str, int], collected: int) -> Fraction:
    """Return the tax base in band D homes: dwellings (hundredths) by their share of band D, times the rate collected.

    `collected` is in hundredths of a per cent: 9850 for 98.5 %.
    """
    whole = sum((Fraction(dwellings.get(band, 0), 100) * bands.share(band) for band in bands.parts), Fraction(0))
    return whole * Fraction(collected, 10_000)


def yield_of(*, base: Fraction, rise: int) -> int:
    """Return what a rise brings in a year, in whole pence rounded down."""
    return int((base * rise).__floor__())


def judged(principle: Principle | None, *, before: int, rise: int) -> str:
    """Say whether a rise needs a referendum by law: within, excessive, no limit set, or to be checked."""
    if principle is None or before <= 0:
        return UNKNOWN
    if principle.is_none_set:
        return NO_LIMIT
    return EXCESSIVE if rise > 0 and principle.is_excessive(before=before, rise=rise) else WITHIN


def year_of(day: date) -> int:
    """Return the year in which the financial year of a day began: it runs from 1 April."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def said_year(year: int) -> str:
    """Write a financial year: 2026/27."""
    return f"{year}/{(year + 1) % 100:02d}"


def share_lines(*, mine: int, spent: Sequence[int], left: int) -> list[int]:
    """Return what one share paid for, in the order of the purposes, and last what still stands in the account.

    The parts sum to the share, to the penny. Where nothing was collected or spent yet, all of it still stands there.
    """
    weights = [*spent, max(0, left)]
    return shared_out(mine, weights) if sum(weights) else [*(0 for _one in spent), mine]
