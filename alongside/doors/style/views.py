"""The living style page, and the visitor's own choices of light and language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from alongside.doors.style import samples

A_YEAR = 365 * 24 * 3600


def style(request: HttpRequest) -> HttpResponse:
    """Show every component in its states, with text that says it is a sample."""
    return render(request, "style/style.html", samples.everything())


def _back(request: HttpRequest) -> HttpResponse:
    """Return to the page the visitor came from, if it is one of ours."""
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(asked if ours else "/")


def _keep(request: HttpRequest, *, name: str, value: str) -> HttpResponse:
    response = _back(request)
    if value:
        response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        response.delete_cookie(name, samesite="Lax")
    return response


# These two keep a preference of the browser and nothing else. They go without a token so that public pages set no
# cookie and a cache may keep them; the worst that a forged request can do is to turn the light on.
@csrf_exempt
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark; anything else means as the device has it."""
    asked = request.POST.get("theme", "")
    return _keep(request, name="theme", value=asked if asked in ("light", "dark") else "")


@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language to read in; one we do not have means as the browser asks."""
    asked = request.POST.get("language", "")
    known = asked in dict(settings.LANGUAGES)
    return _keep(request, name=settings.LANGUAGE_COOKIE_NAME, value=asked if known else "")
