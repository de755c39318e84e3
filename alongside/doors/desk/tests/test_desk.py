"""The desk: what is due, bulk work that stays personal, letters and codes; the same few queries at any length."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside.core.contributions.actions import receive_contribution
from alongside.core.contributions.models import Contribution
from alongside.core.decisions.actions import draft_decision
from alongside.core.initiatives.actions import open_stage
from alongside.core.initiatives.charter import offer_commitment
from alongside.core.messages.actions import send_waiting
from alongside.core.messages.models import Message
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.people.models import Party, SignInCode, User
from alongside.core.questions.actions import close_question
from alongside.core.questions.models import Question
from alongside.core.recognition.models import Recognition
from alongside.core.tests.world import World, day, make_live, make_question
from alongside.kit import clock

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world() -> World:
    world = make_live()
    Organisation.objects.update(demonstration=True)
    world.organisation.refresh_from_db()
    return world


def signed_in(client: Client, party: Party) -> Client:
    party.user = User.objects.create_user(f"{party.pk}@example.org")
    party.save()
    client.force_login(party.user, backend=BACKEND)
    return client


def give(world: World, question: Question, text: str, party: Party | None = None) -> Contribution:
    with clock.at(day(1)):
        given, _code = receive_contribution(
            initiative=world.initiative, form="response", text=text, actor=party, party=party, question=question
        )
    return given


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_an_empty_desk_says_so(world: World, client: Client) -> None:
    assert "Nothing is late, nothing is due." in words(signed_in(client, world.lead), "/desk/")


def test_the_desk_says_first_what_is_late(world: World, client: Client) -> None:
    question = make_question(world)
    give(world, question, "Please")
    signed_in(client, world.lead)
    with clock.at(day(2.9)):
        assert "1 due" in words(client, "/desk/")
    with clock.at(day(5)):
        said = words(client, "/desk/")
    assert "One promise is broken." in said
    assert "Write back to people 1 wait in all 1 late" in said


def test_many_are_written_to_each_by_name_and_with_a_line_of_their_own(world: World, client: Client) -> None:
    question = make_question(world)
    given = [
        give(world, question, f"Word {n}", add_party(organisation=world.organisation, name=f"P{n}")) for n in (1, 2)
    ]
    nameless = give(world, question, "Word 3")
    signed_in(client, world.lead)
    text = "Dear {name}, I read what you wrote on {what}"
    chosen = [str(one.pk) for one in (*given, nameless)]
    with clock.at(day(2)):
        preview = client.post("/desk/write-back/", {"do": "preview", "text": text, "chosen": chosen}).content.decode()
        assert "Dear P1, I read what you wrote on Should we open on Sundays?" in preview
        assert not Recognition.objects.filter(form="acknowledgement").exists()
        line = {f"line-{given[1].pk}": "Your aunt’s bus is a good point."}
        answer = client.post("/desk/write-back/", {"do": "send", "text": text, "chosen": chosen, **line}, follow=True)
    assert "3 people have your words." in answer.content.decode()
    assert "Nobody waits for a word from you" in answer.content.decode()
    sent = sorted(Recognition.objects.filter(form="acknowledgement").values_list("text", "from_party"))
    about = "I read what you wrote on Should we open on Sundays?"
    assert sent == [
        (f"Dear P1, {about}", world.lead.pk),
        (f"Dear P2, {about}\n\nYour aunt’s bus is a good point.", world.lead.pk),
        (f"Dear neighbour, {about}", world.lead.pk),
    ]


def test_a_place_that_cannot_be_filled_is_refused_beside_the_text(world: World, client: Client) -> None:
    given = give(world, make_question(world), "Word")
    signed_in(client, world.lead)
    answer = client.post("/desk/write-back/", {"do": "send", "text": "Dear {surname}", "chosen": [str(given.pk)]})
    assert "We cannot fill {surname}." in answer.content.decode()
    assert not Recognition.objects.filter(form="acknowledgement").exists()
    answer = client.post("/desk/write-back/", {"do": "send", "text": "Dear {name}"})
    assert "Choose at least one person." in answer.content.decode()


def test_after_fifty_come_the_next(world: World, client: Client) -> None:
    question = make_question(world)
    for number in range(51):
        give(world, question, f"Word {number}")
    signed_in(client, world.lead)
    with clock.at(day(2)):
        first = client.get("/desk/write-back/").content.decode()
        chosen = re.findall(r'name="chosen" value="([^"]+)"', first)
        assert len(chosen) == 50
        answer = client.post(
            "/desk/write-back/", {"do": "send", "text": "Thank you, {name}", "chosen": chosen}, follow=True
        )
    assert "50 people have your words." in answer.content.decode()
    assert answer.content.decode().count('name="chosen"') == 1


def test_an_officer_without_a_role_there_is_shown_nothing_and_can_send_nothing(world: World, client: Client) -> None:
    given = give(world, make_question(world), "Word")
    other = add_party(organisation=world.organisation, name="Kwame")
    appoint(party=other, role="officer", actor=None)
    signed_in(client, other)
    assert "Nobody waits for a word from you" in words(client, "/desk/write-back/")
    client.post("/desk/write-back/", {"do": "send", "text": "Thank you", "chosen": [str(given.pk)]})
    given.refresh_from_db()
    assert given.acknowledged_at is None


def test_a_decision_says_which_pieces_it_misses(world: World, client: Client) -> None:
    question = make_question(world)
    give(world, question, "Word")
    signed_in(client, world.lead)
    with clock.at(day(23)):
        close_question(question=question, actor=world.lead)
        assert "Missing: nothing is written yet." in words(client, "/desk/decisions/")
        open_stage(initiative=world.initiative, key="decide", actor=world.lead)
        draft_decision(question=question, result="Open", actor=world.people["decider"])
        said = words(client, "/desk/decisions/")
        assert "Missing: some answers are in no theme, there is no reason, nobody is to do anything." in said
        assert "one answer to read" in words(client, "/desk/unread/")


def test_offers_are_accepted_together_and_a_refusal_is_said(world: World, client: Client) -> None:
    other = add_party(organisation=world.organisation, name="Kwame")
    appoint(party=other, role="officer", actor=None)
    offers = [
        offer_commitment(membership=world.members["representative"], what=what, actor=world.people["representative"])
        for what in ("Minutes", "Tea")
    ]
    chosen = {"chosen": [str(one.pk) for one in offers]}
    refused = signed_in(Client(), other).post("/desk/promises/", chosen).content.decode()
    assert "“Tea”: A promise is accepted by somebody of the other side." in refused
    answer = signed_in(client, world.lead).post("/desk/promises/", chosen, follow=True)
    assert "2 promises accepted." in answer.content.decode()


def test_letters_are_printed_once_a_sheet_for_each(world: World, client: Client) -> None:
    Organisation.objects.update(quiet_from=0, quiet_to=0)
    world.organisation.refresh_from_db()
    for number, name in enumerate(("Joan", "Joan", "Ahmed")):
        party = Party.objects.filter(name=name).first() or add_party(organisation=world.organisation, name=name)
        Message.objects.create(
            organisation=world.organisation, party=party, topic="mine", key=str(number), subject=f"S{number}", text="T"
        )
    Party.objects.filter(name="Joan").update(postal_address="3 Mill Lane\nMillbrook")
    send_waiting(world.organisation)
    signed_in(client, world.lead)
    page = client.get("/desk/letters/").content.decode()
    assert page.count('<article class="letter"') == 2
    assert page.count("3 Mill Lane<br>Millbrook") == 1
    assert page.count("No postal address is known") == 1
    letters = re.findall(r'name="letter" value="([^"]+)"', page)
    answer = client.post("/desk/letters/", {"letter": letters}, follow=True)
    assert "3 letters are on their way." in answer.content.decode()
    assert "No letter waits" in answer.content.decode()


def test_a_code_is_made_for_somebody_without_email_and_shown_once(world: World, client: Client) -> None:
    signed_in(client, world.lead)
    assert "Make a code for Resident" in words(client, "/desk/codes/?q=resid")
    answer = client.post("/desk/codes/", {"party": str(world.resident.pk)}).content.decode()
    assert re.search(r"<code>[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}</code>", answer)
    assert SignInCode.objects.get().party == world.resident
    refused = client.post("/desk/codes/", {"party": str(world.lead.pk)}).content.decode()
    assert "Whoever holds an office signs in with e-mail" in refused
    assert client.post("/desk/codes/", {"party": "nobody"}).status_code == 404


LISTS = [
    ("/desk/", 10),
    ("/desk/write-back/", 7),
    ("/desk/answers/", 5),
    ("/desk/decisions/", 5),
    ("/desk/unread/", 5),
    ("/desk/actions/", 5),
    ("/desk/promises/", 5),
    ("/desk/letters/", 5),
    ("/desk/enter/", 5),
]


def test_every_list_asks_the_same_at_one_and_at_thirty(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    question = make_question(world)
    signed_in(client, world.lead)
    made = 0
    for many in (1, 30):
        while made < many:
            made += 1
            give(world, question, f"Word {made}", add_party(organisation=world.organisation, name=f"P{made}"))
            offer_commitment(
                membership=world.members["representative"], what=f"Hour {made}", actor=world.people["representative"]
            )
            Message.objects.create(
                organisation=world.organisation,
                party=world.resident,
                topic="mine",
                key=str(made),
                subject="S",
                text="T",
                state="letter",
            )
        with clock.at(day(2)):
            client.get("/desk/")
            for address, queries in LISTS:
                with django_assert_num_queries(queries, info=address):
                    assert client.get(address).status_code == 200
