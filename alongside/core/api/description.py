"""The API and its published description: what it says is all that it does."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser

from alongside.core.api.access import Anyone
from alongside.core.api.problems import PROBLEM, problem

JSON_TYPES = frozenset({"application/json", "text/json", ""})
"""What the body of a request may call itself; one that says nothing is read as JSON, which it must be."""


class Description(OpenAPISchema):
    """An OpenAPI document in which every no is a problem, and what is open to everybody asks for no key."""

    def responses(self, operation: Operation) -> dict[int, Any]:
        """Describe the answers; those of 400 and above are problem+json."""
        found: dict[int, Any] = super().responses(operation)
        for status, details in found.items():
            if status >= 400 and "content" in details:
                details["content"] = {PROBLEM: next(iter(details["content"].values()))}
        return found

    def operation_security(self, operation: Operation) -> list[dict[str, Any]] | None:
        """Describe who may call; `{}` says that a key may be left out."""
        found = super().operation_security(operation)
        if found and any(isinstance(auth, Anyone) for auth in operation.auth_callbacks):
            found.append({})
        return found


class StrictJson(Parser):
    """JSON as the standard has it: no NaN, no Infinity. Source: RFC 8259, section 6."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the body; raises ValueError for what is no JSON."""
        return json.loads(request.body, parse_constant=_refuse)  # type: ignore[no-any-return]  # as the parent does


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


class Api(NinjaAPI):
    """An API whose own refusals (a wrong method, a body that is too large) are problems as well."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the description of all operations."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        return Description(self, prefix)

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """The addresses, each guarded."""
        found, app, name = super().urls
        for pattern in found:
            if isinstance(pattern, URLPattern):
                pattern.callback = _guarded(pattern.callback)
        return found, app, name


def _guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 413 before a body that is too large is read, 415 to one that does not say it is JSON, 405 as a problem."""

    @wraps(view, updated=())
    def guarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            return problem(413, "Send less at a time.")
        if request.META.get("CONTENT_LENGTH") not in (None, "", "0") and request.content_type not in JSON_TYPES:
            return problem(415, "Send JSON, with the header “Content-Type: application/json”.")
        response = view(request, *args, **parts)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        refused = problem(405, "This address does not take that method; the header Allow says which it takes.")
        refused["Allow"] = response["Allow"]
        return refused

    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # keys carry no cookie; sessions are checked in `access`
    return guarded
