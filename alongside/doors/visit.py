"""What a door knows of whoever comes in."""

from django.http import HttpRequest

from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party


class Visit(HttpRequest):
    """A request as the middleware hands it on: of which organisation, and by whom (None: nobody signed in)."""

    organisation: Organisation
    party: Party | None
