"""A vote for programs."""

from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.models import Ballot, RollEntry
from alongside.blocks.rank.tests.conftest import Vote
from alongside.core.api.tests.calling import call
from alongside.kit import clock


def test_a_program_reads_the_ballot_and_casts_one(vote: Vote) -> None:
    path, ann = f"/questions/{vote.poll.question_id}", vote.person()
    poll = call("get", f"{path}/poll").json()
    cast = call("post", f"{path}/ballots", {"choices": [1, 3]}, party=ann)
    again = call("post", f"{path}/ballots", {"choices": [2]}, party=ann)
    assert [option["number"] for option in poll["options"]] == [1, 2, 3, 4]
    assert (poll["budget"], poll["rule"]["kind"], poll["state"]) == (100_000, "equal-shares", "open")
    assert (cast.status_code, again.status_code) == (201, 409)
    assert list(Ballot.objects.values_list("choices", "channel")) == [("1,3", "web")]


def test_a_code_lets_one_ballot_in_without_a_key(vote: Vote) -> None:
    (code,) = vote.codes(1)
    path = f"/questions/{vote.poll.question_id}/ballots"
    answers = [call("post", path, {"choices": [2], "code": code}).status_code for _turn in range(2)]
    nobody = call("post", path, {"choices": [2]})
    assert (answers, nobody.status_code) == ([201, 409], 409)
    assert list(RollEntry.objects.filter(voted=True).values_list("party", flat=True)) == [None]


def test_staff_help_somebody_and_do_not_vote_with_it(vote: Vote) -> None:
    (code,) = vote.codes(1)
    path = f"/questions/{vote.poll.question_id}/ballots"
    given = {"choices": [4], "code": code, "channel": "assisted"}
    assert call("post", path, given, party=vote.person()).status_code == 403
    assert call("post", path, given, party=vote.returning).status_code == 201
    assert not RollEntry.objects.filter(party=vote.returning).exists()


def test_turnout_and_result_come_when_they_may(vote: Vote) -> None:
    path = f"/questions/{vote.poll.question_id}"
    for name in ("Ann", "Bea"):
        vote.cast(1, 3, party=vote.person(name))
    assert [call("get", f"{path}/{part}").status_code for part in ("turnout", "results")] == [409, 409]
    with clock.at(vote.after_closing()):
        close_poll(poll=vote.again(), actor=vote.officer)
        turnout = call("get", f"{path}/turnout").json()
        moved = call("post", f"{path}/poll/move", {"to": "counted"}, party=vote.returning)
        official, other = call("get", f"{path}/results").json()
    assert (turnout["ballots"], len(turnout["sealed_digest"])) == (2, 64)
    assert (moved.status_code, moved.json()) == (200, {"state": "counted"})
    assert (official["official"], sorted(official["winners"]), official["spent"]) == (True, [1, 3], 100_000)
    assert (other["official"], other["voters"]) == (False, 2)
