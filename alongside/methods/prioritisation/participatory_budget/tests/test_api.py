"""The rules, the districts and the winners for programs."""

from datetime import timedelta

from alongside.core.api.tests.calling import call
from alongside.kit import clock
from alongside.methods.prioritisation.participatory_budget.tests.conftest import GREEDY, Round


def test_rules_are_written_agreed_and_read(round_: Round) -> None:
    path = f"/initiatives/{round_.initiative.pk}/budget-rules"
    given = {"ballot_kind": "approval", "rule": GREEDY.to_json(), "who": "All", "why": "So."}
    assert call("post", path, given).status_code == 401
    assert call("post", path, given, party=round_.who("decider")).status_code == 403
    for wrong in ("{", "[]", '"x"', '{"kind": "shouting"}', '{"kind": 3}'):
        refused = call("post", path, {**given, "rule": wrong}, party=round_.who("steering_resident"))
        assert refused.status_code == 409
    made = call("post", path, given, party=round_.who("steering_resident"))
    assert (made.status_code, made.json()["agreed_by_citizens"], made.json()["agreed_by_public"]) == (201, True, False)
    agreed = call("post", f"{path}/agree", party=round_.who("steering_officer"))
    assert agreed.json()["agreed_by_public"] is True
    assert [one["version"] for one in call("get", path).json()] == [1]


def test_districts_and_winners_are_read_and_reported_on(counted: Round) -> None:
    path = f"/initiatives/{counted.initiative.pk}"
    assert [(one["name"], one["won"]) for one in call("get", f"{path}/districts").json()] == [
        ("Hill", 60_000),
        ("Quay", 30_000),
        ("", 0),
    ]
    found = call("get", f"{path}/winners").json()
    assert [(one["title"], one["awarded"], one["state"]) for one in found] == [
        ("Benches", 60_000, "planned"),
        ("Trees", 30_000, "planned"),
    ]
    steps, officer = f"{path}/winners/{found[0]['action_id']}/milestones", counted.who("steering_officer")
    day = clock.today()
    made = call("post", steps, {"what": "Built", "due": day.isoformat()}, party=officer)
    assert made.status_code == 201
    one = f"{steps}/{made.json()['id']}"
    later = (day + timedelta(days=9)).isoformat()
    assert call("post", f"{one}/move", {"due": later, "reason": ""}, party=officer).status_code == 409
    assert call("post", f"{one}/move", {"due": later, "reason": "Frost."}, party=officer).status_code == 200
    assert call("post", f"{one}/begin", {"on": day.isoformat()}, party=officer).json()["begun_on"] == day.isoformat()
    assert call("post", f"{one}/finish", {"on": day.isoformat()}, party=officer).json()["done_on"] == day.isoformat()
    scope = {"before": "Three", "after": "Two", "reason": "A gas main."}
    assert call("post", f"{path}/winners/{found[0]['action_id']}/scope", scope, party=officer).status_code == 200
    assert call("post", steps, {"what": "Mine", "due": later}, party=counted.who("scrutineer")).status_code == 403
    (first, _second) = call("get", f"{path}/winners").json()
    assert [one["reason"] for one in first["variations"]] == ["Frost.", "A gas main."]
