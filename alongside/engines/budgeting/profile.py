"""An election made ready for one rule: whole numbers, sparse arrays from projects to the ballots that support them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from math import lcm

import numpy as np
from numpy.typing import NDArray

from alongside.engines.budgeting.election import POINTED, RANKED, YES_NO, Ballots, Election, in_a_row
from alongside.engines.budgeting.limits import Limits
from alongside.engines.budgeting.rule import LOT, Rule
from alongside.kit.refused import Refused

EXACT = 1 << 53  # whole numbers below it are exact in floating point, too
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AT_ONCE = 1 << 15
"""Ballots that are sorted together."""


@dataclass(frozen=True, slots=True)
class Supporters:
    """Who backs one project: `group` (ballot groups), `voters` in each, `worth` of the project to one of them (> 0).

    `worth` counts points, whole numbers in the unit Profile.point_unit; it is None where every supporter's worth is 1.
    `weight` is voters x worth, `total` its exact sum.
    """

    group: NDArray[np.intp]
    voters: Ints
    worth: Ints | None
    weight: Floats
    total: int


@dataclass(frozen=True, slots=True)
class Profile:
    """An election in whole numbers. Position p is a place in Election.projects.

    `money_unit`: how many of our units make one unit of the file's money (1, or 100 for pennies, …).
    `score[p]`: votes, or the sum of points in units of 1 / point_unit, by the rule's utility.
    `factor[p]`: what a worth of 1 is multiplied by: the cost (cost utilities), or 1.
    `tie_rank[p]`: 0 for the project that wins every tie.
    `eligible[p]`: it reaches the threshold and is not left out. `limits`: what may not win together.
    `merged[v]`: the group of voter v here; ballots that this utility cannot tell apart are one group.
    """

    election: Election
    rule: Rule
    ids: tuple[str, ...]
    cost: tuple[int, ...]
    budget: int
    money_unit: int
    point_unit: int
    voters: int
    counts: Ints
    merged: Ints
    supporters: tuple[Supporters, ...]
    votes: tuple[int, ...]
    score: tuple[int, ...]
    factor: tuple[int, ...]
    tie_rank: tuple[int, ...]
    eligible: tuple[bool, ...]
    limits: Limits

    @classmethod
    def build(cls, election: Election, rule: Rule) -> Profile:
        """Prepare `election` for `rule`.

        Refuses a utility that the ballots cannot express, points beyond 2^53 and ids that are not in the list.
        """
        voiced, worths, point_unit = ballot_worths(election.ballots, rule)
        choices, counts, merged, worths = merge(election.ballots, voiced, worths)
        money = [election.budget, *(each.cost for each in election.projects), *(cap.most for cap in rule.caps)]
        money_unit = lcm(*(each.denominator for each in money))
        cost = tuple(int(each.cost * money_unit) for each in election.projects)
        ballots = election.ballots
        named, lengths = (ballots.named, ballots.lengths) if choices is ballots.choices else in_a_row(choices)
        supporters, votes, score = sparse(len(cost), named, lengths, counts, worths)
        ids = tuple(each.id for each in election.projects)
        return cls(
            election=election,
            rule=rule,
            ids=ids,
            cost=cost,
            budget=int(election.budget * money_unit),
            money_unit=money_unit,
            point_unit=point_unit,
            voters=election.ballots.voters,
            counts=counts,
            merged=merged,
            supporters=supporters,
            votes=votes,
            score=score,
            factor=cost if rule.utility.startswith("cost") else (1,) * len(cost),
            tie_rank=tie_ranks(ids, cost, votes, rule),
            eligible=takes_part(election, rule, score, point_unit),
            limits=Limits.build(election, rule, cost=cost, money_unit=money_unit),
        )

    @property
    def by_cost(self) -> bool:
        """Whether a project is worth its cost (times points) to its supporters."""
        return self.rule.utility.startswith("cost")

    def money(self, units: int | Fraction) -> Fraction:
        """Our whole units as the file's money, exactly."""
        return Fraction(units) / self.money_unit


def may_count(kind: str, utility: str) -> bool:
    """Whether ballots of a kind say what a utility counts: points and places have to stand on the ballot."""
    if utility in ("points", "cost-points"):
        return kind in POINTED
    return kind == RANKED or utility in ("cost", "cardinality")


def ballot_worths(ballots: Ballots, rule: Rule) -> tuple[Sequence[tuple[int, ...]], list[tuple[int, ...]] | None, int]:
    """What each distinct ballot supports, the worth of each such project, and the unit; None where all are worth 1."""
    if rule.utility in ("cost", "cardinality"):
        if ballots.kind != YES_NO or ballots.points is None:
            return ballots.choices, None, 1
        pairs = zip(ballots.choices, ballots.points, strict=True)
        return [tuple(p for p, say in zip(*pair, strict=True) if say > 0) for pair in pairs], None, 1
    if rule.utility in ("points", "cost-points"):
        if not may_count(ballots.kind, rule.utility) or ballots.points is None:
            raise Refused(f"The utility {rule.utility} needs ballots with points; these are {ballots.kind}.", "utility")
        unit = lcm(1, *{each.denominator for given in ballots.points for each in given})
        worths = [tuple(int(each * unit) for each in given) for given in ballots.points]
        if max((abs(worth) for each in worths for worth in each), default=0) * ballots.voters >= EXACT:
            raise Refused("The points are too large, or too finely divided, to be added up exactly.", "points")
        return ballots.choices, worths, unit
    if not may_count(ballots.kind, rule.utility):
        raise Refused(f"The utility {rule.utility} needs ranked ballots; these are {ballots.kind}.", "utility")
    longest = max(map(len, ballots.choices), default=0)
    worths = []
    for each in ballots.choices:
        first = {"last-one": len(each), "last-zero": len(each) - 1, "first-longest": longest}[rule.rank_points]
        worths.append(tuple(range(first, first - len(each), -1)))
    return ballots.choices, worths, 1


