"""Every page of the demonstration town, as each kind of visitor sees it, keeps the promises of all pages."""

from collections import defaultdict
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from alongside.core.messages.models import Message
from alongside.core.people.models import User
from alongside.doors.town.town import SIGN_IN, make_town
from tests.pages.finding import READ_EACH, Crawl, patterns
from tests.pages.judging import Judgement, Onlooker, judge_in_browser, judge_text, shape
from tests.pages.table import keep

ROLES = {"visitor": None, **{who.split()[-1]: address for who, (address, _key) in SIGN_IN.items()}}


def client_of(role: str) -> Client:
    """A visitor of one kind, signed in where the kind says so."""
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    if address := ROLES[role]:
        client.force_login(User.objects.get(email=address), backend=settings.AUTHENTICATION_BACKENDS[0])
        client.get("/")  # The first page after signing in notes when that was; no other does.
    return client


def addresses_sent_to(role: str) -> list[str]:
    """Where the messages to a visitor lead; to whoever has no account, those of everybody, for a letter can be passed
    on. Of each kind of message the last few."""
    rows = Message.objects.exclude(path="").order_by("-id")
    if ROLES[role]:
        rows = rows.filter(party__user__email=ROLES[role])
    found: dict[str, list[str]] = defaultdict(list)
    for path in rows.values_list("path", flat=True):
        found["/".join(path.split("/")[:3])].append(path)
    return [path for paths in found.values() for path in paths[:READ_EACH]]


def judge(*, crawl: Crawl, role: str, browser: Browser, town: str, known: set[tuple[str, str]]) -> list[Judgement]:
    """Judge each page of a walk; a page of a shape that was judged for another visitor is read, and not looked at."""
    context = browser.new_context()
    if cookie := crawl.client.cookies.get(settings.SESSION_COOKIE_NAME):
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": town}])
    page = context.new_page()
    onlooker = Onlooker(page)
    made = []
    for found in crawl.pages.values():
        one = judge_text(found, role)
        look = (found.pattern, shape(found.html))
        if look not in known:
            known.add(look)
            judge_in_browser(page, onlooker, town, one)
        made.append(one)
    context.close()
    return made


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_page_keeps_the_promises_of_all_pages(
    live_server: LiveServer, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL", "django.request")  # Pages that are refused, or not there, are no news here.
    make_town()
    made: list[Judgement] = []
    broken: list[str] = []
    looked: set[tuple[str, str]] = set()
    parameters: dict[tuple[str, str], list[Any]] = {}
    for role in ROLES:
        crawl = Crawl(client_of(role), parameters)
        crawl.walk(sent=addresses_sent_to(role))
        broken += [f"{role} {one}" for one in crawl.broken]
        made += judge(crawl=crawl, role=role, browser=browser, town=live_server.url, known=looked)
    keep(made, [one.route for one in patterns()])
    broken += [f"{one.role} {one.page.path}: {fault}" for one in made for fault in one.faults]
    assert broken == [], "\n".join(broken)
