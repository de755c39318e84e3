"""The certificate of a count: every number that decided it, exact, for anybody to check with verify.py and the file.

A document of JSON. Money and points are whole numbers or fractions as text, in the units of the file. `ballots` are
numbered from 0 in the order in which distinct ones first stand in the file. No version, time or name of a machine
stands in it: every digit is one that the checker finds again.

    rule, seal   the whole rule as one line of JSON, and the SHA-256 of that line (to be published before the vote)
    projects     [id, cost, votes, score]
    winners, spent, and part: [id, amount] of the one that gets the rest in part payment
    count        greedy: lines, [id, money left when it was reached, verdict];
                 Phragmén: [[id, time, [[time at which supporters last spent, voters]]], who was next when it ended];
                 equal shares:
      shares       how often they were raised, the final share, why that ended
      rounds       [id, price of one point of worth, money its supporters held, [[amount, [ballots that paid it]]]]
      after        the next raise, which spends more than there is: its share, what it buys, what that costs
      left         what all voters together had left
      rest, little the completion: lines of the utilitarian one, rounds of the epsilon one
      compared     voters better off with equal shares, with greedy, and greedy's lines
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from hashlib import sha256
from typing import Any

import numpy as np

from alongside.engines.budgeting.exact import Payment
from alongside.engines.budgeting.greedy import Reached
from alongside.engines.budgeting.profile import Ints, Profile
from alongside.engines.budgeting.result import Result, Shares
from alongside.engines.budgeting.rule import EQUAL_SHARES, PHRAGMEN


def certificate(result: Result) -> str:
    """The certificate of a result, one line to a part. Equal shares are replayed in whole numbers for it."""
    document = _document(result)
    parts = [f"{json.dumps(key)}: {_text(value)}" for key, value in document.items()]
    return "{" + ",\n".join(parts) + "}\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _document(result: Result) -> dict[str, Any]:
    profile, election = result.profile, result.profile.election
    rule = result.rule.to_json()
    scores = result.scores()
    found: dict[str, Any] = {
        "rule": rule,
        "seal": sha256(rule.encode()).hexdigest(),
        "budget": str(election.budget),
        "voters": profile.voters,
        "ballots": len(election.ballots.counts),
        "projects": [
            [each.id, str(each.cost), votes, str(scores[each.id])]
            for each, votes in zip(election.projects, profile.votes, strict=True)
        ],
    }
    if result.rule.kind == EQUAL_SHARES and result.shares is not None:
        count = _shares(profile, result.shares)
        if result.compared is not None:
            compared = result.compared
            count["compared"] = [compared.prefer, compared.prefer_greedy, _lines(profile, compared.lines)]
        found["count"] = count
    elif result.rule.kind == PHRAGMEN:
        found["count"] = _earned(result)
    else:
        found["count"] = _lines(profile, result.lines)
    part = None if result.part is None else [result.part[0], str(result.part[1])]
    return found | {"winners": list(result.order), "spent": str(result.spent), "part": part}


def _lines(profile: Profile, lines: Iterable[Reached]) -> list[list[str]]:
    """Each project as greedy reached it."""
    return [[profile.ids[line.project], str(profile.money(line.left)), line.verdict] for line in lines]


def _shares(profile: Profile, shares: Shares) -> dict[str, Any]:
    """Equal shares: the raising, the rounds and the completion."""
    run, raised, after = shares.run, shares.raised, shares.after
    groups = GroupsOfFile(profile)
    rounds = [_round(profile, groups, payment) for payment in run.payments]
    bought = len(run.order)
    left = profile.voters * run.share - sum(profile.cost[each.project] for each in run.payments)
    money = profile.money
    found: dict[str, Any] = {
        "shares": [0 if raised is None else raised.raises, str(money(run.share)), raised.stop if raised else "none"],
        "rounds": rounds[:bought],
        "little": rounds[bought:],
        "left": str(money(left)),
        "rest": _lines(profile, shares.lines),
    }
    if after is not None:
        ids = [profile.ids[p] for p in after.order]
        found["after"] = [str(money(after.share)), ids, str(money(after.spent))]
    return found


def _round(profile: Profile, groups: GroupsOfFile, payment: Payment) -> list[Any]:
    """One purchase: the price, the money behind it, and who paid what."""
    paid: dict[int, list[int]] = {}
    for group, amount in zip(payment.group.tolist(), payment.amount.tolist(), strict=True):
        if amount:
            paid.setdefault(amount, []).extend(groups.of(group))
    by_ballot = sorted((sorted(who), amount) for amount, who in paid.items())
    amounts = [[str(profile.money(Fraction(amount, payment.denominator))), who] for who, amount in by_ballot]
    price = profile.money(payment.price) * profile.point_unit
    return [profile.ids[payment.project], str(price), str(profile.money(payment.behind)), amounts]


class GroupsOfFile:
    """Which distinct ballots of the file a group of the profile stands for; merged ones are several."""

    def __init__(self, profile: Profile) -> None:
        ballots = profile.election.ballots
        self.members: list[list[int]] = [[] for _ in profile.counts]
        first: Ints = np.zeros(len(ballots.counts), dtype=np.int64)
        first[ballots.member[::-1]] = np.arange(len(ballots.member) - 1, -1, -1)
        for group, merged in enumerate(profile.merged[first].tolist() if len(ballots.member) else []):
            self.members[merged].append(group)

    def of(self, group: int) -> list[int]:
        """The ballots of the file."""
        return self.members[group]


def _earned(result: Result) -> list[Any]:
    """Phragmén: when each was bought, and the loads of its supporters before that."""
    profile, earned = result.profile, result.earned
    if earned is None:
        raise ValueError("Only a count by Phragmén has times.")
    since, spent_at, rounds = np.zeros(len(profile.counts), dtype=np.intp), [Fraction(0)], []
    for p, time in zip(earned.order, earned.times, strict=True):
        backing = profile.supporters[p]
        voters = np.bincount(since[backing.group], weights=backing.voters)
        told = [[str(profile.money(spent_at[at])), int(voters[at])] for at in np.flatnonzero(voters)]
        since[backing.group] = len(spent_at)
        spent_at.append(time)
        rounds.append([profile.ids[p], str(profile.money(time)), told])
    return [rounds, None if earned.blocked is None else profile.ids[earned.blocked]]
