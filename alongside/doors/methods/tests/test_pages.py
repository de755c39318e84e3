"""The catalogue: every method has a page, says plainly what is not built, and counts nothing as it grows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page
from pytest_django import DjangoAssertNumQueries
from pytest_django.live_server_helper import LiveServer

from alongside.core.initiatives.methods import Method, catalogue
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.people.models import Party, User
from alongside.doors.methods.guides import guide_html
from tests.browser import RULES
from tests.conformance.town import make_town, start

METHODS = catalogue()
NOT_BUILT = "This method is not built yet"


@pytest.fixture
def organisation(db: None) -> Organisation:
    return Organisation.objects.create(slug="example", name="Example Council", place_name="Example")


def test_the_catalogue_shows_every_method_with_both_sides(organisation: Organisation, client: Client) -> None:
    page = client.get("/methods/").content.decode()
    assert [method.key for method in METHODS if f'href="/methods/{method.key}/"' not in page] == []
    assert page.count("The public side gives") == page.count("Residents give") == len(METHODS)
    assert page.count("Guide only, not built yet") == sum(not method.built for method in METHODS)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.key)
def test_each_page_says_plainly_whether_it_is_built(method: Method, organisation: Organisation, client: Client) -> None:
    answer = client.get(f"/methods/{method.key}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert (NOT_BUILT in page) == (not method.built)
    assert page.count("<h1>") == 1
    assert "The law</h2>" in page


def test_a_method_that_does_not_exist_is_not_found(organisation: Organisation, client: Client) -> None:
    assert client.get("/methods/no-such-method/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_a_page_asks_the_same_number_of_questions_however_many_run(
    count: int, db: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    method = next(method for method in METHODS if method.built)
    town = make_town()
    for number in range(count):
        start(town=town, method=method, title=f"Run {number}")
    with django_assert_num_queries(2):
        page = client.get(f"/methods/{method.key}/").content.decode()
    assert page.count("Run ") == min(count, 12)


def sign_in(*, client: Client, organisation: Organisation, officer: bool) -> Party:
    user = User.objects.create_user("somebody@example.org")
    party = add_party(organisation=organisation, name="Somebody", user=user)
    if officer:
        appoint(party=party, role="officer", actor=None)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return party


@pytest.mark.parametrize("officer", [True, False])
def test_only_officers_are_offered_to_start_one_and_only_of_a_built_method(
    officer: bool, organisation: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alongside.doors.methods import views

    def reverse(name: str) -> str:
        return {"initiative_start": "/start/", "methods": "/methods/"}[name]

    monkeypatch.setattr(views, "reverse", reverse)
    sign_in(client=client, organisation=organisation, officer=officer)
    for method in METHODS:
        page = client.get(f"/methods/{method.key}/").content.decode()
        assert (f"/start/?method={method.key}" in page) == (officer and method.built)


def test_a_guide_cannot_bring_a_script_or_a_picture() -> None:
    html = guide_html(
        "# Title\n\n## Steps\n\nA *word*.\n\n<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[x](javascript:y)"
    )
    assert html.startswith('<h2 id="steps">Steps</h2>\n<p>A <em>word</em>.</p>')
    assert html.endswith('<a rel="noopener noreferrer">x</a></p>')
    assert [word for word in ("script", "alert", "<img", "onerror") if word in html] == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 320])
def test_everybody_can_use_the_catalogue(width: int, live_server: LiveServer, page: Page) -> None:
    Organisation.objects.create(slug="example", name="Example Council", place_name="Example")
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/methods/", *(f"/methods/{method.key}/" for method in METHODS)):
        page.goto(live_server.url + address)
        faults = Axe().run(page, options=RULES)
        assert faults.violations_count == 0, address + faults.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
