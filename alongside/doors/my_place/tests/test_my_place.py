"""My place: what became of what I gave, what I am asked, what is known of me, and the end of it."""

import json
import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside.blocks.rank.models import RollEntry
from alongside.core.contributions.actions import acknowledge, receive_contribution, withdraw_contribution
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.models import Commitment, Membership
from alongside.core.messages.actions import unsubscribe_link
from alongside.core.messages.queries import preferences
from alongside.core.people.actions import add_party, appoint, digest_of
from alongside.core.people.models import ApiToken, Party, User
from alongside.core.questions.models import Question
from alongside.core.recognition.actions import thank
from alongside.core.tests.world import World, day, make_live, make_question
from alongside.doors.my_place.telling import when
from alongside.kit import clock

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world() -> World:
    return make_live()


def signed_in(client: Client, party: Party) -> Client:
    if party.user is None:
        party.user = User.objects.create_user(f"{party.pk}@example.org")
        party.email = party.user.email
        party.save()
    client.force_login(party.user, backend=BACKEND)
    return client


def give(world: World, question: Question, text: str = "Please open late") -> Contribution:
    with clock.at(day(1)):
        given, _code = receive_contribution(
            initiative=world.initiative,
            form="response",
            text=text,
            actor=world.resident,
            party=world.resident,
            question=question,
        )
    return given


