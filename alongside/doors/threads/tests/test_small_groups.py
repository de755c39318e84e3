"""No group under ten can be counted from a thread, on its page or in the API, nor from totals (rule 15)."""

import json
from typing import Any

import pytest
from django.test import Client

from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.models import Initiative
from alongside.core.questions.models import Question
from alongside.core.recognition.models import Recognition
from alongside.doors.tests.story import TODAY, Story, signed_in
from alongside.kit import clock

pytestmark = pytest.mark.django_db


def steps_of(client: Client, kind: str, key: Any, *, back: bool = False) -> list[dict[str, Any]]:
    with clock.at(TODAY):
        answer = client.get(f"/api/v1/threads/{kind}/{key}" + ("?back=true" if back else ""))
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = json.loads(answer.content)
    return found


def kinds(steps: list[dict[str, Any]]) -> list[str]:
    return [step["kind"] for step in steps]


@pytest.mark.parametrize("count", [5, 9, 14])
def test_a_theme_tells_of_two_public_voices_however_many_there_are(count: int) -> None:
    story = Story(count=count)
    for kind, key in (("theme", story.theme.pk), ("decision", story.decision.pk)):
        steps = steps_of(Client(), kind, key, back=True)
        told = {step["id"] for step in steps if step["kind"] == "contribution"}
        public = {str(one.pk) for one in Contribution.objects.filter(public=True)}
        assert (len(told), told <= public) == (2, True)
        ids = {step["id"] for step in steps}
        assert {step["from_id"] for step in steps} - {None} <= ids


def test_the_number_of_private_voices_is_not_told() -> None:
    story = Story(count=5)
    Contribution.objects.update(public=False)
    assert kinds(steps_of(Client(), "theme", story.theme.pk, back=True)) == ["theme"]


def test_the_way_from_a_decision_to_its_service_is_told() -> None:
    story = Story(count=3)
    assert {"initiative", "question", "theme", "decision"} <= set(
        kinds(steps_of(Client(), "decision", story.decision.pk, back=True))
    )
    assert {"decision", "action", "observation"} == set(kinds(steps_of(Client(), "decision", story.decision.pk)))


def test_what_was_said_back_in_private_is_for_the_two_who_said_it() -> None:
    story = Story(count=2)
    said = Recognition.objects.get(form="thanks")
    path = f"/api/v1/threads/recognition/{said.pk}?back=true"
    assert Client().get(path).status_code == 404
    assert signed_in(story.world.people["stranger"]).get(path).status_code == 404
    giver = story.contributions[0].party
    assert giver is not None
    assert signed_in(giver).get(path).status_code == 200


def test_a_thread_of_an_unlisted_initiative_is_for_those_inside() -> None:
    story = Story(count=2)
    Initiative.objects.update(listed=False)
    path = f"/api/v1/threads/decision/{story.decision.pk}"
    assert Client().get(path).status_code == 404
    assert signed_in(story.world.people["representative"]).get(path).status_code == 200


def test_a_total_does_not_tell_what_few_answered() -> None:
    story = Story(count=12)
    initiative = story.world.initiative
    api = f"/api/v1/initiatives/{initiative.pk}"
    with clock.at(TODAY):
        assert Client().get(api).json()["contribution_count"] == 12
        assert "12" in Client().get(f"/promises/{initiative.slug}/").content.decode()
        other = Question.objects.get(pk=story.question.pk)
        other.pk, other.contribution_count = None, 4
        other.save()
        Initiative.objects.update(contribution_count=16)
        assert Client().get(api).json()["contribution_count"] is None
        assert Client().get("/api/v1/initiatives").json()["items"][0]["contribution_count"] is None
        assert Client().get(f"{api}/promises").json()["answer"] == {
            "kept": None,
            "late": None,
            "share": 1.0,
            "median_days": 28.0,
            "overdue": None,
        }
        page = Client().get(f"/promises/{initiative.slug}/").content.decode()
    assert "100 % of the promises that came due were kept." in page
    assert "answered in time" not in page


def test_promises_to_few_are_not_numbered_in_the_api() -> None:
    story = Story(count=4)
    with clock.at(TODAY):
        told = Client().get(f"/api/v1/initiatives/{story.world.initiative.pk}/promises").json()
    assert set(told["answer"].values()) == {None}
