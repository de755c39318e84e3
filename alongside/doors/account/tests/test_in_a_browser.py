"""Signing in with a real browser: a code from an e-mail, then a passkey of a pretended device; and every entrance."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from alongside.core.organisations.models import Organisation
from tests.browser import RULES

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _town() -> Iterator[None]:
    cache.clear()
    Organisation.objects.create(slug="millbrook", name="Millbrook Council", place_name="Millbrook")
    yield
    cache.clear()


def code_in_mail() -> str:
    found = re.search(r"^    (\S+)$", mail.outbox[-1].body, re.MULTILINE)
    assert found is not None
    return found[1]


def sign_up(page: Page, host: str) -> None:
    page.goto(f"{host}/account/login/")
    page.get_by_role("link", name="I have no account yet: make one").click()
    page.get_by_label("What may we call you?").fill("Joan Pendry")
    page.get_by_label("E-mail").fill("joan@example.org")
    page.get_by_role("button", name="Make my account").click()
    page.get_by_label("Code").fill(code_in_mail())
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Joan Pendry, this is your place.")


@pytest.mark.parametrize("page", [{"java_script_enabled": False}, {}], indirect=True)
def test_a_code_from_an_email_signs_in_also_without_scripts(live_server: LiveServer, page: Page) -> None:
    sign_up(page, live_server.url)
    page.get_by_role("link", name="Sign out").first.click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/account/login/?next=/me/details/")
    page.locator("#id_email").fill("joan@example.org")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your e-mail.")
    page.get_by_label("Code").fill(code_in_mail())
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your details.")


def test_a_passkey_is_made_and_signs_in_alone(live_server: LiveServer, page: Page) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_up(page, live_server.url)
    page.get_by_role("link", name="How I sign in").click()
    page.get_by_role("link", name="Change passkeys").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("My telephone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("status").first).to_contain_text("The passkey is made.")
    kept = device.send("WebAuthn.getCredentials", {"authenticatorId": made["authenticatorId"]})["credentials"]
    assert [one["isResidentCredential"] for one in kept] == [True]
    page.get_by_role("link", name="Sign out").first.click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Joan Pendry, this is your place.")


def test_a_passkey_that_does_not_come_is_said_in_words(live_server: LiveServer, page: Page) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "isUserVerified": False}},
    )
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError'))")
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator("#passkey-said")).to_have_text(
        "That did not work. The passkey was not used; you can try again, or take another way."
    )


def test_a_camera_can_read_the_picture_for_the_app_by_night(live_server: LiveServer, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    sign_up(page, live_server.url)
    page.goto(f"{live_server.url}/account/2fa/totp/activate/")
    expect(page.locator("main img")).to_have_css("background-color", "rgb(255, 255, 255)")


@pytest.mark.parametrize("width", [1280, 768, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_sign_in(width: int, scheme: str, live_server: LiveServer, page: Page) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    entrances = ["login/", "signup/", "login/code/", "paper-code/", "password/reset/"]
    inside = [
        "email/",
        "password/set/",
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "sessions/",
        "3rdparty/",
        "logout/",
    ]
    for address in entrances:
        judge(page, f"{live_server.url}/account/{address}", width)
    sign_up(page, live_server.url)
    for address in inside:
        judge(page, f"{live_server.url}/account/{address}", width)


def judge(page: Page, address: str, width: int) -> None:
    page.goto(address)
    faults = Axe().run(page, options=RULES)
    assert faults.violations_count == 0, address + faults.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width, address
