"""The promise board: public, also when it is bad."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.doors.initiatives.queries import with_promises
from alongside.doors.promises import queries
from alongside.kit import parts
from alongside.kit.charts import Bar, BarChart
from alongside.kit.time import say_days, say_due

MOST_INITIATIVES = 50


def promises(request: HttpRequest) -> HttpResponse:
    """Show how the organisation keeps its promises, altogether and for each initiative."""
    organisation = request.organisation  # type: ignore[attr-defined]  # set by the middleware
    context = _board(organisation=organisation, initiative=None)
    found = Initiative.objects.filter(organisation=organisation, listed=True, contribution_count__gt=0)
    rows = with_promises(found).order_by("-overdue", "-waiting", "-id")[:MOST_INITIATIVES]
    context["rows"] = [_row(one) for one in rows]
    return render(request, "promises/promises.html", context | {"nav_current": "promises"})


def promises_of(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how promises are kept in one initiative."""
    organisation = request.organisation  # type: ignore[attr-defined]  # set by the middleware
    this = get_object_or_404(Initiative, organisation=organisation, slug=slug, listed=True)
    crumbs = [(_("Promises"), reverse("promises")), (this.title, reverse("initiative", args=[slug]))]
    context = _board(organisation=organisation, initiative=this)
    return render(
        request, "promises/promises.html", context | {"initiative": this, "crumbs": crumbs, "nav_current": "promises"}
    )


def _row(one: Any) -> dict[str, Any]:
    late, due = one.late + one.overdue, one.kept + one.late + one.overdue
    return {
        "one": one,
        "late": late,
        "due": due,
        "waiting": one.waiting - one.overdue,
        "percent": f"{one.kept * 100 // due} %" if due else _("none due yet"),
    }


def _board(*, organisation: Organisation, initiative: Initiative | None) -> dict[str, Any]:
    rows = queries.tally_rows(organisation=organisation, initiative=initiative)
    waiting = queries.waiting_now(organisation=organisation, initiative=initiative)
    answers = queries.kept_of(rows, promise="answer", overdue=waiting.answer_overdue)
    words = queries.kept_of(rows, promise="acknowledgement", overdue=waiting.acknowledgement_overdue)
    oldest = queries.oldest_open(organisation=organisation, initiative=initiative)
    return {
        "answers": queries.bar_of(answers, waiting=waiting.answer - waiting.answer_overdue),
        "words": queries.bar_of(words, waiting=waiting.acknowledgement - waiting.acknowledgement_overdue),
        "figures": [
            parts.Figure(
                label=_("Typical wait for a word from a person"),
                value=_wait(words.median_days),
                side="public",
                of=_("half waited less; overdue now: %(count)s") % {"count": f"{waiting.acknowledgement_overdue:,}"},
            ),
            parts.Figure(
                label=_("Typical wait for the answer"),
                value=_wait(answers.median_days),
                side="public",
                of=_("half waited less; overdue now: %(count)s") % {"count": f"{waiting.answer_overdue:,}"},
            ),
        ],
        "oldest": [
            {
                "one": one,
                "due": say_due(one.answer_by),
                "given": say_due(one.at),
                "title": str(one.question or one.initiative),
            }
            for one in oldest
        ],
        "chart": _by_quarter(rows),
    }


def _wait(days: float | None) -> str:
    return "–" if days is None else _("under a day") if days == 0 else say_days(days)


def _by_quarter(rows: list[queries.Row]) -> BarChart | None:
    """Return the share of answers kept in each of the last eight quarters; None before the second one."""
    quarters = sorted({row.quarter for row in rows if row.promise == "answer"})[-8:]
    if len(quarters) < 2:
        return None
    bars = []
    for first in quarters:
        summed = queries.kept_of(rows, promise="answer", quarter=first)
        label = _("%(year)s, quarter %(number)s") % {"year": first.year, "number": (first.month + 2) // 3}
        due = summed.kept + summed.late
        said = _("%(percent)s %% of %(due)s") % {"percent": summed.kept * 100 // due, "due": f"{due:,}"}
        bars.append(Bar(label=label, value=100 * (summed.share or 0), said=said, side="public"))
    newest, before = bars[-1].value, bars[-2].value
    title = (
        _("More answers came in time than in the quarter before")
        if newest > before
        else _("Fewer answers came in time than in the quarter before")
        if newest < before
        else _("As many answers came in time as in the quarter before")
    )
    return BarChart(
        title=title,
        note=_("Share of the answers given in each quarter that came by the promised day."),
        unit="%",
        bars=tuple(bars),
    )
