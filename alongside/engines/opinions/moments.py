"""Three integer matrices from which the exact axes follow without reading a vote twice.

For statements i and j: `both` counts the people who voted on both; `products` sums vote i times vote j; `given` sums
vote i over those who voted on j. They are sums of whole numbers over people, so a person is added and taken away
exactly, in any order, and what is left is to the bit what it would be if that person had never been there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from alongside.engines.opinions.votes import Flags, Real, Votes, Whole

FIELD = 15  # bits: a block has fewer than 2**14 people, so no sum leaves its field


@dataclass(frozen=True, kw_only=True, eq=False)
class Moments:
    """The sums of a conversation, each `width` x `width`."""

    both: Whole
    products: Whole
    given: Whole

    @classmethod
    def empty(cls, width: int) -> Moments:
        """Nobody has voted on any of so many statements."""
        return cls(
            both=np.zeros((width, width), np.int64),
            products=np.zeros((width, width), np.int64),
            given=np.zeros((width, width), np.int64),
        )

    @classmethod
    def of(cls, votes: Votes) -> Moments:
        """Sum over all votes, in one sparse product for each block of people.

        The four sums of a pair (votes on both, each vote over the other's voters, products) ride in one 64-bit number.
        """
        found = cls.empty(votes.width)
        for block in votes.blocks():
            shape = (block.people, block.width)
            columns, ones = block.columns.astype(np.int32, copy=False), block.values.astype(np.int64)
            starts = block.starts.astype(np.int32)
            left = csr_array((ones + (1 << 2 * FIELD), columns, starts), shape=shape)
            right = csr_array((ones + (1 << FIELD), columns, starts), shape=shape)
            found._unpack((left.T.tocsr() @ right).toarray())
        return found

    def _unpack(self, packed: Whole) -> None:
        """Add the fields of a block: products, given (i over j), its mirror (j over i), both."""
        half, mask = 1 << (FIELD - 1), (1 << FIELD) - 1
        rest = packed
        products = ((rest + half) & mask) - half
        rest = (rest - products) >> FIELD
        given = ((rest + half) & mask) - half
        rest = (rest - given) >> FIELD
        mirror = ((rest + half) & mask) - half
        self.products.__iadd__(products)
        self.given.__iadd__(given)
        self.both.__iadd__((rest - mirror) >> FIELD)

    @property
    def width(self) -> int:
        """How many statements there are."""
        return int(self.both.shape[0])

    def add_vote(self, columns: Whole, values: Whole, *, column: int, value: int, sign: int = 1) -> None:
        """Add a vote on `column` by somebody with other votes `values` in `columns`; sign -1 takes it away."""
        self.both[column, columns] += sign
        self.both[columns, column] += sign
        self.both[column, column] += sign
        self.products[column, columns] += sign * value * values
        self.products[columns, column] += sign * value * values
        self.products[column, column] += sign * value * value
        self.given[column, columns] += sign * value
        self.given[columns, column] += sign * values
        self.given[column, column] += sign * value

    def subtract(self, columns: Whole, values: Whole) -> None:
        """Take away a person with all their votes."""
        grid = np.ix_(columns, columns)
        self.both[grid] -= 1
        self.products[grid] -= np.outer(values, values)
        self.given[grid] -= values[:, None]

    def widened(self, width: int, places: Whole) -> Moments:
        """The same sums among more statements; `places` are the new positions of the old ones."""
        wide = Moments.empty(width)
        grid = np.ix_(places, places)
        wide.both[grid], wide.products[grid], wide.given[grid] = self.both, self.products, self.given
        return wide

    def means(self) -> Real:
        """The mean of the cast votes on each statement, 0 where there are none."""
        cast = np.diagonal(self.both)
        return np.asarray(np.diagonal(self.given) / np.maximum(cast, 1), np.float64)

    def gram(self, zeroed: Flags | None = None) -> Real:
        """The centred sums of products, votes not cast counting as the mean; `zeroed` statements are 0 for everybody.

        Exact up to the last rounding of 64-bit floats: products - m_i given_ji - given_ij m_j + m_i m_j both.
        """
        means = self.means()
        cross = self.given * means[None, :]
        found = self.products - cross
        found -= cross.T
        found += self.both * np.outer(means, means)
        if zeroed is not None:
            found[zeroed, :] = 0.0
            found[:, zeroed] = 0.0
        return np.asarray(found, np.float64)
