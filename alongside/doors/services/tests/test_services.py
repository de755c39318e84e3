"""Services, measures and places: what should get better, whether it does, and what goes on where."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.services.actions import add_outcome, add_place, add_service, observe
from alongside.core.tests.world import START
from alongside.doors.tests.story import TODAY, Story, queries_of
from alongside.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return Story(count=1)


def grow(story: Story, count: int) -> None:
    """Add so many more services, measures, readings, places and initiatives."""
    organisation, service = story.world.organisation, story.world.initiative.service
    town = add_place(organisation=organisation, name="Town", kind="area", latitude=1.0, longitude=2.0, actor=None)
    for number in range(count):
        add_service(organisation=organisation, name=f"Service {number}", summary="Something", place=town, actor=None)
        add_place(organisation=organisation, name=f"Place {number}", parent=town, latitude=1, longitude=2, actor=None)
        outcome = add_outcome(
            service=service,
            statement="Better",
            measure="Counted",
            unit="times",
            better="up",
            kind="outcome",
            actor=None,
        )
        for days in range(3):
            on = (START - timedelta(days=days)).date()
            observe(outcome=outcome, on=on, value=Decimal(days), source="A count", actor=None)
        Initiative.objects.create(
            organisation=organisation,
            service=service,
            method_key="user_consultation",
            title=f"Run {number}",
            slug=f"run-{number}",
            state="live",
            place=town,
        )


@pytest.mark.parametrize("count", [1, 30])
def test_every_page_takes_the_same_queries_however_much_there_is(story: Story, count: int) -> None:
    with clock.at(TODAY):
        grow(story, count)
        paths = {
            "services": "/services/",
            "service": "/services/library/",
            "measure": f"/measures/{story.outcome.pk}/" if count == 1 else f"/measures/{story.observation.outcome_id}/",
            "places": "/places/",
            "place": "/places/town/",
        }
        counts = {name: queries_of(Client(), path) for name, path in paths.items()}
    assert counts == {
        "services": (200, 3),
        "service": (200, 6),
        "measure": (200, 4),
        "places": (200, 3),
        "place": (200, 5),
    }


def test_a_service_says_its_outcomes_and_that_nobody_answers_for_it(story: Story) -> None:
    said = Client().get("/services/library/").content.decode()
    assert "People read" in said
    assert "Nobody is named as the one who answers for this service." in said
    assert "<svg" in said


def test_a_measure_says_its_readings_newest_first_and_what_was_done(story: Story) -> None:
    with clock.at(TODAY):
        said = Client().get(f"/measures/{story.outcome.pk}/").content.decode()
    assert said.index("23 February 2026</th>") < said.index("1 January 2026</th>")
    assert "Open door 0" in said
    assert "That something was done does not show that it was the cause." in said


def test_a_place_says_what_goes_on_in_its_parts(story: Story) -> None:
    town = add_place(organisation=story.world.organisation, name="Town", kind="area", actor=None)
    lane = add_place(organisation=story.world.organisation, name="Mill Lane", parent=town, actor=None)
    Initiative.objects.update(place=lane)
    assert "Sundays" in Client().get("/places/town/").content.decode()


@pytest.mark.parametrize(
    "path", ["/services/none/", "/places/none/", "/measures/01a07a6c-2bb7-7481-a407-cc58eb03e7c3/"]
)
def test_what_is_not_there_is_not_found(story: Story, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_the_demonstration_town_lies_beneath_its_map(story: Story) -> None:
    grow(story, 1)
    assert "map/millbrook.geojson" not in Client().get("/places/").content.decode()
    Organisation.objects.update(demonstration=True)
    for path in ("/places/", "/places/town/"):
        assert "map/millbrook.geojson" in Client().get(path).content.decode(), path
