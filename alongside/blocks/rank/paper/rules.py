"""How a batch of paper is read by two people, and where they differ. Pure functions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alongside.blocks.rank.rules import NO, YES

SPOILED = {"b": "blank", "m": "too-much", "u": "unclear", "s": "signed", "f": "foreign"}
"""What is typed for a paper that cannot be counted: a letter for its reason."""

ANSWERS = {"y": YES, "yes": YES, "n": NO, "no": NO}
"""What is typed beside a number for a yes or a no."""


@dataclass(frozen=True)
class Reading:
    """What one person read on one paper: the ballot as it is kept, or why it says nothing that counts."""

    choices: str = ""
    points: str = ""
    spoiled: str = ""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A paper that two people read differently."""

    place: int
    first: Reading
    second: Reading


def read_numbers(text: str) -> tuple[list[int], list[int]]:
    """Read “3, 7”, “3=5, 7=2” or “3=y, 7=n” into numbers and points; raises ValueError for anything else."""
    numbers, points = [], []
    for part in filter(None, re.split(r"[,;\s]+", re.sub(r"\s*=\s*", "=", text))):
        number, given, value = part.partition("=")
        numbers.append(int(number))
        if given:
            points.append(ANSWERS[value.lower()] if value.lower() in ANSWERS else int(value))
    return numbers, points


def codes_in(text: str) -> list[str]:
    """Return the codes of counterfoils as they were typed or scanned: one to a line, or parted by commas."""
    return [code for code in (part.strip() for part in re.split(r"[\n,;]+", text)) if code]


def papers_in(text: str) -> list[str]:
    """Return what was typed for each paper, one to a line; lines that are left empty at the end are none."""
    return [line.strip() for line in text.strip().splitlines()]


def differences(*, first: Mapping[int, Reading], second: Mapping[int, Reading]) -> list[Difference]:
    """Return the papers that two people read differently, by their place in the stack."""
    return [
        Difference(place=place, first=first[place], second=second[place])
        for place in sorted(first)
        if place in second and first[place] != second[place]
    ]


def show(reading: Reading) -> str:
    """Write a reading as it would be typed."""
    if reading.spoiled:
        return next(letter for letter, why in SPOILED.items() if why == reading.spoiled)
    numbers = reading.choices.split(",")
    points: Sequence[str] = reading.points.split(",") if reading.points else ()
    return ", ".join(f"{n}={p}" for n, p in zip(numbers, points, strict=True)) if points else ", ".join(numbers)
