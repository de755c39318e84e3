"""A round in which everybody votes instead of a panel."""

from datetime import timedelta

import pytest

from alongside.blocks.fund.actions import approve_award
from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.casting import Sheet, cast_ballots
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import count_poll
from alongside.core.questions.models import Question
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.community_chest.agreeing import draft_result, publish_result, set_awards
from alongside.methods.prioritisation.community_chest.models import Application, Recommendation
from alongside.methods.prioritisation.community_chest.tests.conftest import Chest, open_chest
from alongside.methods.prioritisation.community_chest.voting import poll_of, prepare_vote, recommend_by_vote


@pytest.fixture
def chest(db: None) -> Chest:
    return open_chest(decides_by="vote")


# long: one story
def test_the_count_of_the_votes_says_who_gets_what_and_why(chest: Chest) -> None:
    officer = chest.who("fund_officer")
    one, two, three = (chest.apply(name, 50_000) for name in ("A", "B", "C"))
    chest.close()
    for application in (one, two, three):
        chest.check(application)
    with pytest.raises(Refused, match="everybody votes"):
        chest.score(one, "panel_officer", 5, 5)
    with pytest.raises(Refused, match="Count the votes first"):
        recommend_by_vote(grant_round=chest.grant_round, actor=officer)
    closes = clock.now() + timedelta(days=20)
    poll = prepare_vote(
        grant_round=chest.grant_round, closes_at=closes, answer_by=closes.date() + timedelta(days=9), actor=officer
    )
    poll = open_poll(poll=poll, actor=officer)
    sheets = [Sheet(choices=(1, 3), party=chest.person(f"Example of a voter, {at}")) for at in range(3)]
    cast_ballots(poll=poll, sheets=sheets, channel="web", actor=sheets[0].party)
    Question.objects.filter(pk=poll.question_id).update(
        opens_at=clock.now() - timedelta(days=30), closes_at=clock.now() - timedelta(minutes=1)
    )
    poll = poll_of(chest.grant_round)
    assert poll is not None
    close_poll(poll=poll, actor=officer)
    count_poll(poll=poll, actor=officer)
    assert recommend_by_vote(grant_round=chest.grant_round, actor=officer) == 2
    amounts = dict(Recommendation.objects.values_list("application__number", "amount"))
    assert amounts == {1: 50_000, 2: 0, 3: 50_000}
    for award in set_awards(grant_round=chest.grant_round, actor=officer):
        approve_award(award=award, actor=chest.who("approver"))
    draft_result(grant_round=chest.grant_round, actor=officer)
    publish_result(
        grant_round=chest.grant_round,
        reason="As counted.",
        owner=chest.member("fund_officer"),
        due=clock.today() + timedelta(days=30),
        actor=chest.who("decider"),
    )
    assert set(Question.objects.values_list("state", flat=True)) == {"decided"}
    states = dict(Application.objects.values_list("number", "state"))
    assert states == {1: "awarded", 2: "not_awarded", 3: "awarded"}


def test_a_round_of_the_panel_has_no_vote(db: None) -> None:
    chest = open_chest()
    chest.apply()
    chest.close()
    with pytest.raises(Refused, match="the panel decides"):
        prepare_vote(
            grant_round=chest.grant_round,
            closes_at=clock.now() + timedelta(days=20),
            answer_by=clock.today() + timedelta(days=30),
            actor=chest.who("fund_officer"),
        )
