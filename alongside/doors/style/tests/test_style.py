"""The style page shows every component without a flaw, and the visitor's choices are kept and nothing more."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page
from pytest_django.fixtures import DjangoAssertNumQueries
from pytest_django.live_server_helper import LiveServer

from tests.browser import RULES


@pytest.mark.django_db
def test_the_style_page_asks_the_database_only_whose_place_this_is(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):
        response = client.get("/style/")
    assert response.status_code == 200


@pytest.mark.django_db
def test_a_page_without_forms_leaves_nothing_with_the_visitor(client: Client) -> None:
    response = client.get("/style/no-such-page/")
    assert response.status_code == 404
    assert response.cookies.keys() == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "kept"), [("dark", "dark"), ("light", "light"), ("", ""), ("neon", "")])
def test_light_is_kept_in_a_cookie(client: Client, asked: str, kept: str) -> None:
    response = client.post("/style/theme/", {"theme": asked, "next": "/style/?a=1"})
    assert (response.status_code, response["Location"]) == (302, "/style/?a=1")
    assert response.cookies["theme"].value == kept
    shown = client.get("/style/").content.decode()
    assert (f'data-theme="{kept}"' in shown) is bool(kept)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x", ""])
def test_nobody_is_sent_elsewhere(client: Client, asked: str) -> None:
    assert client.post("/style/theme/", {"theme": "dark", "next": asked})["Location"] == "/"


@pytest.mark.django_db
def test_the_language_chosen_is_the_language_shown(client: Client) -> None:
    client.post("/style/language/", {"language": "cy", "next": "/style/"})
    assert '<html lang="cy">' in client.get("/style/").content.decode()
    client.post("/style/language/", {"language": "xx", "next": "/style/"})
    assert '<html lang="en-gb">' in client.get("/style/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/style/theme/", "/style/language/"])
def test_a_choice_is_made_by_post(client: Client, address: str) -> None:
    assert client.get(address).status_code == 405


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_the_style_page_has_no_flaw_that_a_machine_can_find(page: Page, live_server: LiveServer, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/style/")
    page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Fraunces")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(flaw["id"], [node["html"] for node in flaw["nodes"]]) for flaw in found] == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_the_menu_opens_on_a_phone_without_script(page: Page, live_server: LiveServer) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{live_server.url}/style/")
    entry = page.locator(".menu-narrow").get_by_role("button", name="Cymraeg")
    assert not entry.is_visible()
    page.locator(".menu-narrow > summary").click()
    assert entry.is_visible()


@pytest.mark.browser
@pytest.mark.slow
def test_the_map_stands_beside_a_list_that_says_the_same(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/style/")
    page.wait_for_selector(".map-ready .pin")
    assert page.locator(".pin").count() == page.locator(".map-list li").count() == 3
