"""People who each open a browser of their own, signed in as themselves or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from alongside.core.people.models import Party, User

PHONE = {"width": 375, "height": 740}


class Visiting:
    """The site as its people use it."""

    def __init__(self, *, browser: Browser, server: LiveServer) -> None:
        self.browser, self.server = browser, server

    def _cookie(self, party: Party) -> dict[str, str]:
        """A signed-in session; signing in itself has a journey of its own."""
        if party.user is None:
            party.user = User.objects.create_user(f"{party.pk}@example.org")
            party.save(update_fields=["user"])
        session = SessionStore()
        session[SESSION_KEY] = str(party.user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = party.user.get_session_auth_hash()
        session.save()
        return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": self.server.url}

    @contextmanager
    def browsing(self, party: Party | None, path: str, *, phone: bool = False) -> Iterator[Page]:
        """One person's browser, at an address; on a phone without scripts. It fails where a script or host is wrong."""
        context = self.browser.new_context(java_script_enabled=not phone, viewport=PHONE if phone else None)  # type: ignore[arg-type]  # a plain mapping
        if party is not None:
            context.add_cookies([self._cookie(party)])  # type: ignore[list-item]  # plain strings will do
        page, complaints = context.new_page(), []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda sent: None if sent.url.startswith((self.server.url, "data:")) else complaints.append(sent.url),
        )
        page.goto(self.server.url + path)
        yield page
        assert not phone or page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        context.close()
        assert complaints == []


def read(page: Page) -> str:
    """Return what somebody reads on the page, on one line."""
    return " ".join(page.locator("main").inner_text().split())


def press(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).click()


def part(page: Page, do: str) -> "Form":
    """Return one of the forms of a page, by what it does."""
    return Form(page, do)


class Form:
    """One form of a page with several: its fields are named by what they say."""

    def __init__(self, page: Page, do: str) -> None:
        self.page = page
        self.form = page.locator(f'form:has(input[name="do"][value="{do}"])')

    def send(self, button: str, **fields: str) -> None:
        """Fill the fields in by name (a choice by its value, a box by "on") and press the button."""
        if self.form.locator("xpath=ancestor::details[not(@open)]").count():
            self.form.locator("xpath=ancestor::details/summary").click()
        for name, value in fields.items():
            control = self.form.locator(f'[name="{name.replace("__", "-")}"]')
            kind = control.first.get_attribute("type") or control.first.evaluate("node => node.tagName")
            if kind in ("radio", "checkbox"):
                self.form.locator(f'[name="{name}"][value="{value}"]').check()
            elif kind == "SELECT":
                control.select_option(label=value)
            else:
                control.fill(value)
        self.form.get_by_role("button", name=button, exact=True).click()
