"""The solver (HiGHS, as scipy brings it), behind the three calls that are needed here.

No clock is set anywhere: the same problem gives the same answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

Real = NDArray[np.float64]
Sparse = Any  # a matrix of scipy.sparse, whose types say more than is wanted here
Solution = Any  # scipy's OptimizeResult


def compact(matrix: Any, shape: tuple[int, int] | None = None) -> Sparse:
    """A sparse matrix of a full one, or of (values, (rows, columns)) with its shape; of a shape alone, zeros."""
    return sparse.csr_matrix(matrix, shape=shape, dtype=np.float64)


def stacked(blocks: list[list[Any]]) -> Sparse:
    """One matrix from rows of blocks; None stands for zeros."""
    return sparse.bmat(blocks, format="csr")


def maximise(
    gain: Real, *, rows: Sparse, most: Real, sums: Sparse, to: float, low: Real, high: Real, presolve: bool = True
) -> Solution | None:
    """The x of the greatest gain · x, from `low` to `high`, where rows · x <= most and sums · x = to; None if none.

    `ineqlin.marginals` and the others are those of the minimum of -gain · x, hence not positive for rows that bind.
    """
    call: Any = optimize.linprog
    found = call(
        -gain,
        A_ub=rows,
        b_ub=most,
        A_eq=sums,
        b_eq=[to],
        bounds=np.column_stack([low, high]),
        method="highs-ds",
        options={"presolve": presolve},
    )
    return found if found.status == 0 else None


def search(
    gain: Real, *, rows: Sparse, least: Real, most: Real, low: Real, high: Real, gap: float, nodes: int
) -> Solution:
    """The whole x of about the greatest gain · x where least <= rows · x <= most; `x` is None if none was found.

    `gap` is how far, relative, it may stay below the greatest; 0 is a whole search, of at most so many nodes.
    """
    call: Any = optimize.milp
    return call(
        -gain,
        constraints=optimize.LinearConstraint(rows, least, most),
        integrality=np.ones(len(gain)),
        bounds=optimize.Bounds(low, high),
        options={"mip_rel_gap": gap, "presolve": True, "node_limit": nodes},
    )
