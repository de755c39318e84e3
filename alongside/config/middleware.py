"""What every visit passes through: figures for `make pages`, who and where the visitor is, refusals."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.core.organisations.queries import organisation_of_host
from alongside.core.people.queries import party_of_user
from alongside.kit.refused import NotAllowed, Refused

Answer = Callable[[HttpRequest], HttpResponse]


class _Counter:
    """Counts the statements that pass by."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # Django's own hook
        self.count += 1
        return execute(sql, params, many, context)


def figures(get_response: Answer) -> Answer:
    """Tell the number of database queries of each answer in a Server-Timing header, where it is asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not (settings.DEBUG or settings.TESTING or "HTTP_X_FIGURES" in request.META):
            return get_response(request)
        counter = _Counter()
        with connection.execute_wrapper(counter):
            response = get_response(request)
        response["Server-Timing"] = f'db;desc="{counter.count}"'
        return response

    return middleware


def visit(get_response: Answer) -> Answer:
    """Put the organisation of this host, and the visitor's party in it, on the request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.organisation = organisation_of_host(request.get_host())  # type: ignore[attr-defined]  # set by us
        request.party = party_of_user(  # type: ignore[attr-defined]  # set by us
            organisation=request.organisation,  # type: ignore[attr-defined]  # set by us
            user=request.user,
        )
        return get_response(request)

    return middleware


def refusals(get_response: Answer) -> Answer:
    """Show a refusal that no form caught as a page that says why: 403 where the visitor lacks the role, else 409."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, NotAllowed):
            return render(request, "403.html", {"refused": problem}, status=403)
        if isinstance(problem, Refused):
            return render(request, "409.html", {"refused": problem}, status=409)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]  # Django looks for this attribute
    return middleware
