"""Who calls the API: a key in a header, or somebody who is signed in on the pages."""

from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer, SessionAuth

from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import digest_of
from alongside.core.people.models import ApiToken, Party
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused

READS = {"GET", "HEAD", "OPTIONS"}


class Key(HttpBearer):
    """A key made in “My place”; one that may only read is refused for anything that writes."""

    def authenticate(self, request: HttpRequest, token: str) -> Party:
        """Return the party that the key acts for; a key that is unknown or revoked is never taken for a visitor."""
        found = (
            ApiToken.objects.select_related("party")
            .filter(organisation=organisation_of(request), digest=digest_of(token), revoked_at__isnull=True)
            .first()
        )
        if found is None:
            raise AuthenticationError
        if request.method not in READS and not found.may_write:
            raise NotAllowed("This key may only read.")
        if found.last_used_on != clock.today():
            found.last_used_on = clock.today()
            found.save(update_fields=["last_used_on"])
        request.party = found.party  # type: ignore[attr-defined]  # set on every request by the middleware
        return found.party


class SignedIn(SessionAuth):
    """Somebody who is signed in on the pages; writes carry the anti-forgery token as forms do."""

    def __call__(self, request: HttpRequest) -> Party | None:
        """Ask for the anti-forgery token only where a session could be abused."""
        return super().__call__(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Party | None:
        """Return the visitor's party."""
        return party_of(request)


class Anyone:
    """Nobody in particular: what everybody may see or do, still with a party where there is one."""

    def __call__(self, request: HttpRequest) -> Any:
        """Let everybody in."""
        return party_of(request) or "anyone"


MUST = [Key(), SignedIn()]
"""For operations that need to know who acts."""
MAY = [Key(), SignedIn(), Anyone()]
"""For operations that are open to everybody."""


def party_of(request: HttpRequest) -> Party | None:
    """Return who acts, or None for a visitor."""
    party: Party | None = getattr(request, "party", None)
    return party


def actor_of(request: HttpRequest) -> Party:
    """Return who acts, where an operation needs somebody."""
    party = party_of(request)
    if party is None:
        raise NotAllowed("Nobody is signed in.")
    return party


def organisation_of(request: HttpRequest) -> Organisation:
    """Return the organisation at this address."""
    organisation: Organisation | None = getattr(request, "organisation", None)
    if organisation is None:
        raise Refused("There is no organisation here yet.")
    return organisation
