"""The fast count against the plain one, on made-up elections with many ties and on all kinds of ballots."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.budgeting import Ballots, Election, Project, Rule, count, receipt
from alongside.engines.budgeting.profile import Profile
from alongside.engines.budgeting.shares import Market, Undecided
from alongside.engines.budgeting.shares import Run as FastRun
from alongside.engines.budgeting.tests import plainly
from alongside.engines.budgeting.tests.elections import counts, spelled_out

Case = tuple[Election, Rule]


@given(counts(kind="greedy"), st.booleans())
def test_greedy(case: Case, skip: bool) -> None:
    election, rule = case[0], Rule.from_data({**case[1].as_data(), "skip": skip})
    assert list(count(election, rule).order) == plainly.greedy(spelled_out(election, rule), skip=skip)


@given(counts(kind="equal-shares"))
def test_equal_shares_and_every_balance(case: Case) -> None:
    election, rule = case
    plain = spelled_out(election, rule)
    won, balance = plainly.equal_shares(plain, election.budget / election.ballots.voters)
    result = count(election, rule)
    assert list(result.order) == won
    for voter, left in enumerate(balance):
        mine = receipt(result, voter)
        assert mine.left == left
        assert sum(mine.paid.values()) + left == mine.share


@given(counts(kind="equal-shares"))
def test_the_fast_run_is_right_whenever_it_decides(case: Case) -> None:
    election, rule = case
    profile = Profile.build(election, rule)
    share = Fraction(profile.budget, profile.voters)
    try:
        run = FastRun(Market(profile), share).finish()
    except Undecided:
        return
    won, _ = plainly.equal_shares(spelled_out(election, rule), election.budget / election.ballots.voters)
    assert [profile.ids[p] for p in run.order] == won


def small_enough(election: Election, step: Fraction) -> bool:
    """Whether the plain Add1 ends in reasonable time: no single supporter has to save for years."""
    return max(project.cost for project in election.projects) / step < 1000


@pytest.mark.parametrize("step", ["0.25", "1", "5"])
@pytest.mark.parametrize("stop", ["overspend", "exhaustive"])
@given(case=counts(kind="equal-shares"), start=st.sampled_from(["exact", "whole", "exact-then-whole"]))
def test_add1_takes_the_step_that_running_every_step_takes(stop: str, step: str, case: Case, start: str) -> None:
    election, chosen = case
    if not small_enough(election, Fraction(step)):
        projects = tuple(Project(each.id, min(each.cost, Fraction(60))) for each in election.projects)
        election = Election(election.budget, projects, election.ballots)
    changes = {"completion": f"add1-{stop}", "step": step, "start": start}
    rule = Rule.from_data({**chosen.as_data(), **changes})
    won, share, steps = plainly.add1(
        spelled_out(election, rule), step=Fraction(step), exhaustive=stop == "exhaustive", start=start
    )
    result = count(election, rule)
    assert (list(result.order), result.share) == (won, share)
    assert result.raised is not None
    assert result.raised.raises == steps


@given(counts(kind="equal-shares", completion="utilitarian"))
def test_utilitarian_completion(case: Case) -> None:
    election, rule = case
    plain = spelled_out(election, rule)
    won, _ = plainly.equal_shares(plain, election.budget / election.ballots.voters)
    assert list(count(election, rule).order) == plainly.greedy(plain, won=won)


@given(counts(kind="phragmen"))
def test_phragmen(case: Case) -> None:
    election, rule = case
    assert list(count(election, rule).order) == plainly.phragmen(spelled_out(election, rule))


@given(counts(kind="equal-shares", completion="add1-overspend", step="0.5"))
def test_payments_prove_the_outcome(case: Case) -> None:
    """Only supporters pay, nobody more than the share, and what a winner took is its cost, to the last digit."""
    election, rule = case
    result = count(election, rule)
    paid = dict.fromkeys(result.winners, Fraction(0))
    named = spelled_out(election, rule).named
    for voter in range(election.ballots.voters):
        mine = receipt(result, voter)
        assert set(mine.paid) <= named[voter]
        assert all(money >= 0 for money in mine.paid.values())
        assert mine.left >= 0
        for winner, money in mine.paid.items():
            paid[winner] += money
    assert paid == {each.id: each.cost for each in election.projects if each.id in result.winners}


def test_a_long_stretch_is_proved_not_run() -> None:
    """In a currency with small units Add1 takes 100,000 steps; the count needs a few hundred runs and stops right."""
    projects = tuple(
        Project(f"p{at}", Fraction(cost)) for at, cost in enumerate((5_000_003, 7_000_001, 3_000_000, 9_000_011))
    )
    choices = [[0, 1], [0], [1, 2], [2], [0, 3], [3], [1], [3, 2], [0, 1, 2, 3], [1]]
    election = Election(Fraction(16_000_000), projects, Ballots.group(kind="approval", choices=choices))
    result = count(election, Rule(kind="equal-shares", completion="add1-overspend", utility="cardinality"))
    raised = result.raised
    assert raised is not None
    assert raised.raises > 100_000
    assert raised.runs < 500
    rule = Rule(kind="equal-shares", utility="cardinality")
    plain = spelled_out(election, rule)
    assert result.share is not None
    won, _ = plainly.equal_shares(plain, result.share)
    after, _ = plainly.equal_shares(plain, result.share + 1)
    assert list(result.order) == won
    assert sum(plain.cost[p] for p in won) <= election.budget < sum(plain.cost[p] for p in after)
    sampled = range(0, raised.raises, 4999)
    assert all(
        sum(plain.cost[p] for p in plainly.equal_shares(plain, Fraction(1_600_000 + step))[0]) <= election.budget
        for step in sampled
    )
