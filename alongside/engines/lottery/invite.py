"""The first stage: whom to write to, from a register of addresses.

Every address has exactly the chance that its weight says, and every part of the register (the strata) gets its share
of the letters to within one: the addresses are set in the order of their strata, and inside by lot, and every so
many-th gets a letter, from a start that the seed gives (systematic sampling).

Source: W. G. Madow, "On the theory of systematic sampling, II", Annals of Mathematical Statistics 20 (1949).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from alongside.engines.lottery.document import seal_of
from alongside.engines.lottery.draw import lot, ticket
from alongside.kit.refused import Refused


@dataclass(frozen=True, slots=True)
class Address:
    """A letter box: an id, the stratum it lies in, and a whole weight (2 for twice the chance of a letter)."""

    id: str
    stratum: tuple[str, ...] = ()
    weight: int = 1


@dataclass(frozen=True)
class Invitation:
    """Who gets a letter, in order of id; the exact chance that each address had; letters by stratum; the seal."""

    invited: tuple[str, ...]
    chances: dict[str, Fraction]
    letters: dict[tuple[str, ...], int]
    seal: str


def invite(register: Iterable[Address], *, letters: int, seed: str) -> Invitation:
    """Draw the addresses that get a letter. Refuses more letters than there are addresses, or too great a weight."""
    boxes = sorted(register, key=lambda box: box.id)
    twice = [each for each, times in Counter(box.id for box in boxes).items() if times > 1]
    if twice:
        raise Refused(f"The id {twice[0]} stands for two addresses.", "addresses")
    if not 0 < letters <= len(boxes):
        raise Refused(f"{letters} letters cannot go to {len(boxes)} addresses.", "letters")
    if any(box.weight < 0 for box in boxes):
        raise Refused("A weight cannot be negative.", "addresses")
    whole = sum(box.weight for box in boxes)
    heavy = [box.id for box in boxes if box.weight * letters > whole]
    if heavy:
        raise Refused(f"The weight of {heavy[0]} asks for more than one letter.", "addresses")
    sealed = seal_of({"letters": letters, "register": [[box.id, list(box.stratum), box.weight] for box in boxes]})
    passed = ticket(seed, sealed, whole)
    invited, by_stratum = [], Counter(dict.fromkeys(sorted({box.stratum for box in boxes}), 0))
    for box in sorted(boxes, key=lambda box: (box.stratum, lot(seed, box.id))):
        before, passed = passed // whole, passed + box.weight * letters
        if passed // whole > before:
            invited.append(box.id)
            by_stratum[box.stratum] += 1
    chances = {box.id: Fraction(box.weight * letters, whole) for box in boxes}
    return Invitation(tuple(sorted(invited)), chances, dict(by_stratum), sealed)
