"""What a ballot may say, what is left of the pot, in which order a voter sees the options. Pure functions."""

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

LARGE_COUNT = 20_000
"""Ballots above which a count runs as a job."""

FEW = 10
"""Ballots of a channel under which published files and the sealed box do not say the channel."""

YES, NO = 1, -1
"""What a yes and a no add to the sum of an option; no answer adds nothing."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a ballot may say. `costs` by number of option and `budget` in minor units; the limits None for none."""

    kind: str
    costs: Mapping[int, int]
    budget: int
    most_choices: int | None = None
    most_points: int | None = None


@dataclass(frozen=True)
class Wrong:
    """Why a ballot cannot go into the box: a key, and by how much (minor units, choices or points) or which option."""

    why: str
    amount: int = 0


def spent(*, paper: Paper, choices: Sequence[int]) -> int:
    """Return what the chosen options cost together, in minor units."""
    return sum(paper.costs.get(number, 0) for number in choices)


def wrong(*, paper: Paper, choices: Sequence[int], points: Sequence[int]) -> Wrong | None:
    """Return what is wrong with a ballot, the first thing to mend, or None."""
    if not choices:
        return Wrong("none")
    unknown = [number for number in choices if number not in paper.costs]
    if unknown:
        return Wrong("unknown", unknown[0])
    if len(set(choices)) != len(choices):
        return Wrong("twice")
    most = 1 if paper.kind == "choose-one" else paper.most_choices
    if most is not None and len(choices) > most:
        return Wrong("many", len(choices) - most)
    if paper.kind == "knapsack" and (over := spent(paper=paper, choices=choices) - paper.budget) > 0:
        return Wrong("over", over)
    if paper.kind in ("points", "score", "yes-no"):
        return _wrong_points(paper=paper, choices=choices, points=points)
    return Wrong("points") if points else None


def _wrong_points(*, paper: Paper, choices: Sequence[int], points: Sequence[int]) -> Wrong | None:
    if paper.kind == "yes-no":
        return None if len(points) == len(choices) and set(points) <= {YES, NO} else Wrong("yes_no")
    if len(points) != len(choices) or any(given < 1 for given in points):
        return Wrong("points")
    if paper.most_points is None:
        return None
    given = sum(points) if paper.kind == "points" else max(points, default=0)
    return Wrong("points_over", given - paper.most_points) if given > paper.most_points else None


def as_text(*, kind: str, choices: Sequence[int], points: Sequence[int] = ()) -> tuple[str, str]:
    """Return a ballot as it is kept: equal ballots look equal, so that the order of ticking tells nothing."""
    if kind == "ranked":
        return ",".join(map(str, choices)), ""
    pairs = sorted(zip(choices, points, strict=True)) if points else [(number, 0) for number in sorted(choices)]
    return ",".join(str(number) for number, _given in pairs), ",".join(str(given) for _n, given in pairs if points)


def own_order(*, numbers: Sequence[int], seed: str) -> list[int]:
    """Return the options in the order of one voter: their own, the same on every visit, no option favoured."""
    mixed = sorted(numbers)
    random.Random(seed).shuffle(mixed)  # noqa: S311  # an order to look at, no secret
    return mixed


def group_of_code(code: str) -> str:
    """Write a code of twelve letters as people copy it, in groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_LETTERS = 12
RECEIPT_BITS = RECEIPT_LETTERS * 5


def receipt_of(key: UUID) -> str:
    """Write a receipt as its voter copies it: twelve letters, the last 60 bits of its random identity."""
    rest = key.int & ((1 << RECEIPT_BITS) - 1)
    letters = [LETTERS[rest >> 5 * at & 31] for at in reversed(range(RECEIPT_LETTERS))]
    return group_of_code("".join(letters))


def receipt_written(text: str) -> str:
    """Return a receipt as it was meant, whatever its case, spaces and dashes; O is 0, I and L are 1."""
    meant = "".join(letter for letter in text.upper() if letter.isalnum())
    return meant.translate(str.maketrans("OILU", "011V"))


def seal_of(*, ballots: str, receipts: str) -> str:
    """Return the seal of a box: SHA-256 over the VOTES of its published file and over the list of receipts.

    The winners stand in PROJECTS, so the seal can be said before the count. Raises ValueError where there are no VOTES.
    """
    at = ballots.index("\nVOTES\n") + 1
    return hashlib.sha256(f"{ballots[at:]}RECEIPTS\n{receipts}".encode()).hexdigest()
