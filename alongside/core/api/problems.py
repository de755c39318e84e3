"""How the API says no: problem+json. Source: RFC 9457."""

import json
import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from alongside.kit.refused import NotAllowed, Refused


class Problem(Schema):
    """What went wrong, in words that say how to mend it; `field` names what to mend where there is one."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    field: str | None = None


REPLIES: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 405, 409, 413, 415, 422), Problem)
"""What any operation may answer besides its own; each stands in the published description."""

log = logging.getLogger("alongside.api")
PROBLEM = "application/problem+json"
TITLES = {
    400: "This is not JSON that can be read",
    401: "Sign in or send a key",
    403: "You may not do this",
    404: "There is no such thing here",
    405: "Not this method",
    409: "Refused by a rule",
    413: "Too large",
    415: "Not a kind of content that is taken here",
    422: "Something in the request is not right",
    500: "Something went wrong here",
}


def problem(status: int, detail: str, field: str | None = None) -> HttpResponse:
    """Return a problem as a response."""
    body = {"type": "about:blank", "title": TITLES.get(status, "Problem"), "status": status, "detail": detail}
    if field:
        body["field"] = field
    return HttpResponse(json.dumps(body), status=status, content_type=PROBLEM)


def _say_what_is_wrong(error: ValidationError) -> tuple[str, str]:
    """Return the first thing that is wrong, in words, and where it is."""
    first: dict[str, Any] = error.errors[0] if error.errors else {}
    place = ".".join(str(part) for part in first.get("loc", ())[1:] if part != "payload")
    return f"{place or 'The request'}: {first.get('msg', 'is not right')}", place


# long: one handler for each way of saying no
def handle_problems(api: NinjaAPI) -> None:
    """Let the API answer every expected no as a problem."""

    @api.exception_handler(NotAllowed)
    def _not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
        return problem(403, str(error), error.field)

    @api.exception_handler(Refused)
    def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return problem(409, str(error), error.field)

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        detail, field = _say_what_is_wrong(error)
        return problem(422, detail, field)

    @api.exception_handler(Http404)
    def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "Nothing with this identity is here, or not for you to see.")

    @api.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(401, "Send a key in the header “Authorization: Bearer …”, or sign in on the pages.")

    @api.exception_handler(RawPostDataException)
    def _unreadable(request: HttpRequest, error: RawPostDataException) -> HttpResponse:
        return problem(400, "The body could not be read.")

    @api.exception_handler(Exception)
    def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
        log.exception("Nothing caught this in the API: %s", type(error).__name__, exc_info=error)
        return problem(500, "This is a fault of ours, not of your request. It has been written down; try again later.")

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error))
