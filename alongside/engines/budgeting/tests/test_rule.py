"""A rule is data: it comes back from JSON whole, and nothing unknown or inexact gets in."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.budgeting import Ballots, Election, Project, Rule, count, json_text, plain_number
from alongside.engines.budgeting.tests.elections import counts
from alongside.kit.refused import Refused


@given(counts(kind="equal-shares", step="0.125", completion="add1-exhaustive-utilitarian", start="whole"))
def test_a_rule_comes_back_from_json(case: tuple[Election, Rule]) -> None:
    assert Rule.from_json(case[1].to_json()) == case[1]


def test_every_parameter_is_written() -> None:
    assert json.loads(Rule(kind="greedy").to_json()) == {
        "kind": "greedy",
        "utility": "cost",
        "completion": "none",
        "step": 1,
        "start": "exact",
        "ties": "id",
        "threshold": 0,
        "skip": True,
        "exclusions": [],
        "rank_points": "last-one",
        "caps": [],
        "leftover": "leave",
        "part": None,
        "order": [],
        "left_out": [],
        "comparison": "none",
    }


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"kind": "lottery"}, "rule"),
        ({"kind": "greedy", "utility": "joy"}, "utility"),
        ({"kind": "equal-shares", "completion": "add1"}, "completion"),
        ({"kind": "greedy", "completion": "add1-overspend"}, "completion"),
        ({"kind": "greedy", "ties": "id,coin"}, "ties"),
        ({"kind": "equal-shares", "step": 0}, "step"),
        ({"kind": "equal-shares", "step": 0.1}, "step"),
        ({"kind": "equal-shares", "step": Fraction(1, 3)}, "step"),
        ({"kind": "equal-shares", "step": "nan"}, "step"),
        ({"kind": "greedy", "threshold": "many"}, "threshold"),
        ({"kind": "equal-shares", "skip": False}, "skip"),
        ({"kind": "phragmen", "utility": "points"}, "utility"),
        ({"kind": "greedy", "colour": "red"}, "colour"),
        ({"utility": "cost"}, "kind"),
        ({"kind": "greedy", "ties": "lot:"}, "ties"),
        ({"kind": "greedy", "part": 1}, "part"),
        ({"kind": "greedy", "exclusions": [["a"]]}, "exclusions"),
        ({"kind": "greedy", "comparison": "satisfaction"}, "comparison"),
        ({"kind": "phragmen", "order": ["a"]}, "order"),
        ({"kind": "equal-shares", "leftover": "beyond-caps"}, "leftover"),
        ({"kind": "greedy", "caps": [{"name": "sport"}]}, "caps"),
    ],
)
def test_what_is_not_a_rule_is_refused(parameters: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as caught:
        Rule.from_data(parameters)
    assert caught.value.field == field


@given(st.fractions(max_denominator=10**6).map(lambda f: Fraction(f.numerator, 10 ** len(str(f.denominator)))))
def test_exact_decimals_stay_exact_in_json(value: Fraction) -> None:
    text = json_text({"money": plain_number(value)})
    assert Fraction(json.loads(text, parse_float=Decimal, parse_int=Decimal)["money"]) == value


def test_money_above_what_a_float_holds_is_written_to_the_penny() -> None:
    assert json_text(plain_number(Fraction("9007199254740993.01"))) == "9007199254740993.01"
    assert json_text(plain_number(Fraction(1, 3))) == '"1/3"'


REFUSED = [
    (lambda: Ballots.group(kind="veto", choices=[]), "kind"),
    (lambda: Ballots.group(kind="approval", choices=[[0, 0]]), "choices"),
    (lambda: Ballots.group(kind="choose-one", choices=[[0, 1]]), "choices"),
    (lambda: Ballots.group(kind="points", choices=[[0]]), "points"),
    (lambda: Ballots.group(kind="approval", choices=[[0]], points=[[1]]), "points"),
    (lambda: Ballots.group(kind="points", choices=[[0, 1]], points=[[1]]), "points"),
    (lambda: one_project(cost=-1), "projects"),
    (lambda: one_project(budget=-1), "budget"),
    (lambda: one_project(choice=1), "ballots"),
    (lambda: count(one_project(), Rule(kind="greedy", utility="points")), "utility"),
    (lambda: count(one_project(), Rule(kind="greedy", utility="borda")), "utility"),
    (lambda: count(points_of("1e16"), Rule(kind="equal-shares", utility="points")), "points"),
    (lambda: count(one_project(), Rule(kind="greedy", exclusions=(("a", "x"),))), "exclusions"),
]


def one_project(*, cost: int = 1, budget: int = 1, choice: int = 0) -> Election:
    """One project, one voter."""
    ballots = Ballots.group(kind="approval", choices=[[choice]])
    return Election(Fraction(budget), (Project("a", Fraction(cost)),), ballots)


def points_of(points: str) -> Election:
    """One project, one voter who gives it these points."""
    ballots = Ballots.group(kind="points", choices=[[0]], points=[[Fraction(points)]])
    return Election(Fraction(1), (Project("a", Fraction(1)),), ballots)


@pytest.mark.parametrize("case", range(len(REFUSED)))
def test_elections_that_cannot_be_counted_are_refused(case: int) -> None:
    act, field = REFUSED[case]
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.field == field


def test_no_voters_and_no_projects_are_elections_too() -> None:
    nobody = Election(Fraction(5), (Project("a", Fraction(1)),), Ballots.group(kind="approval", choices=[]))
    nothing = Election(Fraction(5), (), Ballots.group(kind="approval", choices=[[], []]))
    for kind, completion in (("greedy", "none"), ("equal-shares", "add1-overspend"), ("phragmen", "none")):
        rule = Rule(kind=kind, completion=completion)
        assert count(nobody, rule).winners == (("a",) if kind == "greedy" else ())
        assert count(nothing, rule).winners == ()