def merge(
    ballots: Ballots, voiced: Sequence[tuple[int, ...]], worths: list[tuple[int, ...]] | None
) -> tuple[Sequence[tuple[int, ...]], Ints, Ints, list[tuple[int, ...]] | None]:
    """Merge the ballots that these worths cannot tell apart: choices, counts, group of each voter, worths."""
    if worths is None and ballots.kind not in (*POINTED, RANKED):
        return voiced, ballots.counts, ballots.member, None
    index: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    no_worths: tuple[int, ...] = ()
    places = []
    for at, choice in enumerate(voiced):
        if worths is None:
            key = tuple(sorted(choice)), no_worths
        else:
            pairs = sorted(zip(choice, worths[at], strict=True))
            key = tuple(p for p, _ in pairs), tuple(worth for _, worth in pairs)
        places.append(index.setdefault(key, len(index)))
    place = np.array(places, dtype=np.int64)
    counts = np.bincount(place, weights=ballots.counts, minlength=len(index)).astype(np.int64)
    merged = place[ballots.member] if len(place) else ballots.member
    return [choice for choice, _ in index], counts, merged, None if worths is None else [each for _, each in index]


def sparse(
    size: int,
    named: NDArray[np.int32],
    lengths: NDArray[np.int32],
    counts: Ints,
    worths: list[tuple[int, ...]] | None,
) -> tuple[tuple[Supporters, ...], tuple[int, ...], tuple[int, ...]]:
    """From ballots to projects: the supporters of each, how many voters name it, and its score.

    Only a worth above 0 makes a supporter; the score is the sum of all worths, negative ones too.
    """
    flat = None if worths is None else np.fromiter((each for ballot in worths for each in ballot), dtype=np.int64)
    groups, voters, worth, ends = by_project(size, named, lengths, counts, flat)
    weights = voters if worth is None else voters * worth
    found, votes, scores = [], [], []
    for p in range(size):
        mine = slice(int(ends[p - 1]) if p else 0, int(ends[p]))
        group, many, weight, each = groups[mine], voters[mine], weights[mine], None if worth is None else worth[mine]
        votes.append(int(many.sum()))
        scores.append(int(weight.sum()))
        if each is not None and len(each) and each.min() <= 0:
            backs = each > 0
            group, many, weight, each = group[backs], many[backs], weight[backs], each[backs]
        found.append(Supporters(group, many, each, weight.astype(np.float64), int(weight.sum())))
    return tuple(found), tuple(votes), tuple(scores)


# long: one loop, whose arrays are filled together
def by_project(
    size: int, named: NDArray[np.int32], lengths: NDArray[np.int32], counts: Ints, worths: Ints | None
) -> tuple[NDArray[np.intp], Ints, Ints | None, Ints]:
    """Who names each project, one project after the other: ballots, their voters and worths, where each project ends.

    So many ballots at a time that sorting them stays within the memory of the processor: twice as fast with a million.
    """
    # Sixteen bits are sorted by counting, six times as fast as more.
    short = named.astype(np.uint16) if size < 1 << 16 else named
    ends = np.cumsum(all_named := np.bincount(short, minlength=size))
    free, begins = ends - all_named, np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    groups, voters = np.empty(len(named), dtype=np.intp), np.empty(len(named), dtype=np.int64)
    found = None if worths is None else np.empty_like(worths)
    for first in range(0, len(lengths), AT_ONCE):
        last = min(first + AT_ONCE, len(lengths))
        part = slice(int(begins[first]), int(begins[last]))
        order, many = np.argsort(short[part], kind="stable"), np.bincount(short[part], minlength=size)
        to = np.arange(len(order)) + np.repeat(free - (np.cumsum(many) - many), many)
        groups[to] = ballots = np.repeat(np.arange(first, last), lengths[first:last])[order]
        voters[to] = counts[ballots]
        if found is not None and worths is not None:
            found[to] = worths[part][order]
        free += many
    return groups, voters, found, ends


def tie_ranks(ids: tuple[str, ...], cost: tuple[int, ...], votes: tuple[int, ...], rule: Rule) -> tuple[int, ...]:
    """The place of each project in the order that breaks ties; the id as a string decides in the end."""

    def key(p: int) -> tuple[object, ...]:
        by = {"lowest-cost": cost[p], "most-votes": -votes[p], "id": ids[p], "listed": p}
        return (*(lot(each, ids[p]) if each.startswith(LOT) else by[each] for each in rule.criteria), ids[p])

    ranks = [0] * len(ids)
    for rank, p in enumerate(sorted(range(len(ids)), key=key)):
        ranks[p] = rank
    return tuple(ranks)


def lot(criterion: str, name: str) -> str:
    """The lot of a project: the SHA-256 of `SEED:ID`. Whoever has the seed draws the same lot."""
    return sha256(f"{criterion.removeprefix(LOT)}:{name}".encode()).hexdigest()


def takes_part(election: Election, rule: Rule, score: tuple[int, ...], point_unit: int) -> tuple[bool, ...]:
    """Which projects reach the threshold and are not left out. Refuses ids that are not in the list."""
    for field, names in (("left_out", rule.left_out), ("order", rule.order)):
        for name in names:
            if name not in election.position:
                raise Refused(f"{field} names project {name!r}, which is not in the list.", field)
    out = {election.position[name] for name in rule.left_out}
    return tuple(p not in out and Fraction(each, point_unit) >= rule.threshold for p, each in enumerate(score))
