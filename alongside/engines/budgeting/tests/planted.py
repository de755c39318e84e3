"""Random elections and rules from a seed: all kinds of both, few costs and few voters, so that ties abound."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from alongside.engines.budgeting import Ballots, Election, Project, Rule
from alongside.engines.budgeting.election import KINDS, POINTED
from alongside.engines.budgeting.tests import plainly
from alongside.engines.budgeting.tests.elections import spelled_out

IDS = ["1", "10", "2", "20", "9", "a", "B"]
COSTS = ["0", "1", "2", "2", "3", "4", "6", "6", "10", "12", "12.5", "0.75"]


def planted(seed: int) -> tuple[Election, Rule]:
    """The election and the rule of one seed. Every tenth election has a twin: a copy of a project that ties with it."""
    draw = Random(seed)
    ids = draw.sample(IDS, draw.randint(1, 6))
    costs = [draw.choice(COSTS) for _ in ids]
    kind = draw.choice(KINDS)
    ballots = [_ballot(draw, kind, len(ids)) for _ in range(draw.randint(1, 7))]
    if len(ids) > 1 and seed % 10 == 0 and kind not in ("choose-one", "ranked"):
        costs[1] = costs[0]
        ballots = [[at for at in each if at != 1] + ([1] if 0 in each else []) for each in ballots]
    points = [_points(draw, kind, each) for each in ballots] if kind in POINTED else None
    projects = tuple(Project(name, Fraction(cost)) for name, cost in zip(ids, costs, strict=True))
    grouped = Ballots.group(kind=kind, choices=ballots, points=points)
    return Election(Fraction(draw.choice(["0", "5", "12", "20", "33.25", "40"])), projects, grouped), _rule(
        draw, kind, ids
    )


def _ballot(draw: Random, kind: str, size: int) -> list[int]:
    return draw.sample(range(size), draw.randint(0, min(size, 1 if kind == "choose-one" else 4)))


def _points(draw: Random, kind: str, ballot: list[int]) -> list[Fraction]:
    if kind == "yes-no":
        return [Fraction(draw.choice([1, 1, -1])) for _ in ballot]
    numbers = ["0", "1", "1", "2", "3", "0.5", *(["-1"] if kind == "score" else [])]
    return [Fraction(draw.choice(numbers)) for _ in ballot]


# long: one draw for each parameter.
def _rule(draw: Random, kind: str, ids: list[str]) -> Rule:
    rule = draw.choice(["greedy", "equal-shares", "equal-shares", "phragmen"])
    utilities = ["cost", "cardinality"]
    if rule != "phragmen":
        utilities += ["points", "cost-points"] if kind in POINTED else []
        utilities += ["borda", "cost-borda"] if kind == "ranked" else []
    groups = [draw.sample(ids, 2)] if len(ids) > 1 and draw.random() < 0.3 else []
    capped = draw.sample(ids, draw.randint(1, len(ids)))
    caps = [{"name": "c", "most": draw.choice([0, 4, 9, 15]), "projects": capped}] if draw.random() < 0.3 else []
    parameters: dict[str, Any] = {
        "kind": rule,
        "utility": draw.choice(utilities),
        "ties": draw.choice(["id", "lowest-cost", "most-votes,listed", "listed", "lot:2026", "lowest-cost,lot:a b"]),
        "threshold": draw.choice([0, 0, 1, 2]),
        "exclusions": groups,
        "caps": caps,
        "left_out": draw.sample(ids, 1) if draw.random() < 0.1 else [],
        "part": draw.choice([None, None, 0, "0.5"]),
        "rank_points": draw.choice(["last-one", "last-zero", "first-longest"]),
    }
    if rule == "greedy":
        parameters["skip"] = draw.random() < 0.5
        parameters["leftover"] = draw.choice(["leave", "beyond-caps"])
        parameters["order"] = draw.sample(ids, draw.randint(0, len(ids))) if draw.random() < 0.2 else []
    if rule == "equal-shares":
        parameters["completion"] = draw.choice(
            ["none", "utilitarian", "epsilon", "add1-overspend", "add1-exhaustive", "add1-utilitarian"]
        )
        parameters["step"] = draw.choice([1, 2, "0.5"])
        parameters["start"] = draw.choice(["exact", "whole", "exact-then-whole"])
        parameters["comparison"] = draw.choice(["none", "none", "satisfaction", "exclusion-ratio"])
    return Rule.from_data(parameters)


def expected(election: Election, rule: Rule) -> tuple[list[str], tuple[str, Fraction] | None]:
    """The winners in order and who is funded in part, by the plain count."""
    e = spelled_out(election, rule)
    if rule.kind == "greedy":
        won = plainly.greedy(e, skip=rule.skip, beyond_caps=rule.leftover == "beyond-caps")
    elif rule.kind == "phragmen":
        won = plainly.phragmen(e)
    else:
        won = _shares(e, rule)
    return won, None if rule.part is None else plainly.part_of_one_more(e, won, rule.part)


def _shares(e: plainly.Plain, rule: Rule) -> list[str]:
    share = e.budget / len(e.worth)
    if rule.start == "whole":
        share = Fraction(int(share))
    if rule.completion.startswith("add1"):
        exhaustive = rule.completion.startswith("add1-exhaustive")
        _, share, _ = plainly.add1(e, step=rule.step, exhaustive=exhaustive, start=rule.start)
    won, balance = plainly.equal_shares(e, share)
    if rule.completion == "epsilon":
        won = plainly.with_epsilon(e, won, balance)
    if rule.completion.endswith("utilitarian"):
        won = plainly.greedy(e, won=won)
    if rule.comparison != "none":
        greedy = plainly.greedy(e)
        better, worse = plainly.prefer(e, won, greedy, only_none=rule.comparison == "exclusion-ratio")
        won = greedy if worse > better else won
    return won
