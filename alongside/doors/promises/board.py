"""Turns what was read about promises into the parts that the board draws."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from alongside.core.contributions.rules import Kept
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.doors.promises import queries
from alongside.kit import parts
from alongside.kit.charts import Bar, BarChart
from alongside.kit.suppression import LEAST
from alongside.kit.time import say_days, say_due

MOST_QUARTERS = 8


def board_of(*, organisation: Organisation, initiative: Initiative | None) -> dict[str, Any]:
    """Return what a board shows, of an organisation or of one initiative."""
    rows = queries.tally_rows(organisation=organisation, initiative=initiative)
    waiting = queries.waiting_now(organisation=organisation, initiative=initiative)
    answers = queries.kept_of(rows, promise="answer", overdue=waiting.answer_overdue)
    words = queries.kept_of(rows, promise="acknowledgement", overdue=waiting.acknowledgement_overdue)
    oldest = queries.oldest_open(organisation=organisation, initiative=initiative)
    return {
        "answers": bar_of(answers, waiting=waiting.answer - waiting.answer_overdue),
        "words": bar_of(words, waiting=waiting.acknowledgement - waiting.acknowledgement_overdue),
        "figures": [
            wait_figure(
                words, label=_("Typical wait for a word from a person"), overdue=waiting.acknowledgement_overdue
            ),
            wait_figure(answers, label=_("Typical wait for the answer"), overdue=waiting.answer_overdue),
        ],
        "oldest": [{"one": one, "due": say_due(one.due), "given": say_due(one.first)} for one in oldest],
        "chart": chart_by_quarter(rows),
    }


def bar_of(summed: Kept, *, waiting: int) -> parts.Promises:
    """Return what the bar of promises draws; `waiting` are those not due yet."""
    return parts.Promises(kept=summed.kept, late=summed.late, waiting=waiting)


def say_wait(days: float | None) -> str:
    """Write a median wait."""
    if days is None:
        return "–"
    return _("under a day") if days == 0 else say_days(days)


def wait_figure(summed: Kept, *, label: str, overdue: int) -> parts.Figure:
    """Return how long people typically waited, and how many wait beyond the promised day now."""
    if not overdue:
        late = _("none is overdue now")
    else:
        late = (
            _("overdue now: %(count)s") % {"count": f"{overdue:,}"} if overdue >= LEAST else _("some are overdue now")
        )
    half = _("half waited less, half longer") if summed.median_days is not None else _("nobody was answered yet")
    return parts.Figure(label=label, value=say_wait(summed.median_days), side="public", of=f"{half}; {late}")


def chart_by_quarter(rows: list[queries.Row]) -> BarChart | None:
    """Return the share of answers that came in time in each of the last eight quarters; None before the second one.

    Quarters with fewer than ten answers are left out.
    """
    every = sorted({row.quarter for row in rows if row.promise == "answer"})[-MOST_QUARTERS:]
    summed = [(first, queries.kept_of(rows, promise="answer", quarter=first)) for first in every]
    bars = [_bar(first, one) for first, one in summed if one.kept + one.late >= LEAST]
    if len(bars) < 2:
        return None
    note = _("Share of the answers given in each quarter that came by the promised day.")
    return BarChart(title=_title(bars[-2].value, bars[-1].value), note=note, unit="%", bars=tuple(bars))


def _bar(first: date, summed: Kept) -> Bar:
    label = _("%(year)s, quarter %(number)s") % {"year": first.year, "number": (first.month + 2) // 3}
    due = summed.kept + summed.late
    said = _("%(percent)s %% of %(due)s") % {"percent": summed.kept * 100 // due, "due": f"{due:,}"}
    return Bar(label=label, value=100 * summed.kept / due, said=said, side="public")


def _title(before: float, newest: float) -> str:
    if newest == before:
        return _("As large a share came in time as in the quarter before")
    if newest > before:
        return _("A larger share came in time than in the quarter before")
    return _("A smaller share came in time than in the quarter before")
