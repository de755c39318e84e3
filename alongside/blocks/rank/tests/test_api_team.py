"""The roll, the desk, codes and paper for programs."""

import re

import pytest

from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.models import Ballot, Tries
from alongside.blocks.rank.roll.limits import FROM_ADDRESS
from alongside.blocks.rank.tests.conftest import Vote, prepare
from alongside.blocks.rank.tests.test_roll import MARY, TABLE
from alongside.core.api.tests.calling import call

RULES = {"evidence": "name,birth,postcode", "by_text": False, "wins": "last", "roll_only": True}


def with_roll(**rules: object) -> tuple[Vote, str]:
    """An open vote whose roll came in by the API, and its address there."""
    vote = prepare()
    path = f"/questions/{vote.poll.question_id}"
    assert call("put", f"{path}/roll/rules", RULES | rules, party=vote.returning).status_code == 200
    assert call("post", f"{path}/roll", {"table": TABLE}, party=vote.returning).json() == {"people": 2}
    vote.poll = open_poll(poll=vote.again(), actor=vote.officer)
    return vote, path


def test_a_roll_is_taken_in_and_a_voter_of_it_votes_and_takes_the_ballot_out(db: None) -> None:
    vote, path = with_roll()
    wrong = call("post", f"{path}/evidence", MARY | {"birth": "1/1/1990"})
    code = call("post", f"{path}/evidence", MARY).json()["code"]
    slip = call("post", f"{path}/ballots", {"choices": [2], "code": code}).json()
    desk = call("post", f"{path}/roll/registrations", MARY, party=vote.returning)
    taken_out = call("post", f"{path}/ballots/void", slip | {"why": "Bought"}, party=vote.returning)
    assert (wrong.status_code, wrong.json()["detail"][:28]) == (409, "Nobody with these details is")
    assert (desk.status_code, taken_out.status_code) == (409, 204)
    assert not Ballot.objects.exists()
    totals = call("get", f"{path}/roll", party=vote.returning).json()
    assert [totals[name] for name in ("people", "voted", "waiting", "wins")] == [2, 1, 0, "last"]


def test_a_table_that_cannot_be_read_is_refused_line_by_line(db: None) -> None:
    vote = prepare()
    path = f"/questions/{vote.poll.question_id}"
    call("put", f"{path}/roll/rules", RULES, party=vote.returning)
    answer = call("post", f"{path}/roll", {"table": TABLE + "Nobody;32.13.1990;AB1\n"}, party=vote.returning)
    assert (answer.status_code, "line 4" in answer.json()["detail"].lower()) == (409, True)
    assert call("post", f"{path}/roll", {"table": TABLE}, party=vote.person()).status_code == 404


def test_a_code_comes_by_text_message(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    _vote, path = with_roll(by_text=True)
    alone = call("post", f"{path}/evidence", MARY)
    token = call("post", f"{path}/texts", MARY | {"telephone": "07700 900123"}).json()["token"]
    (digits,) = re.findall(r"\+447700900123: (\w{6}) is your code", capsys.readouterr().err)
    wrong = call("post", f"{path}/texts/typed", {"token": token, "digits": "XXXXXX"})
    code = call("post", f"{path}/texts/typed", {"token": token, "digits": digits}).json()["code"]
    cast = call("post", f"{path}/ballots", {"choices": [1], "code": code})
    assert (alone.status_code, wrong.status_code, cast.status_code) == (409, 409, 201)


def test_codes_are_made_once_and_made_void(vote: Vote) -> None:
    path = f"/questions/{vote.poll.question_id}"
    made = call("post", f"{path}/codes", {"kind": "posted", "label": "Letters", "count": 3}, party=vote.returning)
    one, two, _three = made.json()["codes"]
    void = call("post", f"{path}/codes/{one['serial']}/void", {"why": "Lost in the post"}, party=vote.returning)
    answers = [
        call("post", f"{path}/ballots", {"choices": [1], "code": item["code"]}).status_code for item in (one, two)
    ]
    batch = call("get", f"{path}/roll", party=vote.returning).json()["batches"][0]
    assert (made.status_code, void.status_code, answers) == (201, 200, [409, 201])
    assert [batch[name] for name in ("size", "used_count", "void_count")] == [3, 1, 1]
    assert (
        call("post", f"{path}/codes", {"kind": "posted", "label": "L", "count": 1}, party=vote.person()).status_code
        == 403
    )


def test_paper_goes_from_the_counterfoils_to_the_box(vote: Vote) -> None:
    codes = vote.codes(3, kind="paper")
    first, second = vote.returning, vote.run.players["scrutineer"]
    stack = {"label": "The hall", "arrived": 4, "codes": [*codes, "wrong-code"]}
    batch = call("post", f"/questions/{vote.poll.question_id}/paper-batches", stack, party=first).json()
    path = f"/paper-batches/{batch['id']}"
    once = call("post", f"{path}/entries", {"papers": ["1 3", "b", "2"]}, party=first).json()
    early = call("post", f"{path}/acceptance", party=first)
    twice = call("post", f"{path}/entries", {"papers": ["1 3", "b", "4"]}, party=second).json()
    differing = call("post", f"{path}/acceptance", party=first)
    settled = call("post", f"{path}/settlements", {"place": 3, "text": "4"}, party=first).json()
    done = call("post", f"{path}/acceptance", party=first).json()
    assert (batch["paper_count"], [one["why"] for one in batch["aside"]]) == (3, ["no code of this vote"])
    assert (once["entries"], once["differences"], early.status_code, differing.status_code) == (1, [], 409, 409)
    assert twice["differences"] == [{"place": 3, "first": "2", "second": "4"}]
    assert (settled["differences"], done["state"], done["spoiled_count"]) == ([], "accepted", 1)
    assert sorted(Ballot.objects.values_list("choices", flat=True)) == ["1,3", "4"]
    listed = call("get", f"/questions/{vote.poll.question_id}/paper-batches", party=second).json()
    assert [one["label"] for one in listed] == ["The hall"]
    assert call("get", f"/questions/{vote.poll.question_id}/paper-batches", party=vote.person()).status_code == 403


def test_what_looks_unusual_is_judged_by_a_person(vote: Vote) -> None:
    path = f"/questions/{vote.poll.question_id}/unusual"
    for code in vote.codes(FROM_ADDRESS.most + 1):
        call("post", f"/questions/{vote.poll.question_id}/ballots", {"choices": [1], "code": code})
    found = [one for one in call("get", path, party=vote.returning).json() if one["kind"] == "address"]
    assert [re.sub(r"\d+", "n", one["words"]) for one in found] == ["n ballots from one address"]
    left = call("post", path, {"key": found[0]["key"], "verdict": "ordinary", "why": "A library"}, party=vote.returning)
    assert [one["kind"] for one in left.json() if one["kind"] == "address"] == []
    assert Tries.objects.exists()
