"""When a message leaves. Pure functions."""

from datetime import datetime, time, timedelta, tzinfo

DIGEST_HOUR = 17
"""The hour, in the organisation's zone, at which gathered messages leave."""


def after_quiet_hours(*, at: datetime, zone: tzinfo, quiet_from: int, quiet_to: int) -> datetime:
    """Return `at`, or the end of the quiet hours that it falls into. Hours of the day in the zone; equal: none."""
    local = at.astimezone(zone)
    if quiet_from == quiet_to:
        return at
    over_midnight = quiet_from > quiet_to
    evening, morning = local.hour >= quiet_from, local.hour < quiet_to
    quiet = (evening or morning) if over_midnight else (evening and morning)
    if not quiet:
        return at
    day = local.date() + timedelta(days=1) if over_midnight and evening else local.date()
    return datetime.combine(day, time(quiet_to), tzinfo=zone).astimezone(at.tzinfo)


def next_digest(*, at: datetime, how: str, zone: tzinfo) -> datetime:
    """Return when a message of this kind leaves: now, at the end of the day, or on Friday at that hour."""
    if how not in {"daily", "weekly"}:
        return at
    local = at.astimezone(zone)
    day = local.date() + timedelta(days=0 if local.hour < DIGEST_HOUR else 1)
    if how == "weekly":
        day += timedelta(days=(4 - day.weekday()) % 7)
    return datetime.combine(day, time(DIGEST_HOUR), tzinfo=zone).astimezone(at.tzinfo)


def next_attempt(*, at: datetime, attempts: int) -> datetime:
    """Return when to try again: after 2, 4, 8, … minutes, at most a day."""
    return at + timedelta(minutes=min(2**attempts, 24 * 60))
