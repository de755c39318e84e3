"""A vote from opening to its result: one person, one ballot, on whatever channel; counted by the published rule."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.blocks.rank.actions import open_poll, put_on_ballot, put_on_roll
from alongside.blocks.rank.casting import Sheet, cast_ballots
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import count_poll
from alongside.blocks.rank.models import Ballot, CodeBatch, Poll, Result, RollEntry
from alongside.blocks.rank.publishing import file_of
from alongside.blocks.rank.roll.codes import issue_codes, void_code
from alongside.blocks.rank.sealing import digest_of_box
from alongside.blocks.rank.tests.conftest import Vote, prepare, set_aside
from alongside.engines.budgeting import Rule, check, count
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused
from alongside.standards.pabulib import read, text_of


def box(vote: Vote) -> list[tuple[str, str]]:
    return sorted(Ballot.objects.filter(poll=vote.poll).values_list("channel", "choices"))


def test_the_vote_opens_only_once_the_money_is_set_aside(db: None) -> None:
    vote = prepare(pot=60_000)
    with pytest.raises(Refused, match="£400 of it is not in the pot"):
        open_poll(poll=vote.again(), actor=vote.officer)
    set_aside(vote.run, 40_000)
    assert open_poll(poll=vote.again(), actor=vote.officer).state == "open"


def test_nothing_on_the_ballot_changes_once_it_is_open(vote: Vote) -> None:
    option = vote.poll.options.get(number=1)
    with pytest.raises(Refused, match="stays as it is"):
        put_on_ballot(poll=vote.again(), contribution=option.contribution, title="Cheaper", cost=1, actor=vote.officer)
    with pytest.raises(Refused):
        put_on_roll(poll=vote.again(), party=vote.person(), actor=vote.returning)


def test_the_first_ballot_of_a_person_counts_and_the_second_is_refused(vote: Vote) -> None:
    ann = vote.person()
    vote.cast(1, 2, party=ann)
    with pytest.raises(Refused, match="You have voted already"):
        vote.cast(3, party=ann)
    assert box(vote) == [("web", "1,2")]
    assert RollEntry.objects.filter(poll=vote.poll, voted=True).count() == 1


def test_a_code_lets_one_ballot_in_on_any_channel(vote: Vote) -> None:
    code, other = vote.codes(2)
    vote.cast(2, code=code.lower(), channel="code")
    for channel in ("code", "kiosk", "assisted"):
        with pytest.raises(Refused, match="in the box already"):
            vote.cast(3, code=code, channel=channel)
    vote.cast(3, code=other, channel="assisted")
    assert box(vote) == [("assisted", "3"), ("code", "2")]
    batch = CodeBatch.objects.get(poll=vote.poll)
    assert (batch.size, batch.used_count, batch.void_count, batch.unused_count) == (2, 2, 0, 0)


def test_a_person_whom_a_code_was_posted_to_has_one_ballot_in_all(vote: Vote) -> None:
    ann, ben = vote.person("A"), vote.person("B")
    _batch, made = issue_codes(
        poll=vote.poll, kind="posted", label="Post", count=0, parties=[ann, ben], actor=vote.returning
    )
    vote.cast(1, code=made[0][1], channel="code")
    with pytest.raises(Refused, match="voted already"):
        vote.cast(1, party=ann)
    vote.cast(2, party=ben)
    with pytest.raises(Refused, match="voted already"):
        vote.cast(2, code=made[1][1], channel="code")


def test_a_void_code_and_an_unknown_one_let_nothing_in(vote: Vote) -> None:
    code = vote.codes(1)[0]
    void_code(poll=vote.poll, serial=1, why="Lost", actor=vote.returning)
    with pytest.raises(Refused, match="made void"):
        vote.cast(1, code=code, channel="code")
    with pytest.raises(Refused, match="There is no code"):
        vote.cast(1, code="AAAA-BBBB-CCCC", channel="code")
    assert box(vote) == []


def test_a_frozen_roll_lets_only_those_vote_who_stand_on_it(db: None) -> None:
    vote = prepare(roll_only=True)
    ann, ben = vote.person("A"), vote.person("B")
    put_on_roll(poll=vote.poll, party=ann, actor=vote.returning)
    open_poll(poll=vote.again(), actor=vote.officer)
    vote.cast(1, party=ann)
    with pytest.raises(Refused, match="not on the roll"):
        vote.cast(1, party=ben)


def test_ballots_go_in_whole_or_not_at_all(vote: Vote) -> None:
    codes = vote.codes(3)
    sheets = [Sheet(choices=[1], code=code) for code in codes]
    with pytest.raises(Refused):
        cast_ballots(poll=vote.again(), sheets=[*sheets, sheets[0]], channel="assisted", actor=vote.returning)
    assert box(vote) == []
    with pytest.raises(NotAllowed):
        cast_ballots(poll=vote.again(), sheets=sheets, channel="assisted", actor=vote.person())
    with pytest.raises(Refused, match="Paper goes in by the batch"):
        cast_ballots(poll=vote.again(), sheets=sheets, channel="paper", actor=vote.returning)
    slips = cast_ballots(poll=vote.again(), sheets=sheets, channel="assisted", actor=vote.returning)
    assert len({slip.receipt for slip in slips}) == 3


def test_after_closing_only_paper_goes_in_and_after_the_count_nothing(vote: Vote) -> None:
    paper = vote.codes(2, kind="paper")
    vote.cast(1, party=vote.person("A"))
    with pytest.raises(Refused, match="It closes then"):
        close_poll(poll=vote.again(), actor=vote.officer)
    with clock.at(vote.after_closing()):
        with pytest.raises(Refused, match="has closed"):
            vote.cast(1, party=vote.person("B"))
        close_poll(poll=vote.again(), actor=vote.officer)
        first = vote.again().sealed_digest
        vote.paper(["2"], paper[:1])
        sealed = vote.again().sealed_digest
        count_poll(poll=vote.again(), actor=vote.returning)
        assert vote.again().sealed_digest == sealed != first
        assert list(vote.again().seals.order_by("number").values_list("digest", flat=True)) == [first, sealed]
        with pytest.raises(Refused, match="have been counted"):
            vote.paper(["2"], paper[1:])
        with pytest.raises(Refused, match="have been counted"):
            count_poll(poll=vote.again(), actor=vote.returning)
    assert vote.again().results.get(official=True).voters == 2


def test_the_database_itself_keeps_counted_ballots_and_results(vote: Vote) -> None:
    vote.cast(1, party=vote.person("A"))
    with clock.at(vote.after_closing()):
        close_poll(poll=vote.again(), actor=vote.officer)
        count_poll(poll=vote.again(), actor=vote.returning)
    ballots, results = Ballot.objects.filter(poll=vote.poll), Result.objects.filter(poll=vote.poll)
    for touch in (
        lambda: ballots.update(choices="2"),
        ballots.delete,
        lambda: results.update(spent=0),
        results.delete,
        lambda: Ballot.objects.create(
            organisation=vote.run.town.organisation, poll=vote.poll, channel="web", choices="1"
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            touch()


def full(vote: Vote) -> Poll:
    """Let a mixed box in, close and count."""
    for at, choices in enumerate([(1,), (1, 2), (2, 3), (3, 4), (3,), (1, 4), (4,), (2,)]):
        vote.cast(*choices, party=vote.person(f"Voter {at}"))
    with clock.at(vote.after_closing()):
        close_poll(poll=vote.again(), actor=vote.officer)
        count_poll(poll=vote.again(), actor=vote.returning)
    return vote.again()


def test_the_result_says_what_the_published_file_gives_when_anybody_counts_it(vote: Vote) -> None:
    poll = full(vote)
    official = poll.results.get(official=True)
    published = read(text_of(file_of(poll, winners=official.winners)))
    recount = count(published.election, Rule.from_json(official.rule))
    assert [int(key) for key in recount.order] == official.winners
    assert official.spent == int(recount.spent * 100) <= poll.budget
    assert sorted(official.reasons) == ["1", "2", "3", "4"]
    assert published.selected == set(recount.winners)
    assert digest_of_box(poll) == poll.sealed_digest


def test_the_result_page_shows_both_rules_and_the_file_and_hides_nothing_official(vote: Vote) -> None:
    poll = full(vote)
    page = Client().get(f"/rank/{poll.question_id}/").content.decode()
    official = poll.results.get(official=True)
    assert official.file_digest in page
    assert "Another rule would have decided like this" in page
    for option in poll.options.all():
        assert option.title in page
    file = Client().get(f"/rank/{poll.question_id}/ballots.pb")
    assert read(file.content.decode()).ballots.voters == 8


def test_the_certificate_beside_the_result_holds_for_the_published_file(vote: Vote) -> None:
    poll = full(vote)
    address = f"/rank/{poll.question_id}"
    page = Client().get(f"{address}/").content.decode()
    assert f"{address}/certificate.json" in page
    assert "alongside verify CERTIFICATE.json FILE.pb" in page
    ballots = read(Client().get(f"{address}/ballots.pb").content.decode())
    certificate = Client().get(f"{address}/certificate.json").content.decode()
    assert check(certificate, ballots.election) is None
    assert certificate == poll.results.get(official=True).certificate
    assert poll.results.get(official=False).certificate == ""
    rule = Rule.from_json(poll.rule)
    rounds = Client().get(f"{address}/rounds.csv").content.decode().splitlines()
    assert rounds[0] == "project_id,round,money_behind,effective_votes"
    purchases = len(count(ballots.election, rule).order) if rule.kind == "equal-shares" else -1
    assert len(rounds) == 1 + 4 * (purchases + 1)


def test_an_open_vote_tells_no_totals_and_gives_no_file(vote: Vote) -> None:
    vote.cast(1, 2, party=vote.person("A"))
    page = Client().get(f"/rank/{vote.poll.question_id}/").content.decode()
    assert "1 vote" not in page
    for name in ("ballots.pb", "certificate.json", "rounds.csv"):
        assert Client().get(f"/rank/{vote.poll.question_id}/{name}").status_code == 404


def test_the_ballot_works_with_plain_forms_and_a_code_and_keeps_choices_out_of_address_and_session(
    make_vote: Callable[..., Vote],
) -> None:
    vote = make_vote("knapsack")
    code = vote.codes(1)[0]
    client, address = Client(), f"/rank/{vote.poll.question_id}/vote/"
    assert client.post(address, {"code": code}).status_code == 200
    over = client.post(address, {"code": code, "choice": ["1", "2"], "do": "review"})
    assert over.status_code == 409
    assert "£100 more than there is" in over.content.decode()
    less = client.post(address, {"code": code, "choice": ["1", "2"], "remove": "2"})
    assert "£400</b>" in less.content.decode()
    assert client.post(address, {"code": code, "choice": ["1", "3"], "do": "review"}).status_code == 200
    done = client.post(address, {"code": code, "choice": ["1", "3"], "do": "cast"})
    assert "Your ballot is in the box." in done.content.decode()
    assert box(vote) == [("code", "1,3")]
    assert client.post(address, {"code": code, "choice": ["1"], "do": "cast"}).status_code == 409
    assert list(client.session.keys()) == []


@pytest.mark.parametrize(
    ("kind", "sheet", "kept"),
    [
        ("ranked", Sheet(choices=(3, 1)), ("3,1", "")),
        ("points", Sheet(choices=(3, 1), points=(2, 5)), ("1,3", "5,2")),
        ("choose-one", Sheet(choices=(4,)), ("4", "")),
        ("yes-no", Sheet(choices=(3, 1), points=(-1, 1)), ("1,3", "1,-1")),
    ],
)
def test_other_kinds_of_ballot_are_kept_and_counted(
    make_vote: Callable[..., Vote], kind: str, sheet: Sheet, kept: tuple[str, str]
) -> None:
    rule = Rule(kind="greedy", utility="cost-points" if kind == "yes-no" else "cost")
    vote = make_vote(kind, most_points=10 if kind == "points" else None, rule=rule, other_rule=None)
    code = vote.codes(1)[0]
    cast_ballots(
        poll=vote.again(),
        sheets=[Sheet(choices=sheet.choices, points=sheet.points, code=code)],
        channel="code",
        actor=None,
    )
    assert Ballot.objects.filter(poll=vote.poll).values_list("choices", "points").get() == kept
    with clock.at(vote.after_closing()):
        close_poll(poll=vote.again(), actor=vote.officer)
        assert count_poll(poll=vote.again(), actor=vote.returning).voters == 1


def test_where_questions_are_listed_a_vote_tells_its_turnout(vote: Vote, client: Client) -> None:
    path = f"/initiatives/{vote.run.initiative.slug}/"

    def told(words: str) -> bool:
        return words in client.get(path).content.decode()

    assert told("Nobody has voted yet")
    vote.cast(1, party=vote.person("Ann"))
    assert told("Fewer than ten have voted so far")
    for number in range(11):
        vote.cast(2, party=vote.person(f"Person {number}"))
    assert told("12 have voted")
    assert client.get(f"/api/v1/questions/{vote.poll.question_id}").json()["contribution_count"] == 12
