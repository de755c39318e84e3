"""Money as people read it, and money that is shared out to the last penny."""

from collections.abc import Sequence

SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
NO_CURRENCY = "XXX"
"""Where none is involved, or none is known. Source: ISO 4217."""


def money(pence: int, currency: str = "GBP") -> str:
    """Write minor units as money: 1820000 as £18,200, 1250 as £12.50; others with their code, `NO_CURRENCY` bare."""
    pounds, rest = divmod(abs(pence), 100)
    amount = f"{pounds:,}.{rest:02d}" if rest else f"{pounds:,}"
    sign = SIGNS.get(currency)
    shown = f"{sign}{amount}" if sign else amount if currency == NO_CURRENCY else f"{amount} {currency}"
    return ("-" if pence < 0 else "") + shown


def shared_out(pence: int, weights: Sequence[int]) -> list[int]:
    """Share an amount (minor units, 0 or more) out by weights (0 or more); the parts sum to it, to the last penny.

    Each part is its exact share rounded down; the pence that are over go, one each, to the largest remainders, of
    equal ones to the first. Refuses (ValueError) weights that are all nought while there is something to share.
    Source: the largest remainder method (Hamilton).
    """
    whole = sum(weights)
    if pence < 0 or any(weight < 0 for weight in weights) or (pence and not whole):
        raise ValueError("Amounts and weights are not below nought, and somebody gets what there is.")
    if not pence:
        return [0] * len(weights)
    parts = [pence * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-(pence * weights[at] % whole), at))
    for at in order[: pence - sum(parts)]:
        parts[at] += 1
    return parts
