"""The axes along which people differ most, and where each person and statement stands on them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh
from scipy.sparse.linalg import ArpackError, eigsh

from alongside.engines.opinions.moments import Moments
from alongside.engines.opinions.votes import BLOCK, Flags, Real, Votes

DRAWN = 2  # axes of the picture
WIDE = 300  # statements from which on Lanczos' method is the faster


@dataclass(frozen=True, kw_only=True, eq=False)
class Axes:
    """Principal components of the votes, those not cast counting as the statement's mean.

    `components`: axes x statements, orthonormal rows, the entry of largest size positive. `spread`: the sum of squares
    along each axis, largest first. `means`: of the cast votes. `zeroed`: statements that are 0 for everybody.
    """

    means: Real
    components: Real
    spread: Real
    zeroed: Flags


def axes_of(moments: Moments, *, count: int = DRAWN, zeroed: Flags | None = None) -> Axes:
    """Find the first `count` axes from the moments alone; rows of zeros where there are fewer than that.

    The same moments give the same bits: no random start, and no iteration that depends on an earlier result.
    """
    width = moments.width
    flags = np.zeros(width, np.bool_) if zeroed is None else zeroed
    components, spread = np.zeros((count, width)), np.zeros(count)
    found = min(count, width)
    if found:
        values, vectors = greatest(moments.gram(flags), found)
        spread[:found] = np.maximum(values[::-1], 0.0)
        components[:found] = vectors.T[::-1]
        components[:, flags] = 0.0  # to the bit
        components[spread <= 1e-12 * max(spread[0], 1.0)] = 0.0
        largest = np.abs(components).argmax(axis=1)
        signs = np.sign(components[np.arange(count), largest])
        components *= np.where(signs == 0, 1.0, signs)[:, None]
    return Axes(means=np.where(flags, 0.0, moments.means()), components=components, spread=spread, zeroed=flags)


def greatest(gram: Real, count: int) -> tuple[Real, Real]:
    """Return the greatest eigenvalues of a symmetric matrix, ascending, and their vectors as columns.

    A wide matrix is worked on by Lanczos' method from a fixed start to the last digit, which is four times as fast.
    """
    width = len(gram)
    if width > WIDE:
        with suppress(ArpackError):
            values, vectors = eigsh(gram, k=count, which="LA", v0=np.cos(np.arange(1.0, width + 1)))
            return np.asarray(values, np.float64), np.asarray(vectors, np.float64)
    values, vectors = eigh(gram, subset_by_index=[width - count, width - 1])
    return np.asarray(values, np.float64), np.asarray(vectors, np.float64)


def positions(votes: Votes, axes: Axes) -> Real:
    """Where each person stands, people x axes: the sum over their votes of (vote - mean) x component, times the square
    root of statements over votes cast, so that people who voted little are not all drawn in the middle.

    A zeroed statement counts as a vote of everybody. Source: Polis, math/src/polismath/math/pca.clj,
    sparsity-aware-project-ptpt.
    """
    found = np.zeros((votes.people, axes.components.shape[0]))
    towards = np.where(axes.zeroed[:, None], 0.0, axes.components.T)
    offset = axes.means[:, None] * towards
    live = ~axes.zeroed
    for at, block in enumerate(votes.blocks()):
        given, voted = block.matrix("given"), block.matrix("voted")
        cast = voted @ live.astype(np.float64) + axes.zeroed.sum()
        scale = np.sqrt(votes.width / np.maximum(cast, 1.0))
        found[at * BLOCK : at * BLOCK + block.people] = (given @ towards - voted @ offset) * scale[:, None]
    return found


def extremities(axes: Axes) -> Real:
    """How far out each statement draws people: the length of the position of somebody who agrees with it alone.

    Source: Polis, math/src/polismath/math/conversation.clj, with-proj-and-extremtiy.
    """
    drawn = axes.components[:DRAWN]
    lengths: Real = np.sqrt(drawn.shape[1] * (drawn**2).sum(axis=0))
    return np.asarray(np.abs(1.0 - axes.means) * lengths, np.float64)
