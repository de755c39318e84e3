"""The reasons add up to the outcome, and what they promise comes true when the election is counted again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from alongside.engines.budgeting import (
    Ballots,
    Election,
    Project,
    Rule,
    count,
    explain,
    money_each_round,
    votes_each_round,
    whole_of,
)
from alongside.engines.budgeting.tests import plainly
from alongside.engines.budgeting.tests.elections import counts, spelled_out

Case = tuple[Election, Rule]


def with_cost(election: Election, name: str, cost: Fraction) -> Election:
    """The same election with another cost for one project."""
    return replace(
        election,
        projects=tuple(replace(each, cost=cost) if each.id == name else each for each in election.projects),
    )


def with_votes(election: Election, name: str, more: int) -> Election:
    """The same election with this many voters more who name this one project."""
    at, ballots = election.position[name], election.ballots
    choices = [ballots.choices[group] for group in ballots.member] + [(at,)] * more
    return replace(election, ballots=Ballots.group(kind=ballots.kind, choices=choices))


@given(counts(kind="greedy"))
def test_greedy_reasons_add_up(case: Case) -> None:
    election, rule = case
    result = count(election, rule)
    reasons = explain(result)
    left = election.budget
    lines = sorted((each for each in reasons.values() if each.place), key=lambda each: each.place or 0)
    assert [each.place for each in lines] == list(range(1, len(lines) + 1))
    for reason in lines:
        assert reason.money_left == left
        if reason.verdict == "won":
            left -= reason.cost
        elif reason.verdict == "too-dear":
            assert reason.cost > left
    assert {each.id for each in reasons.values() if each.verdict == "won"} == set(result.winners)
    assert left == election.budget - result.spent


@given(counts(kind="greedy", utility="cost", exclusions=(), threshold="0"))
def test_a_greedy_loser_wins_with_the_score_or_price_named_and_not_with_less(case: Case) -> None:
    election, rule = case
    for reason in explain(count(election, rule)).values():
        if reason.verdict != "too-dear" or election.ballots.kind != "approval":
            continue
        if reason.score_needed is not None:
            more = int(reason.score_needed)
            assert reason.id in count(with_votes(election, reason.id, more), rule).winners
            if rule.ties != "id":
                continue  # one vote less can still win a tie that goes by votes
            assert more == 0 or reason.id not in count(with_votes(election, reason.id, more - 1), rule).winners
        if reason.price_that_wins is not None:
            assert reason.id in count(with_cost(election, reason.id, reason.price_that_wins), rule).winners


@given(counts(kind="equal-shares"))
def test_equal_shares_reasons_add_up(case: Case) -> None:
    """What a loser's supporters hold, and what winners took from them, is their shares together."""
    election, rule = case
    result = count(election, rule)
    plain = spelled_out(election, rule)
    assert result.share is not None
    for reason in explain(result).values():
        supporters = sum(1 for ballot in plain.worth if ballot.get(reason.id, 0) > 0)
        if reason.verdict == "won":
            assert reason.money_behind is not None
            assert reason.money_behind >= reason.cost
        elif reason.verdict == "poor-supporters":
            assert reason.money_behind is not None
            assert reason.money_behind < reason.cost
            assert reason.money_behind + sum(reason.taken_by.values()) == supporters * result.share
            assert set(reason.taken_by) <= set(result.winners)


@given(counts(kind="equal-shares", exclusions=()))
def test_an_equal_shares_loser_wins_at_the_price_named(case: Case) -> None:
    election, rule = case
    if "lowest-cost" in rule.ties:
        rule = replace(rule, ties="id")
    for reason in explain(count(election, rule)).values():
        if reason.verdict == "poor-supporters" and reason.price_that_wins is not None:
            assert reason.price_that_wins < reason.cost
            assert reason.id in count(with_cost(election, reason.id, reason.price_that_wins), rule).winners


MANY = 200


@given(counts(kind="equal-shares", exclusions=(), threshold="0"))
def test_an_equal_shares_loser_wins_with_the_votes_named_and_not_with_one_less(case: Case) -> None:
    """Counted plainly, with the share as it was: that many voters more who name only this project."""
    election, rule = case
    if rule.ties != "id":
        rule = replace(rule, ties="id")  # one vote less can still win a tie that goes by votes
    plain, result = spelled_out(election, rule), count(election, rule)
    assert result.share is not None
    for reason in explain(result).values():
        if reason.verdict != "poor-supporters" or reason.votes_that_win is None:
            continue
        if reason.votes_that_win > MANY:  # Each is a ballot of its own to the plain count, which would take minutes.
            continue
        for more, expected in ((reason.votes_that_win, True), (reason.votes_that_win - 1, False)):
            added = [{reason.id: Fraction(1)}] * more
            grown = replace(plain, worth=plain.worth + added, named=plain.named + [{reason.id}] * more)
            won, _ = plainly.equal_shares(grown, result.share)
            assert (reason.id in won) == expected


