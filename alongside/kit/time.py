"""Time as people read it: days, waits and hours given."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.kit import clock


def local_day(moment: date | datetime, zone: str = "") -> date:
    """Return the date of a moment in a zone (the page's own where none is given); a date stays what it is."""
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(ZoneInfo(zone) if zone else timezone.get_current_timezone()).date()


def say_day(moment: date | datetime, zone: str = "") -> str:
    """Write a day: "4 March", with the year where it is not this year's."""
    day = local_day(moment, zone)
    return date_format(day, "j F" if day.year == clock.today().year else "j F Y")


def say_date(moment: date | datetime, zone: str = "") -> str:
    """Write a day for what is read at any later time, with its year: "4 March 2026"."""
    return date_format(local_day(moment, zone), "j F Y")


def say_due(day: date | datetime) -> str:
    """Write how far away a day is, from today: "today", "tomorrow", "in 6 days", "3 days ago"."""
    left = (local_day(day) - clock.today()).days
    if left in (0, 1):
        return _("today") if left == 0 else _("tomorrow")
    if left < 0:
        return ngettext("%(days)s day ago", "%(days)s days ago", -left) % {"days": -left}
    return ngettext("in %(days)s day", "in %(days)s days", left) % {"days": left}


def say_days(days: float) -> str:
    """Write a number of days, a half as a half: "4 days", "2½ days"."""
    whole = int(days)
    words = f"{whole or ''}½" if days != whole else f"{whole:,}"
    return ngettext("%(days)s day", "%(days)s days", 1 if days == 1 else 2) % {"days": words}


def say_hours(minutes: int) -> str:
    """Write minutes given as hours: 5400 as "90 hours", 90 as "1½ hours", 20 as "20 minutes"."""
    if minutes < 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    halves = round(minutes / 30)
    words = f"{halves // 2:,}" + ("½" if halves % 2 and halves < 20 else "")
    return ngettext("%(count)s hour", "%(count)s hours", 1 if halves == 2 else 2) % {"count": words}
