"""A vote that chooses one of several ways: most ballots decide, and no money stands on its pages."""

import pytest
from django.test import Client

from alongside.blocks.rank.actions import CHOICE_RULE, open_poll
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import count_poll
from alongside.blocks.rank.models import ONE_CHOICE, Poll
from alongside.blocks.rank.tests.conftest import Vote, prepare
from alongside.kit import clock


@pytest.fixture
def choice(db: None) -> Vote:
    """An open vote on which of four ways to go."""
    vote = prepare("choose-one", rule=CHOICE_RULE, other_rule=None)
    vote.poll.options.update(cost=ONE_CHOICE)
    Poll.objects.filter(pk=vote.poll.pk).update(budget=ONE_CHOICE)
    vote.poll = open_poll(poll=vote.again(), actor=vote.officer)
    return vote


@pytest.mark.parametrize(
    ("ballots", "winner"), [((2, 2, 3), 2), ((4, 3, 3, 4), 3), ((1,), 1)], ids=["most", "first of a tie", "one"]
)
def test_the_way_that_most_ballots_name_comes_first_and_only_that(
    choice: Vote, ballots: tuple[int, ...], winner: int
) -> None:
    for code, number in zip(choice.codes(len(ballots)), ballots, strict=True):
        choice.cast(number, code=code, channel="code")
    with clock.at(choice.after_closing()):
        close_poll(poll=choice.again(), actor=choice.officer)
        assert count_poll(poll=choice.again(), actor=choice.returning).winners == [winner]


def test_no_money_stands_on_its_pages(choice: Vote) -> None:
    client, path = Client(headers={"host": "localhost"}), f"/rank/{choice.poll.question_id}/"
    (code,) = choice.codes(1)
    pages = [client.get(path), client.post(f"{path}vote/", {"code": code})]
    filled = {"code": code, "choice": "2"}
    pages += [client.post(f"{path}vote/", {**filled, "do": do}) for do in ("review", "cast")]
    with clock.at(choice.after_closing()):
        close_poll(poll=choice.again(), actor=choice.officer)
        count_poll(poll=choice.again(), actor=choice.returning)
        result = client.get(path)
    assert [answer.status_code for answer in pages] == [200, 200, 200, 200]
    shown = [answer.content.decode() for answer in (*pages[:3], result)]
    assert [text.count("£1<") + text.count("to spend") for text in shown] == [0, 0, 0, 0]
    assert "Most ballots chose: Project 2" in shown[3]
