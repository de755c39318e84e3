"""Conversations made up from a seed: people without any structure, and people planted in groups."""

from __future__ import annotations

import numpy as np

from alongside.engines.opinions import Votes
from alongside.engines.opinions.votes import Real, Whole


def votes_of(table: Real) -> Votes:
    """Votes from a table of people x statements; NaN for no vote."""
    cast = ~np.isnan(table)
    return Votes(
        participants=tuple(map(str, range(len(table)))),
        statements=tuple(map(str, range(table.shape[1]))),
        starts=np.concatenate([[0], np.cumsum(cast.sum(axis=1))]).astype(np.int64),
        columns=np.nonzero(cast)[1].astype(np.int32),
        values=table[cast].astype(np.int8),
    )


def structureless(seed: int, *, people: int = 150, statements: int = 40, cast: float = 0.6) -> Votes:
    """Everybody answers each statement by the same three chances, which differ from statement to statement."""
    draw = np.random.default_rng(seed)
    chances = draw.dirichlet([1, 1, 0.5], statements)
    lot = draw.random((people, statements))
    table = np.where(lot < chances[:, 0], 1.0, np.where(lot < chances[:, 0] + chances[:, 1], -1.0, 0.0))
    table[draw.random(table.shape) > cast] = np.nan
    return votes_of(table)


def planted(seed: int, sizes: tuple[int, ...], *, statements: int = 60, cast: float = 0.8) -> tuple[Votes, Whole]:
    """Groups of people; each has a side on each statement, which four in five of its people take. Shuffled."""
    draw = np.random.default_rng(seed)
    groups = draw.permutation(np.repeat(np.arange(len(sizes)), sizes))
    sides = draw.choice([0.2, 0.8], (len(sizes), statements))[groups]
    lot = draw.random(sides.shape)
    table = np.where(lot < 0.9 * sides, 1.0, np.where(lot < 0.9, -1.0, 0.0))
    table[draw.random(table.shape) > cast] = np.nan
    return votes_of(table), groups


def ballots(votes: Votes, seed: int) -> list[tuple[str, str, int]]:
    """The votes one at a time in a shuffled order."""
    found = [
        (votes.participants[person], votes.statements[column], int(value))
        for person, column, value in zip(votes.voters, votes.columns, votes.values, strict=True)
    ]
    return [found[at] for at in np.random.default_rng(seed).permutation(len(found))]
