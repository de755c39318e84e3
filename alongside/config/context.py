"""What every page knows: whose place this is, who is looking, what they may do."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from alongside.core.people.queries import roles_in_organisation


def page(request: HttpRequest) -> dict[str, Any]:
    """Give templates the organisation, the visitor's party, their appointments and the languages."""
    party = getattr(request, "party", None)
    roles = SimpleLazyObject(lambda: roles_in_organisation(party))
    return {
        "organisation": getattr(request, "organisation", None),
        "party": party,
        "roles": roles,
        "is_officer": SimpleLazyObject(lambda: "officer" in roles),
        "is_administrator": SimpleLazyObject(lambda: "administrator" in roles),
        "languages": settings.LANGUAGES,
        "theme": request.COOKIES.get("theme", ""),
    }
