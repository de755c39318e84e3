"""Places: adding one, with its boundary looked at."""

import zoneinfo
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.db.models import Avg
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.organisations.models import Organisation
from alongside.core.people.visit import Visit
from alongside.core.services.actions import add_place
from alongside.core.services.models import Place
from alongside.doors.account.office import administrators_only
from alongside.doors.administration.forms import PlaceForm
from alongside.doors.administration.views import context_of
from alongside.doors.visit import signed_in
from alongside.kit import parts
from alongside.kit.refused import Refused
from alongside.standards.geojson import read_boundary

PER_PAGE = 50


def neighbourhood(organisation: Organisation) -> tuple[float, float] | None:
    """Return a position near the organisation: the middle of its places, else the chief town of its time zone."""
    known = Place.objects.filter(organisation=organisation, latitude__isnull=False, longitude__isnull=False)
    middle = known.aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"))
    if middle["latitude"] is not None:
        return float(middle["latitude"]), float(middle["longitude"])
    return chief_town(organisation.time_zone)


def chief_town(zone: str) -> tuple[float, float] | None:
    """Return the position of the town that a time zone is named after; None where this machine does not know.

    Source: zone.tab of the IANA time zone database, degrees and minutes as ±DDMM[SS]±DDDMM[SS].
    """
    for folder in zoneinfo.TZPATH:
        table = Path(folder) / "zone.tab"
        lines = table.read_text().splitlines() if table.is_file() else []
        for line in lines:
            if line.split("\t")[2:3] == [zone]:
                return _degrees(line.split("\t")[1])
    return None


def _degrees(said: str) -> tuple[float, float]:
    cut = max(said.rfind("+"), said.rfind("-"))

    def one(part: str, whole: int) -> float:
        sign, digits = (-1 if part[0] == "-" else 1), part[1:]
        seconds = digits[whole + 2 :] or "0"
        return sign * (int(digits[:whole]) + int(digits[whole : whole + 2]) / 60 + int(seconds) / 3600)

    return one(said[:cut], 2), one(said[cut:], 3)


@administrators_only
def places(request: Visit) -> HttpResponse:
    """Show the places on a map and in a list, and add one."""
    form = PlaceForm(request.POST or None, request.FILES or None, organisation=request.organisation)
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, dict(form.cleaned_data))
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            return redirect("admin_places")
    rows = list(
        Place.objects.filter(organisation=request.organisation)
        .select_related("parent")
        .defer("boundary")
        .order_by("name", "id")[: PER_PAGE + 1]
    )
    points = [
        parts.Place(
            title=one.name, latitude=one.latitude, longitude=one.longitude, link=reverse("place", args=[one.slug])
        )
        for one in rows
        if one.latitude is not None and one.longitude is not None
    ]
    context = context_of(request, form=form, rows=rows[:PER_PAGE], more=len(rows) > PER_PAGE, points=points)
    return render(request, "administration/places.html", context)


def _add(request: Visit, given: dict[str, Any]) -> None:
    """Add the place, and say what was done to its boundary."""
    upload = given.pop("boundary", None)
    if (given["latitude"] is None) != (given["longitude"] is None):
        missing = "latitude" if given["latitude"] is None else "longitude"
        raise Refused(_("A position needs both numbers."), missing)
    notes: tuple[str, ...] = ()
    if upload is not None:
        found = read_boundary(upload.read(), near=neighbourhood(request.organisation))
        given["boundary"], notes = found.geometry, found.notes
        if given["latitude"] is None:
            given["latitude"], given["longitude"] = found.centre
    place = add_place(
        organisation=request.organisation,
        actor=signed_in(request),
        time_zone=request.organisation.time_zone,
        **given,
    )
    said = _("“%(name)s” is a place now.") % {"name": place.name}
    messages.success(request, " ".join([said, *notes]))
