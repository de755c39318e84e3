"""Who may vote: evidence as a keyed hash, a roll that is taken in whole, codes by text message, what looks unusual."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import count_poll
from alongside.blocks.rank.models import CodeBatch, Judgement, RollEntry, RollKey, TextCode, Tries, VotingCode
from alongside.blocks.rank.roll import limits, texts
from alongside.blocks.rank.roll.actions import prove, register, set_rules_of_roll, take_in_roll
from alongside.blocks.rank.roll.keys import hashed
from alongside.blocks.rank.roll.reading import RollRefused
from alongside.blocks.rank.roll.rules import plain_birth, plain_name, plain_number, plain_telephone
from alongside.blocks.rank.tests.conftest import Vote, prepare
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused

MARY = {"name": "Mary-Ann O’Neill", "birth": "30/5/1961", "postcode": "ab1 2cd"}
TABLE = "name;birth;postcode\nONeill, Mary Ann;1961-05-30;AB1 2CD\nBob Example;1.2.1970;AB12CE\n"


def with_roll(*, by_text: bool = False, wins: str = "first", table: str = TABLE) -> Vote:
    """A vote with a roll, which is open."""
    vote = prepare()
    set_rules_of_roll(
        poll=vote.poll,
        evidence="name,birth,postcode",
        by_text=by_text,
        wins=wins,
        roll_only=True,
        actor=vote.returning,
    )
    take_in_roll(poll=vote.again(), text=table, actor=vote.returning)
    vote.poll = open_poll(poll=vote.again(), actor=vote.officer)
    return vote


@pytest.mark.parametrize(
    "written", ["Mary-Ann O’Neill", "O'NEILL, mary ann", "Mrs Mary Ann O`Neill", "ann  ONeill Mary"]
)
def test_a_name_is_the_same_however_it_is_written(written: str) -> None:
    assert plain_name(written) == "ann mary oneill"


def test_numbers_births_and_telephones_have_one_form() -> None:
    assert [plain_number(text) for text in ("00042", "42", " 4 2 ", "AB-007", "ab7")] == [
        "42",
        "42",
        "42",
        "AB7",
        "AB7",
    ]
    assert [plain_birth(text) for text in ("30/5/1961", "30.05.1961", "1961-05-30")] == ["1961-05-30"] * 3
    assert [plain_birth(text) for text in ("31/2/1961", "1961", "5/30/1961", "1/1/1850", "1/1/2900")] == [""] * 5
    assert [plain_telephone(text) for text in ("07700 900123", "+44 7700 900123", "0044 7700900123")] == [
        "+447700900123"
    ] * 3
    assert plain_telephone("call me") == ""


@given(st.text())
def test_bringing_something_to_its_form_twice_changes_nothing(text: str) -> None:
    for plain in (plain_name, plain_number, plain_birth, plain_telephone):
        assert plain(plain(text)) == plain(text)


def test_a_roll_comes_in_whole_and_only_as_hashes(db: None) -> None:
    vote = with_roll()
    kept = list(RollEntry.objects.filter(poll=vote.poll).values_list("evidence", flat=True))
    assert [len(key) for key in kept] == [64, 64]
    assert len(set(kept)) == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        RollEntry.objects.create(organisation=vote.run.town.organisation, poll=vote.poll, evidence=kept[0])


def test_faults_of_a_roll_are_named_by_their_lines_and_nothing_comes_in(db: None) -> None:
    vote = prepare()
    rules = {"poll": vote.poll, "by_text": False, "wins": "first", "roll_only": True, "actor": vote.returning}
    set_rules_of_roll(evidence="name,birth,postcode", **rules)  # type: ignore[arg-type]  # columns by name
    table = "name,birth,postcode,area\nA B,1/2/1970,X1,\nB A,1970-02-01,x1,\nC D,soon,X2,\nE F,1/2/1971,X3,Atlantis\n"
    with pytest.raises(RollRefused) as refused:
        take_in_roll(poll=vote.again(), text=table, actor=vote.returning)
    assert refused.value.problems == [
        "Line 3: the same person as in line 2.",
        "Line 4: the date of birth is missing or cannot be read.",
        "There is no area called “Atlantis” here.",
    ]
    with pytest.raises(Refused, match="none called “birth”"):
        take_in_roll(poll=vote.again(), text="name,postcode\nA,X\n", actor=vote.returning)
    assert RollEntry.objects.filter(poll=vote.poll).count() == 0
    with pytest.raises(NotAllowed):
        take_in_roll(poll=vote.again(), text=TABLE, actor=vote.person())


def test_the_electorate_is_frozen_when_the_vote_opens(db: None) -> None:
    vote = with_roll()
    with pytest.raises(Refused, match="stays as it is"):
        take_in_roll(poll=vote.again(), text=TABLE, actor=vote.returning)
    with pytest.raises(Refused, match="Nobody with these details is on the roll"):
        prove(poll=vote.again(), given=MARY | {"postcode": "ZZ9"})
    with pytest.raises(Refused, match="Nobody with these details"):
        register(poll=vote.again(), given=MARY | {"name": "Mary"}, actor=vote.returning)


def test_whoever_shows_who_they_are_votes_once_on_whatever_way(db: None) -> None:
    vote = with_roll()
    first = prove(poll=vote.again(), given=MARY)
    second = register(poll=vote.again(), given=MARY, actor=vote.returning)
    with pytest.raises(Refused, match="made void"):
        vote.cast(1, code=first, channel="code")
    vote.cast(1, code=second, channel="kiosk")
    for again in (lambda: prove(poll=vote.again(), given=MARY), lambda: vote.cast(2, code=second, channel="code")):
        with pytest.raises(Refused, match="already"):
            again()
    assert list(CodeBatch.objects.order_by("first").values_list("kind", "size", "used_count", "void_count")) == [
        ("proved", 1, 0, 1),
        ("desk", 1, 1, 0),
    ]
    assert RollEntry.objects.filter(poll=vote.poll, voted=True).count() == 1


def test_the_same_person_has_another_hash_in_every_election_and_none_after_the_count(db: None) -> None:
    vote = with_roll()
    ours = hashed(poll=vote.poll, purpose="evidence", value="x")
    assert ours != hashed(poll=vote.poll, purpose="telephone", value="x")
    RollKey.objects.filter(poll=vote.poll).update(salt="another")
    assert hashed(poll=vote.poll, purpose="evidence", value="x") != ours
    with clock.at(vote.after_closing()):
        close_poll(poll=vote.again(), actor=vote.officer)
        count_poll(poll=vote.again(), actor=vote.returning)
    with pytest.raises(Refused, match="was erased"):
        hashed(poll=vote.poll, purpose="evidence", value="x")


class Stub(BaseHTTPRequestHandler):
    """A gateway on this machine, which keeps what it is given."""

    sent: list[tuple[str, dict[str, str]]] = []
    answers = 202

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.sent.append((str(self.headers["Authorization"]), body))
        self.send_response(self.answers)
        self.end_headers()

    def log_message(self, *_words: object) -> None: ...


@pytest.fixture
def sent(settings: object) -> Iterator[list[tuple[str, dict[str, str]]]]:
    server = HTTPServer(("127.0.0.1", 0), Stub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_HOOK = f"http://127.0.0.1:{server.server_port}/texts"  # type: ignore[attr-defined]  # set for the test
    settings.SMS_TOKEN = "a-token"  # type: ignore[attr-defined]  # set for the test
    Stub.sent, Stub.answers = [], 202
    yield Stub.sent
    server.shutdown()
    server.server_close()


def ask(vote: Vote, telephone: str = "07700 900123", address: str = "1", **given: str) -> str:
    return texts.ask_for_text(poll=vote.again(), given=MARY | given, telephone=telephone, address=address)


def test_a_text_message_brings_a_code_that_lasts_ten_minutes(db: None, sent: list[tuple[str, dict[str, str]]]) -> None:
    vote = with_roll(by_text=True)
    with pytest.raises(Refused, match="also asks for a code"):
        prove(poll=vote.again(), given=MARY)
    token = ask(vote)
    ((authorization, body),) = sent
    digits = body["text"].split()[0]
    assert (authorization, body["to"], len(digits)) == ("Bearer a-token", "+447700900123", 6)
    with clock.at(clock.now() + timedelta(minutes=11)), pytest.raises(Refused, match="run out"):
        texts.type_text(poll=vote.again(), token=token, digits=digits)
    code = texts.type_text(poll=vote.again(), token=token, digits=digits.lower())
    vote.cast(1, code=code, channel="code")
    assert TextCode.objects.count() == 0
    with pytest.raises(Refused, match="run out"):
        texts.type_text(poll=vote.again(), token=token, digits=digits)
    stored = json.dumps([list(table.objects.values_list()) for table in (Tries, RollEntry, VotingCode)], default=str)
    assert "7700" not in stored


def test_a_code_is_guessed_five_times_at_most(db: None, sent: list[tuple[str, dict[str, str]]]) -> None:
    vote = with_roll(by_text=True)
    token = ask(vote)
    for _turn in range(5):
        with pytest.raises(Refused, match="not the code that was sent"):
            texts.type_text(poll=vote.again(), token=token, digits="ZZZZZZ")
    with pytest.raises(Refused, match="tried too often"):
        texts.type_text(poll=vote.again(), token=token, digits=sent[0][1]["text"].split()[0])


def test_messages_are_limited_by_number_and_by_address(db: None, sent: list[tuple[str, dict[str, str]]]) -> None:
    vote = with_roll(by_text=True)
    for _turn in range(3):
        ask(vote)
    with pytest.raises(Refused, match="too often"):
        ask(vote)
    with clock.at(clock.now() + timedelta(hours=2)):
        for _turn in range(2):
            ask(vote, address="2")
    with clock.at(clock.now() + timedelta(hours=5)):
        for at in range(8):
            ask(vote, telephone=f"07700 90020{at}", address="3")
        with pytest.raises(Refused, match="too often"):
            ask(vote, telephone="07700 900300", address="3")
    assert len(sent) == 13


def test_a_third_person_cannot_use_the_same_telephone(db: None, sent: list[tuple[str, dict[str, str]]]) -> None:
    vote = with_roll(by_text=True, table=f"{TABLE}Cleo Example;1.2.1980;AB12CE\n")
    for at, name in enumerate(("Bob Example", "Mary-Ann O’Neill")):
        ask(vote, name=name, **({"birth": "1/2/1970", "postcode": "AB12CE"} if at == 0 else {}))
    with pytest.raises(Refused, match="Two people have voted with this telephone"):
        ask(vote, name="Cleo Example", birth="1/2/1980", postcode="AB12CE")
    assert len(sent) == 2


def test_where_the_gateway_takes_nothing_the_voter_is_told_and_may_try_again(
    db: None, sent: list[tuple[str, dict[str, str]]]
) -> None:
    vote = with_roll(by_text=True)
    Stub.answers = 500
    with pytest.raises(Refused, match="could not be sent"):
        ask(vote)
    assert TextCode.objects.count() == 0


def test_what_is_unusual_is_listed_judged_by_name_and_erased_at_closing(vote: Vote) -> None:
    codes, client = vote.codes(12), Client()
    for code in codes:
        client.post(f"/rank/{vote.poll.question_id}/vote/", {"code": code, "choice": "1", "do": "cast"})
    for _turn in range(11):
        client.post(f"/rank/{vote.poll.question_id}/vote/", {"code": "AAAA-BBBB-CCCC"})
    found = {one.kind: one for one in limits.unusual(vote.poll)}
    assert {kind: one.count for kind, one in found.items()} == {"address": 12, "device": 12, "wrong-code": 11}
    with pytest.raises(Refused, match="Give the reason"):
        limits.judge(poll=vote.poll, key=found["device"].key, verdict="ordinary", why=" ", actor=vote.returning)
    limits.judge(poll=vote.poll, key=found["device"].key, verdict="ordinary", why="The library", actor=vote.returning)
    limits.record_wrong_ballots(poll=vote.poll, count=2, why="Letters were stolen", actor=vote.returning)
    assert {one.kind for one in limits.unusual(vote.poll)} == {"address", "wrong-code"}
    with clock.at(vote.after_closing()):
        close_poll(poll=vote.again(), actor=vote.officer)
    assert Tries.objects.count() == 0
    assert vote.again().ballot_count == 12
    assert sorted(Judgement.objects.values_list("kind", "verdict", "count")) == [
        ("address", "open", 12),
        ("device", "ordinary", 12),
        ("wrong", "wrong", 2),
        ("wrong-code", "open", 11),
    ]


def test_too_many_wrong_codes_from_one_address_are_refused_and_another_address_is_not(vote: Vote) -> None:
    client, address = Client(), f"/rank/{vote.poll.question_id}/vote/"
    for _turn in range(20):
        assert "There is no code" in client.post(address, {"code": "AAAA-BBBB-CCCC"}).content.decode()
    assert "tried too often" in client.post(address, {"code": "AAAA-BBBB-CCCC"}).content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").post(address, {"code": "AAAA-BBBB-CCCC"})
    assert "There is no code" in elsewhere.content.decode()
