"""Money as people read it."""

SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


def money(pence: int, currency: str = "GBP") -> str:
    """Write minor units as money: 1820000 as £18,200, 1250 as £12.50; another currency by its code."""
    pounds, rest = divmod(abs(pence), 100)
    amount = f"{pounds:,}.{rest:02d}" if rest else f"{pounds:,}"
    sign = SIGNS.get(currency)
    return ("-" if pence < 0 else "") + (f"{sign}{amount}" if sign else f"{amount} {currency}")
