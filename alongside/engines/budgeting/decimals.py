"""Numbers in and out without a float: what is read is exact, what is written has all its digits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from alongside.kit.refused import Refused


def exact_number(name: str, value: Fraction | Decimal | int | str) -> Fraction:
    """A number taken exactly; a float is refused, because it is rarely the number that was meant."""
    if isinstance(value, float | bool):
        raise Refused(f"Give the {name} as a whole number or a decimal, not as a float.", name)
    try:
        number = value if isinstance(value, Fraction) else Fraction(Decimal(value))
    except (InvalidOperation, ValueError, OverflowError, TypeError):
        raise Refused(f"The {name} {value!r} is not a number.", name) from None
    if 10 ** (number.denominator.bit_length() + 1) % number.denominator:
        raise Refused(f"The {name} {value} has no exact decimal form.", name)
    return number


def plain_number(value: Fraction) -> int | Decimal | Fraction:
    """An int where whole, an exact Decimal where one exists, else the Fraction itself."""
    if value.denominator == 1:
        return value.numerator
    power = value.denominator.bit_length() + 1
    if 10**power % value.denominator:
        return value
    digits = value.numerator * (10**power // value.denominator)
    sign = "-" if digits < 0 else ""
    text = str(abs(digits)).rjust(power + 1, "0")
    return Decimal(f"{sign}{text[:-power]}.{text[-power:].rstrip('0')}")


def json_text(value: Any, *, sort_keys: bool = False) -> str:
    """JSON in which a Decimal is a number with all its digits, and a Fraction without decimal form is text `p/q`.

    The standard writer would need a float for the first, and a float loses pennies above 2^53.
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Fraction):
        return json.dumps(str(value)) if value.denominator != 1 else str(value.numerator)
    if isinstance(value, Mapping):
        pairs = sorted(value.items()) if sort_keys else value.items()
        return (
            "{" + ", ".join(f"{json.dumps(key)}: {json_text(each, sort_keys=sort_keys)}" for key, each in pairs) + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(json_text(each, sort_keys=sort_keys) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
