"""The order in which a visitor sees proposals, the words a search finds them by, who must agree. Pure functions."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import blake2b

PAGE = 20
"""Proposals on one page of the list."""

FIRST_LOOK = 64
"""Places of a visitor's own order that are looked up at first; four times as many each time after."""

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
    half = (bits + 1) // 2
    mask = (1 << half) - 1
    high, low = place >> half, place & mask
    other = (1 << (bits - half)) - 1
    for round_number in range(4):
        if round_number % 2 == 0:
            high ^= _mix(seed, round_number, low) & other
        else:
            low ^= _mix(seed, round_number, high) & mask
    return high << half | low


def _mix(seed: int, round_number: int, value: int) -> int:
    text = f"{seed}:{round_number}:{value}".encode()
    return int.from_bytes(blake2b(text, digest_size=4).digest(), "big")


def looks(*, start: int, bits: int) -> Iterator[range]:
    """Yield the spans of places to look up, from `start` on: short at first, longer while a filter finds too few."""
    size, end = FIRST_LOOK, 1 << bits
    while start < end:
        yield range(start, min(start + size, end))
        start, size = start + size, size * 4


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
