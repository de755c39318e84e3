"""Taking in a directory of services: looked at at once, taken in as long work."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.jobs.actions import Running, job, start_job
from alongside.core.jobs.files import forget_file, keep_file, kept_file
from alongside.core.people.visit import Visit
from alongside.core.services.directory import describe, import_services
from alongside.doors.account.office import administrators_only
from alongside.doors.administration.forms import DirectoryForm
from alongside.doors.administration.views import context_of
from alongside.doors.visit import signed_in
from alongside.kit.refused import Refused
from alongside.standards.open_referral import read

KIND = "import_services"
MOST_BYTES, READ_AT_ONCE, MOST_SHOWN = 50_000_000, 2_000_000, 50
"""Up to 2 MB everything that is wrong is named at once; a larger file is read by the work itself."""


@job(KIND)
def take_in(running: Running) -> dict[str, Any]:
    """Take in the directory that the job carries; the same one again changes nothing."""
    kept = running.arguments["file"]
    done = import_services(
        organisation=running.job.organisation,
        directory=read(kept_file(kept), name=running.arguments["name"]),
        actor=running.job.asked_by,
        progress=running.progress,
    )
    forget_file(kept)
    return {"said": describe(done), "kept": list(done.kept), "link": reverse("services")}


@administrators_only
def directory(request: Visit) -> HttpResponse:
    """Look at a directory, name everything that must be mended, or put it in the queue."""
    form = DirectoryForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if upload.size > MOST_BYTES:
                raise Refused(_("The file is larger than 50 MB. Take it in by the command line."), "file")
            data = upload.read()
            if upload.size <= READ_AT_ONCE:
                problems = [str(one) for one in read(data, name=upload.name).problems[:MOST_SHOWN]]
            if not problems:
                arguments = {"name": upload.name[:200], "file": keep_file(data)}
                actor = signed_in(request)
                begun = start_job(organisation=request.organisation, kind=KIND, arguments=arguments, actor=actor)
                return redirect("work", key=begun.pk)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
    return render(request, "administration/directory.html", context_of(request, form=form, problems=problems))
