"""The API, as a program meets it."""

import json
from typing import Any

import pytest
from django.test import Client

from alongside.core.people.actions import make_token
from alongside.core.tests.world import day, make_live, make_question
from alongside.kit import clock

pytestmark = pytest.mark.django_db


def _send(client: Client, method: str, path: str, body: Any = None, key: str = "") -> Any:
    headers = {"authorization": f"Bearer {key}"} if key else {}
    call = getattr(client, method)
    if body is None:
        return call(f"/api/v1{path}", headers=headers)
    return call(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)


def test_a_visitor_answers_and_follows_the_answer(client: Client) -> None:
    world = make_live()
    question = make_question(world)
    with clock.at(day(1)):
        given = _send(client, "post", f"/questions/{question.pk}/contributions", {"text": "Please open"})
        assert given.status_code == 201
        receipt = given.json()
        seen = _send(client, "get", f"/contributions/{receipt['contribution']['id']}").json()
        thread = _send(client, "get", f"/threads/contribution/{receipt['contribution']['id']}").json()
    assert len(receipt["code"]) == 12
    assert seen["text"] is None  # Words are shown only where the giver lets them be.
    assert [step["kind"] for step in thread] == ["contribution", "recognition"]


def test_a_refusal_is_a_problem_with_the_reason(client: Client) -> None:
    world = make_live()
    question = make_question(world)
    with clock.at(day(30)):
        refused = _send(client, "post", f"/questions/{question.pk}/contributions", {"text": "Too late"})
    assert refused.status_code == 409
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["detail"] == "This is not open for answers at this time."


def test_a_key_that_may_only_read_does_not_write(client: Client) -> None:
    world = make_live()
    _token, key = make_token(party=world.lead, name="Reader", may_write=False)
    assert _send(client, "get", "/me", key=key).json()["roles"] == ["officer"]
    refused = _send(client, "post", "/services", {"name": "Parks", "summary": "Green"}, key=key)
    assert (refused.status_code, refused.json()["detail"]) == (403, "This key may only read.")


def test_a_wrong_key_is_not_a_visitor(client: Client) -> None:
    make_live()
    assert _send(client, "get", "/services", key="alongside_wrong").status_code == 401


def test_a_visitor_needs_no_forgery_token_and_a_session_does() -> None:
    world = make_live()
    question = make_question(world)
    strict = Client(enforce_csrf_checks=True)
    with clock.at(day(1)):
        alone = _send(strict, "post", f"/questions/{question.pk}/contributions", {"text": "Please open"})
        strict.cookies["sessionid"] = "something"
        forged = _send(strict, "post", f"/questions/{question.pk}/contributions", {"text": "Please open"})
    assert (alone.status_code, forged.status_code) == (201, 403)


def test_a_key_that_may_write_acts_for_its_party(client: Client) -> None:
    world = make_live()
    _token, key = make_token(party=world.lead, name="Writer", may_write=True)
    made = _send(client, "post", "/services", {"name": "Parks", "summary": "Green"}, key=key)
    assert (made.status_code, made.json()["slug"]) == (201, "parks")


def test_nothing_that_is_not_described_is_taken(client: Client) -> None:
    world = make_live()
    question = make_question(world)
    wrong = _send(client, "post", f"/questions/{question.pk}/contributions", {"text": "Hello there", "state": "erased"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "state")


def test_a_list_comes_in_pages_that_meet(client: Client) -> None:
    world = make_live()
    question = make_question(world)
    with clock.at(day(1)):
        for number in range(5):
            _send(
                client, "post", f"/questions/{question.pk}/contributions", {"text": f"Number {number}", "public": True}
            )
    first = _send(client, "get", f"/questions/{question.pk}/contributions?limit=3").json()
    second = _send(client, "get", f"/questions/{question.pk}/contributions?limit=3&after={first['next']}").json()
    texts = [item["text"] for item in first["items"] + second["items"]]
    assert (sorted(texts), second["next"]) == ([f"Number {number}" for number in range(5)], None)


def test_the_description_is_openapi_3_1(client: Client) -> None:
    description = client.get("/api/v1/openapi.json").json()
    assert description["openapi"] == "3.1.0"
    assert all("422" in operation["responses"] for path in description["paths"].values() for operation in path.values())
