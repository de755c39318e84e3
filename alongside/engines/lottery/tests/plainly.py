"""Lotteries by brute force: every panel there is, listed person by person."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from alongside.engines.lottery import Person, Quota


def violations(panel: Sequence[Person], quotas: Sequence[Quota]) -> int:
    """By how many seats a set of people misses the quotas."""
    missed = 0
    for quota in quotas:
        has = sum(person.values[quota.feature] == quota.value for person in panel)
        missed += max(0, quota.least - has) + max(0, has - quota.most)
    return missed


def one_per_home(panel: Sequence[Person]) -> bool:
    """Whether no two come from one address."""
    homes = [person.household for person in panel if person.household]
    return len(set(homes)) == len(homes)


def panels_of(people: Sequence[Person], quotas: Sequence[Quota], size: int) -> list[tuple[Person, ...]]:
    """Every panel."""
    return [each for each in combinations(people, size) if one_per_home(each) and not violations(each, quotas)]


def leximin(people: Sequence[Person], panels: Sequence[Sequence[Person]]) -> dict[str, float]:
    """The fairest chances over all panels: raise the least of those still free, fix who cannot rise, go on."""
    at = {person.id: place for place, person in enumerate(people)}
    matrix = np.zeros((len(people), len(panels)))
    for column, panel in enumerate(panels):
        for person in panel:
            matrix[at[person.id], column] = 1
    floor, free = np.zeros(len(people)), matrix.any(axis=1)
    while free.any():
        level, _ = _raised(matrix, floor, free)
        for place in np.flatnonzero(free):
            alone = np.zeros(len(people), dtype=bool)
            alone[place] = True
            held = np.where(free, level - 1e-9, floor)
            if _raised(matrix, held, alone)[0] <= level + 1e-7:
                floor[place], free[place] = level - 1e-9, False
    return {person.id: float(floor[at[person.id]]) for person in people}


def _raised(matrix: np.ndarray, floor: np.ndarray, free: np.ndarray) -> tuple[float, np.ndarray]:
    found = linprog(
        np.append(np.zeros(matrix.shape[1]), -1.0),
        A_ub=np.column_stack([-matrix, free.astype(float)]),
        b_ub=-np.where(free, 0.0, floor) + 0.0,
        A_eq=np.append(np.ones(matrix.shape[1]), 0.0)[None],
        b_eq=[1.0],
        bounds=(0, None),
        method="highs",
    )
    assert found.status == 0, found.message
    return float(found.x[-1]), found.x[:-1]
