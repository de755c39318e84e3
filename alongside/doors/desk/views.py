"""The desk itself: what is due today, and where to do it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.people.visit import Visit
from alongside.doors.account.office import officers_only
from alongside.doors.desk import queries
from alongside.doors.desk.queries import Owed
from alongside.kit import parts


def _task(label: str, address: str, owed: Owed, *, note: str) -> parts.Task:
    """Say of one list how much of it is late, or due, or waiting."""
    if owed.late:
        status = ngettext("%(n)s late", "%(n)s late", owed.late) % {"n": owed.late}
        return parts.Task(label=label, link=reverse(address), note=note, status=status, kind="late")
    if owed.soon:
        status = ngettext("%(n)s due", "%(n)s due", owed.soon) % {"n": owed.soon}
        return parts.Task(label=label, link=reverse(address), note=note, status=status, kind="care")
    if owed.total:
        return parts.Task(label=label, link=reverse(address), note=note, status=f"{owed.total:,}", kind="open")
    return parts.Task(label=label, link=reverse(address), status=_("Nothing"), kind="kept")


@officers_only
def desk(request: Visit) -> HttpResponse:
    """Show what is due today in one look, the most urgent list first."""
    owed = queries.owed(request.organisation)
    words, answers = owed["words"], owed["answers"]
    waiting = _("%(n)s wait in all")
    tasks = [
        _task(_("Write back to people"), "desk_write_back", words, note=waiting % {"n": f"{words.total:,}"}),
        _task(_("Answers that people wait for"), "desk_answers", answers, note=waiting % {"n": f"{answers.total:,}"}),
        _task(
            _("Decisions that miss a piece"), "desk_decisions", owed["decisions"], note=_("Closed, and not decided yet")
        ),
        _task(_("What we said we would do"), "desk_actions", owed["actions"], note=_("Late, or due in two days")),
        _task(_("Answers to read into themes"), "desk_unread", owed["unread"], note=_("Nobody has read these yet")),
        _task(_("What residents offer"), "desk_promises", owed["promises"], note=_("Accept it, so that it counts")),
        _task(_("Letters to print"), "desk_letters", owed["letters"], note=_("For people without e-mail")),
    ]
    tasks.sort(key=lambda task: {"late": 0, "care": 1, "open": 2}.get(task.kind, 3))
    context = {
        "nav_current": "desk",
        "tasks": tasks,
        "late": sum(one.late for one in owed.values()),
        "today": words.soon + sum(owed[key].soon for key in ("answers", "decisions", "actions")),
    }
    return render(request, "desk/desk.html", context)
