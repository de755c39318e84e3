"""The explorer's pages: answered without a script, partly or wholly, and never telling who said what."""

import re
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.core.explorer import actions
from alongside.core.explorer.models import ExplorerAnswer, ExplorerSheet
from alongside.core.initiatives.methods import catalogue
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.people.models import Party, User
from alongside.core.services.actions import add_service
from alongside.core.services.models import Service

pytestmark = pytest.mark.django_db
NUMBERS = count(1)


@pytest.fixture
def town() -> Organisation:
    return Organisation.objects.create(slug="millbrook", name="Millbrook")


@pytest.fixture
def library(town: Organisation) -> Service:
    return add_service(organisation=town, name="Library", summary="Books and a warm room", actor=None)


def person(town: Organisation, *, staff: bool = False) -> Party:
    number = next(NUMBERS)
    user = User.objects.create_user(f"somebody{number}@example.org")
    party = add_party(organisation=town, name=f"Somebody {number}", user=user)
    if staff:
        appoint(party=party, role="officer", actor=None)
    return party


def answers(service: Service, *said: str, staff: bool = False, method: str = "open_space") -> None:
    for one in said:
        party = person(service.organisation, staff=staff)
        sheet = actions.begin_sheet(service=service, party=party, side="public" if staff else "citizen")
        actions.answer_explorer(sheet=sheet, method_key=method, answer=one)


