"""An officer's sitting, a resident's place and an administrator's colours, in a real browser; and axe on every page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from alongside.core.contributions.actions import acknowledge, receive_contribution
from alongside.core.contributions.models import Contribution
from alongside.core.jobs.models import Job
from alongside.core.messages.models import Message
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint, make_token
from alongside.core.people.models import Party, User
from alongside.core.recognition.actions import thank
from alongside.core.recognition.models import Recognition
from alongside.core.tests.world import START, World, make_live, make_question
from alongside.kit import clock
from tests.browser import RULES

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SAID = (
    "Sunday is the only day on which I can come with the children.",
    "Please keep one quiet evening too.",
    "Who pays for the heating?",
)


@pytest.fixture
# long: one piece, so that it reads as it happened
def world() -> World:
    """A consultation with three answers of today, of which somebody has been thanked for one."""
    world = make_live()
    Organisation.objects.update(demonstration=True, place_name="Millbrook")
    world.organisation.refresh_from_db()
    question = make_question(world)
    later = datetime.now(tz=UTC) - timedelta(hours=3)
    type(question).objects.filter(pk=question.pk).update(
        closes_at=later + timedelta(days=20), answer_by=(later + timedelta(days=40)).date()
    )
    question.refresh_from_db()
    with clock.at(later):
        for words in SAID:
            receive_contribution(
                initiative=world.initiative,
                form="response",
                text=words,
                actor=world.resident,
                party=world.resident,
                question=question,
            )
        make_token(party=world.lead, name="Our spreadsheet", may_write=False)
        Job.objects.create(organisation=world.organisation, kind="import_services", state="running", total_count=40)
        Message.objects.create(
            organisation=world.organisation,
            party=world.people["stranger"],
            topic="mine",
            key="1",
            subject="Your answer",
            text="We open.",
            state="letter",
        )
    return world


def sign_in(page: Page, host: str, party: Party) -> None:
    if party.user is None:
        party.user = User.objects.create_user(f"{party.pk}@example.org")
        party.save()
    client = Client()
    client.force_login(party.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": host}])


@pytest.mark.parametrize("page", [{"java_script_enabled": False}, {}], indirect=True)
def test_an_officer_writes_to_many_with_the_keyboard_alone(world: World, live_server: LiveServer, page: Page) -> None:
    sign_in(page, live_server.url, world.lead)
    page.goto(f"{live_server.url}/desk/")
    page.get_by_role("link", name="Write back to people").press("Enter")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)
    page.get_by_role("checkbox").nth(2).press("Space")
    page.get_by_label("What you write to each of them").fill("Dear {name}, I read what you wrote on “{what}”.")
    page.get_by_role("button", name="See each letter").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 letters, before they go.")
    expect(page.get_by_text("Dear Resident, I read what you wrote on “Should we open on Sundays?”.")).to_have_count(2)
    page.get_by_label("A line for them alone").first.fill("I will ask about the children’s corner.")
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("2 people have your words.")
    expect(page.get_by_role("checkbox")).to_have_count(1)
    assert Recognition.objects.filter(text__endswith="children’s corner.", from_party=world.lead).count() == 1


def test_a_resident_finds_in_their_place_what_became_of_what_they_gave(
    world: World, live_server: LiveServer, page: Page
) -> None:
    given = Contribution.objects.get(text=SAID[0])
    acknowledge(contribution=given, text="I read it, thank you", actor=world.lead)
    thank(
        initiative=world.initiative,
        text="Thank you: the children’s corner was your thought.",
        from_party=world.lead,
        contribution=given,
    )
    sign_in(page, live_server.url, world.resident)
    page.goto(f"{live_server.url}/me/")
    expect(page.get_by_text("Thank you: the children’s corner was your thought.")).to_be_visible()
    page.get_by_role("link", name=SAID[0]).click()
    expect(page).to_have_url(re.compile("/thread/contribution/"))
    page.goto(f"{live_server.url}/me/data/")
    page.get_by_role("link", name="What you gave").click()
    expect(page.get_by_text(SAID[2])).to_be_visible()
    page.goto(f"{live_server.url}/me/data/erase/")
    page.get_by_label("Type the word “erase”").fill("erase")
    page.get_by_role("button", name="Erase me now").click()
    expect(page.get_by_role("status")).to_contain_text("You are erased.")
    assert not Contribution.objects.exclude(text="").exists()


def test_an_administrator_is_told_which_colour_would_do_and_takes_it(
    world: World, live_server: LiveServer, page: Page
) -> None:
    ruth = add_party(organisation=world.organisation, name="Ruth")
    appoint(party=ruth, role="administrator", actor=None)
    sign_in(page, live_server.url, ruth)
    page.goto(f"{live_server.url}/administration/look/")
    page.get_by_label("Colour of the public side").fill("#7fc7e8")
    page.get_by_role("button", name="Keep this").click()
    error = page.locator("#id_colour_public_error")
    expect(error).to_contain_text("contrast of 1.7 to 1, and people need 4.5 to 1")
    better = re.search(r"Make it darker: (#[0-9a-f]{6})", error.inner_text())
    assert better is not None
    page.get_by_label("Colour of the public side").fill(better[1])
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("status")).to_contain_text("Kept: every page wears it now.")
    worn = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--public').trim()")
    assert worn == better[1]


PAGES = [
    *(f"/me/{page}" for page in ("", "given/", "promises/", "roles/", "details/", "messages/", "sign-in/", "keys/")),
    *(f"/me/{page}" for page in ("data/", "data/core.contribution/", "data/erase/", "thanks/")),
    *(f"/desk/{page}" for page in ("", "write-back/", "unread/", "answers/", "decisions/", "actions/", "promises/")),
    *(f"/desk/{page}" for page in ("enter/", "letters/", "codes/?q=r")),
    *(f"/administration/{page}" for page in ("", "organisation/", "people/?q=r", "people/add/", "places/", "look/")),
    *(f"/administration/{page}" for page in ("keys/", "work/", "record/", "directory/", "backups/")),
]


@pytest.mark.parametrize("width", [1280, 768, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_every_page(
    world: World, width: int, scheme: str, live_server: LiveServer, page: Page
) -> None:
    with clock.at(START):
        appoint(party=world.lead, role="administrator", actor=None)
    sign_in(page, live_server.url, world.lead)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in PAGES:
        page.goto(live_server.url + address)
        faults = Axe().run(page, options=RULES)
        assert faults.violations_count == 0, address + faults.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
