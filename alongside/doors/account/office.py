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

from alongside.core.people.queries import roles_in_organisation
from alongside.core.people.visit import Visit
from alongside.kit.refused import NotAllowed

View = Callable[..., HttpResponseBase]


def _needs_second_proof(request: Visit) -> bool:
    """Say whether a second proof must be set up first; never in a demonstration, whose password is printed.

    Whoever signed in with a passkey, or gave a second proof, has one: the session says so, and nothing is asked.
    """
    if not settings.SECOND_FACTOR_REQUIRED or request.organisation.demonstration:
        return False
    given = request.session.get("account_authentication_methods", [])
    return not any(one.get("method") == "mfa" for one in given) and not is_mfa_enabled(request.user)


def _guarded(view: View, *offices: str) -> View:
    @wraps(view)
    def guarded(request: Visit, *arguments: Any, **named: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not roles_in_organisation(request.party) & set(offices):
            return render(request, "403.html", {"refused": _no(offices)}, status=403)
        if _needs_second_proof(request):
            messages.warning(
                request,
                _("You hold an office, so a second proof of who you are comes first: an app or a passkey."),
            )
            return redirect("mfa_index")
        response = view(request, *arguments, **named)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded


def _no(offices: tuple[str, ...]) -> NotAllowed:
    if "officer" in offices:
        return NotAllowed(_("This is for officers of the organisation."))
    return NotAllowed(_("This is for administrators of the organisation."))


def officers_only(view: View) -> View:
    """Let only officers and administrators in, who proved twice who they are."""
    return _guarded(view, "officer", "administrator")


def administrators_only(view: View) -> View:
    """Let only administrators in, who proved twice who they are."""
    return _guarded(view, "administrator")


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
