"""The promise board: public, also when it is bad."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.initiatives.models import Initiative
from alongside.core.people.visit import Visit
from alongside.core.questions.queries import answered_by_few
from alongside.doors.initiatives.queries import with_promises
from alongside.doors.promises import board
from alongside.kit.suppression import suppressed

MOST_INITIATIVES = 50


def promises(request: Visit) -> HttpResponse:
    """Show how the organisation keeps its promises, altogether and for each initiative."""
    found = Initiative.objects.filter(organisation=request.organisation, listed=True, contribution_count__gt=0)
    rows = list(with_promises(found).order_by("-overdue", "-waiting", "-id")[:MOST_INITIATIVES])
    context = board.board_of(organisation=request.organisation, initiative=None)
    counts = {one.pk: one.kept + one.late + one.waiting for one in rows}
    # What the sum of all tells of those that have no line here is a count too, and is hidden like the others.
    elsewhere = context["answers"].total - sum(counts.values())
    few = {one.pk for one in rows if one.few}
    totals = suppressed(counts | ({None: elsewhere} if elsewhere > 0 else {}), hide=few)
    context |= {"rows": [_row(one, in_numbers=totals[one.pk] is not None) for one in rows], "nav_current": "promises"}
    return render(request, "promises/promises.html", context)


def promises_of(request: Visit, slug: str) -> HttpResponse:
    """Show how promises are kept in one initiative."""
    listed = Initiative.objects.filter(organisation=request.organisation, listed=True).annotate(few=answered_by_few())
    this = get_object_or_404(listed, slug=slug)
    crumbs = [(_("Promises"), reverse("promises")), (this.title, reverse("initiative", args=[slug]))]
    context = board.board_of(organisation=request.organisation, initiative=this)
    context |= {"initiative": this, "crumbs": crumbs, "nav_current": "promises"}
    return render(request, "promises/promises.html", context)


def _row(one: Any, *, in_numbers: bool) -> dict[str, Any]:
    """Return the line of one initiative: in numbers, or, where they are small, only whether all were kept."""
    late, due = one.late + one.overdue, one.kept + one.late + one.overdue
    row = {"one": one, "in_numbers": in_numbers, "late": late, "due": due, "waiting": one.waiting - one.overdue}
    if not due:
        return row | {"share": _("none due yet")}
    if in_numbers:
        return row | {"share": f"{one.kept * 100 // due} %"}
    return row | {"share": _("not all") if late else _("all")}
