"""What a door knows of whoever comes in."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.kit.refused import NotAllowed


class Visit(HttpRequest):
    """A request as the middleware hands it on: of which organisation, and by whom (None: nobody signed in)."""

    organisation: Organisation
    party: Party | None


def signed_in(request: Visit) -> Party:
    """Return who is here; refuse whoever did not sign in."""
    if request.party is None:
        raise NotAllowed(_("Sign in first, so that we know that you may do this."))
    return request.party
