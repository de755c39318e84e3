"""What a door knows of whoever comes in."""

from django.utils.translation import gettext as _

from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit.refused import NotAllowed


def signed_in(request: Visit) -> Party:
    """Return who is here; refuse whoever did not sign in."""
    if request.party is None:
        raise NotAllowed(_("Sign in first, so that we know that you may do this."))
    return request.party
