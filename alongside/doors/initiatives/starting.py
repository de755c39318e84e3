"""Writing an idea down."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.core.initiatives.actions import start_initiative
from alongside.core.initiatives.charter import add_member
from alongside.core.initiatives.methods import Method
from alongside.core.people.queries import require_officer
from alongside.core.services.models import Place, Service
from alongside.doors.initiatives.forms import StartForm
from alongside.kit.refused import Refused


def managing_role(method: Method) -> str:
    """Return the public role of a method that manages; "" where it is left to every officer."""
    manages = method.always.get("initiative.manage", frozenset())
    return next((role.key for role in method.roles if role.side == "public" and role.key in manages), "")


def start(request: HttpRequest) -> HttpResponse:
    """Write an idea down, as an officer; whoever does becomes the one who leads it."""
    organisation, party = request.organisation, request.party  # type: ignore[attr-defined]  # set by the middleware
    require_officer(party)
    chosen = {name: request.GET.get(name, "") for name in ("service", "method", "place")}
    form = StartForm(request.POST or None, organisation=organisation, initial=chosen)
    if form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                made = start_initiative(
                    service=Service.objects.get(organisation=organisation, pk=said["service"]),
                    method_key=said["method"],
                    title=said["title"],
                    summary=said["summary"],
                    actor=party,
                    place=Place.objects.filter(organisation=organisation, pk=said["place"] or None).first(),
                )
                if role := managing_role(made.method):
                    add_member(initiative=made, party=party, role=role, actor=party)
            return redirect("initiative_path", slug=made.slug)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    context = {
        "form": form,
        "title": _("Begin something new."),
        "send": _("Write it down"),
        "lede": _(
            "It is only an idea until both sides have promised something. Nothing is public about you but that you began it."
        ),
    }
    return render(request, "initiatives/form.html", context)
