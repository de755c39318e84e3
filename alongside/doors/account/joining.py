"""Who somebody is here once they have signed in."""

from typing import Any

from allauth.account.models import EmailAddress
from django.http import HttpRequest

from alongside.core.people.actions import change_party, join_organisation
from alongside.core.people.models import Party, User

NAME = "sign_up_name"
"""Where the session keeps the name somebody gave, until their address is proved and they are somebody here."""


def join(request: HttpRequest, user: User) -> Party | None:
    """Make the party of whoever has signed in, by the name they gave; the same one every later time.

    Before that the address has been proved, so sign-ups that nobody finishes leave nobody behind.
    """
    organisation = getattr(request, "organisation", None)
    if organisation is None:
        return None
    name = str(request.session.pop(NAME, "")) or user.email.partition("@")[0]
    return join_organisation(organisation=organisation, user=user, name=name, is_proved=is_proved(user))


def is_proved(user: User) -> bool:
    """Say whether somebody has shown that the address they sign in with is theirs."""
    return bool(EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists())


def has_address(user: User) -> bool:
    """Say whether somebody signs in with an address at all; whoever came with a code on paper has none."""
    return not user.email.endswith(".invalid")


def follow_address(*, user: User, to_email_address: Any, **_more: Any) -> None:
    """Write to the new address once it is proved."""
    for party in Party.objects.filter(user=user):
        change_party(party=party, actor=party, email=to_email_address.email)
