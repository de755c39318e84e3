"""Small elections for property tests: few costs, few voters, so that ties and twins are common."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from alongside.engines.budgeting import Ballots, Election, Project, Rule
from alongside.engines.budgeting.tests.plainly import Plain

COSTS = st.sampled_from(["0", "1", "2", "2", "3", "4", "6", "6", "10", "12", "12.5", "0.75", "999999999"])
IDS = ["1", "10", "2", "20", "9", "a", "B"]


@st.composite
def elections(draw: st.DrawFn, kinds: tuple[str, ...]) -> Election:
    """An election of 1 to 7 projects and 1 to 9 voters, some of whom name nothing."""
    kind = draw(st.sampled_from(kinds))
    ids = draw(st.permutations(IDS))[: draw(st.integers(1, len(IDS)))]
    projects = tuple(Project(each, Fraction(draw(COSTS))) for each in ids)
    most = 1 if kind == "choose-one" else len(ids)
    choice = st.lists(st.integers(0, len(ids) - 1), unique=True, max_size=most)
    choices = draw(st.lists(choice, min_size=1, max_size=9))
    points = None
    if kind in ("points", "score"):
        numbers = ["0", "1", "1", "2", "3", "0.5", *(["-1"] if kind == "score" else [])]
        given = st.sampled_from(numbers).map(Fraction)
        points = [draw(st.lists(given, min_size=len(each), max_size=len(each))) for each in choices]
    budget = Fraction(draw(st.sampled_from(["0", "5", "12", "20", "33.25", "40"])))
    return Election(budget, projects, Ballots.group(kind=kind, choices=choices, points=points))


# long: one translation, read from top to bottom.
def spelled_out(election: Election, rule: Rule) -> Plain:
    """The same election one voter at a time, for the plain count."""
    ids = [project.id for project in election.projects]
    longest = max((len(choice) for choice in election.ballots.choices), default=0)
    worth, named = [], []
    for group in election.ballots.member:
        choice = election.ballots.choices[group]
        if rule.utility.endswith("points"):
            assert election.ballots.points is not None
            values = list(election.ballots.points[group])
        elif election.ballots.kind == "yes-no":
            assert election.ballots.points is not None
            values = [max(say, Fraction(0)) for say in election.ballots.points[group]]
        elif rule.utility.endswith("borda"):
            top = {"last-one": len(choice), "last-zero": len(choice) - 1, "first-longest": longest}[rule.rank_points]
            values = [Fraction(top - place) for place in range(len(choice))]
        else:
            values = [Fraction(1)] * len(choice)
        worth.append({ids[at]: value for at, value in zip(choice, values, strict=True)})
        yes_only = election.ballots.kind == "yes-no" and not rule.utility.endswith("points")
        named.append({ids[at] for at, value in zip(choice, values, strict=True) if value > 0 or not yes_only})
    return Plain(
        budget=election.budget,
        cost={project.id: project.cost for project in election.projects},
        worth=worth,
        named=named,
        by_cost=rule.utility.startswith("cost"),
        ties=rule.criteria,
        exclusions=rule.exclusions,
        threshold=rule.threshold,
        caps=tuple((cap.most, frozenset(cap.projects)) for cap in rule.caps),
        left_out=rule.left_out,
        first=rule.order,
    )


TIES = st.sampled_from(["id", "lowest-cost", "most-votes", "lowest-cost,most-votes", "most-votes,lowest-cost"])


@st.composite
def counts(draw: st.DrawFn, **fixed: Any) -> tuple[Election, Rule]:
    """An election and a rule that its ballots can be counted by."""
    kinds = (
        ("approval", "choose-one", "knapsack")
        if fixed.get("kind") == "phragmen"
        else ("approval", "choose-one", "knapsack", "points", "score", "ranked")
    )
    election = draw(elections(kinds))
    utilities = ["cost", "cardinality"]
    if fixed.get("kind") != "phragmen":
        utilities += {
            "points": ["points", "cost-points"],
            "score": ["points", "cost-points"],
            "ranked": ["borda", "cost-borda"],
        }.get(election.ballots.kind, [])
    ids = [project.id for project in election.projects]
    group = draw(st.lists(st.sampled_from(ids), unique=True, max_size=3))
    parameters: dict[str, Any] = {
        "utility": draw(st.sampled_from(utilities)),
        "ties": draw(TIES),
        "threshold": draw(st.sampled_from(["0", "0", "1", "2"])),
        "exclusions": (tuple(group),) if len(group) > 1 and draw(st.booleans()) else (),
        "rank_points": draw(st.sampled_from(["last-one", "last-zero", "first-longest"])),
        **fixed,
    }
    return election, Rule(**parameters)
