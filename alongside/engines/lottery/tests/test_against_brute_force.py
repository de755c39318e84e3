"""On pools so small that every panel can be listed, the engine finds what brute force finds."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from alongside.engines.lottery import MAXIMIN, Person, Pool, Quota, Unmet, advise, check, drawn, make, published
from alongside.engines.lottery.tests.plainly import leximin, one_per_home, panels_of, violations

VALUES = {"age": ("old", "young"), "area": ("east", "north", "west")}
Case = tuple[list[Quota], list[Person], int]


@some.composite
def cases(draw: some.DrawFn, loose: bool = True) -> Case:
    """Up to nine people, of whom some share an address, and quotas about a panel that may or may not exist."""
    n = draw(some.integers(3, 9))
    size = draw(some.integers(1, min(4, n)))
    people = []
    for at in range(n):
        values = {feature: draw(some.sampled_from(known)) for feature, known in VALUES.items()}
        home = draw(some.sampled_from(("", "", "1 high street", "2 high street")))
        people.append(Person(f"p{at}", values, home))
    quotas = []
    for feature, known in VALUES.items():
        for value in known:
            about = sum(person.values[feature] == value for person in people) * size / n
            least = max(0, int(about) - draw(some.integers(0, 1)))
            quotas.append(Quota(feature, value, least, least + draw(some.integers(0 if not loose else 1, 2))))
    return quotas, people, size


@settings(max_examples=40, deadline=None)
@given(cases())
def test_the_chances_are_the_fairest_of_all_lotteries(case: Case) -> None:
    quotas, people, size = case
    panels = panels_of(people, quotas, size)
    pool = Pool.of(quotas, people, size)
    if not panels:
        with pytest.raises(Unmet):
            make(pool)
        return
    lottery = make(pool)
    found, fairest = lottery.probabilities, leximin(people, panels)
    assert sum(found.values()) == size
    assert sorted(found) == sorted(person.id for person in people)
    assert {key: round(float(value), 5) for key, value in found.items()} == pytest.approx(fairest, abs=2e-5)
    assert {key for key, value in found.items() if not value} == {
        person.id for person in people if not any(person in panel for panel in panels)
    }
    assert lottery.least <= lottery.bound
    assert lottery.bound_ratio > Fraction(999, 1000) or lottery.greatest


@settings(max_examples=30, deadline=None)
@given(cases(), some.text(min_size=1, max_size=8), some.randoms(use_true_random=False))
def test_a_draw_is_a_panel_that_the_file_draws_again(case: Case, seed: str, mix: Random) -> None:
    quotas, people, size = case
    try:
        lottery = make(Pool.of(quotas, people, size))
    except Unmet:
        return
    ticket, panel = drawn(lottery, seed)
    chosen = [person for person in people if person.id in panel]
    assert len(chosen) == size
    assert one_per_home(chosen)
    assert violations(chosen, quotas) == 0
    file = published(lottery, draw=(seed, ticket, panel))
    assert check(file) is None
    others, rules = mix.sample(people, len(people)), mix.sample(quotas, len(quotas))
    again = make(Pool.of(rules, others, size))
    assert published(again, draw=(seed, *drawn(again, seed))) == file


@settings(max_examples=15, deadline=None)
@given(cases())
def test_maximin_has_the_same_least_chance(case: Case) -> None:
    quotas, people, size = case
    panels = panels_of(people, quotas, size)
    if panels:
        lottery = make(Pool.of(quotas, people, size), fairness=MAXIMIN)
        least = min(value for value in leximin(people, panels).values() if value > 1e-6)
        assert float(lottery.least) == pytest.approx(least, abs=2e-5)


@settings(max_examples=30, deadline=None)
@given(cases(loose=False))
def test_advice_moves_the_fewest_seats_that_help(case: Case) -> None:
    quotas, people, size = case
    pool = Pool.of(quotas, people, size)
    advice = advise(pool)
    every = panels_of(people, [], size)
    if not every:
        assert advice.changes == ()
        return
    assert advice.seats == min(violations(panel, quotas) for panel in every)
    changed = {(c.quota.feature, c.quota.value): (c.least, c.most) for c in advice.changes}
    wider = [Quota(q.feature, q.value, *changed.get((q.feature, q.value), (q.least, q.most))) for q in quotas]
    assert panels_of(people, wider, size) != []
    assert make(Pool.of(wider, people, size)).least > 0
