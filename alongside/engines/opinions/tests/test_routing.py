"""What is asked next: nobody's voice is missing, then what tells most; never merely by chance."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chisquare

from alongside.engines.opinions import OpinionMap, Router, Votes, draw_map
from alongside.engines.opinions.tests.simulated import planted


@pytest.fixture(scope="module")
def drawn() -> OpinionMap:
    """A clear map of two groups, on which nobody has yet voted on the last statement."""
    votes, _ = planted(11, (60, 40), statements=30)
    late = Votes.gather([], participants=votes.participants, statements=[*votes.statements, "99"])
    wide = Votes(
        participants=late.participants,
        statements=late.statements,
        starts=votes.starts,
        columns=votes.columns,
        values=votes.values,
    )
    return draw_map(wide)


def test_every_group_sees_every_statement_often_enough(drawn: OpinionMap) -> None:
    """A late statement goes first to each group until it has its least votes; then the lottery begins."""
    router = Router.of(drawn, least=10)
    assert drawn.clear
    late, nothing = drawn.votes.width - 1, np.zeros(drawn.votes.width, np.bool_)
    for group in (0, 1):
        asked = []
        for _ in range(10):
            asked.append(router.next_statement(nothing, group=group, lot=0.0))
            router.record(asked[-1], group=group)
        assert asked == [late] * 10
        assert not router.owed(group).any()


def test_a_small_group_is_owed_what_it_can_give(drawn: OpinionMap) -> None:
    """No statement waits for more votes than a group has people."""
    router = Router.of(drawn, least=1_000)
    assert router.least.tolist() == [*drawn.sizes, drawn.votes.people]


def test_routing_never_becomes_flat(drawn: OpinionMap) -> None:
    """The lottery asks by priority: a uniform one, or one in which every priority is the same, fails here."""
    router = Router.of(drawn, least=0)
    nothing = np.zeros(drawn.votes.width, np.bool_)
    lots = (np.arange(20_000) + 0.5) / 20_000
    asked = np.bincount([router.next_statement(nothing, lot=lot) for lot in lots], minlength=drawn.votes.width)
    chances = drawn.priority / drawn.priority.sum()
    assert asked == pytest.approx(20_000 * chances, abs=1.0)
    assert chisquare(asked).pvalue < 1e-12
    assert len(set(drawn.priority.tolist())) == drawn.votes.width
    known = chances[:-1]
    assert known.max() > 2 * known.min()
    assert chances[-1] > 5 * known.mean()  # a statement that nobody has seen


def test_only_what_is_open(drawn: OpinionMap) -> None:
    """Nothing twice, nothing that is moderated out, and nothing when all is done."""
    router = Router.of(drawn, least=0)
    voted = np.ones(drawn.votes.width, np.bool_)
    assert router.next_statement(voted, lot=0.5) is None
    voted[4] = False
    assert [router.next_statement(voted, lot=lot) for lot in (0.0, 0.5, 0.999999)] == [4, 4, 4]
    closed = Router(priority=router.priority, exposure=router.exposure, least=router.least, open=~voted)
    assert closed.next_statement(~voted, lot=0.5) is None


def test_without_groups_the_crowd_is_one(drawn: OpinionMap) -> None:
    """Where no groups are clear, statements are owed to the crowd."""
    few = draw_map(drawn.votes.among(np.arange(drawn.votes.people) < 8))
    router = Router.of(few, least=5)
    assert (few.names, router.exposure.shape[0]) == ((), 1)
    assert router.next_statement(np.zeros(few.votes.width, np.bool_), lot=0.3) == few.votes.width - 1
