"""Pages of signing in that allauth does not bring: a code on paper, joining, ending one session."""

from typing import Any

from allauth.account.decorators import verified_email_required
from allauth.core.internal import ratelimit
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.core.people.codes import use_sign_in_code
from alongside.core.people.visit import Visit
from alongside.doors.account.forms import JoinForm, PaperCodeForm
from alongside.doors.account.joining import NAME, has_address, is_proved, join
from alongside.kit.refused import Refused

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TRIES = {"paper_code": "10/15m/ip"}
"""Sixty random bits at ten tries in a quarter of an hour cannot be guessed, and forgive bad handwriting."""


def paper_code(request: Visit) -> HttpResponse:
    """Sign in with a code on paper."""
    form = PaperCodeForm(request.POST or None)
    if request.method == "POST":
        allowed = ratelimit.consume(request, app="alongside", action="paper_code", config=TRIES)
        if not allowed:
            limited: HttpResponse = ratelimit.respond_429(request)
            return limited
        if form.is_valid():
            organisation = request.organisation
            try:
                user = use_sign_in_code(organisation=organisation, code=form.cleaned_data["code"])
            except Refused as refused:
                form.add_error("code", refused.message)
            else:
                login(request, user, backend=BACKEND)
                messages.success(request, _("You are signed in. The code is used up."))
                return redirect("my_place")
    return render(request, "account_door/paper_code.html", {"form": form})


@login_required
def join_here(request: Visit) -> HttpResponse:
    """Ask somebody who signed in for another organisation of this installation whether they want to be here too.

    An address that nobody has proved is proved first: whoever was entered here with it would be taken for them.
    """
    if request.party is not None:
        return redirect("my_place")
    user: Any = request.user
    if has_address(user) and not is_proved(user):
        messages.info(request, _("First show that the address is yours: we have sent you a code."))
        sent: HttpResponse = verified_email_required(join_here)(request)
        return sent
    given = user.email.partition("@")[0] if has_address(user) else ""
    form = JoinForm(request.POST or None, initial={"name": given})
    if form.is_valid():
        request.session[NAME] = form.cleaned_data["name"]
        join(request, user)
        return redirect("my_place")
    return render(request, "account_door/join.html", {"form": form})


@require_POST
@login_required
def end_session(request: Visit, key: int) -> HttpResponse:
    """Sign out one other device."""
    session = UserSession.objects.filter(user=request.user, pk=key).first()
    if session is None:
        raise Http404
    session.end()
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")
