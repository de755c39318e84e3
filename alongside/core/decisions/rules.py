"""When a decision may be published. Pure functions."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What the gate of rule 6 looks at."""

    question_state: str
    closes_at: datetime | None
    now: datetime
    by_decider: bool
    reason: str
    unthemed: int
    unconfirmed_themes: int
    themes: int
    answered_themes: int
    actions: int


def missing_to_publish(draft: Draft) -> tuple[str, ...]:
    """Return the keys of what stands in the way of publishing a decision (rule 6), in the order to mend them."""
    checks = (
        ("decided", draft.question_state == "decided"),
        ("closed", draft.closes_at is None or draft.now < draft.closes_at or draft.question_state == "draft"),
        ("decider", not draft.by_decider),
        ("unthemed", draft.unthemed > 0),
        ("unchecked", draft.unconfirmed_themes > 0),
        ("answers", draft.answered_themes < draft.themes),
        ("reason", not draft.reason.strip()),
        ("actions", draft.actions == 0),
    )
    return tuple(key for key, wrong in checks if wrong)
