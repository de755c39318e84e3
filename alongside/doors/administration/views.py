"""The front page of administration, the organisation itself, and what to know of backups."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.organisations.models import Organisation
from alongside.core.people.organising import change_organisation
from alongside.core.people.visit import Visit
from alongside.doors.account.office import administrators_only
from alongside.doors.administration.forms import OrganisationForm
from alongside.doors.visit import signed_in
from alongside.kit import parts
from alongside.kit.refused import Refused


def context_of(request: Visit, **more: Any) -> dict[str, Any]:
    """Return what every page of administration tells the page around it."""
    crumbs = [(_("Administration"), reverse("administration"))]
    return dict(nav_current="administration", crumbs=crumbs, **more)


@administrators_only
def administration(request: Visit) -> HttpResponse:
    """Lead to everything that an administrator does."""
    rows = (
        (_("The organisation"), "admin_organisation", _("Name, e-mail, languages, time zone, quiet hours")),
        (_("People and offices"), "admin_people", _("Who is an officer or an administrator")),
        (_("Places"), "admin_places", _("The town, its neighbourhoods, their boundaries")),
        (_("Colours and logo"), "admin_look", _("Checked, so that everybody can read them")),
        (_("Directory of services"), "admin_directory", _("Take services in from Open Referral UK")),
        (_("Access keys"), "admin_keys", _("Which programs act here, for whom")),
        (_("Long work"), "admin_work", _("Imports, counts, draws: how far they are")),
        (_("The books"), "admin_books", _("Whether every account agrees with its entries")),
        (_("The record"), "admin_record", _("Who did what, when; never people’s words")),
        (_("Backups"), "admin_backups", _("How a copy is made, and brought back")),
    )
    tasks = [parts.Task(label=label, link=reverse(name), note=note) for label, name, note in rows]
    context = {"nav_current": "administration", "tasks": tasks}
    return render(request, "administration/administration.html", context)


@administrators_only
def organisation(request: Visit) -> HttpResponse:
    """Show and change what the organisation says of itself."""
    this = Organisation.objects.get(pk=request.organisation.pk)  # A copy: a refused form must not show in the header.
    form = OrganisationForm(request.POST or None, instance=this)
    if request.method == "POST" and form.is_valid():
        try:
            change_organisation(organisation=this, actor=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("Kept."))
            return redirect("admin_organisation")
    return render(request, "administration/organisation.html", context_of(request, form=form))


@administrators_only
def backups(request: Visit) -> HttpResponse:
    """Say where the data is, and how a copy is made and brought back."""
    is_file = connection.vendor == "sqlite"
    name = Path(str(connection.settings_dict["NAME"]))
    size = name.stat().st_size if is_file and name.is_file() else 0
    return render(
        request,
        "administration/backups.html",
        context_of(request, is_file=is_file, size=size, https=settings.HTTPS),
    )
