"""Every page in a real browser at three widths: no flaw that a machine can find, nothing to scroll sideways.

The pages are made at their own moments by the test's browser of Django, and shown by the real one.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route

from alongside.blocks.ask.tests.test_pages import pages
from alongside.blocks.ask.tests.world import day, make_live, signed_in
from alongside.kit import clock
from tests.browser import RULES

ORIGIN = "http://localhost"
WIDTHS = (320, 768, 1280)


def serve_static(route: Route) -> None:
    """Answer for a static file as the site does; the test knows of no other file."""
    path = finders.find(route.request.url.removeprefix(f"{ORIGIN}/static/"))
    assert isinstance(path, str), route.request.url
    route.fulfill(path=path)


def show(page: Page, *, client: Client, address: str, moment: float) -> None:
    """Show a page as it is at a moment."""
    with clock.at(day(moment)):
        made = client.get(address)
    assert made.status_code == 200
    page.unroute_all()
    page.route(f"{ORIGIN}/static/**", serve_static)
    headers = {name: value for name, value in made.headers.items() if name.lower() != "content-length"}
    page.route(f"{ORIGIN}/page", lambda route: route.fulfill(status=200, headers=headers, body=made.content))
    page.goto(f"{ORIGIN}/page")


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db
def test_no_page_has_a_flaw_that_a_machine_can_find(page: Page) -> None:
    world = make_live()
    clients: dict[str, Client] = {}
    flaws = []
    for moment, who, name, arguments in pages(world, 2):
        client = clients.setdefault(who, signed_in(world.people[who]))
        short, _mark, query = name.partition("?")
        show(page, client=client, address=f"{reverse(f'ask:{short}', args=arguments)}?{query}", moment=moment)
        assert page.evaluate("getComputedStyle(document.querySelector('.bar .name')).display") == "flex"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                flaws.append(f"{short} scrolls sideways at {width}")
            found = Axe().run(page, options=RULES)
            flaws += [
                f"{short} at {width}: {one['id']}: {one['nodes'][0]['html'][:200]}"
                for one in found.response["violations"]
            ]
    assert flaws == []