def test_the_whole_of_an_outcome() -> None:
    choices = [[0]] * 12 + [[0, 1]] * 4 + [[1]] * 3 + [[]]
    projects = (Project("a", Fraction(160)), Project("b", Fraction(900)))
    election = Election(Fraction(200), projects, Ballots.group(kind="approval", choices=choices))
    places = ["North"] * 12 + ["South"] * 4 + ["North"] * 4
    whole = whole_of(count(election, Rule(kind="greedy")), voters={"district": places})
    assert whole == {
        "winners": 1,
        "spent": 160,
        "voters": 20,
        "with_a_winner": 16,
        "exclusion_ratio": 0.2,
        "winners_each": 0.8,
        "money_each": 8.0,
        "spread": 0.2,
        "by_district": {"North": {"voters": 16, "with_a_winner": 12, "money_each": 7.5}},
    }
    held = money_each_round(count(election, Rule(kind="equal-shares")))
    assert held == {"a": [160.0, 0.0], "b": [70.0, 30.0]}


@given(counts(kind="equal-shares"))
def test_effective_votes_fall_from_round_to_round_to_those_of_the_purchase(case: Case) -> None:
    result = count(*case)
    told, reasons = votes_each_round(result), explain(result)
    assert result.run is not None
    for name, votes in told.items():
        assert votes == sorted(votes, reverse=True)
        reason = reasons[name]
        if reason.effective_votes is not None:
            assert votes[-1] == round(float(reason.effective_votes), 2)
        elif votes:
            assert len(votes) == len(result.run.payments) + 1


def test_effective_votes_count_poor_supporters_in_part() -> None:
    """Of 20 shares of 10 a takes all that its 16 hold; b's 7 have 70 before it and 30 after, so 3 of them in full."""
    choices = [[0]] * 12 + [[0, 1]] * 4 + [[1]] * 3 + [[]]
    for cost, expected in ((900, [0.0, 0.0]), (30, [7.0, 3.0])):
        projects = (Project("a", Fraction(160)), Project("b", Fraction(cost)))
        election = Election(Fraction(200), projects, Ballots.group(kind="approval", choices=choices))
        assert votes_each_round(count(election, Rule(kind="equal-shares")))["b"] == expected


def test_the_price_named_is_the_highest_whole_one_that_wins() -> None:
    choices = [[0, 1]] * 6 + [[0]] * 4 + [[1, 2]] * 3 + [[2]] * 2
    projects = tuple(Project(name, Fraction(cost)) for name, cost in (("bench", 700), ("trees", 600), ("lamp", 500)))
    election = Election(Fraction(1500), projects, Ballots.group(kind="approval", choices=choices))
    for utility in ("cost", "cardinality"):
        rule = Rule(kind="equal-shares", utility=utility)
        lost = [each for each in explain(count(election, rule)).values() if each.verdict == "poor-supporters"]
        assert lost
        for reason in lost:
            assert reason.price_that_wins is not None
            above = with_cost(election, reason.id, reason.price_that_wins + 1)
            at = with_cost(election, reason.id, reason.price_that_wins)
            assert reason.id in count(at, rule).winners
            assert reason.id not in count(above, rule).winners


@pytest.mark.parametrize("kind", ["greedy", "equal-shares", "phragmen"])
def test_each_verdict_is_told(kind: str) -> None:
    projects = tuple(
        Project(name, Fraction(cost))
        for name, cost in (("a", 4), ("b", 3), ("rival", 2), ("rare", 1), ("dear", 9), ("none", 1))
    )
    choices = [[0, 1, 2, 4]] * 3 + [[0, 2, 3]]
    election = Election(Fraction(8), projects, Ballots.group(kind="approval", choices=choices))
    rule = Rule(kind=kind, exclusions=(("a", "rival"),), threshold=Fraction(2), ties="id")
    verdicts = {name: reason.verdict for name, reason in explain(count(election, rule)).items()}
    expected = {"a": "won", "b": "won", "rival": "rival", "rare": "below-threshold", "none": "below-threshold"}
    if kind == "phragmen":  # whoever can be paid for first: the cheaper of the two that exclude each other
        expected |= {"a": "rival", "rival": "won"}
    dear = {"greedy": "too-dear", "equal-shares": "poor-supporters", "phragmen": "after-end"}[kind]
    assert verdicts == expected | {"dear": dear}


def test_reasons_are_plain_data() -> None:
    election = Election(
        Fraction(3), (Project("a", Fraction("2.5")),), Ballots.group(kind="approval", choices=[[0], []])
    )
    data = explain(count(election, Rule(kind="greedy")))["a"].as_data()
    assert {key: str(value) for key, value in data.items()} == {
        "id": "a",
        "cost": "2.5",
        "verdict": "won",
        "votes": "1",
        "score": "1",
        "place": "1",
        "money_left": "3",
    }
