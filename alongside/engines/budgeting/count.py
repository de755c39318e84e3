"""Count an election by a rule."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from alongside.engines.budgeting.election import Election
from alongside.engines.budgeting.epsilon import fill_with_little
from alongside.engines.budgeting.greedy import Reached, bought, compare_with_greedy, count_greedily, part_funded
from alongside.engines.budgeting.phragmen import count_by_earning
from alongside.engines.budgeting.profile import Profile
from alongside.engines.budgeting.raising import Progress, raise_shares, run_at
from alongside.engines.budgeting.result import Result, Shares, replay
from alongside.engines.budgeting.rule import EQUAL_SHARES, GREEDY, Rule
from alongside.engines.budgeting.shares import Market


def count(election: Election, rule: Rule, *, progress: Progress | None = None) -> Result:
    """Count `election` by `rule`: the winners, exact, and everything that explains them.

    What is not obvious, and holds for all rules:
    - every ballot counts in the number of voters, also one that names nothing;
    - a project that costs more than the budget cannot win; equal shares raised by Add1 may come to want it, and that
      counts as overspending like any other;
    - a project that costs nothing wins if anyone supports it (greedy: if it fits, that is, always);
    - a project that nobody supports never wins by equal shares or Phragmén; by greedy see greedy.greedy_order;
    - ties go by Rule.ties, then to the id that is first as a string.

    `progress(raises, share)` is called on the way through Add1 with the steps so far and the share of the budget spent.
    Refuses a rule that the ballots cannot be counted by.
    """
    profile = Profile.build(election, rule)
    if rule.kind == GREEDY:
        lines = tuple(count_greedily(profile))
        return _result(profile, bought(lines), lines=lines)
    if rule.kind == EQUAL_SHARES:
        return _count_shares(profile, progress)
    earned = count_by_earning(profile)
    return _result(profile, earned.order, earned=earned)


def _count_shares(profile: Profile, progress: Progress | None) -> Result:
    """Equal shares with its completion, and the comparison with greedy where the rule asks for it."""
    rule, market = profile.rule, Market(profile)
    share, raised = first_share(profile), None
    if rule.completion.startswith("add1") and profile.voters:
        step = rule.step * profile.money_unit
        raised = raise_shares(
            market,
            first=share,
            base=share // step * step if rule.start == "exact-then-whole" else share,
            step=step,
            exhaustive=rule.completion.startswith("add1-exhaustive"),
            progress=progress,
        )
        share = raised.share
    run = run_at(market, share) if raised is None else raised.run
    order = list(run.order)
    lines: tuple[Reached, ...] = ()
    if rule.completion.endswith("utilitarian"):
        lines = tuple(count_greedily(profile, won=order, left=profile.budget - run.spent))
        order += bought(lines)
    exact = None
    if rule.completion == "epsilon":
        exact = replay(market, share, run.order)
        order += fill_with_little(exact)
    compared = compare_with_greedy(profile, order) if rule.comparison != "none" else None
    shares = Shares(market, share, tuple(run.order), raised, lines, exact)
    if compared is not None and compared.changed:
        order = bought(compared.lines)
    return _result(profile, order, shares=shares, compared=compared)


def first_share(profile: Profile) -> Fraction:
    """The share with which equal shares begins, in our whole units of money."""
    share = Fraction(profile.budget, max(profile.voters, 1))
    if profile.rule.start == "whole":
        return Fraction(share // profile.money_unit * profile.money_unit)
    return share


def _result(profile: Profile, order: list[int], **found: Any) -> Result:
    """The result of buying `order`, and of paying a part of one more where the rule says so."""
    spent = sum(profile.cost[p] for p in order)
    left = profile.budget - spent
    part = part_funded(profile, order, left)
    part_paid = None if part is None else (profile.ids[part], profile.money(left))
    total = profile.money(spent if part is None else profile.budget)
    return Result(profile, tuple(profile.ids[p] for p in order), total, part=part_paid, **found)
