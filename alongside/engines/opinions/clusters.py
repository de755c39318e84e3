"""Points gathered round centres, without chance: every start is computed from the points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import fcluster, ward
from scipy.spatial.distance import cdist

from alongside.engines.opinions.votes import Real, Whole

ROUNDS = 100
CALM = 1e-9  # centres that move less than this share of the spread have settled


@dataclass(frozen=True, kw_only=True, eq=False)
class Gathering:
    """Points in clusters: `labels` (one for each point), `centres` (clusters x axes)."""

    labels: Whole
    centres: Real

    @property
    def count(self) -> int:
        """How many clusters there are."""
        return len(self.centres)


def settled(points: Real, centres: Real, *, rounds: int = ROUNDS) -> Gathering:
    """Move centres to the means of the points nearest to them until they rest (k-means by Lloyd's steps).

    A centre that no point is nearest to is dropped. Source: S. Lloyd, Least squares quantization in PCM (1982).
    """
    near = CALM * float(np.ptp(points, axis=0).max(initial=0.0))
    for _ in range(rounds):
        moved = _means(points, _nearest(points, centres), len(centres))
        rest = len(moved) == len(centres) and float(np.abs(moved - centres).max()) <= near
        centres = moved
        if rest:
            break
    labels = _nearest(points, centres)
    present, labels = np.unique(labels, return_inverse=True)
    return Gathering(labels=labels.astype(np.int64), centres=centres[present])


def _nearest(points: Real, centres: Real) -> Whole:
    return np.asarray(cdist(points, centres, "sqeuclidean").argmin(axis=1), np.int64)


def _means(points: Real, labels: Whole, count: int) -> Real:
    total = np.bincount(labels, minlength=count)
    kept = total > 0
    sums = [np.bincount(labels, weights=points[:, axis], minlength=count) for axis in range(points.shape[1])]
    return np.stack(sums, axis=1)[kept] / total[kept, None]


def parted(points: Real, counts: tuple[int, ...]) -> dict[int, Gathering]:
    """Gather the points into each number of clusters: from the tree of least increase (Ward), then settled.

    Source: J. Ward, Hierarchical grouping to optimize an objective function (1963).
    """
    tree = ward(points)
    found = {}
    for count in counts:
        labels = fcluster(tree, count, criterion="maxclust").astype(np.int64) - 1
        gathering = settled(points, _means(points, labels, count))
        if gathering.count == count:  # ties can leave fewer
            found[count] = gathering
    return found


def silhouette(points: Real, labels: Whole) -> float:
    """The mean over points of (b - a) / max(a, b): a the mean distance to one's own cluster, b to the next. 0 alone.

    Source: P. Rousseeuw, Silhouettes (1987).
    """
    count = int(labels.max(initial=0)) + 1
    sizes = np.bincount(labels, minlength=count)
    if count < 2:
        return 0.0
    member = np.zeros((len(points), count))
    member[np.arange(len(points)), labels] = 1.0
    sums = cdist(points, points) @ member
    rows = np.arange(len(points))
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    others = sums / sizes
    others[rows, labels] = np.inf
    other = others.min(axis=1)
    most = np.maximum(own, other)
    widths = np.divide(other - own, most, out=np.zeros(len(points)), where=most > 0)
    return float(np.where(sizes[labels] > 1, widths, 0.0).mean())


def adjusted_rand(one: Whole, two: Whole) -> float:
    """How far two groupings of the same points agree: 1 the same, 0 what chance gives.

    Source: L. Hubert and P. Arabie, Comparing partitions (1985).
    """
    pairs = _pairs(np.unique(one.astype(np.int64) * (int(two.max(initial=0)) + 1) + two, return_counts=True)[1])
    rows, columns = (_pairs(np.unique(each, return_counts=True)[1]) for each in (one, two))
    every = len(one) * (len(one) - 1) / 2
    chance = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == chance else (pairs - chance) / (most - chance)


def _pairs(counts: Whole) -> float:
    return float((counts * (counts - 1) // 2).sum())
