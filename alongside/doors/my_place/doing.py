"""What somebody does in their place: promises kept and released, actions confirmed, roles left."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.core.decisions.doing import confirm_action, return_action
from alongside.core.decisions.models import Action
from alongside.core.initiatives.charter import end_membership, keep_commitment, release_commitment
from alongside.core.initiatives.models import Commitment
from alongside.core.people.queries import current_appointments
from alongside.core.people.visit import Visit
from alongside.doors.account.office import people_only
from alongside.doors.my_place import queries
from alongside.doors.my_place.forms import LeaveForm, MissingForm, ReleaseForm
from alongside.doors.visit import signed_in
from alongside.kit.refused import Refused

MOST = 50


def _here() -> list[tuple[str, str]]:
    return [(_("My place"), reverse("my_place"))]


@people_only
def promises(request: Visit) -> HttpResponse:
    """Show what somebody promised, and what the other side promised where they are a member."""
    party = signed_in(request)
    memberships = queries.memberships_now(party)
    context = {
        "nav_current": "my_place",
        "crumbs": _here(),
        "mine": list(queries.promised_by(party)[:MOST]),
        "theirs": list(queries.promised_to(memberships)[:MOST]),
    }
    return render(request, "my_place/promises.html", context)


def _commitment(request: Visit, key: UUID) -> Commitment:
    found = Commitment.objects.select_related("membership__initiative", "membership__party")
    return get_object_or_404(found, organisation=request.organisation, pk=key)


@people_only
def release(request: Visit, key: UUID) -> HttpResponse:
    """Ask why a promise ends, and end it."""
    party = signed_in(request)
    commitment = _commitment(request, key)
    if commitment.membership.party_id != party.pk:
        raise Http404
    form = ReleaseForm(request.POST or None)
    if form.is_valid():
        try:
            release_commitment(commitment=commitment, why=form.cleaned_data["why"], actor=party)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("Your promise has ended. The other side can read why."))
            return redirect("my_promises")
    context = {"nav_current": "my_place", "crumbs": _here(), "commitment": commitment, "form": form}
    return render(request, "my_place/release.html", context)


@require_POST
@people_only
def kept(request: Visit, key: UUID) -> HttpResponse:
    """Say for one's own side that the other side kept its promise."""
    commitment = _commitment(request, key)
    keep_commitment(commitment=commitment, actor=signed_in(request))
    messages.success(request, _("Kept: “%(what)s”. Thank you for saying so.") % {"what": commitment.what})
    return redirect("my_promises")


@require_POST
@people_only
def confirm(request: Visit, key: UUID) -> HttpResponse:
    """Confirm for one's own side that something is done."""
    organisation, party = request.organisation, signed_in(request)
    action = get_object_or_404(Action, organisation=organisation, pk=key)
    confirm_action(action=action, actor=party)
    messages.success(request, _("Confirmed: “%(what)s”. The other side has been told.") % {"what": action.what})
    return redirect("my_place")


@people_only
def give_back(request: Visit, key: UUID) -> HttpResponse:
    """Ask what is missing, and send what was said to be done back to its owner."""
    party = signed_in(request)
    found = Action.objects.select_related("owner__party", "decision__question__initiative")
    action = get_object_or_404(found, organisation=request.organisation, pk=key, decision__state="published")
    form = MissingForm(request.POST or None)
    if form.is_valid():
        try:
            return_action(action=action, why=form.cleaned_data["why"], actor=party)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("It goes back to those who promised it, with what you wrote."))
            return redirect("my_place")
    context = {"nav_current": "my_place", "crumbs": _here(), "action": action, "form": form}
    return render(request, "my_place/return.html", context)


@people_only
def roles(request: Visit) -> HttpResponse:
    """Show the roles somebody has, here and in initiatives."""
    party = signed_in(request)
    memberships = queries.memberships_now(party)
    appointments = current_appointments(party.organisation).filter(party=party)
    context = {
        "nav_current": "my_place",
        "crumbs": _here(),
        "rows": [(one, one.initiative.method.role(one.role)) for one in memberships],
        "appointments": list(appointments),
    }
    return render(request, "my_place/roles.html", context)


@people_only
def leave(request: Visit, key: UUID) -> HttpResponse:
    """Say what leaving an initiative means, and leave it."""
    party = signed_in(request)
    membership = next((one for one in queries.memberships_now(party) if one.pk == key), None)
    if membership is None:
        raise Http404
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        end_membership(membership=membership, actor=party)
        messages.success(request, _("You have left “%(title)s”.") % {"title": membership.initiative.title})
        return redirect("my_roles")
    owed = [one for one in queries.promised_by(party) if one.membership_id == key]
    context = {"nav_current": "my_place", "crumbs": _here(), "membership": membership, "owed": owed, "form": form}
    return render(request, "my_place/leave.html", context)
