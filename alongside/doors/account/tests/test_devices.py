"""Where somebody is signed in: one query count for any number of devices, and no session that has ended."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.core.organisations.models import Organisation
from alongside.core.people.models import User

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(user: User) -> Client:
    """Return a device on which somebody is signed in, listed as allauth lists it."""
    device = Client()
    device.force_login(user, backend=BACKEND)
    UserSession.objects.create(user=user, ip="127.0.0.1", session_key=device.session.session_key)
    return device


def others_listed(device: Client) -> int:
    """Return how many other devices the page lets one sign out."""
    return device.get("/account/sessions/").content.decode().count("/end/")


def test_devices_are_listed_in_as_many_queries_for_thirty_as_for_one_and_ended_ones_are_left_out() -> None:
    Organisation.objects.create(slug="millbrook", name="Millbrook Council", place_name="Millbrook")
    user = User.objects.create_user(email="joan@example.org", password="walnut-pebble-mitten-walnut")
    own = signed_in(user)
    others_listed(own)  # The first page after signing in notes when that was.
    with CaptureQueriesContext(connection) as one:
        assert others_listed(own) == 0
    others = [signed_in(user) for _device in range(29)]
    with CaptureQueriesContext(connection) as thirty:
        assert others_listed(own) == 29
    assert len(thirty) == len(one)
    Session.objects.filter(pk=others[0].session.session_key).delete()
    assert (others_listed(own), UserSession.objects.count()) == (28, 29)


def test_a_session_that_a_changed_password_ended_is_left_out() -> None:
    Organisation.objects.create(slug="millbrook", name="Millbrook Council", place_name="Millbrook")
    user = User.objects.create_user(email="joan@example.org", password="walnut-pebble-mitten-walnut")
    signed_in(user)
    user.set_password("another-walnut-pebble-mitten")
    user.save()
    assert others_listed(signed_in(user)) == 0
