"""A real browser for tests: `browser` (one a session) and `page` (one a test, strict about its console)."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What every page is judged by. Only what is wrong comes back: what is right makes reports of a megabyte.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_path(playwright: Playwright) -> str | None:
    """Where the browser is: ALONGSIDE_BROWSER, else one on the PATH, else one that Playwright has fetched."""
    named = os.environ.get("ALONGSIDE_BROWSER")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    fetched = playwright.chromium.executable_path
    return fetched if os.path.exists(fetched) else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Without one a test is skipped, except where CI is set: there it must be present."""
    with sync_playwright() as playwright:
        path = browser_path(playwright)
        if path is None:
            message = "no Chromium found; `make browser` says how to get one"
            pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
        launched = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page in a context of its own; the test fails where the console complains or another host is asked.

    A test may set the context: `@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)`.
    """
    context = browser.new_context(**getattr(request, "param", {}))
    opened = context.new_page()
    complaints: list[str] = []

    def asked(sent: Request) -> None:
        if not sent.url.startswith(("http://localhost", "http://127.0.0.1", "data:", "blob:", "about:")):
            complaints.append(f"asked another host: {sent.url}")

    opened.on("request", asked)
    opened.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    opened.on("console", lambda line: complaints.append(f"console: {line.text}") if line.type == "error" else None)
    yield opened
    context.close()
    assert complaints == []
