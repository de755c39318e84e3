"""What stands at the head of a thread page: its title, what it is, and what happens next."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from alongside.core.contributions.models import Channel, Contribution
from alongside.core.decisions.models import Action, Decision
from alongside.core.questions.models import Question, Theme
from alongside.core.services.models import Observation
from alongside.kit import clock
from alongside.kit.time import local_day, say_day, say_due


def heading_of(row: Any, *, mine: bool) -> dict[str, Any]:
    """Return the title, the lede and, for what was given, a notice that says what happens next."""
    if isinstance(row, Contribution):
        return _of_contribution(row, mine=mine)
    ledes = {
        Decision: _("Where this decision came from, and what came of it, up to today."),
        Action: _("Where this came from, and what came of it, up to today."),
        Theme: _("Who said this, what was decided about it, and what came of it, up to today."),
        Observation: _("What was done before this was read, and where that came from."),
        Question: _("What was asked, what was answered, and what came of it, up to today."),
    }
    lede = ledes.get(type(row), _("Everything that came of it, up to today."))
    title = str(row) if not isinstance(row, Observation) else row.outcome.measure
    return {"title": title, "lede": lede}


def _of_contribution(row: Contribution, *, mine: bool) -> dict[str, Any]:
    shown = (row.public or mine) and row.state == Contribution.State.RECEIVED
    title = f"“{Truncator(row.text).words(16)}”" if shown and row.text else _("What became of one person’s words")
    given = {"day": say_day(row.at), "how": Channel(row.channel).label.lower()}
    lede = _("Given %(how)s on %(day)s. This is everything that came of it, up to today.") % given
    return {"title": title, "lede": lede, "next": _next(row)}


def _next(row: Contribution) -> dict[str, str]:
    """Say where the promise of an answer stands: a kind of notice, its title, its words."""
    if row.state != Contribution.State.RECEIVED:
        return {}
    by = {"day": say_day(row.answer_by), "when": say_due(row.answer_by)}
    if row.answered_at:
        in_time = local_day(row.answered_at) <= row.answer_by
        if in_time:
            return {
                "kind": "kept",
                "title": _("Answered in time"),
                "words": _("We promised an answer by %(day)s.") % by,
            }
        return {
            "kind": "late",
            "title": _("Answered, but late"),
            "words": _("We promised it by %(day)s. We are sorry.") % by,
        }
    if row.answer_by < clock.today():
        words = (
            _("We promised an answer by %(day)s, %(when)s. It is late, and counted as late on the promise board.") % by
        )
        return {"kind": "late", "title": _("We owe an answer"), "words": words}
    words = _("We promised an answer by %(day)s, %(when)s. You need to do nothing until then.") % by
    return {"kind": "care", "title": _("An answer is on its way"), "words": words}
