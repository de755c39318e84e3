"""What became of something given, in words."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.contributions.models import Contribution
from alongside.kit import clock
from alongside.kit.time import say_day, say_due


@dataclass(frozen=True)
class GivenLine:
    """One line: what it was, when, how far it is, and what comes next."""

    words: str
    link: str
    when: str
    about: str
    status: str
    kind: str
    next: str
    language: str


def given_line(given: Contribution) -> GivenLine:
    """Say of one contribution, annotated by `queries.given_by`, how far it is and what comes next."""
    status, kind, next_step = _state(given)
    about = given.question.prompt if given.question else given.initiative.title
    return GivenLine(
        words=given.text if len(given.text) <= 160 else given.text[:157].rsplit(" ", 1)[0] + " …",
        link=reverse("thread", args=["contribution", given.pk]),
        when=say_day(given.at),
        about=about,
        status=status,
        kind=kind,
        next=next_step,
        language=given.language,
    )


def _state(given: Any) -> tuple[str, str, str]:
    """Return the furthest that it has come, the kind of its tag, and what is still promised."""
    if given.state == Contribution.State.WITHDRAWN:
        return _("Taken back"), "", ""
    if given.answered_at is None and given.answer_by < clock.today():
        late = _("We promised an answer by %(day)s, and are late.") % {"day": say_day(given.answer_by)}
        return _("Late"), "late", late
    answer = _("Answer promised by %(day)s (%(when)s).") % {
        "day": say_day(given.answer_by),
        "when": say_due(given.answer_by),
    }
    done = given.is_done and given.answered_at
    for reached, words, kind, comes in (
        (given.is_thanked, _("Thanked"), "kept", ""),
        (done, _("Decided, and something was done"), "kept", ""),
        (given.answered_at, _("Decided"), "kept", _("Next: what was decided is done.")),
        (given.themed_at, _("Gathered with what others said"), "open", answer),
        (given.acknowledged_at, _("Read by a person"), "open", answer),
    ):
        if reached:
            return words, kind, comes
    word = _("A person writes back by %(day)s.") % {"day": say_day(given.acknowledge_by)}
    return _("Received"), "", word if given.acknowledge_by >= clock.now() else answer
