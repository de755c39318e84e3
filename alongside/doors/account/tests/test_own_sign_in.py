"""The organisation's own sign-in by OpenID Connect, all the way, with a provider on this machine."""

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.test import Client

from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.doors.account.tests.provider import CLIENT, SECRET, Provider, running

pytestmark = pytest.mark.django_db
START = "/account/oidc/organisation/login/?process=login&next=/me/"


@pytest.fixture
def town() -> Organisation:
    return Organisation.objects.create(slug="millbrook", name="Millbrook Council", place_name="Millbrook")


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running() as found:
        known = {"provider_id": "organisation", "name": "Millbrook staff", "client_id": CLIENT, "secret": SECRET}
        known["settings"] = {"server_url": found.address}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [known]}}
        yield found


def sent_on(address: str) -> str:
    """Go where a browser is sent, to the provider, and return where that sends it back to."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    connection.request("GET", f"{parts.path}?{parts.query}")
    back = connection.getresponse().headers["Location"]
    connection.close()
    return str(back)


def signed_in_there(client: Client) -> Any:
    """Press the button, agree at the provider, come back."""
    there = client.post(START)["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert (asked["response_type"], asked["code_challenge_method"]) == (["code"], ["S256"])
    assert {"openid", "profile", "email"} <= set(asked["scope"][0].split())
    back = urlsplit(sent_on(there))
    assert back.path == "/account/oidc/organisation/login/callback/"
    return client.get(f"{back.path}?{back.query}")


def test_somebody_signs_in_and_is_the_same_person_the_next_time(
    town: Organisation, provider: Provider, client: Client
) -> None:
    answer = signed_in_there(client)
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    party = Party.objects.get(organisation=town)
    assert (party.name, party.email) == ("Helen Okafor", "helen@example.org")
    assert "Helen Okafor, this is your place." in client.get("/me/").content.decode()
    other = Client()
    signed_in_there(other)
    assert other.get("/me/").status_code == 200
    assert Party.objects.count() == 1
    assert provider.refused == []


def test_whoever_was_entered_with_this_address_is_the_same_person(
    town: Organisation, provider: Provider, client: Client
) -> None:
    known = add_party(organisation=town, name="Mrs Okafor", email="helen@example.org")
    signed_in_there(client)
    known.refresh_from_db()
    assert (known.user is not None, Party.objects.count()) == (True, 1)


def test_an_address_that_the_provider_did_not_prove_is_proved_here_first(
    town: Organisation, provider: Provider, client: Client
) -> None:
    add_party(organisation=town, name="Mrs Okafor", email="helen@example.org")
    provider.person["email_verified"] = False
    answer = signed_in_there(client)
    assert answer["Location"].startswith("/account/confirm-email/")
    assert mail.outbox[-1].to == ["helen@example.org"]
    assert list(Party.objects.values_list("user", flat=True)) == [None]


@pytest.mark.parametrize("query", ["error=access_denied&state={state}", "code=code-99&state={state}", "code=x&state=y"])
def test_a_no_or_a_forged_way_back_signs_nobody_in(
    town: Organisation, provider: Provider, client: Client, query: str
) -> None:
    there = client.post(START)["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    answer = client.get("/account/oidc/organisation/login/callback/?" + query.format(state=state), follow=True)
    assert answer.status_code in {200, 401}
    assert answer.content.decode().count("<h1") == 1
    assert client.get("/me/").status_code == 302
    assert not Party.objects.exists()


def test_a_code_that_somebody_else_caught_is_worth_nothing(
    town: Organisation, provider: Provider, client: Client
) -> None:
    client.post(START)
    there = client.post(START)["Location"]
    back = urlsplit(sent_on(there))
    for asked in provider.codes.values():
        asked["code_challenge"] = "of another browser"
    client.get(f"{back.path}?{back.query}")
    assert (client.get("/me/").status_code, provider.refused) == (302, ["code-0"])
