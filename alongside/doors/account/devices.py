"""Where somebody is signed in: the list of allauth, read in two queries however many devices there are."""

from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare


class Devices(ListUserSessionsView):  # type: ignore[misc]  # allauth has no types
    """The page of allauth, which would ask three times for each device whether its session still holds."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the sessions that still let somebody in, oldest first; rows of those that do not are deleted."""
        context: dict[str, Any] = super(ListUserSessionsView, self).get_context_data(**kwargs)
        user = authenticated_user(self.request)
        rows = list(UserSession.objects.filter(user_id=user.pk).order_by("created_at"))
        held = _holding(rows, str(user.pk), user.get_session_auth_hash())
        if gone := [row.pk for row in rows if row.session_key not in held]:
            UserSession.objects.filter(pk__in=gone).delete()
        sessions = [row for row in rows if row.session_key in held]
        return context | {"sessions": sessions, "session_count": len(sessions), "show_last_seen_at": True}


def _holding(rows: list[UserSession], user: str, hashed: str) -> set[str]:
    """Return the keys of the sessions that have not ended, and whose hash is that of the user's password of today."""
    stored: QuerySet[Session] = Session.objects.filter(
        pk__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
    )
    found = {one.session_key: one.get_decoded() for one in stored}
    return {
        key
        for key, data in found.items()
        if data.get(SESSION_KEY) == user and constant_time_compare(str(data.get(HASH_SESSION_KEY, "")), hashed)
    }
