"""The pages of services, their measures and places."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.accounts.queries import given_by_both
from alongside.core.decisions.models import Action
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.queries import listed_initiatives
from alongside.core.people.visit import Visit
from alongside.core.services.measures import measure_chart
from alongside.core.services.models import Outcome, Place, Service
from alongside.core.services.queries import current_services, series
from alongside.doors.initiatives import queries, showing
from alongside.kit import parts

PER_PAGE = 60
RUNNING = ("live", "assessing", "sustained")


def services(request: Visit) -> HttpResponse:
    """List the services, with what goes on around each."""
    organisation = request.organisation
    found = current_services(organisation).annotate(
        running=Count("initiatives", filter=Q(initiatives__listed=True, initiatives__state__in=RUNNING))
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "services/services.html", {"page": page, "narrowing": "", "nav_current": "services"})


def service(request: Visit, slug: str) -> HttpResponse:
    """Show a service: what should get better, whether it does, what goes on around it, who answers for it."""
    organisation = request.organisation
    this = get_object_or_404(Service.objects.select_related("owner", "place"), organisation=organisation, slug=slug)
    outcomes = Outcome.objects.filter(organisation=organisation, service=this, ended_on__isnull=True).order_by(
        "kind", "id"
    )
    read = queries.measures_of(this.pk, organisation=organisation)
    charts = [(outcome, measure_chart(outcome, read.get(outcome, []))) for outcome in outcomes]
    around = list(listed_initiatives(organisation=organisation, service_id=this.pk)[:PER_PAGE])
    context = {
        "service": this,
        "nav_current": "services",
        "crumbs": [(_("Services"), reverse("services"))],
        "kinds": [
            (label, [pair for pair in charts if pair[0].kind == kind])
            for kind, label in (
                ("outcome", _("What should get better for people")),
                ("efficiency", _("What it takes")),
                ("process", _("How it is done")),
            )
        ],
        "running": [one for one in around if one.state in (*RUNNING, "committed", "paused")],
        "coming": [one for one in around if one.state in ("idea", "shaping")],
        "ended": [one for one in around if one.state in ("changed", "closed")],
        "ledger": showing.ledger_rows(given_by_both(organisation=organisation, service_id=this.pk)),
    }
    return render(request, "services/service.html", context)


def measure(request: Visit, id: UUID) -> HttpResponse:  # noqa: A002  # the name in the address
    """Show one measure: its statement, its readings as a chart and a table, and what was done to move it."""
    organisation = request.organisation
    outcome = get_object_or_404(Outcome.objects.select_related("service"), organisation=organisation, pk=id)
    readings = list(series(outcome))
    actions = (
        Action.objects.filter(
            organisation=organisation,
            outcome=outcome,
            decision__state="published",
            decision__question__initiative__listed=True,
        )
        .select_related("owner", "decision__question__initiative")
        .order_by("-due")[:PER_PAGE]
    )
    context = {
        "outcome": outcome,
        "readings": list(reversed(readings)),
        "shown": measure_chart(outcome, readings),
        "actions": [(showing.action_line(action), action.decision.question.initiative) for action in actions],
        "nav_current": "services",
        "crumbs": [
            (_("Services"), reverse("services")),
            (outcome.service.name, reverse("service", args=[outcome.service.slug])),
        ],
    }
    return render(request, "services/measure.html", context)


def places(request: Visit) -> HttpResponse:
    """List the places, and show them on a map where their position is known."""
    organisation = request.organisation
    found = Place.objects.filter(organisation=organisation).annotate(
        running=Count("initiatives", filter=Q(initiatives__listed=True, initiatives__state__in=RUNNING))
    )
    page = Paginator(found.order_by("name", "id"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "narrowing": "", "points": _points(page.object_list), "town": _town(request)}
    return render(request, "services/places.html", context)


def _town(request: Visit) -> str:
    """Return the ground of ours that lies beneath the map: the demonstration town has one, by its name."""
    return str(request.organisation.slug) if request.organisation.demonstration else ""


def _points(rows: Any) -> list[parts.Place]:
    return [
        parts.Place(
            title=one.name,
            latitude=one.latitude,
            longitude=one.longitude,
            side="together" if one.running else "public",
            note=ngettext("%(count)s initiative runs here", "%(count)s initiatives run here", one.running)
            % {"count": one.running}
            if one.running
            else "",
            link=reverse("place", args=[one.slug]),
        )
        for one in rows
        if one.latitude is not None and one.longitude is not None
    ]


def place(request: Visit, slug: str) -> HttpResponse:
    """Show what goes on in a place and in its parts."""
    organisation = request.organisation
    this = get_object_or_404(Place.objects.select_related("parent"), organisation=organisation, slug=slug)
    within = Q(place=this) | Q(place__parent=this)
    going_on = Initiative.objects.filter(within, organisation=organisation, listed=True).select_related(
        "service", "place"
    )
    annotated = Place.objects.filter(organisation=organisation, parent=this).annotate(
        running=Count("initiatives", filter=Q(initiatives__listed=True, initiatives__state__in=RUNNING))
    )
    located = list(annotated.order_by("name", "id")[:PER_PAGE])
    crumbs = [(_("Places"), reverse("places"))]
    if this.parent:
        crumbs.append((this.parent.name, reverse("place", args=[this.parent.slug])))
    context = {
        "place": this,
        "crumbs": crumbs,
        "parts": located,
        "points": _points(located),
        "town": _town(request),
        "initiatives": list(going_on.order_by("-id")[:PER_PAGE]),
        "services": list(
            Service.objects.filter(within, organisation=organisation, ended_on__isnull=True).order_by("name")[:PER_PAGE]
        ),
    }
    return render(request, "services/place.html", context)