def signed_in(client: Client, party: Party) -> Client:
    assert party.user is not None
    client.force_login(party.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_empty_town_says_what_will_come(town: Organisation, client: Client) -> None:
    assert "No services yet" in page(client, "/explorer/")


def test_the_map_says_what_each_side_says_in_words(library: Service, client: Client) -> None:
    answers(library, *["embedded"] * 3, staff=True)
    answers(library, *["never"] * 3)
    text = words(page(client, "/explorer/"))
    assert "Library Staff: how we work Residents: never Staff: nobody yet Residents: nobody yet" in text


def test_the_gap_stands_before_the_table(library: Service, client: Client) -> None:
    answers(library, *["embedded"] * 3, staff=True)
    answers(library, *["never"] * 3)
    text = words(page(client, "/explorer/library/"))
    gap = "Staff say “Part of how we work”, residents say “Never”."
    assert text.index(gap) < text.index("Every way, as both sides see it")
    assert "0 of 7 kinds are there in the eyes of both sides. For 1 of 22 methods" in text


def test_two_answers_are_too_few_to_show(library: Service, client: Client) -> None:
    answers(library, "embedded", "embedded")
    text = words(page(client, "/explorer/library/"))
    assert "how we work" not in text
    assert "Residents: too few" in text
    assert "Fewer than 10 people have answered." in words(page(client, "/explorer/library/open_space/"))


def test_one_must_sign_in_to_answer(library: Service, client: Client) -> None:
    answer = client.get("/explorer/library/answer/")
    assert (answer.status_code, "next=/explorer/library/answer/" in answer["Location"]) == (302, True)


def test_a_resident_answers_some_and_comes_back_for_the_rest(library: Service, client: Client) -> None:
    party = person(library.organisation)
    signed_in(client, party)
    first = page(client, "/explorer/library/answer/")
    assert first.count('type="radio"') == 6 * len(catalogue())
    assert "How do you meet this service?" not in first
    client.post("/explorer/library/answer/", {"open_space-answer": "once", "charges-answer": "dont_know"})
    client.post("/explorer/library/answer/", {"open_space-answer": "repeated", "charges-answer": "dont_know"})
    kept = dict(ExplorerAnswer.objects.filter(sheet__party=party).values_list("method_key", "answer"))
    assert kept == {"open_space": "repeated", "charges": "dont_know"}
    again = page(client, "/explorer/library/answer/")
    assert again.count(" checked") == 2
    assert "You answer as somebody who uses it." in again


def test_what_is_wrong_is_named_and_the_rest_is_kept(library: Service, client: Client) -> None:
    party = person(library.organisation)
    signed_in(client, party)
    answer = client.post("/explorer/library/answer/", {"open_space-answer": "not_here", "charges-answer": "never"})
    text = words(answer.content.decode())
    assert "Say in a few words why it could not apply here." in text
    assert "1 answer kept." in text
    assert list(ExplorerAnswer.objects.values_list("method_key", flat=True)) == ["charges"]


def test_an_officer_says_on_which_side(library: Service, client: Client) -> None:
    signed_in(client, person(library.organisation, staff=True))
    assert "How do you meet this service?" in page(client, "/explorer/library/answer/")
    refused = client.post("/explorer/library/answer/", {"open_space-answer": "once"})
    assert (refused.status_code, ExplorerSheet.objects.count()) == (200, 0)
    client.post("/explorer/library/answer/", {"side": "public", "open_space-answer": "once"})
    assert list(ExplorerSheet.objects.values_list("side", flat=True)) == ["public"]


def test_a_resident_cannot_slip_in_as_staff(library: Service, client: Client) -> None:
    signed_in(client, person(library.organisation))
    client.post("/explorer/library/answer/", {"side": "public", "open_space-answer": "once"})
    assert list(ExplorerSheet.objects.values_list("side", flat=True)) == ["citizen"]


def test_an_empty_cell_shows_three_cases_and_asks_could_we(library: Service, client: Client) -> None:
    party = person(library.organisation)
    signed_in(client, party)
    sheet = actions.begin_sheet(service=library, party=party, side="citizen")
    actions.answer_explorer(sheet=sheet, method_key="open_space", answer="never")
    text = page(client, "/explorer/library/open_space/")
    assert text.count("open space mailing list") == 3
    posted = {"could": "maybe", "reason": "With a bigger room", "importance": "4"}
    assert client.post("/explorer/library/open_space/", posted)["Location"] == "/explorer/library/open_space/"
    row = ExplorerAnswer.objects.get()
    assert (row.could, row.could_reason, row.importance, row.risk) == ("maybe", "With a bigger room", 4, None)
    wrong = client.post("/explorer/library/open_space/", {"could": "maybe", "importance": "9"})
    assert wrong.content.decode().count("govuk-error-message") == 2


def test_a_cell_that_happens_asks_how_deep(library: Service, client: Client) -> None:
    party = person(library.organisation)
    signed_in(client, party)
    sheet = actions.begin_sheet(service=library, party=party, side="citizen")
    actions.answer_explorer(sheet=sheet, method_key="open_space", answer="once")
    posted = {"rung": "3", "promises": ["on_record", "can_change"], "loop": ["receipt"], "evidence": "1"}
    assert client.post("/explorer/library/open_space/", posted).status_code == 302
    row = ExplorerAnswer.objects.get()
    assert (row.rung, row.promises, row.loop, row.evidence) == (3, ["on_record", "can_change"], ["receipt"], 1)


def test_only_an_officer_sees_the_button_and_may_press_it(library: Service, client: Client) -> None:
    signed_in(client, person(library.organisation))
    assert "Start it as an idea" not in page(client, "/explorer/library/open_space/")
    assert client.post("/explorer/library/open_space/", {"start": "1"}).status_code in {403, 409}
    assert Initiative.objects.count() == 0
    signed_in(client, person(library.organisation, staff=True))
    assert "Start it as an idea" in page(client, "/explorer/library/open_space/")
    begun = client.post("/explorer/library/open_space/", {"start": "1"})
    again = client.post("/explorer/library/open_space/", {"start": "1"})
    idea = Initiative.objects.get()
    assert (idea.state, idea.method_key, idea.title) == ("idea", "open_space", "Open space for Library")
    assert begun["Location"] == again["Location"] == reverse("initiative", args=[idea.slug])


@pytest.mark.parametrize("address", ["/explorer/nowhere/", "/explorer/library/palmistry/", "/explorer/nowhere/answer/"])
def test_what_does_not_exist_is_not_found(address: str, library: Service, client: Client) -> None:
    assert client.get(address).status_code == 404 or "/account/" in client.get(address)["Location"]


def test_a_service_of_another_organisation_is_not_found(library: Service, client: Client) -> None:
    other = Organisation.objects.create(slug="elsewhere", name="Elsewhere", host="elsewhere.example")
    add_service(organisation=other, name="Pool", summary="Water", actor=None)
    assert client.get("/explorer/pool/").status_code == 404


@pytest.mark.parametrize("services", [1, 30])
def test_the_map_asks_the_same_number_of_questions_however_many_services(
    services: int, town: Organisation, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(services):
        one = add_service(organisation=town, name=f"Service {number}", summary="One of many", actor=None)
        answers(one, "never", "once", "repeated")
    with django_assert_num_queries(4):
        text = page(client, "/explorer/")
    assert text.count("<tr>") == min(services, 20) + 1


@pytest.mark.parametrize("people", [3, 30])
def test_a_service_asks_the_same_number_of_questions_however_many_answer(
    people: int, library: Service, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    answers(library, *["once"] * people)
    with django_assert_num_queries(3):
        page(client, "/explorer/library/")
