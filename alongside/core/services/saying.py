"""The sentences about a measure. What may be said comes from the engine; here it is put into words, never more."""

from collections.abc import Sequence
from decimal import Decimal

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.services.models import Observation, Outcome
from alongside.engines.change.claims import Change, claim
from alongside.engines.change.intervals import Interval, wilson
from alongside.engines.change.rules import MAKING_DATA_COUNT, Signal
from alongside.engines.change.verdict import Assurance
from alongside.engines.change.xmr import Finding, Xmr

SHARES = {"%", "percent", "per cent", "of 100"}
"""Units in which a value is a share of those counted, in hundredths."""


def amount(value: Decimal | float, unit: str = "") -> str:
    """Write a value as people do, with its unit: 41 %, 3.5 hours."""
    shown = Decimal(str(round(value, 2))).normalize()
    text = number_format(f"{shown:f}", use_l10n=True, force_grouping=True)
    return f"{text} {unit}".strip()


def too_few_words(*, values: Sequence[Decimal], unit: str) -> str:
    """Say what there is, and that it is too little to tell a change from chance."""
    newest = amount(values[-1], unit)
    if len(values) == 1:
        return _("One reading so far: %(value)s") % {"value": newest}
    return _("From %(first)s to %(last)s: too few readings to tell a change from chance") % {
        "first": amount(values[0], unit),
        "last": newest,
    }


def _reason(found: Finding) -> str:
    count = len(found.points)
    up = found.direction > 0
    many = {"count": apnumber(count)}
    if found.signal is Signal.SHIFT:
        return (
            ngettext(
                "%(count)s reading in a row above the average", "%(count)s readings in a row above the average", count
            )
            if up
            else ngettext(
                "%(count)s reading in a row below the average", "%(count)s readings in a row below the average", count
            )
        ) % many
    if found.signal is Signal.TREND:
        return (
            ngettext("%(count)s reading in a row rising", "%(count)s readings in a row rising", count)
            if up
            else ngettext("%(count)s reading in a row falling", "%(count)s readings in a row falling", count)
        ) % many
    if found.signal is Signal.OUTSIDE:
        return _("it lies above what chance would draw") if up else _("it lies below what chance would draw")
    return (
        _("two of three readings close to the upper limit")
        if up
        else _("two of three readings close to the lower limit")
    )


def reasons_words(chart: Xmr) -> str:
    """Say which rules the newest reading meets: the longest stretch first, and where two disagree, both."""
    order = sorted(chart.now, key=lambda found: (-len(found.points), found.signal))
    chosen = order[:1] + [found for found in order[1:] if found.direction != order[0].direction][:1]
    return _(", but ").join(_reason(found) for found in chosen)


def assurance_words(kept: Assurance | None) -> str:
    """Say whether the process as it is will meet its target; "" where that cannot be said."""
    if kept is None:
        return ""
    return {
        Assurance.HITS: _("As it runs now, it will go on meeting the target."),
        Assurance.MISSES: _("As it runs now, it will go on missing the target; only a change to it can help."),
        Assurance.CHANCE: _(
            "As it runs now, it will sometimes meet the target and sometimes miss it, as chance has it."
        ),
    }[kept]


def share_of(outcome: Outcome, reading: Observation) -> Interval | None:
    """Return a reading as a share with its interval, where the unit is a share and it says how many were counted."""
    if outcome.unit.strip().lower() not in SHARES or not reading.n or not 0 <= reading.value <= 100:
        return None
    return wilson(count=round(reading.value * reading.n / 100), n=reading.n)


def newest_words(reading: Observation) -> str:
    """Say of the newest reading its day, how many were counted, and where the figure comes from."""
    day = date_format(reading.on, "j F Y")
    if reading.n is None:
        return _("Newest: %(day)s, from %(source)s; how many were counted is not recorded.") % {
            "day": day,
            "source": reading.source,
        }
    return _("Newest: %(day)s, %(n)s counted, from %(source)s.") % {
        "day": day,
        "n": reading.n,
        "source": reading.source,
    }


def before_and_after_words(*, outcome: Outcome, first: Observation, last: Observation) -> str:
    """Say the difference of two shares with its interval and both numbers counted; "" where they are no shares."""
    before, after = share_of(outcome, first), share_of(outcome, last)
    if before is None or after is None or first.pk == last.pk:
        return ""
    said = claim(before=before, after=after, better=outcome.better)
    words = _(
        "Before and after: %(before)s of %(before_n)s and %(after)s of %(after_n)s. The difference is likely between "
        "%(low)s and %(high)s points (95 %%, %(method)s)."
    ) % {
        "before": round(before.value * before.n),
        "before_n": before.n,
        "after": round(after.value * after.n),
        "after_n": after.n,
        "low": amount(round(100 * said.change.low, 1)),
        "high": amount(round(100 * said.change.high, 1)),
        "method": said.change.method,
    }
    if said.verdict is Change.UNCLEAR:
        return f"{words} " + _("That may be chance.")
    return f"{words} " + _("Other things changed in that time too, so nobody can say what it came from.")


LEAST_FOR_LIMITS = MAKING_DATA_COUNT.least
"""Below this many readings a chart shows its line only."""
