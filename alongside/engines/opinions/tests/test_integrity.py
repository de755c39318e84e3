"""Voting that does not look read: what is planted is found, and honest crowds are left alone."""

from __future__ import annotations

import numpy as np

from alongside.engines.opinions import Sign, Votes, draw_map, findings, without
from alongside.engines.opinions.integrity import bursts
from alongside.engines.opinions.tests.simulated import ballots, planted, structureless


def crowd(seed: int) -> list[tuple[str, str, int]]:
    """An honest crowd of two groups."""
    return ballots(planted(seed, (60, 40), statements=40)[0], seed)


def test_honest_crowds_are_left_alone() -> None:
    """Nothing is seen in ten of them."""
    assert [findings(structureless(seed)) for seed in range(10)] == [()] * 10


def test_straight_lines() -> None:
    """One answer to everything, where the crowd is divided."""
    held = crowd(1) + [("blind", str(at), 1) for at in range(40)] + [("brief", str(at), 1) for at in range(9)]
    found = findings(Votes.gather(held))
    assert [(each.participant, each.sign) for each in found] == [("blind", Sign.STRAIGHT)]
    assert found[0].words == "agreed with all of 40 statements"


def test_agreeing_with_what_all_agree_with_is_no_sign() -> None:
    """Nor is it a copy that many people say the same where nearly all do."""
    held = [(str(person), str(at), 1) for person in range(100) for at in range(20)]
    assert findings(Votes.gather(held)) == ()


def test_copies() -> None:
    """The same answers to the same statements, by people who should differ."""
    answers = np.random.default_rng(2).choice([-1, 1], 30).tolist()
    held = crowd(2) + [(f"copy{each}", str(at), vote) for each in range(3) for at, vote in enumerate(answers)]
    found = findings(Votes.gather(held))
    assert [(each.participant, each.sign) for each in found] == [(f"copy{each}", Sign.COPY) for each in range(3)]


def test_bursts() -> None:
    """Ten votes in ten seconds, and a minute in which far too many begin."""
    times = {str(each): [each * 600.0 + 5.0 * at for at in range(20)] for each in range(60)}
    assert bursts(times) == []
    times["hasty"] = [0.5 * at for at in range(12)]
    times |= {f"bus{each}": [60_000.0 + each] for each in range(15)}
    found = {(each.participant, each.sign) for each in bursts(times)}
    assert found == {(name, Sign.BURST) for name in ["hasty", *(f"bus{each}" for each in range(15))]}


def test_with_and_without() -> None:
    """Nobody is taken out of the map itself; beside it stands the one without those found."""
    held = crowd(3) + [(f"bot{each}", str(at), 1) for each in range(25) for at in range(40)]
    drawn = draw_map(Votes.gather(held))
    names = {each.participant for each in findings(drawn.votes)}
    assert names == {f"bot{each}" for each in range(25)}
    both = without(drawn, names)
    assert (both.whole.votes.people, both.without.votes.people) == (125, 100)
    assert both.without.clear
    assert both.alike == 1.0
    assert both.shift > 0.05
    assert both.turned
    assert without(drawn, set()).shift == 0.0
