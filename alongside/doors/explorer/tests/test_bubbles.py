"""What both sides rated is drawn, best first; what three of each side have not rated is not."""

import pytest
from django.test import Client

from alongside.core.explorer.actions import answer_explorer, begin_sheet, say_could_we
from alongside.core.organisations.models import Organisation
from alongside.core.services.actions import add_service
from alongside.core.services.models import Service
from alongside.doors.explorer.tests.test_pages import person

pytestmark = pytest.mark.django_db
RATINGS = {"importance": 4, "outcome_gap": 4, "assets": 3, "willingness": 2, "risk": 1}


def rate(library: Service, key: str, *, staff: bool, change: int) -> None:
    sheet = begin_sheet(
        service=library, party=person(library.organisation, staff=staff), side="public" if staff else "citizen"
    )
    answer_explorer(sheet=sheet, method_key=key, answer="never")
    ratings = RATINGS | {"importance": 4 - change}
    say_could_we(sheet=sheet, method_key=key, could="yes", reason="People ask for it", ratings=ratings)


def test_the_best_open_way_stands_first_and_few_ratings_draw_nothing() -> None:
    town = Organisation.objects.create(slug="millbrook", name="Millbrook")
    library = add_service(organisation=town, name="Library", summary="Books and a warm room", actor=None)

    def page() -> str:
        return Client().get("/explorer/library/").content.decode()

    for number in range(3):
        assert "<circle" not in page(), number
        for key, change in (("open_space", 0), ("peer_support", 2)):
            rate(library, key, staff=False, change=change)
            rate(library, key, staff=True, change=change)
    said = page()
    assert "Open space scores highest: 66 of 100" in said
    assert said.count("<circle") == 4  # Two, once for a wide page and once for a phone.
    assert said.index("1. Open space") < said.index("2. Peer support")
