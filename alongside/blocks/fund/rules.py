"""Pure functions about money that is set aside, awarded and paid. Amounts are integers in minor units."""

import re

REFERENCE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: what is read aloud or typed off a letter is not mistaken."""
_REFERENCE = re.compile(r"AS[0-9A-HJKMNP-TV-Z]{10}")


def references_in(*words: str) -> list[str]:
    """Return every reference of ours that words of a bank statement hold, however they were spaced and dashed.

    Letters that people mistake (O, I, L, U) are read as what they stand for.
    """
    found: dict[str, None] = {}
    for text in words:
        plain = "".join(letter for letter in text.upper() if letter.isalnum()).translate(str.maketrans("OILU", "011V"))
        for start in range(len(plain) - 11):
            if match := _REFERENCE.match(plain, start):
                found[match[0]] = None
    return list(found)


def needs_two(*, amount: int, two_people_from: int | None) -> bool:
    """Say whether an amount needs two people: from the pot's limit on; never where the pot has none.

    `amount` is the whole that would then be awarded to one project, or paid to it, so that no one gets by the limit by
    cutting it into pieces.
    """
    return two_people_from is not None and amount >= two_people_from
