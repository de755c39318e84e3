"""The same votes give the same bits, in whatever order they come and whoever was there and left."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.opinions import (
    Conversation,
    Moments,
    Votes,
    adjusted_rand,
    as_json,
    axes_of,
    draw_map,
    positions,
)
from alongside.engines.opinions.tests.simulated import ballots, planted, structureless


@pytest.mark.parametrize("polis_compatible", [False, True])
def test_the_order_of_votes_leaves_no_trace(polis_compatible: bool) -> None:
    """Gathered in any order, or added one at a time, the printed bytes are the same."""
    votes, _ = planted(1, (60, 40))
    seen = as_json(draw_map(votes, moderated_out=["3"], polis_compatible=polis_compatible))
    for seed in (2, 3):
        shuffled = ballots(votes, seed)
        gathered = Votes.gather(shuffled)
        assert as_json(draw_map(gathered, moderated_out=["3"], polis_compatible=polis_compatible)) == seen
        talk = Conversation()
        for ballot in shuffled:
            talk.vote(*ballot)
        assert as_json(talk.draw_map(moderated_out=["3"], polis_compatible=polis_compatible)) == seen


def direct(table: np.ndarray, zeroed: np.ndarray) -> np.ndarray:
    """The centred sums of products as a textbook has them, from the whole table."""
    table = np.where(zeroed, 0.0, table)
    cast = ~np.isnan(table)
    means = np.nansum(table, axis=0) / np.maximum(cast.sum(axis=0), 1)
    centred = np.where(cast, table - means, 0.0)
    return centred.T @ centred


tables = st.integers(2, 12).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([1.0, 0.0, -1.0, np.nan]), min_size=width, max_size=width), min_size=2, max_size=25
    )
)


@given(tables, st.integers(0, 2**32))
def test_moments_are_exact(rows: list[list[float]], seed: int) -> None:
    """The moments, added up or one vote at a time with changes of mind, give the textbook's sums to 1e-9."""
    table = np.array(rows)
    draw = np.random.default_rng(seed)
    talk = Conversation(map(str, range(table.shape[1])))
    for person, column in draw.permutation(np.argwhere(~np.isnan(table))).tolist():
        talk.vote(str(person), str(column), int(draw.integers(-1, 2)))
        talk.vote(str(person), str(column), int(table[person, column]))
    grown, summed = talk.moments(), Moments.of(talk.votes())
    for name in ("both", "products", "given"):
        assert np.array_equal(getattr(grown, name), getattr(summed, name))
    zeroed = draw.random(table.shape[1]) < 0.2
    assert np.abs(grown.gram(zeroed) - direct(table, zeroed)).max() < 1e-9


def test_axes_by_moments_are_the_axes_of_the_table() -> None:
    """Against a singular value decomposition of the table that holds every vote."""
    votes, _ = planted(4, (50, 30, 20))
    table = np.full((votes.people, votes.width), np.nan)
    table[votes.voters, votes.columns] = votes.values
    centred = np.where(np.isnan(table), 0.0, table - np.nanmean(table, axis=0))
    rows = np.linalg.svd(centred)[2][:2]
    axes = axes_of(Moments.of(votes))
    assert np.abs(np.abs((axes.components * rows).sum(axis=1)) - 1).max() < 1e-9
    scale = np.sqrt(votes.width / votes.cast)[:, None]
    assert positions(votes, axes) == pytest.approx((centred @ axes.components.T) * scale, abs=1e-9)


def test_a_person_taken_out_was_never_there() -> None:
    """The moments and the whole map are those of the others alone."""
    votes, _ = planted(5, (40, 30))
    talk = Conversation()
    for ballot in ballots(votes, 6):
        talk.vote(*ballot)
    gone = ("7", "33", "60")
    for person in gone:
        talk.remove(person)
    never = Conversation(votes.statements)
    for person, statement, value in ballots(votes, 7):
        if person not in gone:
            never.vote(person, statement, value)
    for name in ("both", "products", "given"):
        assert np.array_equal(getattr(talk.moments(), name), getattr(never.moments(), name))
    assert as_json(talk.draw_map()) == as_json(never.draw_map()) == as_json(draw_map(votes.without_people(gone)))


def test_a_vote_taken_back_leaves_nothing() -> None:
    """Not even its person."""
    talk = Conversation(["1"])
    talk.vote("ann", "1", 1)
    talk.take_back("ann", "1")
    assert (talk.participants, talk.moments().both.tolist()) == ((), [[0]])
    with pytest.raises(ValueError, match="1, 0 or -1"):
        talk.vote("ann", "1", 2)


def test_moderated_out() -> None:
    """By default such a statement is as if never put; as Polis has it, it stands at nought and draws nobody."""
    votes, _ = planted(8, (50, 30))
    ours, theirs = (
        draw_map(votes, moderated_out=["0", "5"]),
        draw_map(votes, moderated_out=["0", "5"], polis_compatible=True),
    )
    assert as_json(ours) == as_json(draw_map(votes.without_statements(["0", "5"])))
    assert theirs.extremity[[0, 5]].tolist() == [0.0, 0.0]
    assert {mark.statement for group in theirs.marks() for mark in group} & {0, 5} == set()
    about = draw_map(votes, meta=["0"])
    assert (about.priority[0], about.extremity[0]) == (49.0, 0.0)


@pytest.mark.parametrize("polis_compatible", [False, True])
@pytest.mark.parametrize(
    "held",
    [
        [],
        [("a", "1", 1)],
        [("a", "1", 1), ("b", "1", 1)],
        [(str(person), "1", person % 2) for person in range(40)],
        [(str(person), str(at), 1) for person in range(30) for at in range(9)],
    ],
)
def test_little_to_go_on(held: list[tuple[str, str, int]], polis_compatible: bool) -> None:
    """Nobody, one person, one statement, and perfect unison are maps too, and never clear."""
    drawn = draw_map(Votes.gather(held), polis_compatible=polis_compatible)
    assert not drawn.clear
    assert "NaN" not in as_json(drawn)
    assert polis_compatible or set(drawn.groups.tolist()) <= {-1}


def test_names_go_by_size() -> None:
    """A is the largest group, and every figure of a group is that of its people."""
    votes, groups = planted(9, (30, 70, 50))
    drawn = draw_map(votes)
    assert (drawn.clear, drawn.names) == (True, ("A", "B", "C"))
    assert drawn.sizes == tuple(sorted(np.bincount(drawn.groups).tolist(), reverse=True))
    assert adjusted_rand(drawn.groups, groups) > 0.9
    first = votes.among(drawn.groups == 0)
    assert drawn.counts.agree[0].tolist() == np.bincount(first.columns[first.values == 1], minlength=60).tolist()


def test_nothing_is_read_but_votes() -> None:
    """People named otherwise, in the same order, are grouped alike."""
    votes = structureless(3)
    one = draw_map(votes, polis_compatible=True)
    assert one.groups.min() >= -1
    assert set(one.groups[one.placed].tolist()) == set(range(len(one.names)))
