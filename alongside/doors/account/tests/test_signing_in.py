"""Signing in: by a code, as somebody new, with a code on paper; limits, second proofs, and pages that are ours."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client

from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.people.codes import issue_sign_in_code
from alongside.core.people.models import Party, User

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def town() -> Organisation:
    return Organisation.objects.create(slug="millbrook", name="Millbrook Council", place_name="Millbrook")


def code_in_mail() -> str:
    found = re.search(r"^    (\S+)$", mail.outbox[-1].body, re.MULTILINE)
    assert found is not None, mail.outbox[-1].body
    return found[1]


def words(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]  # any response has it


def sign_up(client: Client, *, name: str = "Joan Pendry", email: str = "joan@example.org") -> None:
    answer = client.post("/account/signup/", {"name": name, "email": email}, follow=True)
    assert "Look into your e-mail." in words(answer)
    answer = client.post("/account/confirm-email/", {"code": code_in_mail()})
    assert answer.status_code == 302


def test_somebody_new_gives_a_name_and_an_address_and_is_somebody_here(town: Organisation, client: Client) -> None:
    sign_up(client)
    party = Party.objects.get(organisation=town)
    assert (party.name, party.email, party.user) == ("Joan Pendry", "joan@example.org", User.objects.get())
    assert client.get("/account/login/").status_code == 302


def test_nobody_is_left_behind_by_a_sign_up_that_nobody_finishes(town: Organisation, client: Client) -> None:
    client.post("/account/signup/", {"name": "Joan", "email": "joan@example.org"})
    assert not Party.objects.exists()


def test_signing_in_by_code_needs_nothing_else(town: Organisation, client: Client) -> None:
    sign_up(client)
    client.post("/account/logout/")
    client.post("/account/login/code/", {"email": "joan@example.org"})
    assert mail.outbox[-1].subject.endswith("is your code to sign in")
    assert "Millbrook Council and the people of Millbrook, alongside." in mail.outbox[-1].body
    answer = client.post("/account/login/code/confirm/", {"code": code_in_mail()})
    assert (answer.status_code, Party.objects.count()) == (302, 1)
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_whoever_was_entered_by_phone_with_this_address_is_the_same_person(town: Organisation, client: Client) -> None:
    known = add_party(organisation=town, name="Mrs Pendry", email="Joan@example.org")
    sign_up(client)
    assert list(Party.objects.all()) == [known]
    known.refresh_from_db()
    assert (known.name, known.user) == ("Mrs Pendry", User.objects.get())


def test_an_address_shared_by_two_people_is_nobody_s_in_particular(town: Organisation, client: Client) -> None:
    for name in ("Joan", "Graham"):
        add_party(organisation=town, name=name, email="joan@example.org")
    sign_up(client)
    assert Party.objects.get(user__isnull=False).name == "Joan Pendry"


def test_the_page_does_not_tell_who_has_an_account(town: Organisation, client: Client) -> None:
    sign_up(client)
    client.post("/account/logout/")
    told = []
    for email in ("joan@example.org", "stranger@example.org"):
        answer = Client().post("/account/login/code/", {"email": email}, follow=True)
        told.append((answer.redirect_chain, words(answer).replace(email, "…")))
    assert told[0] == told[1]
    assert mail.outbox[-1].subject == "You have no account here yet"


def test_a_wrong_code_is_refused_in_words_beside_its_field(town: Organisation, client: Client) -> None:
    client.post("/account/signup/", {"name": "Joan", "email": "joan@example.org"})
    answer = client.post("/account/confirm-email/", {"code": "WRONG1"})
    assert '<p class="govuk-error-message" id="id_code_error">' in answer.content.decode()


def test_too_many_tries_get_our_page(town: Organisation, client: Client) -> None:
    for _try in range(10):
        answer = client.post("/account/paper-code/", {"code": "ABCD"})
    assert "This code does not work." in words(answer)
    answer = client.post("/account/paper-code/", {"code": "ABCD"})
    assert (answer.status_code, "Too many tries, too fast." in words(answer)) == (429, True)


def test_limits_hold_over_all_processes_and_name_nobody(town: Organisation, client: Client) -> None:
    for _try in range(10):
        client.post("/account/paper-code/", {"code": "ABCD"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM alongside_cache")
        kept = cursor.fetchall()
    assert len(kept) >= 1
    assert [row for row in kept if "127.0.0.1" in str(row) or not re.fullmatch("[0-9a-f]{64}", row[0])] == []
    del caches["default"]  # What a second process begins with: nothing in memory.
    assert client.post("/account/paper-code/", {"code": "ABCD"}).status_code == 429


def test_too_many_passwords_are_stopped(town: Organisation, client: Client) -> None:
    statuses = [
        client.post("/account/login/", {"login": "joan@example.org", "password": f"wrong {n}"}) for n in range(12)
    ]
    assert "Too many failed login attempts" in words(statuses[-1]) or statuses[-1].status_code == 429


def test_a_code_on_paper_lets_somebody_without_email_in(town: Organisation, client: Client) -> None:
    officer = add_party(organisation=town, name="Helen")
    appoint(party=officer, role="officer", actor=None)
    joan = add_party(organisation=town, name="Joan")
    code = issue_sign_in_code(party=joan, actor=officer)
    answer = client.post("/account/paper-code/", {"code": f"{code[:4]}-{code[4:]}"})
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    joan.refresh_from_db()
    assert client.session["_auth_user_id"] == str(joan.user_id)


def signed_in(client: Client, party: Party) -> None:
    party.user = User.objects.create_user(f"{party.pk}@example.org", "correct horse battery")
    party.save()
    client.force_login(party.user, backend=BACKEND)


@pytest.mark.parametrize(("role", "address"), [("officer", "/desk/"), ("administrator", "/administration/")])
def test_an_office_needs_a_second_proof(
    town: Organisation, client: Client, settings: Any, role: str, address: str
) -> None:
    party = add_party(organisation=town, name="Helen")
    appoint(party=party, role=role, actor=None)
    signed_in(client, party)
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/")
    assert "a second proof of who you are comes first" in words(client.get("/account/2fa/"))
    settings.SECOND_FACTOR_REQUIRED = False
    assert client.get(address).status_code == 200
    settings.SECOND_FACTOR_REQUIRED = True
    Organisation.objects.update(demonstration=True)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/desk/", "/administration/"])
def test_a_page_of_an_office_is_for_nobody_else(town: Organisation, client: Client, address: str) -> None:
    assert client.get(address)["Location"] == f"/account/login/?next={address}"
    signed_in(client, add_party(organisation=town, name="Joan"))
    assert client.get(address).status_code == 403


def known_elsewhere(client: Client, *, email: str, proved: bool) -> User:
    user = User.objects.create_user(email)
    EmailAddress.objects.create(user=user, email=email, verified=proved, primary=True)
    client.force_login(user, backend=BACKEND)
    return user


def test_whoever_is_known_elsewhere_of_the_installation_joins_when_asked(town: Organisation, client: Client) -> None:
    user = known_elsewhere(client, email="joan@example.org", proved=True)
    assert client.get("/me/")["Location"] == "/account/join/"
    assert "You are not known at Millbrook Council yet." in words(client.get("/account/join/"))
    assert "id_name_error" in client.post("/account/join/", {"name": ""}).content.decode()
    assert not Party.objects.exists()
    client.post("/account/join/", {"name": "Joan Pendry"})
    party = Party.objects.get(user=user)
    assert (party.name, party.email) == ("Joan Pendry", "joan@example.org")


def test_an_address_is_proved_before_it_makes_anybody_somebody_here(town: Organisation, client: Client) -> None:
    known = add_party(organisation=town, name="Mrs Pendry", email="joan@example.org")
    user = known_elsewhere(client, email="joan@example.org", proved=False)
    for _way in range(2):
        answer = client.post("/account/join/", {"name": "Somebody else"}, follow=True)
        assert "First show that the address is yours" in words(answer)
    known.refresh_from_db()
    assert (known.user, Party.objects.count()) == (None, 1)
    answer = client.post("/account/confirm-email/", {"code": code_in_mail()}, follow=True)
    assert "You are not known at Millbrook Council yet." in words(answer)
    client.post("/account/join/", {"name": "Joan"})
    known.refresh_from_db()
    assert (known.user, Party.objects.count()) == (user, 1)


def test_whoever_came_with_a_code_on_paper_elsewhere_is_somebody_new_here(town: Organisation, client: Client) -> None:
    add_party(organisation=town, name="Known without an address")
    user = User.objects.create_user("0190f0a0@no-email.invalid")
    client.force_login(user, backend=BACKEND)
    assert "0190f0a0" not in client.get("/account/join/").content.decode()
    client.post("/account/join/", {"name": "Joan"})
    party = Party.objects.get(user=user)
    assert (party.name, party.email, Party.objects.count()) == ("Joan", "", 2)


PAGES = [
    "/account/email/",
    "/account/password/set/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/sessions/",
    "/account/logout/",
    "/account/3rdparty/",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_signing_in_is_a_page_of_ours(town: Organisation, client: Client, address: str) -> None:
    sign_up(client)
    answer = client.get(address)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<h1") == 1
    assert 'href="/static/kit/alongside.css"' in html
    assert not re.search(r"<script(?![^>]*(src=|application/json))", html)
    assert "style=" not in html.partition("<main")[2]
    assert "placeholder=" not in html


@pytest.mark.parametrize(
    "address",
    ["/account/login/", "/account/signup/", "/account/login/code/", "/account/password/reset/", "/account/paper-code/"],
)
def test_the_entrances_are_pages_of_ours(town: Organisation, client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    assert html.count("<h1") == 1
    assert not re.search(r"<script(?![^>]*(src=|application/json))", html)
    assert "placeholder=" not in html


def test_one_other_device_is_signed_out(town: Organisation, client: Client) -> None:
    sign_up(client)
    other = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 15) Firefox/140.0")
    other.post("/account/login/code/", {"email": "joan@example.org"})
    other.post("/account/login/code/confirm/", {"code": code_in_mail()})
    page = client.get("/account/sessions/").content.decode()
    assert "Firefox on Android" in page
    found = re.findall(r'action="(/account/sessions/\d+/end/)"', page)
    assert len(found) == 1
    client.post(found[0])
    assert other.get("/account/sessions/").status_code == 302
    assert client.get("/account/sessions/").status_code == 200


def test_messages_follow_a_changed_address(town: Organisation, client: Client) -> None:
    sign_up(client)
    client.post("/account/email/", {"action_add": "", "email": "new@example.org"})
    client.post("/account/confirm-email/", {"code": code_in_mail()})
    client.post("/account/email/", {"action_primary": "", "email": "new@example.org"})
    assert Party.objects.get().email == "new@example.org"


def test_the_organisations_own_sign_in_has_a_button(town: Organisation, client: Client, settings: Any) -> None:
    assert "For staff" not in words(client.get("/account/login/"))
    known = {"provider_id": "organisation", "name": "Millbrook staff", "client_id": "a", "secret": ""}
    known["settings"] = {"server_url": "https://id.example.org/realms/x"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [known]}}
    html = client.get("/account/login/?next=/desk/").content.decode()
    assert "Go on with Millbrook staff" in html
    assert 'action="/account/oidc/organisation/login/?process=login' in html


def test_the_browser_lets_a_form_lead_on_to_the_organisations_own_sign_in() -> None:
    script = (
        "from alongside.config import settings; print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    )
    asked = {"OIDC_SERVER": "https://id.example.org/realms/x", "OIDC_CLIENT_ID": "a"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OIDC_")}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=kept | asked, capture_output=True, text=True, check=False)
    assert done.stdout == "[\"'self'\", 'https://id.example.org']\n", done.stderr
