"""Whether a map would come out alike if a tenth of the votes had not been cast."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from alongside.engines.opinions.clusters import adjusted_rand
from alongside.engines.opinions.groups import some
from alongside.engines.opinions.votes import Votes, Whole

DRAWS = 10
LOST = 10  # one vote in so many is lost
FEW = 20_000  # people at most that are grouped again; more are represented by a draw
STEADY = 0.5  # under this a cut is not believed

Regroup = Callable[[Votes], Whole]


def stability(votes: Votes, groups: Whole, regroup: Regroup) -> float:
    """Return the mean adjusted Rand index between a map's groups and those found again without a tenth of the votes.

    `groups` and what `regroup` returns give each person's group, -1 for none; people placed both times are compared.
    Ten draws, seeded by the content, so that everybody gets the same figure. 0.0 where nobody is placed.
    """
    draw = votes.draw(2)
    if votes.people > FEW:
        chosen = some(votes.people, FEW, draw)
        flags = np.zeros(votes.people, np.bool_)
        flags[chosen] = True
        votes, groups = votes.among(flags), groups[chosen]
    found = []
    for _ in range(DRAWS):
        keep = np.ones(votes.columns.size, np.bool_)
        keep[draw.permutation(keep.size)[: keep.size // LOST]] = False
        again = regroup(votes.keeping(keep))
        both = (groups >= 0) & (again >= 0)
        found.append(adjusted_rand(groups[both], again[both]) if both.any() else 0.0)
    return float(np.mean(found))


def in_words(index: float) -> str:
    """Say what an index means, as the end of a sentence about the groups."""
    if index >= 0.9:
        return "nearly the same groups come out"
    if index >= 0.75:
        return "most people stay in the same group"
    if index >= STEADY:
        return "many people change group: read the groups as a sketch"
    return "other groups come out: do not rely on them"
