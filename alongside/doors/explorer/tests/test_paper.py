"""The explorer on paper: printed with a code, typed in once by an officer, counted like any other sheet."""

import re

import pytest
from django.test import Client

from alongside.core.explorer.actions import recount_explorer
from alongside.core.explorer.models import ExplorerAnswer, ExplorerSheet, ExplorerTally
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.actions import add_service
from alongside.core.services.models import Service
from alongside.doors.explorer.tests.test_pages import person
from alongside.doors.tests.story import signed_in

pytestmark = pytest.mark.django_db
TICKED = {"side": "citizen", "user_consultation-answer": "once", "open_space-answer": "never"}


@pytest.fixture
def library() -> Service:
    town = Organisation.objects.create(slug="millbrook", name="Millbrook", demonstration=True)
    return add_service(organisation=town, name="Library", summary="Books and a warm room", actor=None)


@pytest.fixture
def officer(library: Service) -> Party:
    return person(library.organisation, staff=True)


def printed(client: Client) -> list[str]:
    html = client.get("/explorer/library/paper/?count=3").content.decode()
    return re.findall(r"<strong>([0-9A-Z]{4} [0-9A-Z]{4})</strong>", html)


def test_a_printed_sheet_is_typed_in_once_and_counted(library: Service, officer: Party) -> None:
    client = signed_in(officer)
    codes = printed(client)
    assert len(set(codes)) == 3
    said = client.post("/explorer/library/enter/", TICKED | {"code": codes[0].lower()}, follow=True).content.decode()
    assert "The sheet is entered." in said
    sheet = ExplorerSheet.objects.get()
    assert (sheet.party, sheet.entered_by, sheet.side) == (None, officer, "citizen")
    assert dict(ExplorerAnswer.objects.values_list("method_key", "answer")) == {
        "user_consultation": "once",
        "open_space": "never",
    }
    assert ExplorerTally.objects.get(method_key="user_consultation").counts == {"answer:once": 1}
    assert recount_explorer(service=library) == 0
    again = client.post("/explorer/library/enter/", TICKED | {"code": codes[0]})
    assert (again.status_code, "This sheet was entered before." in again.content.decode()) == (422, True)
    client.post("/explorer/library/enter/", TICKED | {"code": codes[1]})
    assert ExplorerTally.objects.get(method_key="user_consultation").counts == {"answer:once": 2}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "12"}, "Type the eight letters and figures"),
        ({"side": ""}, "id_side_error"),
        ({"user_consultation-answer": "", "open_space-answer": ""}, "Nothing is ticked on it"),
        ({"open_space-answer": "not_here"}, "Say in a few words why it could not apply here."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(
    library: Service, officer: Party, change: dict[str, str], words: str
) -> None:
    client = signed_in(officer)
    answer = client.post("/explorer/library/enter/", TICKED | {"code": printed(client)[0]} | change)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert ExplorerSheet.objects.count() == 0


def test_only_officers_print_and_type_in(library: Service, officer: Party) -> None:
    resident = signed_in(person(library.organisation))
    for path in ("/explorer/library/paper/", "/explorer/library/enter/"):
        assert resident.get(path).status_code == 403
        assert Client().get(path).status_code == 302
