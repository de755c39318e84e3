"""Groups that are there are found; groups that are not there are not shown."""

from __future__ import annotations

import numpy as np
import pytest

from alongside.engines.opinions import adjusted_rand, draw_map
from alongside.engines.opinions.clusters import silhouette
from alongside.engines.opinions.tests.simulated import planted, structureless


@pytest.mark.slow
def test_no_groups_where_there_are_none() -> None:
    """At least 95 of 100 conversations without structure are called so, and then nobody is grouped."""
    drawn = [draw_map(structureless(seed, people=100, statements=30)) for seed in range(100)]
    assert sum(not each.clear for each in drawn) >= 95
    assert all((each.groups == -1).all() for each in drawn if not each.clear)


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [(150, 50), (100, 60, 40), (90, 70, 60, 40), (60, 60, 60, 60, 60)])
def test_planted_groups_are_found(sizes: tuple[int, ...]) -> None:
    """Two to five of them, always with their number; over six conversations at an adjusted Rand index of at least 0.95.

    Who is alone with the other side's votes by chance cannot be told apart, so that one conversation may fall below.
    """
    agreed = []
    for seed in range(6):
        votes, groups = planted(seed, sizes)
        drawn = draw_map(votes)
        assert (drawn.clear, len(drawn.names)) == (True, len(sizes))
        agreed.append(adjusted_rand(drawn.groups, groups))
    assert np.mean(agreed) >= 0.95
    assert min(agreed) >= 0.94


def test_measures_of_agreement() -> None:
    """The adjusted Rand index and the silhouette, on cases worked by hand."""
    one, two = np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0])
    assert adjusted_rand(one, two) == 1.0
    assert adjusted_rand(one, np.array([0, 1, 0, 1])) == pytest.approx(-0.5)
    assert adjusted_rand(np.zeros(4, np.int64), np.zeros(4, np.int64)) == 1.0
    points = np.array([[0.0], [1.0], [10.0], [11.0]])
    assert silhouette(points, one) == pytest.approx((2 * (9.5 / 10.5) + 2 * (8.5 / 9.5)) / 4)
