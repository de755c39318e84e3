"""The map of a conversation: who votes alike, what marks each group, what all agree on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from alongside.engines.opinions.axes import Axes, axes_of, extremities, positions
from alongside.engines.opinions.groups import Cut, honest_cut, placed, polis_cut
from alongside.engines.opinions.moments import Moments
from alongside.engines.opinions.stability import STEADY, Regroup, stability
from alongside.engines.opinions.statistics import (
    Agreed,
    Counts,
    Mark,
    consensus,
    count_votes,
    least_agreement,
    marks,
    mean_agreement,
    priorities,
    widely_agreed,
)
from alongside.engines.opinions.votes import Flags, Real, Votes, Whole

NAMES = "ABCDE"


@dataclass(frozen=True, kw_only=True, eq=False)
class OpinionMap:
    """A map and every figure on it; the same votes give the same bits, in whatever order they came.

    `groups`: each person's, in the order of `votes.participants`: 0 for A, the largest; -1 for people who are in none.
    `clear`: whether the groups stand out; where not, a map that is not `polis_compatible` shows none. `positions`:
    people x 2. `raw` counts everybody as one group, `counts` by group, `around` all placed people as one. By statement:
    `extremity`, `consensus` (the product over groups), `least` (agreement in the group that agrees least), `mean` (the
    geometric mean), `priority`. `left_out`: moderated out, and so not named among marks; `about`
    people themselves. `stability`: see the module.
    """

    votes: Votes
    polis_compatible: bool
    clear: bool
    stability: float
    depth: int
    placed: Flags
    groups: Whole
    axes: Axes
    positions: Real
    raw: Counts
    counts: Counts
    around: Counts
    left_out: Flags
    about: Flags
    extremity: Real
    consensus: Real
    least: Real
    mean: Real
    priority: Real

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the groups, the largest first."""
        return tuple(NAMES[: len(self.counts.seen)])

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many people are in each group."""
        return tuple(np.bincount(self.groups[self.groups >= 0], minlength=len(self.names)).tolist())

    def marks(self) -> tuple[tuple[Mark, ...], ...]:
        """What marks each group; the last is what the smallest group wants, and is never left out."""
        return marks(self.counts, left_out=self.left_out)

    def agreed(self) -> tuple[Agreed, ...]:
        """What people accept, and what they reject, whatever their group."""
        return widely_agreed(self.raw, left_out=self.left_out)


# long: every figure of the map is handed over by its name
def draw_map(
    votes: Votes,
    *,
    moderated_out: Collection[str] = (),
    meta: Collection[str] = (),
    polis_compatible: bool = False,
) -> OpinionMap:
    """Draw the map of a conversation.

    `moderated_out` statements are as if never put; statements that are `meta` (about people themselves) shape neither
    axes nor groups. With `polis_compatible` both are treated as Polis does: set to 0 for everybody, and counted as
    votes of everybody where people are placed; then people are always grouped, along the two axes of the picture.
    """
    if not polis_compatible:
        votes = votes.without_statements(moderated_out)
    out, about = _among(votes, moderated_out), _among(votes, meta)
    found = _cut_as_polis(votes, out | about) if polis_compatible else _cut_honestly(votes, about)
    cut, axes, people, shaping = found.cut, found.axes, found.people, found.shaping
    groups = _spread(cut, people)
    steady = stability(shaping, groups, _again(cut, axes, polis_compatible=polis_compatible))
    clear = cut.count > 1 and cut.apart and steady >= STEADY
    if not (clear or polis_compatible):
        cut, groups = replace(cut, count=0), np.full_like(groups, -1)
    counts = count_votes(votes, groups, cut.count)
    around = count_votes(votes, np.where(people, 0, -1), 1)
    return OpinionMap(
        votes=votes,
        polis_compatible=polis_compatible,
        clear=clear,
        stability=steady,
        depth=cut.depth,
        placed=people,
        groups=groups,
        axes=axes,
        positions=positions(shaping, axes),
        raw=count_votes(votes, np.zeros(votes.people, np.int64), 1),
        counts=counts,
        around=around,
        left_out=out,
        about=about,
        extremity=found.extremity,
        consensus=consensus(counts),
        least=least_agreement(counts),
        mean=mean_agreement(counts),
        priority=priorities(around, found.extremity, meta=about),
    )


def _among(votes: Votes, names: Collection[str]) -> Flags:
    wanted = set(names)
    return np.fromiter((name in wanted for name in votes.statements), np.bool_, votes.width)


def _spread(cut: Cut, people: Flags) -> Whole:
    """The groups of everybody: -1 for those who are not placed, or where there is nothing to part."""
    groups = np.full(len(people), -1, np.int64)
    if cut.count:
        groups[people] = cut.labels
    return groups


def _again(cut: Cut, axes: Axes, *, polis_compatible: bool) -> Regroup:
    """How people are grouped again by fewer votes: in the same way, along as many axes, with any number of groups."""

    def regroup(votes: Votes) -> Whole:
        moments, people = Moments.of(votes), placed(votes, top_up=polis_compatible)
        if polis_compatible:
            again = polis_cut(votes, axes_of(moments, zeroed=axes.zeroed), people, tested=False)
        else:
            again = honest_cut(votes, moments, people, depth=cut.depth)
        return _spread(again, people)

    return regroup


@dataclass(frozen=True, kw_only=True, eq=False)
class _Found:
    """A cut, with the votes that shaped it, their axes, who is placed, and the extremity of every statement."""

    shaping: Votes
    axes: Axes
    people: Flags
    cut: Cut
    extremity: Real


def _cut_as_polis(votes: Votes, zeroed: Flags) -> _Found:
    axes, people = axes_of(Moments.of(votes), zeroed=zeroed), placed(votes, top_up=True)
    cut = polis_cut(votes, axes, people)
    return _Found(shaping=votes, axes=axes, people=people, cut=cut, extremity=extremities(axes))


def _cut_honestly(votes: Votes, about: Flags) -> _Found:
    shaping = votes.without_statements([votes.statements[at] for at in np.flatnonzero(about)])
    moments, people = Moments.of(shaping), placed(shaping)
    axes, extremity = axes_of(moments), np.zeros(votes.width)
    extremity[~about] = extremities(axes)
    cut = honest_cut(shaping, moments, people)
    return _Found(shaping=shaping, axes=axes, people=people, cut=cut, extremity=extremity)
