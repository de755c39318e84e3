"""The published file of a lottery: everything that decides, without names or addresses.

JSON with the keys `format`, `lottery`, `seal` and, once drawn, `draw`. The seal is the SHA-256 of the lottery written
with sorted keys and no spaces: publish it, then draw the seed. `docs/why/a-lottery-is-proved-by-its-file.md`
describes each key.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any

from alongside.engines.lottery.lottery import TICKETS, Lottery, Panel
from alongside.engines.lottery.pool import Kind, Pool, Quota
from alongside.engines.lottery.relaxed import Prices
from alongside.kit.refused import Refused

FORMAT = "alongside-lottery-1"
Document = dict[str, Any]


def said(lottery: Lottery) -> Document:
    """The lottery as plain data, that which is sealed."""
    pool, prices = lottery.pool, lottery.prices
    assert prices is not None  # noqa: S101  # there is a panel, so that somebody can be chosen
    return {
        "size": pool.size,
        "features": list(pool.features),
        "quotas": _quotas(pool, prices),
        "kinds": _kinds(pool, prices),
        "groups": [
            {"kind": group.kind, "values": list(group.values), "chance": str(chance)}
            for group, chance in zip(pool.groups, lottery.chances, strict=True)
        ],
        "tickets": TICKETS,
        "panels": [
            {"tickets": panel.tickets, "seats": [[at, n] for at, n in enumerate(panel.seats) if n]}
            for panel in lottery.panels
        ],
        "price_of_a_seat": _decimal(prices.seat),
        "bound": str(lottery.bound),
        "least_chance": str(lottery.least),
        "greatest": lottery.greatest,
    }


def _quotas(pool: Pool, prices: Prices) -> list[Document]:
    return [
        {"feature": q.feature, "value": q.value, "min": q.least, "max": q.most, "price": _decimal(price)}
        for q, price in zip(pool.quotas, prices.values, strict=True)
    ]


def _kinds(pool: Pool, prices: Prices) -> list[Document]:
    return [
        {"members": [*map(list, k.members)], "households": [*map(list, k.households)], "price": _decimal(price)}
        for k, price in zip(pool.kinds, prices.kinds, strict=True)
    ]


def seal(lottery: Lottery) -> str:
    """The SHA-256 of the lottery in its one written form."""
    return seal_of(said(lottery))


def seal_of(data: Document) -> str:
    """The SHA-256 of plain data in its one written form."""
    return sha256(json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def published(
    lottery: Lottery, *, draw: tuple[str, int, Sequence[str]] | None = None, replaces: Document | None = None
) -> str:
    """The file. `draw` is the seed, the ticket and the panel; `replaces` says whose places are filled."""
    data = said(lottery)
    whole: Document = {"format": FORMAT, "lottery": data, "seal": seal_of(data)}
    if draw is not None:
        whole["draw"] = {"seed": draw[0], "ticket": draw[1], "panel": list(draw[2])}
    if replaces is not None:
        whole["replaces"] = replaces
    parts = [f"{json.dumps(key)}: {_spread(value)}" for key, value in whole.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _spread(value: Any) -> str:
    """JSON with one line for each thing of a list, so that a person can look through it."""
    if isinstance(value, dict) and any(isinstance(each, list) for each in value.values()):
        lines = [f"{json.dumps(key)}: {_spread(each)}" for key, each in value.items()]
        return "{\n" + ",\n".join(lines) + "\n}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def _decimal(number: Fraction) -> str:
    """A number of at most nine decimals, in full."""
    whole, rest = divmod(abs(number.numerator) * 10**9, number.denominator)
    if rest:
        raise ArithmeticError(f"{number} has more than nine decimals")
    text = f"{whole // 10**9}.{whole % 10**9:09}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 else text


def read_lottery(text: str) -> tuple[Lottery, Document]:
    """A lottery back from its file, and the whole file as plain data. Refuses what is none; `check` proves it."""
    try:
        whole = json.loads(text)
        if whole["format"] != FORMAT:
            raise ValueError(whole["format"])
        data = whole["lottery"]
        quotas = tuple(Quota(q["feature"], q["value"], q["min"], q["max"]) for q in data["quotas"])
        kinds = tuple(Kind(tuple(map(tuple, k["members"])), tuple(map(tuple, k["households"]))) for k in data["kinds"])
        pool = Pool(data["size"], quotas, kinds)
        prices = Prices(
            Fraction(data["price_of_a_seat"]),
            tuple(Fraction(q["price"]) for q in data["quotas"]),
            tuple(Fraction(k["price"]) for k in data["kinds"]),
        )
        panels = tuple(_panel(each, len(pool.groups)) for each in data["panels"])
        return Lottery(pool, panels, Fraction(data["bound"]), prices, data["greatest"]), whole
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise Refused(f"This is not the published file of a lottery ({type(error).__name__}).", "file") from None


def _panel(data: Document, groups: int) -> Panel:
    seats = [0] * groups
    for group, n in data["seats"]:
        seats[group] = n
    return Panel(data["tickets"], tuple(seats))
