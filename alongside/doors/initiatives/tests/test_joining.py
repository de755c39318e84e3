"""Somebody joins an initiative themselves: in a role that is open to all, and told which where it is not."""

from typing import Any

import pytest
from django.test import Client

from alongside.core.initiatives.methods import method
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.people.actions import make_token
from alongside.core.people.models import Party
from alongside.core.tests.world import World, make_live
from alongside.doors.tests.story import signed_in

pytestmark = pytest.mark.django_db
PATH = "/initiatives/sundays/join/"
OPEN = "Resident who takes part"


@pytest.fixture
def world() -> World:
    return make_live()


def roles_of(party: Party) -> list[tuple[str, str, bool]]:
    return list(Membership.objects.filter(party=party).values_list("role", "side", "named_publicly"))


def test_a_role_that_is_open_is_taken_once_however_often_it_is_asked_for(world: World) -> None:
    stranger = world.people["stranger"]
    client = signed_in(stranger)
    assert PATH in client.get("/initiatives/sundays/people/").content.decode()
    for _time in range(2):
        said = client.post(PATH, {"role": "participant", "named_publicly": "on"}, follow=True).content.decode()
        assert f"You take part as {OPEN}." in said
    assert roles_of(stranger) == [("participant", "citizen", True)]
    assert "Stranger" in Client().get("/initiatives/sundays/people/").content.decode()


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("", f"Say in which role you join: {OPEN}."),
        ("mayor", "Select a valid choice"),
        ("lead", f"You can join as {OPEN}."),
        ("representative", f"You can join as {OPEN}."),
    ],
)
def test_a_role_that_is_missing_or_not_open_is_refused_in_words(world: World, role: str, words: str) -> None:
    stranger = world.people["stranger"]
    assert words in signed_in(stranger).post(PATH, {"role": role}).content.decode()
    assert roles_of(stranger) == []


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ({}, 409, f"Say in which role you join: {OPEN}."),
        ({"role": "mayor"}, 409, f"Say in which role you join: {OPEN}."),
        ({"role": "lead"}, 409, f"You can join as {OPEN}."),
        ({"role": "participant"}, 201, None),
    ],
)
def test_the_api_says_the_same(world: World, body: dict[str, Any], status: int, detail: str | None) -> None:
    stranger = world.people["stranger"]
    _token, key = make_token(party=stranger, name="Mine", may_write=True)
    path = f"/api/v1/initiatives/{world.initiative.pk}/membership"
    headers = {"authorization": f"Bearer {key}"}
    answer = Client().post(path, body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json().get("detail")) == (status, detail)


def test_whoever_is_not_signed_in_signs_in_first(world: World) -> None:
    assert Client().get(PATH)["Location"] == f"/account/login/?next={PATH}"


def test_nobody_joins_what_has_ended_or_what_gives_its_roles_itself(world: World) -> None:
    client = signed_in(world.people["stranger"])
    Initiative.objects.update(state="closed")
    assert "nobody joins it any more" in client.post(PATH, {"role": "participant"}).content.decode()
    closed = next(one.key for one in method("participatory_budget").roles if not one.open)
    Initiative.objects.update(state="live", method_key="participatory_budget")
    said = client.post(PATH, {"role": closed}).content.decode()
    assert "Roles here are given by those who manage it." in said or "You can join as" in said
