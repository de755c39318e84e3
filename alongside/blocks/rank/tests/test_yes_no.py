"""Ballots that say yes or no to each project: on the page, in the box, in the published file; and what counts them."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from django.test import Client

from alongside.blocks.rank.casting import Sheet, cast_ballot
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import count_poll
from alongside.blocks.rank.publishing import file_of
from alongside.blocks.rank.tests.conftest import Vote
from alongside.engines.budgeting import Rule, count
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.standards.pabulib import read, text_of
from alongside.standards.pabulib.rule import rule_of


def test_yes_and_no_without_a_script_are_shown_cast_and_counted_as_the_published_file_says(
    make_vote: Callable[..., Vote], client: Client
) -> None:
    # With a threshold of 1 no project wins that as many are against as are for.
    rule = Rule(kind="equal-shares", utility="cost-points", completion="add1-overspend", threshold=Fraction(1))
    vote = make_vote("yes-no", rule=rule, other_rule=Rule(kind="greedy", utility="cost-points", ties="id"))
    codes, address = vote.codes(2), f"/rank/{vote.poll.question_id}/vote/"
    shown = client.post(address, {"code": codes[0], "give-1": "1", "give-2": "-1", "give-3": ""}).content.decode()
    assert shown.count("checked") == 4
    assert "<b data-spent>£600</b>" in shown
    assert client.post(address, {"code": codes[0], "give-1": "2", "do": "review"}).status_code == 409
    review = client.post(address, {"code": codes[0], "give-1": "1", "give-2": "-1", "do": "review"}).content.decode()
    assert [words in review for words in ("(yes)", "(no)", 'name="give-2" value="-1"')] == [True, True, True]
    client.post(address, {"code": codes[0], "give-1": "1", "give-2": "-1", "do": "cast"})
    cast_ballot(
        poll=vote.again(), sheet=Sheet(choices=(3, 1), points=(1, -1), code=codes[1]), channel="code", actor=None
    )
    with clock.at(vote.after_closing()):
        close_poll(poll=vote.again(), actor=vote.officer)
        result = count_poll(poll=vote.again(), actor=vote.returning)
    assert result.winners == [3]
    assert {number: reason["score"] for number, reason in result.reasons.items()} == {"1": 0, "2": -1, "3": 1, "4": 0}
    published = read(text_of(file_of(vote.again(), winners=result.winners)).encode())
    assert (published.named["vote_type"], published.named["min_points"]) == ("scoring", "-1")
    assert count(published.election, rule_of(published)).winners == ("3",)


@pytest.mark.parametrize(
    ("kind", "utility", "words"),
    [("approval", "points", "does not stand on such a ballot"), ("yes-no", "cost", "a no takes one away")],
)
def test_a_rule_that_cannot_count_the_ballots_is_refused_before_anybody_votes(
    make_vote: Callable[..., Vote], kind: str, utility: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        make_vote(kind, rule=Rule(kind="greedy", utility=utility), other_rule=None)
