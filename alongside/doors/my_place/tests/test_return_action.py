"""The other side may say that it is not done: it goes back to its owner, for everybody to see."""

import pytest
from django.test import Client

from alongside.core.audit.models import AuditEntry
from alongside.core.decisions.doing import confirm_action, do_action, return_action
from alongside.core.decisions.models import Action
from alongside.core.messages.models import Message
from alongside.core.people.actions import make_token
from alongside.core.people.models import Party
from alongside.core.tests.world import day
from alongside.doors.tests.story import Story, signed_in
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused

pytestmark = pytest.mark.django_db
WHY = "The door was shut last Sunday"


@pytest.fixture
def story() -> Story:
    """A consultation whose one action was said to be done, and nobody confirmed."""
    made = Story(count=2)
    Action.objects.update(confirmed_at=None, confirmed_by=None)
    return made


@pytest.fixture
def action(story: Story) -> Action:
    return story.decision.actions.get()


def test_it_goes_back_and_is_late_once_its_day_is_past(story: Story, action: Action) -> None:
    resident = story.world.people["representative"]
    with clock.at(day(41)):
        return_action(action=action, why=WHY, actor=resident)
        action.refresh_from_db()
        assert (action.done_at, action.returned_why, action.return_count) == (None, WHY, 1)
        assert Message.objects.filter(party=story.world.lead, text__contains=WHY).count() == 1
        for path in ("/initiatives/sundays/", f"/thread/action/{action.pk}/"):
            assert WHY in Client().get(path).content.decode(), path
    with clock.at(day(60)):
        assert "It is late: it was due" in Client().get(f"/thread/action/{action.pk}/").content.decode()
        do_action(action=action, proof="We changed the lock", actor=story.world.lead)
        asked = Message.objects.filter(party=resident, subject__startswith="Is it done?").count()
        confirm_action(action=action, actor=resident)
    assert asked == 2
    action.refresh_from_db()
    assert (action.confirmed_at is not None, action.return_count) == (True, 1)
    entry = AuditEntry.objects.get(act="return_action")
    assert (entry.after, WHY in str(entry.before)) == ({"returned": 1}, False)


@pytest.mark.parametrize("who", ["lead", "stranger", "resident"])
def test_only_the_other_side_says_so(story: Story, action: Action, who: str) -> None:
    with pytest.raises(NotAllowed):
        return_action(action=action, why=WHY, actor=story.world.people[who])


def test_it_takes_a_reason_and_something_to_send_back(story: Story, action: Action) -> None:
    resident = story.world.people["representative"]
    with pytest.raises(Refused, match="what is missing"):
        return_action(action=action, why="  ", actor=resident)
    return_action(action=action, why=WHY, actor=resident)
    with pytest.raises(Refused, match="Nobody has said yet"):
        return_action(action=action, why=WHY, actor=resident)
    do_action(action=action, proof="We changed the lock", actor=story.world.lead)
    confirm_action(action=action, actor=resident)
    with pytest.raises(Refused, match="confirmed already"):
        return_action(action=action, why=WHY, actor=resident)


@pytest.mark.parametrize("way", ["my_place", "page", "api"])
def test_each_way_in(story: Story, action: Action, way: str) -> None:
    resident: Party = story.world.people["representative"]
    client = signed_in(resident)
    with clock.at(day(41)):
        if way == "my_place":
            assert f"/me/return/{action.pk}/" in client.get("/me/").content.decode()
            assert "What is missing?" in client.get(f"/me/return/{action.pk}/").content.decode()
            assert client.post(f"/me/return/{action.pk}/", {"why": ""}).status_code == 200
            client.post(f"/me/return/{action.pk}/", {"why": WHY})
        elif way == "page":
            path = f"/ask/{story.question.pk}/promised/{action.pk}/"
            assert client.post(path, {"return": "yes", "missing-why": ""}).status_code == 422
            said = client.post(path, {"return": "yes", "missing-why": WHY}, follow=True).content.decode()
            assert "The other side says it is not done" in said
        else:
            _token, key = make_token(party=resident, name="Mine", may_write=True)
            headers = {"authorization": f"Bearer {key}"}
            sent = Client().post(
                f"/api/v1/actions/{action.pk}/return",
                {"why": WHY},
                content_type="application/json",
                headers=headers,
            )
            assert (sent.status_code, sent.json()["returned_why"], sent.json()["done_at"]) == (200, WHY, None)
    action.refresh_from_db()
    assert (action.done_at, action.returned_why) == (None, WHY)
