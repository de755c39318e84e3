"""What the law says of bands and of rises, as dated data with its source: another year is another row.

It is not legal advice. Where no row holds for a nation, a class of authority and a year, nothing is judged: the page
says "to be checked", and the finance officer may enter the year's principle with its source.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import Text
from alongside.methods.financing.tax_agreement.rules import Bands, Principle

ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = "england", "wales", "scotland", "northern_ireland"
NATIONS: Mapping[str, Text] = {
    ENGLAND: _("England"),
    WALES: _("Wales"),
    SCOTLAND: _("Scotland"),
    NORTHERN_IRELAND: _("Northern Ireland"),
}
AUTHORITIES: Mapping[str, Text] = {
    "social_care": _("Council with social care (county, unitary, borough)"),
    "district": _("District council"),
    "police": _("Police and crime commissioner"),
    "fire": _("Fire and rescue authority"),
    "parish": _("Parish, town or community council"),
    "other": _("Another authority"),
}


_ACT = "Local Government Finance Act 1992 (c. 14), section 5"
_ACT_URL = "https://www.legislation.gov.uk/ukpga/1992/14/section/5"
_NINTHS = {"A": 6, "B": 7, "C": 8, "D": 9, "E": 11, "F": 13, "G": 15, "H": 18}

BANDS: Sequence[Bands] = (
    Bands(nation=ENGLAND, since=1993, parts=_NINTHS, whole=9, source=f"{_ACT}(1)", url=_ACT_URL),
    Bands(nation=WALES, since=2005, parts={**_NINTHS, "I": 21}, whole=9, source=f"{_ACT}(1A)", url=_ACT_URL),
    Bands(
        nation=SCOTLAND,
        since=2017,
        parts={"A": 240, "B": 280, "C": 320, "D": 360, "E": 473, "F": 585, "G": 705, "H": 882},
        whole=360,
        source="Council Tax (Substitution of Proportion) (Scotland) Order 2016 (SSI 2016/368), article 2",
        url="https://www.legislation.gov.uk/ssi/2016/368/made",
    ),
)
"""Northern Ireland has rates on capital values and no bands: there is no row, and no cash amount by band."""


def bands_of(nation: str, year: int) -> Bands | None:
    """Return the bands that hold in a nation in the financial year that begins in `year`; None where there are none."""
    rows = [row for row in BANDS if row.nation == nation and row.since <= year and year <= (row.until or year)]
    return rows[-1] if rows else None


_LIBRARY = "House of Commons Library, briefing SN05682, Council tax: local referendums"
_LIBRARY_URL = "https://commonslibrary.parliament.uk/research-briefings/sn05682/"
_BRECKLAND = "Breckland Council, questions on council tax, citing the principles for 2024-25"
_BRECKLAND_URL = "https://www.breckland.gov.uk/council-tax/faq/referendum"

PRINCIPLES: Sequence[Principle] = (
    Principle(
        authority="social_care", year=2025, percent=Fraction(5), care_percent=2, source=_LIBRARY, url=_LIBRARY_URL
    ),
    Principle(authority="district", year=2025, percent=Fraction(3), pence=500, source=_LIBRARY, url=_LIBRARY_URL),
    Principle(authority="police", year=2025, pence=1400, source=_LIBRARY, url=_LIBRARY_URL),
    Principle(authority="parish", year=2025, source=_LIBRARY, url=_LIBRARY_URL),
    Principle(
        authority="social_care", year=2024, percent=Fraction(5), care_percent=2, source=_BRECKLAND, url=_BRECKLAND_URL
    ),
    Principle(authority="district", year=2024, percent=Fraction(3), pence=500, source=_BRECKLAND, url=_BRECKLAND_URL),
    Principle(authority="police", year=2024, pence=1300, source=_BRECKLAND, url=_BRECKLAND_URL),
    Principle(authority="parish", year=2024, source=_BRECKLAND, url=_BRECKLAND_URL),
)
"""England's principles that were compared with a source. Years and classes that are not here are to be checked."""


@dataclass(frozen=True, kw_only=True)
class Nation:
    """How a nation limits rises, where it does not do so by a yearly principle that asks for a referendum."""

    says: Text
    source: str
    url: str


ELSEWHERE: Mapping[str, Nation] = {
    WALES: Nation(
        says=_("Wales has no referendum on a rise. Ministers can limit one that they find excessive."),
        source="Senedd Research, briefing on petition P-05-875, May 2019",
        url="https://business.senedd.wales/documents/s87442/Research%20brief.html?CT=2",
    ),
    SCOTLAND: Nation(
        says=_("This software holds no limit for Scotland: whether there is a freeze or a limit is to be checked."),
        source="Scottish Government, council tax",
        url="https://www.gov.scot/policies/local-government/council-tax/",
    ),
    NORTHERN_IRELAND: Nation(
        says=_("Northern Ireland has rates on capital values, and no bands. What limits a rise is to be checked."),
        source="Armagh City, Banbridge and Craigavon Borough Council, what are rates",
        url="https://www.armaghbanbridgecraigavon.gov.uk/council/what-are-rates/",
    ),
}

OFFICIAL = {
    "source": "Local Government Finance Act 1992, section 52ZB: the duty to hold a referendum",
    "url": "https://www.legislation.gov.uk/ukpga/1992/14/section/52ZB",
    "since": date(2012, 4, 1),
}
"""Where the statutory referendum is explained; it is run by a returning officer, outside this software."""


def principle_of(*, nation: str, authority: str, year: int) -> Principle | None:
    """Return England's principle for a class and the financial year that begins in `year`; None: to be checked."""
    if nation != ENGLAND:
        return None
    return next((row for row in PRINCIPLES if row.authority == authority and row.year == year), None)
