"""Long work: how far it is, live where the browser can, and stopping it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.core.jobs.actions import cancel_job
from alongside.core.jobs.models import Job
from alongside.core.people.visit import Visit
from alongside.doors.account.office import administrators_only
from alongside.doors.administration.views import context_of
from alongside.doors.visit import signed_in
from alongside.kit.refused import Refused

PER_PAGE = 30


def _line(job: Job) -> dict[str, Any]:
    """Return one job as the page shows it."""
    share = 100 * job.done_count // job.total_count if job.total_count else 0
    kind = {"done": "kept", "failed": "late", "running": "open", "waiting": "open"}.get(job.state, "")
    return {
        "job": job,
        "name": job.kind.replace("_", " ").replace(".", ": "),
        "percent": 100 if job.state == "done" else share,
        "kind": kind,
        "said": str(job.result.get("said", "")) if isinstance(job.result, dict) else "",
        "open": job.state in {"waiting", "running"},
    }


@administrators_only
def work(request: Visit) -> HttpResponse:
    """Show long work, newest first; the list alone where a part of the page renews itself."""
    found = Job.objects.filter(organisation=request.organisation).select_related("asked_by").order_by("-id")
    before = None
    try:
        before = UUID(request.GET.get("before", ""))
        found = found.filter(pk__lt=before)
    except ValueError:
        before = None
    rows = list(found.defer("arguments")[: PER_PAGE + 1])
    lines = [_line(one) for one in rows[:PER_PAGE]]
    context = context_of(
        request,
        lines=lines,
        live=any(line["open"] for line in lines),
        older=f"?before={rows[PER_PAGE - 1].pk}" if len(rows) > PER_PAGE else "",
        newer=request.path if before else "",
    )
    alone = request.headers.get("HX-Request") == "true"
    return render(request, f"administration/{'work_rows' if alone else 'work'}.html", context)


@require_POST
@administrators_only
def cancel(request: Visit, key: UUID) -> HttpResponse:
    """Ask a job to stop."""
    job = get_object_or_404(Job, organisation=request.organisation, pk=key)
    try:
        cancel_job(started=job, actor=signed_in(request))
        messages.success(request, _("It stops as soon as it can; what it had written is taken back."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("admin_work")
