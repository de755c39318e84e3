"""Who voted how on what, in one order, whatever order it came in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

AGREE, PASS, DISAGREE = 1, 0, -1
BLOCK = 16_000  # people in one block: their counts fit the 15-bit fields of `moments`, and a block's arrays are small

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Flags = NDArray[np.bool_]


def in_order(name: str) -> tuple[int, int, str]:
    """Return the key by which ids are sorted: numbers by their value, then words."""
    plain = name.isascii() and name.isdigit()
    return (0, int(name), name) if plain else (1, 0, name)


@dataclass(frozen=True, kw_only=True, eq=False)
class Votes:
    """The last vote of each person on each statement, by rows.

    `participants` and `statements` are ids in the order of `in_order`. Person i voted on the statements at
    `columns[starts[i]:starts[i+1]]` (ascending) with `values` 1 (agree), 0 (pass) or -1 (disagree).
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    starts: Whole
    columns: NDArray[np.int32] | NDArray[np.int16]
    values: NDArray[np.int8]

    @classmethod
    def gather(
        cls,
        ballots: Iterable[tuple[str, str, int]],
        *,
        participants: Iterable[str] = (),
        statements: Iterable[str] = (),
    ) -> Votes:
        """Gather (participant, statement, vote); a later vote on the same statement replaces an earlier one.

        `participants` and `statements` name those that must be listed though nobody voted. ValueError for a vote other
        than 1, 0 or -1.
        """
        held: dict[str, dict[str, int]] = {person: {} for person in participants}
        known = set(statements)
        for person, statement, vote in ballots:
            if vote not in (AGREE, PASS, DISAGREE):
                raise ValueError(f"A vote is 1, 0 or -1, not {vote}.")
            held.setdefault(person, {})[statement] = vote
            known.add(statement)
        return cls.of(held, known)

    @classmethod
    def of(cls, held: dict[str, dict[str, int]], statements: Iterable[str]) -> Votes:
        """Take votes by person and statement. Every statement voted on must be among `statements` (KeyError)."""
        people, names = sorted(held, key=in_order), sorted(set(statements), key=in_order)
        place = {name: at for at, name in enumerate(names)}
        lengths = np.fromiter((len(held[person]) for person in people), np.int64, len(people))
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        columns, values = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.int8)
        for at, person in enumerate(people):
            row = sorted((place[name], vote) for name, vote in held[person].items())
            columns[starts[at] : starts[at + 1]] = [column for column, _ in row]
            values[starts[at] : starts[at + 1]] = [vote for _, vote in row]
        return cls(participants=tuple(people), statements=tuple(names), starts=starts, columns=columns, values=values)

    @cached_property
    def cast(self) -> Whole:
        """How many votes each person cast (passes too)."""
        return np.diff(self.starts)

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.participants)

    @property
    def width(self) -> int:
        """How many statements there are."""
        return len(self.statements)

    @cached_property
    def seed(self) -> int:
        """A number that the content alone decides: what is drawn by it is drawn alike by everybody, in any order."""
        digest = hashlib.sha256(repr((self.people, self.statements)).encode())
        digest.update("\n".join(self.participants).encode())
        digest.update(self.starts.astype("<i8").data)
        for block in self.blocks():
            digest.update(block.columns.astype("<i4").data)
            digest.update(np.ascontiguousarray(block.values).data)
        return int.from_bytes(digest.digest()[:16], "big")

    def draw(self, purpose: int) -> np.random.Generator:
        """Return a generator seeded by the content and a purpose, so that two draws do not follow each other."""
        return np.random.Generator(np.random.PCG64([self.seed, purpose]))

    def row(self, at: int) -> tuple[Whole, Whole]:
        """Return the columns and the values of one person."""
        part = slice(self.starts[at], self.starts[at + 1])
        return self.columns[part].astype(np.int64), self.values[part].astype(np.int64)

    def matrix(self, of: str) -> csr_array:
        """The votes as a sparse matrix, people x statements: `given` (1, 0, -1) or `voted` (1)."""
        cells = {"given": self.values, "voted": np.ones_like(self.values)}[of]
        indices = self.columns.astype(np.int32, copy=False), self.starts.astype(np.int32)
        return csr_array((cells.astype(np.float64), *indices), shape=(self.people, self.width))

    def blocks(self) -> Iterator[Votes]:
        """The same people in blocks of at most `BLOCK`, in order."""
        for begin in range(0, self.people, BLOCK):
            end = min(begin + BLOCK, self.people)
            first, last = self.starts[begin], self.starts[end]
            yield Votes(
                participants=self.participants[begin:end],
                statements=self.statements,
                starts=self.starts[begin : end + 1] - first,
                columns=self.columns[first:last],
                values=self.values[first:last],
            )

    @property
    def voters(self) -> Whole:
        """The position of the person of each vote."""
        return np.repeat(np.arange(self.people), self.cast)

    def keeping(self, votes: Flags) -> Votes:
        """The same people and statements with only the votes that are flagged."""
        kept, begin = np.zeros(self.people + 1, np.int64), 0
        for at, block in enumerate(self.blocks()):
            before = np.concatenate([[0], np.cumsum(votes[begin : begin + block.columns.size])])
            kept[at * BLOCK + 1 : at * BLOCK + block.people + 1] = np.diff(before[block.starts])
            begin += block.columns.size
        return Votes(
            participants=self.participants,
            statements=self.statements,
            starts=np.cumsum(kept),
            columns=self.columns[votes],
            values=self.values[votes],
        )

    def among(self, people: Flags) -> Votes:
        """Only the people who are flagged, with all statements."""
        if people.all():
            return self
        kept = self.keeping(np.repeat(people, self.cast))
        return Votes(
            participants=tuple(self.participants[at] for at in np.flatnonzero(people)),
            statements=self.statements,
            starts=np.concatenate([[0], np.cumsum(kept.cast[people])]).astype(np.int64),
            columns=kept.columns,
            values=kept.values,
        )

    def without_people(self, participants: Collection[str]) -> Votes:
        """As if these people had never voted."""
        gone = set(participants)
        return self.among(np.fromiter((one not in gone for one in self.participants), np.bool_, self.people))

    def without_statements(self, statements: Collection[str]) -> Votes:
        """As if these statements had never been put."""
        gone = set(statements)
        stays = np.fromiter((one not in gone for one in self.statements), np.bool_, self.width)
        if stays.all():
            return self
        kept = self.keeping(stays[self.columns])
        place = np.cumsum(stays) - 1
        return Votes(
            participants=kept.participants,
            statements=tuple(one for one in self.statements if one not in gone),
            starts=kept.starts,
            columns=place[kept.columns].astype(np.int32),
            values=kept.values,
        )
