"""Where the API answers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import bad_request, permission_denied, server_error

from alongside.core.api.problems import problem
from alongside.doors.api.api import api


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """Say to a program, in its own form, that there is nothing at an address."""
    return problem(404, "There is nothing at this address; openapi.json says what there is.")


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong before any page or operation was reached: to a program in its own form."""
    return _said(request, 500, "This is a fault of ours, not of your request; try again later.", server_error)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request cannot be read at all, like one for a host that is not ours."""
    return _said(request, 400, "This request cannot be read.", partial(bad_request, exception=exception))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that something may not be done, as Django itself refuses it."""
    return _said(request, 403, "You may not do this.", partial(permission_denied, exception=exception))


def _said(request: HttpRequest, status: int, detail: str, page: Callable[[HttpRequest], Any]) -> HttpResponse:
    answer: HttpResponse = problem(status, detail) if request.path.startswith("/api/") else page(request)
    return answer


urlpatterns = [path("api/v1/", api.urls), re_path(r"^api/", nothing)]