def text_of(client: Client, address: str = "/me/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_each_thing_given_says_how_far_it_is(world: World, client: Client) -> None:
    question = make_question(world)
    given = [give(world, question, f"Word {n}") for n in range(6)]
    signed_in(client, world.resident)
    with clock.at(day(2)):
        assert "Received Word 5" in text_of(client)
        acknowledge(contribution=given[5], text="Read, thank you", actor=world.lead)
        assert "Read by a person Word 5" in text_of(client)
        assert "Answer promised by 19 February (in 38 days)." in text_of(client)
        withdraw_contribution(contribution=given[4], actor=world.resident)
        Contribution.objects.filter(pk=given[3].pk).update(themed_at=clock.now())
        Contribution.objects.filter(pk=given[2].pk).update(answered_at=clock.now())
        thank(initiative=world.initiative, text="Thank you for Sundays", from_party=world.lead, contribution=given[1])
        said = text_of(client, "/me/given/")
    for words in ("Taken back Word 4", "with what others said Word 3", "Decided Word 2", "Thanked Word 1"):
        assert words in said
    with clock.at(day(60)):
        assert "We promised an answer by 19 February, and are late." in text_of(client, "/me/given/")


def test_a_list_goes_on_where_the_page_before_ended(world: World, client: Client) -> None:
    question = make_question(world)
    for number in range(21):
        give(world, question, f"Word {number:02}")
    signed_in(client, world.resident)
    first = client.get("/me/given/").content.decode()
    assert "Word 01" in first
    assert "Word 00" not in first
    older = re.search(r'href="(\?before=[^"]+)"', first)
    assert older is not None
    assert "Word 00" in text_of(client, f"/me/given/{older[1]}")


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_the_database_as_often_however_much_there_is(
    world: World, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    question = make_question(world)
    for one in range(number):
        given = give(world, question, f"Word {one}")
        thank(initiative=world.initiative, text="Thank you for Sundays", from_party=world.lead, contribution=given)
        Commitment.objects.create(organisation=world.organisation, membership=_member(world), what=f"Hour {one}")
    signed_in(client, world.resident)
    client.get("/me/")
    with django_assert_num_queries(10):
        client.get("/me/")
    with django_assert_num_queries(5):
        client.get("/me/given/")


def _member(world: World) -> Membership:
    found, _created = Membership.objects.get_or_create(
        organisation=world.organisation,
        initiative=world.initiative,
        party=world.resident,
        role="representative",
        defaults={"side": "citizen", "valid_from": day(0)},
    )
    return found


def test_a_member_is_asked_and_no_longer_once_they_answered(world: World, client: Client) -> None:
    question = make_question(world)
    _member(world)
    signed_in(client, world.resident)
    with clock.at(day(2)):
        assert "One thing is asked of you" in text_of(client)
        give(world, question)
        assert "Nothing is asked of you today" in text_of(client)


def test_a_promise_ends_with_a_reason_and_never_without(world: World, client: Client) -> None:
    promise = Commitment.objects.get(membership__party=world.people["representative"])
    signed_in(client, world.people["representative"])
    answer = client.post(f"/me/promises/{promise.pk}/release/", {"why": ""})
    assert "This still needs an answer" in answer.content.decode()
    client.post(f"/me/promises/{promise.pk}/release/", {"why": "I move away"})
    promise.refresh_from_db()
    assert (promise.state, promise.ended_why) == ("released", "I move away")


def test_nobody_ends_somebody_elses_promise_here(world: World, client: Client) -> None:
    promise = Commitment.objects.get(membership__party=world.people["representative"])
    signed_in(client, world.resident)
    assert client.get(f"/me/promises/{promise.pk}/release/").status_code == 404


def test_the_other_side_says_that_a_promise_was_kept(world: World, client: Client) -> None:
    promise = Commitment.objects.get(membership__party=world.lead)
    signed_in(client, world.people["representative"])
    assert "Kept: Two evenings a month" in text_of(client, "/me/promises/")
    client.post(f"/me/promises/{promise.pk}/kept/")
    promise.refresh_from_db()
    assert promise.state == "kept"


def test_leaving_needs_a_second_step_and_ends_promises(world: World, client: Client) -> None:
    member = world.members["representative"]
    signed_in(client, world.people["representative"])
    assert "Two evenings a month" in text_of(client, f"/me/roles/{member.pk}/leave/")
    assert "Tick the box" in client.post(f"/me/roles/{member.pk}/leave/", {"x": "1"}).content.decode()
    client.post(f"/me/roles/{member.pk}/leave/", {"sure": "on"})
    member.refresh_from_db()
    assert member.valid_to is not None


def test_details_are_kept_and_a_name_is_needed(world: World, client: Client) -> None:
    signed_in(client, world.resident)
    given = {"name": "Joan P", "contact_by": "letter", "language": "cy", "access_needs": "A lift", "phone": "07700"}
    said = client.post("/me/details/", given).content.decode()
    assert "Write the address that your letters should go to." in said
    given["postal_address"] = "3 Mill Lane, Millbrook"
    assert client.post("/me/details/", given).status_code == 302
    world.resident.refresh_from_db()
    kept = (world.resident.name, world.resident.contact_by, world.resident.language, world.resident.access_needs)
    assert kept == ("Joan P", "letter", "cy", "A lift")
    answer = client.post("/me/details/", given | {"name": ""})
    assert 'id="id_name_error"' in answer.content.decode()


def test_each_kind_of_message_has_its_own_way(world: World, client: Client) -> None:
    signed_in(client, world.resident)
    client.post("/me/messages/", {"mine": "at_once", "asked": "weekly", "news": "never"})
    assert preferences(world.resident) == {"mine": "at_once", "asked": "weekly", "news": "never", "duty": "at_once"}


def test_messages_are_stopped_without_signing_in_and_only_by_post(world: World) -> None:
    path = "/" + unsubscribe_link(party=world.resident, topic="news").split("/", 3)[3]
    strict = Client(enforce_csrf_checks=True)
    assert "Stop these messages?" in strict.get(path).content.decode()
    assert preferences(world.resident)["news"] == "at_once"
    answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, preferences(world.resident)["news"]) == (200, "never")
    assert strict.get(path[:-3] + "xx/").status_code == 404


def test_a_key_is_shown_once_and_ended_by_its_owner(world: World, client: Client) -> None:
    signed_in(client, world.resident)
    made = client.post("/me/keys/", {"name": "Our sheet", "may_write": "on"}).content.decode()
    key = re.search(r"<code>(\S+)</code>", made)
    assert key is not None
    token = ApiToken.objects.get(digest=digest_of(key[1]))
    assert "<code>" not in client.get("/me/keys/").content.decode()
    stranger = signed_in(Client(), world.people["stranger"])
    assert stranger.post(f"/me/keys/{token.pk}/revoke/").status_code == 404
    client.post(f"/me/keys/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_all_data_can_be_taken_and_read(world: World, client: Client) -> None:
    give(world, make_question(world), "My own words")
    signed_in(client, world.resident)
    taken = json.loads(client.get("/me/data/file/").content)
    assert [row["text"] for row in taken["held_about_you"]["core.Contribution"]] == ["My own words"]
    assert "What you gave" in text_of(client, "/me/data/")
    assert "My own words" in text_of(client, "/me/data/core.contribution/")
    assert client.get("/me/data/core.user/").status_code == 404


def test_erasing_needs_the_word_and_then_nobody_is_signed_in(world: World, client: Client) -> None:
    given = give(world, make_question(world), "My own words")
    signed_in(client, world.resident)
    answer = client.post("/me/data/erase/", {"typed": "yes"})
    assert "nothing else, if you are sure" in answer.content.decode()
    answer = client.post("/me/data/erase/", {"typed": "Erase"}, follow=True)
    assert "You are erased." in answer.content.decode()
    assert "_auth_user_id" not in client.session
    given.refresh_from_db()
    world.resident.refresh_from_db()
    assert (given.text, given.state, world.resident.name) == ("", "erased", "")


def test_the_last_administrator_is_told_why_not(world: World, client: Client) -> None:
    appoint(party=world.lead, role="administrator", actor=None)
    signed_in(client, world.lead)
    answer = client.post("/me/data/erase/", {"typed": "erase"})
    assert "Appoint another administrator first" in answer.content.decode()
    world.lead.refresh_from_db()
    assert world.lead.erased_at is None


def test_nobody_sees_anything_of_somebody_else(world: World, client: Client) -> None:
    give(world, make_question(world), "My own words")
    signed_in(client, add_party(organisation=world.organisation, name="Other"))
    for address in ("/me/", "/me/given/", "/me/data/core.contribution/", "/me/data/file/"):
        assert "My own words" not in client.get(address).content.decode()
    assert client.get("/me/")["Cache-Control"] == "private, no-store"
    assert Client().get("/me/").status_code == 302


def test_a_row_with_a_random_identity_tells_no_time(world: World) -> None:
    assert when(RollEntry()) is None
    assert when(Membership(pk=UUID("019c7f6d-5e80-7000-801a-262777e95498"))) == datetime(2026, 2, 21, 9, 0, tzinfo=UTC)
