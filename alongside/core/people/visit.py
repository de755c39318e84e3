"""A visitor as the middleware leaves them on a request."""

from django.http import HttpRequest

from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party


class Visit(HttpRequest):
    """A request that knows whose place this is and who is looking (None: not signed in)."""

    organisation: Organisation
    party: Party | None
