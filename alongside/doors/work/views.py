"""How far one piece of long work is, live where the browser can, for whoever asked for it; and stopping it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from alongside.core.jobs.actions import cancel_job
from alongside.core.jobs.models import Job
from alongside.core.people.visit import Visit
from alongside.doors.account.office import people_only
from alongside.doors.visit import signed_in
from alongside.kit.refused import Refused

KINDS = {"done": "kept", "failed": "late", "cancelled": "care"}
NAMES = {
    "enter_answers": gettext_lazy("A file of answers"),
    "print_sheets": gettext_lazy("Forms to print"),
    "import_services": gettext_lazy("A directory of services"),
}


def _mine(request: Visit, key: UUID) -> Job:
    party = signed_in(request)
    return get_object_or_404(Job, organisation=request.organisation, asked_by=party, pk=key)


@people_only
def work(request: Visit, key: UUID) -> HttpResponse:
    """Show how far it is; only that part of the page where it renews itself."""
    job = _mine(request, key)
    is_open = job.state in {Job.State.WAITING, Job.State.RUNNING}
    context = {
        "job": job,
        "name": NAMES.get(job.kind, _("Long work")),
        "kind": KINDS.get(job.state, "open"),
        "is_open": is_open,
        "percent": 100 * job.done_count // job.total_count if job.total_count else 0,
        "problems": job.problem.split("\n") if job.problem else [],
    }
    alone = request.headers.get("HX-Request") == "true"
    return render(request, "work/state.html" if alone else "work/job.html", context)


@require_POST
@people_only
def stop(request: Visit, key: UUID) -> HttpResponse:
    """Ask it to stop."""
    try:
        cancel_job(started=_mine(request, key), actor=signed_in(request))
        messages.success(request, _("It stops as soon as it can; what it had written is taken back."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("work", key=key)
