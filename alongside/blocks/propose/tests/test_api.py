"""Proposals for programs."""

from alongside.blocks.propose.tests.conftest import Round
from alongside.core.api.tests.calling import call


def test_a_program_brings_a_proposal_and_finds_it(round_: Round) -> None:
    ann = round_.person()
    given = {"title": "Benches", "summary": "Somewhere to sit", "category": "rest", "cost": 180_000}
    made = call("post", f"/questions/{round_.question.pk}/proposals", given, party=ann)
    listed = call("get", f"/questions/{round_.question.pk}/proposals?words=bench&order=supported").json()
    assert made.status_code == 201
    assert [one["id"] for one in listed["items"]] == [made.json()["proposal"]["id"]]
    assert (listed["items"][0]["cost"], listed["next"]) == (180_000, None)


def test_a_list_goes_on_where_it_ended_in_every_order(round_: Round) -> None:
    ann = round_.person()
    for number in range(23):
        round_.bring(ann, title=f"Bench {number}")
    for order in ("newest", "supported", "mixed"):
        path = f"/questions/{round_.question.pk}/proposals?order={order}&seed=7"
        first = call("get", path).json()
        second = call("get", f"{path}&after={first['next']}").json()
        titles = [one["title"] for one in first["items"] + second["items"]]
        assert (sorted(titles), second["next"]) == (sorted(f"Bench {number}" for number in range(23)), None)


def test_support_counts_each_person_once(round_: Round) -> None:
    proposal, bea = round_.bring(), round_.person("Bea")
    path = f"/proposals/{proposal.pk}"
    assert [call("put", f"{path}/support", party=bea).status_code for _turn in range(2)] == [204, 204]
    assert call("get", path).json()["support_count"] == 1
    assert call("delete", f"{path}/support", party=bea).status_code == 204
    assert call("get", path).json()["support_count"] == 0


def test_a_no_is_appealed_and_answered(round_: Round) -> None:
    ann = round_.person()
    proposal = round_.bring(ann)
    checker, path = round_.run.players["checker"], f"/proposals/{proposal.pk}"
    said = call("post", f"{path}/appraisals", {"feasible": False, "reason": "The ground is wet"}, party=checker)
    asked = call("post", f"{path}/appeal", {"text": "It was drained in May"}, party=ann)
    answer = {"upheld": True, "answer": "So it was", "cost": 200_000}
    call("put", f"{path}/appeal/answer", answer, party=checker)
    assert (said.status_code, asked.status_code, asked.json()["appeal"]) == (201, 201, "It was drained in May")
    whole = call("get", path).json()
    assert (whole["status"], whole["checked_cost"], whole["check"]["feasible"]) == ("feasible", 200_000, True)


def test_a_name_stands_only_by_consent(round_: Round) -> None:
    proposal = round_.bring()
    for named in (False, True):
        call("post", f"/proposals/{proposal.pk}/comments", {"text": "Yes", "named": named}, party=round_.person("Bea"))
    found = call("get", f"/proposals/{proposal.pk}/comments").json()["items"]
    assert [one["name"] for one in found] == ["Bea", None]
