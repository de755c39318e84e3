"""Groups of people who vote alike: how many, who is in which, and whether they stand out at all.

A crowd without groups can always be cut in two. So the cut is believed only where three things hold: the votes hang
together more than the same votes shuffled within each statement; people part better than a single bell-shaped crowd of
the same spread would; and the cut comes back when a tenth of the votes is lost (`stability`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.engines.opinions.axes import Axes, axes_of, greatest, positions
from alongside.engines.opinions.clusters import Gathering, parted, settled, silhouette
from alongside.engines.opinions.moments import Moments
from alongside.engines.opinions.votes import Flags, Real, Votes, Whole

ENOUGH = 7  # votes before a person is placed
MOST = 5  # groups at most
TOP_UP = 15  # people are placed at least, the most active first
SMALLEST = 5  # people in a group that is shown as one
DEEP = 4  # axes that people may be parted along: as many as five groups can need
SHOWN = 2_000  # people at most whose distances are all compared; more are represented by a draw
CROWD = 300  # people in a crowd that shows what chance does
SHUFFLES = 12
BEYOND = 4.0  # standard deviations by which an axis must pass those of shuffled votes
PARTED = 3.0  # standard deviations by which a cut must pass those of bell-shaped crowds


def placed(votes: Votes, *, top_up: bool = False) -> Flags:
    """Tell who has voted enough to be placed: on seven statements, or on all where there are fewer.

    With `top_up`, if fewer than 15 have, the most active are added (of equals, the first in order), as Polis does.
    """
    found = votes.cast >= max(min(ENOUGH, votes.width), 1)
    if top_up and found.sum() < TOP_UP:
        busiest = np.lexsort((np.arange(votes.people), -votes.cast))[:TOP_UP]
        found[busiest] = votes.cast[busiest] > 0
    return np.asarray(found, np.bool_)


def gatherings(points: Real) -> dict[int, Gathering]:
    """Gather people into two to five groups each, by k-means from a Ward tree; {} where all stand on one point.

    More than two groups only where there are a dozen people for each more, as Polis has it.
    """
    most = min(MOST, 2 + len(points) // 12, len(np.unique(points, axis=0)))
    counts = tuple(range(2, most + 1))
    return parted(points, counts) if counts else {}


def some(of: int, most: int, draw: np.random.Generator) -> Whole:
    """Draw at most so many of the first whole numbers, ascending; all of them where they are no more than that."""
    if of <= most:
        return np.arange(of)
    return np.sort(draw.permutation(of)[:most])


def best(points: Real, found: dict[int, Gathering], *, least: int = 1) -> tuple[int, float]:
    """Return the number of groups with the greatest mean silhouette, and that; (0, 0.0) where none will do.

    A cut with a group under `least` people does not count.
    """
    chosen, width = 0, 0.0
    for count, gathering in found.items():
        if np.bincount(gathering.labels, minlength=count).min() < least:
            continue
        here = silhouette(points, gathering.labels)
        if here > width:
            chosen, width = count, here
    return chosen, width


@dataclass(frozen=True, kw_only=True, eq=False)
class Cut:
    """A cut of the placed people: `labels` in the order of their size (0 the largest), `count` of groups, the mean
    `silhouette`, the `depth` (axes used) and whether it passes the two tests of the module."""

    labels: Whole
    count: int
    silhouette: float
    depth: int
    apart: bool


def polis_cut(votes: Votes, axes: Axes, people: Flags, *, tested: bool = True) -> Cut:
    """Cut along the two axes of the picture; always two to five groups where people differ at all."""
    draw = votes.draw(1)
    points = positions(votes, axes)[people]
    cut = _cut(points, draw)
    if not tested or not cut.count:
        return cut if cut.count or not len(points) else replace(cut, count=1)
    kept = votes.without_statements([votes.statements[at] for at in np.flatnonzero(axes.zeroed)])
    hangs_together = standing_out(kept.among(people), draw) > 0
    return replace(cut, apart=hangs_together and _beyond(points, cut.silhouette, draw) > PARTED)


def honest_cut(votes: Votes, moments: Moments, people: Flags, *, depth: int | None = None) -> Cut:
    """Cut along the axes that stand out from shuffled votes: as many of them as still part people beyond chance.

    `depth` gives the number of axes where it is known; nothing is tested then.
    """
    draw = votes.draw(1)
    points = positions(votes, axes_of(moments, count=DEEP))[people]
    if depth is not None:
        return _cut(points[:, :depth], draw, least=SMALLEST)
    deep = standing_out(votes.among(people), draw)
    for here in range(deep, 0, -1):
        cut = _cut(points[:, :here], draw, least=SMALLEST)
        if cut.count and _beyond(points[:, :here], cut.silhouette, draw) > PARTED:
            return replace(cut, apart=True)
    return _cut(points[:, : max(deep, 1)], draw, least=SMALLEST)


def _cut(points: Real, draw: np.random.Generator, *, least: int = 1) -> Cut:
    """The cut with the greatest silhouette, untested; everybody together where there is none.

    Of more than two thousand people, a draw decides the number of groups and where their centres begin.
    """
    few = points[some(len(points), SHOWN, draw)]
    found = gatherings(few)
    count, width = best(few, found, least=least)
    labels = np.zeros(len(points), np.int64)
    if count:
        labels = found[count].labels if len(few) == len(points) else settled(points, found[count].centres).labels
    return Cut(labels=by_size(labels), count=count, silhouette=width, depth=points.shape[1], apart=False)


def standing_out(votes: Votes, draw: np.random.Generator) -> int:
    """Count the axes, up to four, whose spread passes that of votes shuffled within each statement among its voters.

    Shuffling keeps who voted on what and how each statement fared, and breaks every tie between statements.
    At most 2,000 people are compared. Source: J. Horn, A rationale and test for the number of factors (1965).
    """
    if votes.people < 2 * SMALLEST or votes.width < 2:
        return 0
    few = votes.among(_flags(votes.people, some(votes.people, SHOWN, draw)))
    order = np.argsort(few.columns, kind="stable")
    columns, people = few.columns[order], few.voters[order]
    means = Moments.of(few).means()[columns]
    values = few.values[order] - means
    table = np.zeros((few.people, few.width))
    seen, chance = spreads(table, people, columns, values), []
    for _ in range(SHUFFLES):
        mixed = values[np.argsort(columns + draw.random(columns.size), kind="stable")]
        chance.append(spreads(table, people, columns, mixed))
    level = np.mean(chance, axis=0) + BEYOND * np.std(chance, axis=0, ddof=1)
    beyond = seen > np.maximum(level, np.max(chance, axis=0))
    return int(np.cumprod(beyond).sum())


def _flags(of: int, chosen: Whole) -> Flags:
    found = np.zeros(of, np.bool_)
    found[chosen] = True
    return found


def spreads(table: Real, people: Whole, columns: NDArray[Any], values: Real) -> Real:
    """The spread along the first four axes of centred votes, which are written over `table` (people x statements)."""
    table[people, columns] = values
    gram = table.T @ table if table.shape[1] <= table.shape[0] else table @ table.T
    size = len(gram)
    count = min(DEEP, size)
    found = np.zeros(DEEP)
    found[:count] = greatest(gram, count)[0][::-1]
    return found


def _beyond(points: Real, width: float, draw: np.random.Generator) -> float:
    """By how many standard deviations a silhouette passes those of single bell-shaped crowds of the same spread."""
    size = min(len(points), CROWD)
    spread = np.cov(points.T).reshape(points.shape[1], -1)
    root = np.linalg.cholesky(spread + (1e-9 * np.trace(spread) + 1e-12) * np.eye(len(spread)))
    chance = []
    for _ in range(SHUFFLES):
        crowd = draw.standard_normal((size, points.shape[1])) @ root.T
        chance.append(best(crowd, gatherings(crowd), least=min(SMALLEST, size // 4))[1])
    deviation = float(np.std(chance, ddof=1))
    return (width - float(np.mean(chance))) / max(deviation, 1e-9)


def by_size(labels: Whole) -> Whole:
    """Name groups 0, 1, … from the largest to the smallest; of equals, the one whose first member comes first."""
    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    ranks = np.empty(len(names), np.int64)
    ranks[np.lexsort((first, -sizes))] = np.arange(len(names))
    return ranks[np.searchsorted(names, labels)]
