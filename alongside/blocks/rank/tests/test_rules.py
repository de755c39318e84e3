"""What a ballot may say, and how it is kept."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.blocks.rank.paper.rules import read_numbers
from alongside.blocks.rank.papers import Filled, read_form
from alongside.blocks.rank.rules import Paper, Wrong, as_text, own_order, spent, wrong
from alongside.blocks.rank.words import Says, say_rule
from alongside.engines.budgeting import Rule

COSTS = {1: 600, 2: 500, 3: 400}
some_choices = st.lists(st.integers(1, 3), unique=True, min_size=1)


def paper(kind: str = "approval", **limits: int) -> Paper:
    return Paper(kind=kind, costs=COSTS, budget=1000, **limits)


@given(some_choices)
def test_a_basket_is_refused_exactly_when_it_costs_more_than_there_is_and_says_by_how_much(choices: list[int]) -> None:
    total = sum(COSTS[number] for number in choices)
    expected = Wrong("over", total - 1000) if total > 1000 else None
    assert wrong(paper=paper("knapsack"), choices=choices, points=()) == expected
    assert spent(paper=paper(), choices=choices) == total


@given(some_choices)
def test_approvals_may_cost_anything(choices: list[int]) -> None:
    assert wrong(paper=paper(), choices=choices, points=()) is None


def test_what_no_ballot_may_say() -> None:
    assert wrong(paper=paper(), choices=(), points=()) == Wrong("none")
    assert wrong(paper=paper(), choices=(1, 9), points=()) == Wrong("unknown", 9)
    assert wrong(paper=paper(), choices=(1, 1), points=()) == Wrong("twice")
    assert wrong(paper=paper(most_choices=1), choices=(1, 2), points=()) == Wrong("many", 1)
    assert wrong(paper=paper("choose-one"), choices=(1, 2), points=()) == Wrong("many", 1)
    assert wrong(paper=paper("points", most_points=5), choices=(1, 2), points=(3, 4)) == Wrong("points_over", 2)
    assert wrong(paper=paper("score", most_points=5), choices=(1, 2), points=(3, 6)) == Wrong("points_over", 1)
    assert wrong(paper=paper("points"), choices=(1, 2), points=(3,)) == Wrong("points")
    assert wrong(paper=paper("points"), choices=(1,), points=(0,)) == Wrong("points")


@given(st.permutations([1, 2, 3]))
def test_the_order_of_ticking_is_not_kept_but_that_of_ranking_is(choices: list[int]) -> None:
    assert as_text(kind="approval", choices=choices) == ("1,2,3", "")
    assert as_text(kind="ranked", choices=choices) == (",".join(map(str, choices)), "")
    points = [choices.index(number) + 1 for number in choices]
    assert as_text(kind="points", choices=choices, points=points)[0] == "1,2,3"


def test_points_stay_with_their_projects() -> None:
    assert as_text(kind="points", choices=(3, 1), points=(7, 2)) == ("1,3", "2,7")


@given(st.text(min_size=1))
def test_each_voter_has_one_order_of_everything(seed: str) -> None:
    assert own_order(numbers=[3, 1, 2], seed=seed) == own_order(numbers=[1, 2, 3], seed=seed)
    assert sorted(own_order(numbers=range(1, 40), seed=seed)) == list(range(1, 40))


def test_a_form_is_read_as_it_was_meant() -> None:
    assert read_form(kind="approval", data={}, ticked=["2", "x", "2", "3"], removed="3") == Filled((2,))
    data = {"give-4": "2", "give-1": "", "give-2": "1", "give-3": "0", "other": "9"}
    assert read_form(kind="ranked", data=data, ticked=[]) == Filled((2, 4))
    assert read_form(kind="points", data=data, ticked=[]) == Filled((4, 2), (2, 1))


LOST = ["rival", "capped", "left-out", "unsupported", "below-threshold", "filled", "after-end"]


@pytest.mark.parametrize("verdict", LOST)
def test_every_way_to_win_or_lose_has_its_words(verdict: str) -> None:
    says = Says(rule=Rule(kind="greedy"), titles={}, currency="GBP")
    assert says.why({"verdict": verdict})


def test_a_rule_says_what_else_it_holds_to() -> None:
    plain = say_rule(Rule(kind="greedy"))
    told = say_rule(Rule(kind="greedy", threshold=Fraction(5), exclusions=(("1", "2"),)))
    assert told == (
        f"{plain} A project with less than 5 has no part in it. Of projects that rule each other out only one can win."
    )


def test_a_yes_and_a_no_are_one_and_minus_one_on_screen_and_on_paper() -> None:
    assert wrong(paper=paper("yes-no"), choices=(1, 2), points=(1, -1)) is None
    assert wrong(paper=paper("yes-no"), choices=(1, 2), points=(1, 2)) == Wrong("yes_no")
    assert wrong(paper=paper("yes-no"), choices=(1,), points=()) == Wrong("yes_no")
    filled = read_form(kind="yes-no", data={"give-1": "1", "give-2": "-1", "give-3": "", "give-4": "7x"}, ticked=[])
    assert (filled, filled.wanted) == (Filled((1, 2), (1, -1)), (1,))
    assert Filled.of_text(filled.text) == filled
    assert read_numbers("1=y, 2 = n; 3=no") == ([1, 2, 3], [1, -1, -1])
