"""A visitor's own order: everything once, the same each time, nobody always first, quick to find a page of."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from alongside.blocks.propose.rules import may_become, next_look, own_place, place_of, words_of


@given(seed=st.integers(0, 10**6), bits=st.integers(1, 9))
def test_every_proposal_stands_at_one_place_and_the_way_back_finds_it(seed: int, bits: int) -> None:
    order = [own_place(place=place, seed=seed, bits=bits) for place in range(1 << bits)]
    assert sorted(order) == list(range(1 << bits))
    assert [place_of(number=number, seed=seed, bits=bits) for number in order] == list(range(1 << bits))


def test_over_many_visitors_each_proposal_is_first_about_as_often() -> None:
    first = Counter(own_place(place=0, seed=seed, bits=4) for seed in range(16_000))
    # 16 proposals, 1,000 firsts expected each; five standard deviations are 153.
    assert {number: abs(count - 1000) < 153 for number, count in first.items()} == dict.fromkeys(range(16), True)


def test_two_visitors_see_different_neighbours() -> None:
    orders = {tuple(own_place(place=place, seed=seed, bits=5) for place in range(32)) for seed in range(50)}
    assert len(orders) == 50


@given(start=st.integers(0, 10_000), found=st.integers(0, 20), looked=st.integers(0, 5000))
def test_each_look_goes_forward_and_stays_inside(start: int, found: int, looked: int) -> None:
    look = next_look(start=start, end=16_384, found=min(found, looked), looked=looked)
    assert (look.start, look.stop > start, look.stop <= 16_384) == (start, True, True)


def test_words_are_found_whatever_their_case_accents_or_number() -> None:
    assert words_of("The Cafés of É, two Libraries; glass & buses!") == {
        "the",
        "cafe",
        "of",
        "two",
        "library",
        "glass",
        "buse",
    }


def test_what_ended_stays_ended() -> None:
    ended = ("merged", "withdrawn", "chosen", "not_chosen")
    every = ("received", "feasible", "not_feasible", "appealed", *ended)
    assert [after for before in ended for after in every if may_become(before=before, after=after)] == []
