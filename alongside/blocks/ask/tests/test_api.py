"""A consultation for programs."""

import pytest

from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.tests.world import TEXT, WHEN, answered, day, make_asked, make_live, read_by_two
from alongside.core.api.tests.calling import call
from alongside.core.contributions.models import Contribution
from alongside.kit import clock

pytestmark = pytest.mark.django_db


def test_a_program_reads_the_items_and_answers_them() -> None:
    question = make_asked(make_live())
    with clock.at(day(1)):
        items = call("get", f"/questions/{question.pk}/items").json()
        given = {
            "answers": {items[TEXT]["id"]: "Somewhere warm", items[WHEN]["id"]: "Afternoon"},
            "publish": [items[TEXT]["id"]],
            "key": "5f0c0b2e-6c0f-4e0e-8f0a-3a5a6f6d1c11",
        }
        first = call("post", f"/questions/{question.pk}/answers", given)
        again = call("post", f"/questions/{question.pk}/answers", given)
    assert [item["kind"] for item in items] == ["long", "one", "short", "several", "scale", "number", "place"]
    assert items[-1]["choices"] == ["Old Town", "Riverside"]
    assert (first.status_code, len(first.json()["code"])) == (201, 12)
    assert (again.json()["contribution_id"], again.json()["code"]) == (first.json()["contribution_id"], "")
    kept = Contribution.objects.get(question=question)
    assert kept.body["answers"] == {items[TEXT]["id"]: "Somewhere warm", items[WHEN]["id"]: "Afternoon"}
    assert kept.public is True


def test_what_is_no_answer_is_refused_with_the_item() -> None:
    question = make_asked(make_live())
    items = items_of(question)
    with clock.at(day(1)):
        given = {"answers": {items[TEXT].key: "Warm", items[WHEN].key: "At midnight"}}
        refused = call("post", f"/questions/{question.pk}/answers", given)
    assert (refused.status_code, refused.json()["field"]) == (409, items[WHEN].key)


def test_small_counts_are_hidden_as_on_the_page() -> None:
    world = make_live()
    question = make_asked(world)
    with clock.at(day(2)):
        for number in range(13):
            answered(question, number)
    read_by_two(world, question, ["Warmth", "Sundays"])
    with clock.at(day(24)):
        themes = call("get", f"/questions/{question.pk}/themes").json()
        report = call("get", f"/questions/{question.pk}/report").json()
    assert [theme["contribution_count"] for theme in themes] == [None, None]
    assert [theme["count"] for theme in report["themes"]] == [None, None]
    assert (report["total"], report["is_read"]) == (13, True)
    when = next(one for one in report["choices"] if one["item_id"] == items_of(question)[WHEN].key)
    assert {one["choice"]: one["count"] for one in when["choices"]}["Afternoon"] in {13, None}


def test_nothing_is_reported_while_it_is_open() -> None:
    question = make_asked(make_live())
    with clock.at(day(2)):
        answered(question)
        report = call("get", f"/questions/{question.pk}/report").json()
    assert report == {"total": None, "is_read": False, "themes": [], "choices": []}
