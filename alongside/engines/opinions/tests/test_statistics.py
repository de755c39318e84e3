"""Given the groups, every statistic is the one that Polis computed in production."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from alongside.engines.opinions import (
    Axes,
    Counts,
    Moments,
    Votes,
    axes_of,
    consensus,
    count_votes,
    extremities,
    least_agreement,
    marks,
    mean_agreement,
    priorities,
    widely_agreed,
)

META = "25ptpt-3gp-no-strict-with-meta"
STRICT = "50ptpt-3gp-strict-no-meta"
LARGE = "above-100-ptpts"
pytestmark = pytest.mark.shared


@dataclass
class Production:
    """A conversation as production had it: the votes, and what it computed."""

    found: dict[str, Any]
    votes: Votes
    counts: Counts

    def flags(self, name: str) -> np.ndarray:
        """Which statements stand in a list of the result."""
        return np.array([int(each) in self.found[name] for each in self.votes.statements])

    def figures(self, name: str) -> list[float]:
        """A result by statement, in our order."""
        assert set(self.found[name]) == set(self.votes.statements)
        return [self.found[name][each] for each in self.votes.statements]

    def axes(self) -> Axes:
        """The axes that production drew; its votes are minus ours."""
        pca = self.found["pca"]
        return Axes(
            means=-np.array(pca["center"]),
            components=np.array(pca["comps"]),
            spread=np.zeros(2),
            zeroed=self.flags("mod-out") | self.flags("meta-tids"),
        )


@pytest.fixture(params=[META, STRICT, LARGE])
def production(request: pytest.FixtureRequest, shared: Path) -> Production:
    """Each conversation of the fixtures, with the groups that production made."""
    folder = shared / "data" / "polis" / "fixtures" / request.param
    found = json.loads((folder / "math-pca2.json").read_text("utf-8"))
    cast = sorted(json.loads((folder / "votes.json").read_text("utf-8")), key=lambda each: each["modified"])
    votes = Votes.gather((str(each["participant_id"]), str(each["statement_id"]), each["vote"]) for each in cast)
    members = dict(zip(found["base-clusters"]["id"], found["base-clusters"]["members"], strict=True))
    group = {str(p): each["id"] for each in found["group-clusters"] for b in each["members"] for p in members[b]}
    groups = np.array([group.get(person, -1) for person in votes.participants])
    return Production(found, votes, count_votes(votes, groups, len(found["group-clusters"])))


def test_group_votes(production: Production) -> None:
    """Agree, disagree and all votes of each group on each statement, without one mismatch."""
    counts = production.counts
    ours = {
        str(group): {
            name: {"A": counts.agree[group, at], "D": counts.disagree[group, at], "S": counts.seen[group, at]}
            for at, name in enumerate(production.votes.statements)
        }
        for group in range(len(counts.seen))
    }
    assert ours == {group: each["votes"] for group, each in production.found["group-votes"].items()}


def test_consensus(production: Production) -> None:
    """The product of the groups' shares of agreement."""
    assert consensus(production.counts) == pytest.approx(production.figures("group-aware-consensus"), rel=1e-9)


def test_extremity(production: Production) -> None:
    """How far out each statement draws people, on the axes of production."""
    assert extremities(production.axes()) == pytest.approx(production.found["pca"]["comment-extremity"], abs=1e-9)


def test_axes(production: Production) -> None:
    """The axes follow from the votes alone, up to the direction that nobody fixed.

    The exported votes of the strict conversation are without a person whom production had counted (52, not 51).
    """
    if len(production.votes.participants) != production.found["n"]:
        return
    ours, theirs = axes_of(Moments.of(production.votes), zeroed=production.axes().zeroed), production.axes()
    assert ours.means == pytest.approx(theirs.means, abs=1e-9)
    assert np.abs((ours.components * theirs.components).sum(axis=1)) == pytest.approx([1.0, 1.0], abs=1e-9)


def test_priorities(production: Production) -> None:
    """What a vote on each statement would tell.

    In the strict conversation production gave 49 to every statement: from March 2025 to July 2026 it took each for one
    that people make about themselves (compdemocracy/polis pull requests 1961 and 2611). Ours are not flat there.
    """
    theirs = production.figures("comment-priorities")
    ours = priorities(production.counts, extremities(production.axes()), meta=production.flags("meta-tids"))
    if set(theirs) == {49}:
        assert len(set(ours.tolist())) == len(ours)
    else:
        assert ours == pytest.approx(theirs, rel=1e-9)


def test_marks(production: Production) -> None:
    """The statements that mark each group, their order, side and figures (its `repness-test` has seven digits)."""
    ours = [
        [
            (production.votes.statements[each.statement], each.agrees, each.best, each.successes, each.trials)
            for each in group
        ]
        for group in marks(production.counts, left_out=production.flags("mod-out"))
    ]
    theirs = [production.found["repness"][str(group)] for group in range(len(ours))]
    assert ours == [
        [
            (str(x["tid"]), x["repful-for"] == "agree", x.get("best-agree", False), x["n-success"], x["n-trials"])
            for x in group
        ]
        for group in theirs
    ]
    for group, known in zip(marks(production.counts, left_out=production.flags("mod-out")), theirs, strict=True):
        for each, of in zip(group, known, strict=True):
            assert [each.ratio, each.share, each.share_test] == pytest.approx(
                [of["repness"], of["p-success"], of["p-test"]], rel=1e-9
            )
            assert each.ratio_test == pytest.approx(of["repness-test"], rel=1e-6)


def test_agreed_by_all(production: Production) -> None:
    """What people accept and reject whatever their group; without the conversation whose export misses a person."""
    if len(production.votes.participants) != production.found["n"]:
        return
    whole = count_votes(production.votes, np.zeros(production.votes.people, np.int64), 1)
    ours = [
        (each.agrees, production.votes.statements[each.statement], each.successes, each.trials)
        for each in widely_agreed(whole, left_out=production.flags("mod-out"))
    ]
    theirs = production.found["consensus"]
    assert ours == [
        (side == "agree", str(each["tid"]), each["n-success"], each["n-trials"])
        for side in ("agree", "disagree")
        for each in theirs[side]
    ]


def test_protection_of_small_groups(production: Production) -> None:
    """The least agreement and the geometric mean bound the product, and do not fall with the number of groups."""
    counts = production.counts
    shares = (counts.agree + 1) / (counts.seen + 2)
    assert least_agreement(counts) == pytest.approx(shares.min(axis=0))
    assert mean_agreement(counts) == pytest.approx(np.exp(np.log(shares).mean(axis=0)))
