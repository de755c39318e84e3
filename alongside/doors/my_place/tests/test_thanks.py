"""Thanks stay between the two until the one who was thanked lets others read them."""

import pytest
from django.test import Client

from alongside.core.people.actions import make_token
from alongside.core.recognition.actions import show_thanks
from alongside.core.recognition.models import Recognition
from alongside.doors.tests.story import TODAY, Story, signed_in
from alongside.kit import clock
from alongside.kit.refused import NotAllowed

pytestmark = pytest.mark.django_db
WORDS = "Your words began it, thank you"


def read_by(client: Client, story: Story) -> bool:
    with clock.at(TODAY):
        page = client.get(f"/thread/contribution/{story.contributions[0].pk}/")
    return WORDS in page.content.decode()


def test_who_was_thanked_alone_lets_others_read_it() -> None:
    story = Story(count=2)
    thanks, giver = Recognition.objects.get(form="thanks"), story.contributions[0].party
    assert giver is not None
    assert (thanks.public, read_by(Client(), story), read_by(signed_in(giver), story)) == (False, False, True)
    for other in (story.world.lead, story.world.people["stranger"]):
        with pytest.raises(NotAllowed):
            show_thanks(recognition=thanks, shown=True, actor=other)
    show_thanks(recognition=thanks, shown=True, actor=giver)
    assert read_by(Client(), story)
    show_thanks(recognition=thanks, shown=False, actor=giver)
    assert not read_by(Client(), story)


def test_my_place_asks_and_takes_the_answer() -> None:
    story = Story(count=2)
    thanks, giver = Recognition.objects.get(form="thanks"), story.contributions[0].party
    assert giver is not None
    client = signed_in(giver)
    path = f"/me/thanks/{thanks.pk}/"
    assert "Only the two of you can read these thanks." in client.get("/me/").content.decode()
    assert "Everybody can read these thanks now." in client.post(path, {"shown": "yes"}, follow=True).content.decode()
    assert read_by(Client(), story)
    assert "Let everybody read them" in client.post(path, {"shown": "no"}, follow=True).content.decode()
    assert signed_in(story.world.lead).post(path, {"shown": "yes"}).status_code == 404
    assert not read_by(Client(), story)


def test_the_api_tells_my_thanks_and_takes_my_answer() -> None:
    story = Story(count=2)
    thanks, giver = Recognition.objects.get(form="thanks"), story.contributions[0].party
    assert giver is not None
    _token, key = make_token(party=giver, name="Mine", may_write=True)
    headers = {"authorization": f"Bearer {key}"}
    told = Client().get("/api/v1/me/thanks", headers=headers).json()["items"]
    assert [(one["text"], one["by"], one["public"]) for one in told] == [(WORDS, "Lead", False)]
    path = f"/api/v1/me/thanks/{thanks.pk}"
    answer = Client().put(path, '{"public": true}', content_type="application/json", headers=headers)
    assert (answer.status_code, read_by(Client(), story)) == (204, True)
