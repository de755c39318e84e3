"""What the law says of charges, as dated data with its source: more rules are more rows.

It is not legal advice. Whatever the row says, this software never lets income be planned above cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import Text


@dataclass(frozen=True, kw_only=True)
class Power:
    """One power to charge: where and from when to when it holds (until None: still), what it says, where it stands.

    `checked` is False where nobody has compared the wording with its source: the page then says so.
    """

    key: str
    title: Text
    says: Text
    source: str
    url: str
    since: date
    until: date | None = None
    checked: bool = True

    def holds_on(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


POWERS: Sequence[Power] = (
    Power(
        key="lga2003_s93",
        title=_("England and Wales: services that a council may give but need not (2003)"),
        says=_(
            "Taking one financial year with another, the income from charges for one kind of service may not exceed "
            "what it costs. Some people may be charged and others not, or less. People must have agreed to the service."
        ),
        source="Local Government Act 2003 (c. 26), section 93(1) to (5)",
        url="https://www.legislation.gov.uk/ukpga/2003/26/section/93",
        since=date(2003, 11, 18),
    ),
    Power(
        key="other",
        title=_("Another power, named in words"),
        says=_(
            "To be checked: this software holds no rule for it and does not judge whether it allows the charge. "
            "Income above cost is refused all the same."
        ),
        source="",
        url="",
        since=date(1900, 1, 1),
        checked=False,
    ),
)
"""The powers that a build-up of costs can name."""


def power_of(key: str) -> Power:
    """Return the power of a key; KeyError where there is none."""
    return {power.key: power for power in POWERS}[key]
