"""How sure we are of a share, and of the difference of two."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


@dataclass(frozen=True, kw_only=True)
class Interval:
    """An estimate with its bounds, all in the same unit, the method that gave them, and how many were counted.

    `n` is the number of people or cases; of a difference, the smaller of the two. `low` and `high` hold the true value
    in `level` of repeated counts, so far as those counted are a fair draw of those meant.
    """

    value: float
    low: float
    high: float
    n: int
    method: str
    level: float = LEVEL

    @property
    def is_clear(self) -> bool:
        """Whether no difference at all lies outside the bounds."""
        return self.low > 0 or self.high < 0


def wilson(*, count: int, n: int, level: float = LEVEL) -> Interval:
    """Return the share `count` / `n`, from 0 to 1, with its score interval; sound for small counts and for 0 and all.

    ValueError unless 0 <= count <= n and n > 0.
    Source: E. B. Wilson, JASA 22 (1927) 209-212; R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, advises it.
    """
    if n <= 0 or not 0 <= count <= n:
        raise ValueError("A share needs a count between nothing and all of at least one.")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = count / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = 0.0 if count == 0 else max(0.0, centre - reach)
    high = 1.0 if count == n else min(1.0, centre + reach)
    return Interval(value=share, low=low, high=high, n=n, method="Wilson", level=level)


def difference(later: Interval, earlier: Interval) -> Interval:
    """Return later minus earlier of two independent estimates, its bounds by squaring and adding their reaches.

    Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10, where both are Wilson's.
    """
    value = later.value - earlier.value
    low = value - sqrt((later.value - later.low) ** 2 + (earlier.high - earlier.value) ** 2)
    high = value + sqrt((later.high - later.value) ** 2 + (earlier.value - earlier.low) ** 2)
    n = min(later.n, earlier.n)
    return Interval(value=value, low=low, high=high, n=n, method="Newcombe", level=later.level)
