"""What a use costs, what a price brings, what a household pays, what may be shown. Pure functions; money in pence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from alongside.kit.suppression import LEAST

WAIVER_DAYS = 10
"""Days within which a request to pay less is answered."""

FREE, PERCENT, PRICE, CAP = "free", "percent", "price", "cap"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a service costs in a year: fixed, for each use, how many uses, and what a way of working saves."""

    fixed: int
    each: int
    uses: int
    saving: int = 0

    @property
    def variable(self) -> int:
        """What all uses cost beyond the fixed costs."""
        return self.each * self.uses

    @property
    def total(self) -> int:
        """The cost of the year."""
        return self.fixed + self.variable - self.saving

    @property
    def per_use(self) -> Fraction | None:
        """The cost of one use, exactly, in pence; None where nobody uses it."""
        return Fraction(self.total, self.uses) if self.uses else None


@dataclass(frozen=True, kw_only=True)
class Priced:
    """One line of a tariff: what is used, its price, and how often it is expected to be used in a year."""

    what: str
    amount: int
    uses: int = 0


@dataclass(frozen=True, kw_only=True)
class Less:
    """Who pays less: free, a percentage off, a price of their own, or no more than so much a year.

    `value` is the percentage off (1 to 99), the price, or the most a year; `what` is the line it is about, "" for all.
    `uses` are the uses a year that are expected at the lower price; `given_up` what a yearly limit is expected to cost.
    """

    who: str
    kind: str
    value: int = 0
    what: str = ""
    uses: int = 0
    given_up: int = 0


def lowered(amount: int, less: Less) -> int:
    """Return what a price becomes for somebody who pays less; a part of a penny is left to the payer."""
    if less.kind == FREE:
        return 0
    if less.kind == PERCENT:
        return amount * (100 - less.value) // 100
    return min(amount, less.value) if less.kind == PRICE else amount


@dataclass(frozen=True, kw_only=True)
class Income:
    """What a tariff is expected to bring in a year: at full price, what those who pay less do not pay, and the rest."""

    full: int
    given_up: int

    @property
    def net(self) -> int:
        """What comes in."""
        return self.full - self.given_up


def uses_of(prices: Sequence[Priced]) -> int:
    """Return the uses expected in a year, at whatever price."""
    return sum(price.uses for price in prices)


def income_of(prices: Sequence[Priced], lesses: Sequence[Less]) -> Income:
    """Return what a tariff is expected to bring in: every use at its price, less what concessions give up.

    A concession about all lines (`what` "") spreads its uses over the lines by their uses, in whole pence rounded down,
    so that what is given up is never overstated and income never understated.
    """
    full = sum(price.amount * price.uses for price in prices)
    given = 0
    for less in lesses:
        about = [price for price in prices if not less.what or price.what == less.what]
        off = [(price.amount - lowered(price.amount, less)) * price.uses for price in about]
        uses = uses_of(about)
        given += less.given_up if less.kind == CAP else (sum(off) * less.uses // uses if uses else 0)
    return Income(full=full, given_up=given)


def crowded_line(prices: Sequence[Priced], lesses: Sequence[Less]) -> str | None:
    """Return a line of which more uses pay less than there are uses at all ("" for all together), or None."""
    everywhere = sum(less.uses for less in lesses if less.kind != CAP and not less.what)
    for price in prices:
        if sum(less.uses for less in lesses if less.kind != CAP and less.what == price.what) > price.uses:
            return price.what
    at_all = everywhere + sum(less.uses for less in lesses if less.kind != CAP and less.what)
    return "" if at_all > uses_of(prices) else None


@dataclass(frozen=True, kw_only=True)
class Pays:
    """What a household pays in a year: each line (what, how often, price, together), the limit if any, and why less."""

    lines: tuple[tuple[str, int, int, int], ...]
    most: int | None = None
    reasons: tuple[str, ...] = field(default_factory=tuple)

    @property
    def year(self) -> int:
        """What it pays in a year."""
        whole = sum(line[3] for line in self.lines)
        return whole if self.most is None else min(whole, self.most)


def pays(
    *, prices: Sequence[Priced], lesses: Sequence[Less], uses: Mapping[str, int], entitled: Collection[str]
) -> Pays:
    """Return what a household pays in a year that uses each line so often and is entitled to these concessions.

    Of several concessions for one line the one that is cheapest for the household counts; they are not added up.
    """
    mine = [less for less in lesses if less.who in entitled]
    lines, reasons = [], []
    for price in prices:
        often = uses.get(price.what, 0)
        if not often:
            continue
        best, why = price.amount, ""
        for less in mine:
            if less.kind != CAP and less.what in ("", price.what) and lowered(price.amount, less) < best:
                best, why = lowered(price.amount, less), less.who
        lines.append((price.what, often, best, best * often))
        if why and why not in reasons:
            reasons.append(why)
    caps = [less for less in mine if less.kind == CAP]
    lowest = min(caps, key=lambda less: less.value, default=None)
    whole = sum(line[3] for line in lines)
    if lowest is not None and whole > lowest.value and lowest.who not in reasons:
        reasons.append(lowest.who)
    return Pays(lines=tuple(lines), most=lowest.value if lowest else None, reasons=tuple(reasons))


def above_cost(*, income: int, cost: int, carried: int = 0) -> int:
    """Return by how many pence income would pass cost, with what earlier years had over; 0 where it does not.

    `carried` is what earlier years brought above cost (below nought: what they fell short), one year with another.
    A shortfall of earlier years does not let this year's prices pass this year's cost: that is the stricter reading.
    """
    return max(0, income + max(0, carried) - cost)


Cells = Mapping[tuple[str, str], int]


def shown_cells(cells: Cells, *, totals: Sequence[int] = (0, 1)) -> dict[tuple[str, str], int | None]:
    """Return the counts of a two-way table that may be shown beside the totals of its rows (0) and columns (1).

    `totals` names which of them are published somewhere (rule 15).

    A count under ten is hidden; so is, in every row and column, the next smallest until at least two are hidden there
    that are ten or more together, so that no total tells a hidden one.
    """
    hidden = {key for key, count in cells.items() if count < LEAST}
    lines = [
        [key for key in cells if key[side] == name]
        for side in totals
        for name in dict.fromkeys(key[side] for key in cells)
    ]
    changed = True
    while changed:
        changed = False
        for line in lines:
            dark = [key for key in line if key in hidden]
            if not dark or (len(dark) > 1 and sum(cells[key] for key in dark) >= LEAST):
                continue
            rest = sorted((key for key in line if key not in hidden), key=lambda key: cells[key])
            if rest:
                hidden.add(rest[0])
                changed = True
    return {key: None if key in hidden else count for key, count in cells.items()}
