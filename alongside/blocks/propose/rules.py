"""The order in which a visitor sees proposals, the words a search finds them by, who must agree. Pure functions."""

import re
import unicodedata
from collections.abc import Mapping

PAGE = 20
"""Proposals on one page of the list."""

FIRST_LOOK = 64
"""Places of a visitor's own order that are looked up at first."""

_WHOLE = (1 << 64) - 1

SHORTEST_WORD = 2

NEXT: Mapping[str, frozenset[str]] = {
    "received": frozenset({"feasible", "not_feasible", "merged", "withdrawn"}),
    "feasible": frozenset({"feasible", "not_feasible", "merged", "withdrawn", "chosen", "not_chosen"}),
    "not_feasible": frozenset({"feasible", "not_feasible", "appealed", "merged", "withdrawn"}),
    "appealed": frozenset({"feasible", "not_feasible", "withdrawn"}),
    "merged": frozenset(),
    "withdrawn": frozenset(),
    "chosen": frozenset(),
    "not_chosen": frozenset(),
}
"""Which status may follow which."""


def may_become(*, before: str, after: str) -> bool:
    """Say whether a proposal of one status may get the other."""
    return after in NEXT.get(before, frozenset())


def own_place(*, place: int, seed: int, bits: int) -> int:
    """Return the number of the proposal that stands at `place` of a visitor's own order.

    A keyed permutation of 0 … 2**bits - 1 (four Feistel rounds), so that every visitor has an order of their own, the
    same on every visit, in which nobody is always first, and any page of it is found without sorting. Proposals that
    come in later take their own places among the others, whose order stays until the number of bits grows.
    """
    return _turn(value=place, seed=seed, bits=bits, rounds=(0, 1, 2, 3))


def place_of(*, number: int, seed: int, bits: int) -> int:
    """Return at which place of a visitor's own order a proposal stands: the inverse of `own_place`."""
    return _turn(value=number, seed=seed, bits=bits, rounds=(3, 2, 1, 0))


def _turn(*, value: int, seed: int, bits: int, rounds: tuple[int, ...]) -> int:
    """Each round stirs one half into the other and is its own inverse, so the rounds backwards undo all."""
    half = (bits + 1) // 2
    mask, other = (1 << half) - 1, (1 << (bits - half)) - 1
    high, low = value >> half, value & mask
    for round_number in rounds:
        if round_number % 2 == 0:
            high ^= _mix(seed, round_number, low) & other
        else:
            low ^= _mix(seed, round_number, high) & mask
    return high << half | low


def _mix(seed: int, round_number: int, value: int) -> int:
    """Stir three numbers into 32 bits. Source: the finaliser of SplitMix64 (Steele, Lea and Flood, 2014)."""
    stirred = (seed * 0x9E3779B97F4A7C15 + round_number * 0xD1B54A32D192ED03 + value * 0x8CB92BA72F3D8DD7) & _WHOLE
    stirred = ((stirred ^ stirred >> 30) * 0xBF58476D1CE4E5B9) & _WHOLE
    stirred = ((stirred ^ stirred >> 27) * 0x94D049BB133111EB) & _WHOLE
    return stirred >> 32


def next_look(*, start: int, end: int, found: int, looked: int) -> range:
    """Return the next span of places to look up: as long as what was found so far promises to fill a page.

    `found` of `looked` places fitted the filter. At least as many as at first; four times as many where none fitted.
    """
    missing = PAGE + 1 - found
    size = FIRST_LOOK if not looked else (looked * 4 if not found else missing * looked * 3 // (found * 2))
    return range(start, min(start + max(FIRST_LOOK, size), end))


def words_of(text: str) -> set[str]:
    """Return the words of a text as a search knows them: small, without accents, a plural as its singular.

    At most 40 letters each; words of one letter are left out.
    """
    plain = unicodedata.normalize("NFKD", text.lower())
    found = re.findall(r"[^\W_]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return {_singular(word)[:40] for word in found if len(word) >= SHORTEST_WORD}


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
