"""What the API says of itself is what it does."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from ninja import Schema

from alongside.core.api.problems import PROBLEM
from alongside.core.api.tests.calling import call
from alongside.core.services.models import Outcome
from alongside.core.tests.world import day, make_live, make_question
from alongside.kit import clock

pytestmark = pytest.mark.django_db


def _operations() -> list[tuple[str, dict[str, Any]]]:
    paths = call("get", "/openapi.json").json()["paths"]
    return [(f"{method} {path}", one) for path, methods in paths.items() for method, one in methods.items()]


def test_every_no_is_described_as_a_problem() -> None:
    make_live()
    wrong = [
        (name, status)
        for name, operation in _operations()
        for status, answer in operation["responses"].items()
        if int(status) >= 400 and list(answer["content"]) != [PROBLEM]
    ]
    assert wrong == []


def test_no_two_shapes_have_one_name() -> None:
    """The description keeps one shape for a name: of two, the caller of one would be told the other."""
    call("get", "/openapi.json")  # It loads every part.
    every: list[type[Schema]] = [Schema]
    for shape in every:
        every += shape.__subclasses__()
    names = Counter(shape.__name__ for shape in set(every) if shape.__module__.startswith("alongside."))
    assert [name for name, count in names.items() if count > 1 and "[" not in name] == []


def test_every_operation_says_what_it_does() -> None:
    make_live()
    assert [name for name, operation in _operations() if not operation.get("description")] == []


def test_what_is_open_to_everybody_asks_for_no_key() -> None:
    make_live()
    operations = dict(_operations())
    assert operations["get /api/v1/services"]["security"] == [{"Key": []}, {"SignedIn": []}, {}]
    assert operations["get /api/v1/me"]["security"] == [{"Key": []}, {"SignedIn": []}]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("get", "/services/not-a-uuid", None, 404),
        ("get", "/nothing/of/the/kind", None, 404),
        ("delete", "/services", None, 405),
        ("post", "/services", '{"name": ', 400),
        ("post", "/services", '{"name": NaN}', 400),
        ("post", "/services", "[" * 100_000, 400),
        ("post", "/services", '{"name": "\\ud800", "summary": ""}', 422),
        ("post", "/services", '{"name": "a\\u0000b", "summary": ""}', 422),
        ("get", "/services?after=nonsense", None, 422),
        ("get", "/services?limit=99999999999999999999999", None, 422),
        ("post", "/services", "x" * 2_600_000, 413),
    ],
)
def test_what_cannot_be_read_is_a_problem(method: str, path: str, body: str | None, status: int) -> None:
    world = make_live()
    refused = call(method, path, body, party=world.lead)
    assert (refused.status_code, refused["Content-Type"]) == (status, PROBLEM)
    assert refused.json()["status"] == status


def test_a_wrong_method_says_which_are_right() -> None:
    make_live()
    assert set(call("delete", "/services")["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize("on", [0, 20_000, "20000", "9999-12-31", "0001-01-01", "2026-02-30", True])
def test_a_day_is_a_day_that_can_be_reckoned_with(on: object) -> None:
    world = make_live()
    outcome = Outcome.objects.all()[0]
    given = {"on": on, "value": 3, "source": "Count"}
    assert call("post", f"/outcomes/{outcome.pk}/observations", given, party=world.lead).status_code == 422


@pytest.mark.parametrize("public", ["yes", 1, "true"])
def test_consent_is_not_guessed(public: object) -> None:
    world = make_live()
    question = make_question(world)
    with clock.at(day(1)):
        given = call("post", f"/questions/{question.pk}/contributions", {"text": "Please open", "public": public})
    assert given.status_code == 422


def test_what_nothing_caught_is_a_problem_without_a_word_of_what_it_was(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = make_live()

    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("alongside.doors.api.services.current_services", fail)
    refused = call("get", "/services", party=world.lead)
    assert (refused.status_code, refused["Content-Type"], refused.json()["status"]) == (500, PROBLEM, 500)
    assert "secret" not in refused.content.decode()
    assert "Nothing caught this in the API: RuntimeError" in caplog.text


def test_what_fails_before_the_api_is_reached_is_a_problem_too(monkeypatch: pytest.MonkeyPatch) -> None:
    make_live()

    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("alongside.config.middleware.organisation_of_host", fail)
    client = Client(raise_request_exception=False)
    refused = client.get("/api/v1/services")
    assert (refused.status_code, refused["Content-Type"]) == (500, PROBLEM)
    assert client.get("/services/")["Content-Type"].startswith("text/html")


def test_a_host_that_is_not_ours_is_a_problem() -> None:
    refused = Client().get("/api/v1/services", headers={"host": "no_such.host?"})
    assert (refused.status_code, refused["Content-Type"]) == (400, PROBLEM)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x"])
def test_a_body_that_is_not_json_is_told_so(kind: str) -> None:
    make_live()
    refused = Client().generic("POST", "/api/v1/services", '{"name": "Parks"}', content_type=kind)
    assert (refused.status_code, refused["Content-Type"]) == (415, PROBLEM)
