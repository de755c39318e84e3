"""The pages on which people meet a stage: they are there, everybody can use them, and they stay quick as it fills."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from alongside.core.initiatives.methods import Method, Stage
from alongside.core.initiatives.models import Initiative
from tests.browser import RULES
from tests.conformance.furnish import furnish
from tests.conformance.test_methods import BUILT
from tests.conformance.town import make_town, start

MOST_QUERIES = 12
STAGES = [pytest.param(method, stage, id=f"{method.key}-{stage.key}") for method in BUILT for stage in method.stages]


def addresses(*, method: Method, stage: Stage, count: int, client: Client, host: str) -> list[str]:
    """Where a visitor sees a stage that holds `count` things: its initiative, and its question if it asks one."""
    town = make_town(host.capitalize())
    town.organisation.host = host
    town.organisation.save(update_fields=["host"])
    run = start(town=town, method=method)
    question = furnish(run=run, stage=stage.key, count=count)
    found = [reverse("initiative", args=[run.initiative.slug])]
    if question is not None:
        led_to = client.get(reverse("question", args=[question.pk]))["Location"]
        assert led_to == reverse(f"{stage.block}:question", args=[question.pk])
        found.append(led_to)
    return found


def statements(*, method: Method, stage: Stage, count: int, host: str) -> list[int]:
    """How many statements each page of a stage takes."""
    client = Client(headers={"host": host})
    return [
        _count(client, address)
        for address in addresses(method=method, stage=stage, count=count, client=client, host=host)
    ]


def _count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(seen)


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "stage"), STAGES)
def test_a_stage_is_as_quick_with_thirty_things_as_with_one(method: Method, stage: Stage) -> None:
    one = statements(method=method, stage=stage, count=1, host="testserver")
    thirty = statements(method=method, stage=stage, count=30, host="localhost")
    assert one == thirty
    assert max(one) <= MOST_QUERIES


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "stage"), STAGES)
def test_a_stage_of_what_is_not_listed_is_shown_to_nobody_else(method: Method, stage: Stage) -> None:
    stranger = Client(headers={"host": "localhost"})
    found = addresses(method=method, stage=stage, count=1, client=stranger, host="localhost")
    Initiative.objects.update(listed=False)
    assert [stranger.get(address).status_code for address in found] == [404] * len(found)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("method", "stage"), STAGES)
def test_a_stage_can_be_used_by_everybody(method: Method, stage: Stage, live_server: LiveServer, page: Page) -> None:
    found = addresses(
        method=method, stage=stage, count=3, client=Client(headers={"host": "localhost"}), host="localhost"
    )
    for address in found:
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            answer = page.goto(live_server.url + address)
            assert answer is not None
            assert answer.status == 200
            assert page.locator("h1").count() == 1
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            faults = Axe().run(page, options=RULES)
            assert faults.violations_count == 0, faults.generate_report()
