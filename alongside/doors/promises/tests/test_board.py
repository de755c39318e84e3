"""The promise board is public, also when it is bad, and does not count out few people."""

import pytest
from django.test import Client

from alongside.core.contributions.actions import receive_contribution
from alongside.core.tests.world import World, day, make_live, make_question
from alongside.doors.promises.board import chart_by_quarter
from alongside.doors.promises.queries import Row
from alongside.doors.tests.story import TODAY, Story, queries_of
from alongside.kit import clock

pytestmark = pytest.mark.django_db


def give(world: World, count: int) -> None:
    question = make_question(world)
    with clock.at(day(2)):
        for number in range(count):
            receive_contribution(
                initiative=world.initiative, form="response", text=f"Words {number}", actor=None, question=question
            )


def page(path: str = "/promises/") -> str:
    return " ".join(Client().get(path).content.decode().split())


def test_what_is_kept_is_said_with_its_denominator() -> None:
    Story(count=12)
    with clock.at(TODAY):
        said = page()
    assert "<b>100 %</b> of 12 promises that came due were kept." in said
    assert "Nobody waits for an answer." in said


def test_what_is_late_is_said_as_loudly() -> None:
    world = make_live()
    give(world, 12)
    with clock.at(day(45)):
        said = page()
    assert "<b>0 %</b> of 12 promises that came due were kept." in said
    assert "overdue now: 12" in said
    assert "5 days ago" in said
    assert "Should we open on Sundays?" in said


def test_few_are_not_counted_but_a_broken_promise_is_said() -> None:
    world = make_live()
    give(world, 4)
    with clock.at(day(45)):
        said = page(f"/promises/{world.initiative.slug}/")
    assert "Fewer than ten promises so far." in said
    assert "Not every one that came due was kept." in said
    assert "of 4 promises" not in said


def test_quarters_are_compared_once_there_are_two_of_them() -> None:
    first, second = day(0).date().replace(day=1), day(0).date().replace(month=4, day=1)
    rows = [Row(first, "answer", 9, 15, 5), Row(second, "answer", 9, 18, 2), Row(second, "acknowledgement", 1, 0, 90)]
    assert chart_by_quarter(rows[:1]) is None
    chart = chart_by_quarter(rows)
    assert chart is not None
    assert chart.title == "A larger share came in time than in the quarter before"
    assert [bar.said for bar in chart.bars] == ["75 % of 20", "90 % of 20"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_board_takes_the_same_queries_however_much_was_given(count: int) -> None:
    story = Story(count=count)
    with clock.at(TODAY):
        assert queries_of(Client(), "/promises/") == (200, 5)
        assert queries_of(Client(), f"/promises/{story.world.initiative.slug}/") == (200, 5)
