"""When a question may open. Pure functions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the gate of rule 5 looks at."""

    fixed: str
    open_to_change: str
    information: str
    has_decider: bool
    opens_at: datetime | None
    closes_at: datetime | None
    answer_by: date | None


def missing_to_open(plan: Plan) -> tuple[str, ...]:
    """Return the names of what a question lacks before it may open (rule 5), in the order of the form."""
    missing = [name for name in ("fixed", "open_to_change", "information") if not getattr(plan, name).strip()]
    if not plan.has_decider:
        missing.append("decider")
    return (*missing, *(name for name in ("closes_at", "answer_by") if getattr(plan, name) is None))


def wrong_times(*, plan: Plan, now: datetime, least_open_days: int) -> str:
    """Return the name of the time that is wrong, or "".

    A question stays open for at least the method's days, counted from when it opens; its answer is not promised
    before it closes.
    """
    opens = max(plan.opens_at or now, now)
    if plan.closes_at is None or plan.closes_at < opens + timedelta(days=least_open_days):
        return "closes_at"
    if plan.answer_by is None or plan.answer_by < plan.closes_at.date():
        return "answer_by"
    return ""


def takes_contributions(*, state: str, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    """Say whether a question takes contributions at this moment: open, and between its times."""
    return state == "open" and opens_at is not None and closes_at is not None and opens_at <= now < closes_at
