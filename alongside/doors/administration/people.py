"""People and their offices, and the keys of programs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.core.people.actions import add_party, appoint, end_appointment, revoke_token
from alongside.core.people.models import ApiToken, Appointment, Party
from alongside.core.people.queries import current_appointments, people_named
from alongside.core.people.visit import Visit
from alongside.doors.account.office import administrators_only
from alongside.doors.administration.forms import FindForm, OfficeForm, PersonForm
from alongside.doors.administration.views import context_of
from alongside.doors.visit import signed_in
from alongside.kit.refused import Refused

MOST = 50


@administrators_only
def people(request: Visit) -> HttpResponse:
    """Show who holds an office, and find anybody by name."""
    form = FindForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = context_of(
        request,
        form=form,
        words=words,
        found=list(people_named(organisation=request.organisation, words=words)[:MOST]) if words else [],
        appointments=list(current_appointments(request.organisation)[:200]),
    )
    return render(request, "administration/people.html", context)


@administrators_only
def add(request: Visit) -> HttpResponse:
    """Add somebody who has not signed in yet."""
    form = PersonForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        known = Party.objects.filter(organisation=request.organisation, email__iexact=email, erased_at__isnull=True)
        if known.exists():
            form.add_error("email", _("Somebody with this address is here already. Find them by it."))
        else:
            added = add_party(
                organisation=request.organisation,
                name=form.cleaned_data["name"],
                email=email,
                actor=signed_in(request),
            )
            return redirect("admin_person", key=added.pk)
    return render(request, "administration/person_add.html", context_of(request, form=form))


@administrators_only
def person(request: Visit, key: UUID) -> HttpResponse:
    """Show one person with their offices, and give them one."""
    party = get_object_or_404(Party, organisation=request.organisation, pk=key, erased_at__isnull=True)
    form = OfficeForm(request.POST or None)
    if form.is_valid():
        appoint(party=party, role=form.cleaned_data["role"], actor=signed_in(request))
        messages.success(request, _("%(name)s holds the office now.") % {"name": party.name})
        return redirect("admin_person", key=key)
    appointments = list(current_appointments(request.organisation).filter(party=party))
    shown = {"person": party, "appointments": appointments, "form": form}
    return render(request, "administration/person.html", context_of(request, **shown))


@require_POST
@administrators_only
def end(request: Visit, key: UUID) -> HttpResponse:
    """End an office; the last administrator's is not."""
    appointment = get_object_or_404(Appointment, organisation=request.organisation, pk=key, valid_to__isnull=True)
    try:
        end_appointment(appointment=appointment, actor=signed_in(request))
        messages.success(request, _("The office has ended."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("admin_person", key=appointment.party_id)


@administrators_only
def keys(request: Visit) -> HttpResponse:
    """Show every key that opens something here, newest first."""
    found = ApiToken.objects.filter(organisation=request.organisation, revoked_at__isnull=True).select_related("party")
    return render(request, "administration/keys.html", context_of(request, keys=list(found.order_by("-id")[:200])))


@require_POST
@administrators_only
def end_key(request: Visit, key: UUID) -> HttpResponse:
    """Make a key useless, whosever it is."""
    token = get_object_or_404(ApiToken, organisation=request.organisation, pk=key, revoked_at__isnull=True)
    revoke_token(token=token, actor=signed_in(request))
    messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("admin_keys")
