"""When somebody was last here, without a write for each page."""

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpResponse

from alongside.core.people.visit import Visit
from alongside.kit import clock

SEEN, OFTEN_ENOUGH = "seen_at", timedelta(minutes=15)


def stamp(*, request: Visit, **_more: Any) -> None:
    """Remember in the session that this device was just here; signing in writes it down elsewhere already."""
    request.session[SEEN] = clock.now().isoformat()


def seen_sometimes(get_response: Any) -> Any:
    """Write down every quarter of an hour that a device is still used, so that its owner can know it again."""

    def middleware(request: Visit) -> HttpResponse:
        if request.user.is_authenticated and request.session.session_key and _long_ago(request):
            UserSession.objects.create_from_request(request)
            stamp(request=request)
        answer: HttpResponse = get_response(request)
        return answer

    return middleware


def _long_ago(request: Visit) -> bool:
    said = request.session.get(SEEN, "")
    return not said or clock.now() - datetime.fromisoformat(said) > OFTEN_ENOUGH
