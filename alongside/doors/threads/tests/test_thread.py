"""A thread says what came of something to everybody, and the words only to those who may read them."""

import pytest
from django.test import Client

from alongside.core.initiatives.models import Initiative
from alongside.doors.tests.story import TODAY, Story, queries_of, signed_in
from alongside.kit import clock

pytestmark = pytest.mark.django_db
PRIVATE = "says number 0"


@pytest.fixture
def story() -> Story:
    return Story(count=3)


def text_of(client: Client, path: str) -> str:
    with clock.at(TODAY):
        answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def path_of(story: Story, number: int) -> str:
    return f"/thread/contribution/{story.contributions[number].pk}/"


def test_private_words_are_not_shown_but_what_came_of_them_is(story: Story) -> None:
    said = text_of(Client(), path_of(story, 0))
    assert PRIVATE not in said
    assert "Neighbour 0" not in said
    assert "I read it, and it goes into the report." not in said
    assert "Your words began it" not in said
    order = ["Received, with a promise", "We open on Sundays", "Open door 0", "Visits: 10 to 12 visits"]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_the_giver_reads_their_own_words_and_what_was_written_back(story: Story) -> None:
    said = text_of(signed_in(story.contributions[0].party), path_of(story, 0))  # type: ignore[arg-type]  # it has one
    assert PRIVATE in said
    assert "I read it, and it goes into the report." in said
    assert "Your words began it, thank you" in said


def test_public_words_are_shown_and_the_name_only_where_that_was_agreed(story: Story) -> None:
    unnamed, named = text_of(Client(), path_of(story, 1)), text_of(Client(), path_of(story, 2))
    assert ("says number 1" in unnamed, "Neighbour 1" in unnamed) == (True, False)
    assert ("says number 2" in named, "Neighbour 2" in named) == (True, True)


def test_a_decision_shows_what_it_came_from_and_what_came_of_it(story: Story) -> None:
    said = text_of(Client(), f"/thread/decision/{story.decision.pk}/")
    assert PRIVATE not in said
    assert "says number 1" in said
    assert "Most people asked for it" in said
    assert said.index("Gathered under") < said.index("Most people asked for it") < said.index("Visits: 10 to 12")


def test_the_code_of_the_receipt_opens_ones_own_words_in_this_browser_only(story: Story) -> None:
    client = Client()
    typed = " ".join(story.codes[0][at : at + 4].lower() for at in (0, 4, 8))
    answer = client.post("/thread/", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, path_of(story, 0))
    answer = client.get(path_of(story, 0))
    assert PRIVATE in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert PRIVATE not in Client().get(path_of(story, 0)).content.decode()
    client.post("/thread/forget/")
    assert PRIVATE not in client.get(path_of(story, 0)).content.decode()


def test_a_wrong_code_is_refused_in_words(story: Story) -> None:
    answer = Client().post("/thread/", {"code": "0000 0000 0000"})
    assert (answer.status_code, "We have no receipt with this code" in answer.content.decode()) == (200, True)


def test_a_forged_receipt_opens_nothing(story: Story) -> None:
    client = Client()
    client.cookies["receipt"] = str(story.contributions[0].pk)
    assert PRIVATE not in client.get(path_of(story, 0)).content.decode()


def test_what_was_given_is_taken_back_by_its_giver_only(story: Story) -> None:
    path = f"/thread/withdraw/{story.contributions[1].pk}/"
    Client().post(path, {"code": story.codes[0]})
    story.contributions[1].refresh_from_db()
    assert story.contributions[1].state == "received"
    Client().post(path, {"code": story.codes[1]})
    story.contributions[1].refresh_from_db()
    assert story.contributions[1].state == "withdrawn"
    said = text_of(Client(), path_of(story, 1))
    assert ("says number 1" in said, "Taken back by the person who gave it" in said) == (False, True)


def test_small_counts_are_not_said(story: Story) -> None:
    assert "people said this" not in text_of(Client(), f"/thread/theme/{story.theme.pk}/")


def test_larger_counts_are_said_without_the_giver() -> None:
    story = Story(count=12)
    assert "And 11 others said this." in text_of(Client(), path_of(story, 1))
    assert "12 people said this." in text_of(Client(), f"/thread/decision/{story.decision.pk}/")


def test_a_thread_of_an_unlisted_initiative_is_for_those_inside(story: Story) -> None:
    Initiative.objects.update(listed=False)
    path = f"/thread/decision/{story.decision.pk}/"
    assert Client().get(path).status_code == 404
    assert signed_in(story.world.people["stranger"]).get(path).status_code == 404
    assert signed_in(story.world.people["representative"]).get(path).status_code == 200
    giver = story.contributions[0].party
    assert giver is not None
    assert signed_in(giver).get(path_of(story, 0)).status_code == 200


@pytest.mark.parametrize("kind", ["recognition", "party", "nothing", "decision"])
def test_what_has_no_thread_is_not_found(story: Story, kind: str) -> None:
    assert Client().get(f"/thread/{kind}/{story.contributions[0].pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_a_thread_takes_the_same_queries_however_long_it_is(count: int) -> None:
    story = Story(count=count, actions=count)
    with clock.at(TODAY):
        kinds = {
            "contribution": story.contributions[0].pk,
            "decision": story.decision.pk,
            "action": story.decision.actions.all()[0].pk,
            "observation": story.observation.pk,
        }
        counts = {kind: queries_of(Client(), f"/thread/{kind}/{key}/") for kind, key in kinds.items()}
    assert counts == {"contribution": (200, 8), "decision": (200, 8), "action": (200, 8), "observation": (200, 8)}
