"""The front page says what one could do, how promises were kept, and one story; few queries, no small counts."""

from datetime import timedelta

import pytest
from django.test import Client

from alongside.core.initiatives.models import Initiative
from alongside.core.tests.world import day, make_live, make_question
from alongside.doors.tests.story import TODAY, Story, queries_of
from alongside.kit import clock

pytestmark = pytest.mark.django_db


def page() -> str:
    return Client().get("/").content.decode()


def test_without_an_organisation_it_says_so() -> None:
    assert "Nobody lives here yet." in page()


def test_an_open_question_is_offered_with_its_last_day() -> None:
    make_question(make_live())
    with clock.at(day(10)):
        said = page()
    assert "Should we open on Sundays?" in said
    assert "closes in 12 days" in said
    assert "Nobody has answered yet" in said


def test_after_its_last_day_it_is_our_turn_and_then_late() -> None:
    make_question(make_live())
    with clock.at(day(30)):
        assert "answer due in 10 days" in page()
    with clock.at(day(45)):
        assert "We owe an answer · due 5 days ago" in page()


def test_a_story_is_told_with_public_words_only() -> None:
    story = Story(count=12)
    with clock.at(TODAY):
        said = page()
    assert "says number 0" not in said
    told = [one for one in story.contributions if f"/thread/contribution/{one.pk}/" in said]
    assert [one.text in said for one in told] == [True]
    assert "100 %" in said
    assert "of 12 that came due; 0 were late" in said


def test_few_promises_are_not_counted_out() -> None:
    Story(count=3)
    with clock.at(TODAY):
        said = page()
    assert "fewer than ten came due; all were kept" in said


def test_what_is_not_listed_is_not_offered() -> None:
    make_question(make_live())
    Initiative.objects.update(listed=False)
    with clock.at(day(10)):
        assert "Should we open on Sundays?" not in page()


@pytest.mark.parametrize("count", [1, 30])
def test_it_takes_the_same_queries_however_much_there_is(count: int) -> None:
    story = Story(count=count, actions=count)
    for number in range(count - 1):
        story.world.initiative.pk = None
        Initiative.objects.create(
            organisation=story.world.organisation,
            service=story.world.initiative.service,
            method_key="user_consultation",
            title=f"Another {number}",
            slug=f"another-{number}",
            state="live",
        )
    with clock.at(TODAY + timedelta(days=1)):
        assert queries_of(Client(), "/") == (200, 8)


@pytest.mark.parametrize("slug", ["accessibility", "your-data", "how-it-works"])
def test_the_pages_that_say_what_this_is(slug: str) -> None:
    make_live()
    assert queries_of(Client(), f"/pages/{slug}/") == (200, 1)


def test_other_pages_are_not_found() -> None:
    make_live()
    assert Client().get("/pages/home/").status_code == 404


def test_crawlers_are_told_what_is_not_for_them() -> None:
    lines = Client().get("/robots.txt").content.decode().splitlines()
    assert lines == ["User-agent: *", "Disallow: /search/", "Disallow: /thread/", "Disallow: /account/"]


def test_the_mark_is_where_browsers_look_for_it() -> None:
    answer = Client().get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (301, "/static/kit/mark.svg")
