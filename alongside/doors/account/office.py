"""Pages for whoever holds an office: signed in, appointed, and with a second proof of who they are."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.core.people.models import Party
from alongside.core.people.queries import require_administrator, require_officer
from alongside.doors.visit import Visit, signed_in
from alongside.kit.refused import NotAllowed

View = Callable[..., HttpResponseBase]


def _needs_second_proof(request: Visit) -> bool:
    """Say whether a second proof must be set up first; never in a demonstration, whose password is printed."""
    organisation = request.organisation
    return bool(settings.SECOND_FACTOR_REQUIRED and not organisation.demonstration and not is_mfa_enabled(request.user))


def _guarded(view: View, require: Callable[[Party | None], None]) -> View:
    @wraps(view)
    def guarded(request: Visit, *arguments: Any, **named: Any) -> HttpResponseBase:
        party = signed_in(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            require(party)
        except NotAllowed as refused:
            return render(request, "403.html", {"refused": refused}, status=403)
        if _needs_second_proof(request):
            messages.warning(
                request,
                _("You hold an office, so a second proof of who you are comes first: an app or a passkey."),
            )
            return redirect("mfa_index")
        return view(request, *arguments, **named)

    return guarded


def officers_only(view: View) -> View:
    """Let only officers and administrators in, who proved twice who they are."""
    return _guarded(view, require_officer)


def administrators_only(view: View) -> View:
    """Let only administrators in, who proved twice who they are."""
    return _guarded(view, require_administrator)


def people_only(view: View) -> View:
    """Let only those in who are somebody here; whoever is signed in elsewhere of this installation may join first."""

    @wraps(view)
    def guarded(request: Visit, *arguments: Any, **named: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.party is None:
            return redirect("join")
        response: HttpResponse = view(request, *arguments, **named)  # type: ignore[assignment]  # ours all are
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded
