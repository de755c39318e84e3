"""A form that is larger than the server takes in: told in words, with the rest kept."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from alongside.blocks.ask.views.visit import View, Visit, found, page
from alongside.core.contributions.rules import LONGEST_TEXT
from alongside.core.questions.models import Question

READ_AWAY_AT_MOST = 64_000_000
"""Bytes of a form that is far too large which are read and dropped, so that the browser gets to hear the answer."""


def never_lost(view: View) -> View:
    """Answer a form that is larger than the server takes in words, on the page it came from, with the rest kept."""
    protected = csrf_protect(view)

    @csrf_exempt  # `protected` checks the token; a form too large to read must first be told apart.
    @wraps(view)
    def guarded(request: Visit, key: UUID, **rest: Any) -> HttpResponseBase:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or size
        if request.method != "POST" or size <= limit:
            return protected(request, key, **rest)
        left = min(size, READ_AWAY_AT_MOST)
        while left > 0 and (piece := request.read(min(left, 65536))):
            left -= len(piece)
        return _too_large(request, found(request, key), megabytes=size / 1_000_000)

    return guarded


def _too_large(request: Visit, question: Question, *, megabytes: float) -> HttpResponse:
    return page(
        request, question, "too_large.html", status=413, megabytes=megabytes, most=LONGEST_TEXT, back=request.path
    )
