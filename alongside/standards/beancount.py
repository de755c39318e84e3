"""Books as text for Beancount: accounts, transactions and balances in its own language. Written only.

Amounts are integers: minor units of a currency of two decimal places, or minutes, which are a commodity of their own.
Source: Beancount Language Syntax (beancount.github.io/docs).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MINUTES = "MINUTES"
ROOTS = ("Assets", "Liabilities", "Equity", "Income", "Expenses")


@dataclass(frozen=True, kw_only=True)
class BookAccount:
    """One account: `root` is one of Beancount's five, `parts` are words from which its name is made, `opened` a day.

    `commodity` is MINUTES or a currency of three letters. `notes` become metadata.
    """

    key: str
    root: str
    parts: tuple[str, ...]
    opened: date
    commodity: str
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The account's name in the language: `Assets:Pot:Our-Streets-0c1d2e3f`."""
        if self.root not in ROOTS:
            raise ValueError(f"Beancount has no accounts under {self.root}.")
        return ":".join([self.root, *(component(part) for part in self.parts)])


@dataclass(frozen=True, kw_only=True)
class BookTransaction:
    """One transaction: what it was, and its postings as (key of the account, amount)."""

    key: str
    day: date
    what: str
    postings: tuple[tuple[str, int], ...]
    links: tuple[str, ...] = ()


def component(words: str) -> str:
    """Return words as one part of an account's name: ASCII letters, digits and dashes, beginning with a capital."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    pieces = [piece[0].upper() + piece[1:] for piece in re.split(r"[^A-Za-z0-9]+", plain) if piece]
    return "-".join(pieces)[:60].strip("-") or "X"


def quoted(words: str) -> str:
    """Return words as a string of the language, on one line."""
    line = " ".join(words.split())
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def amount(value: int, commodity: str) -> str:
    """Return an amount with its commodity: 1250 GBP as `12.50 GBP`, 90 minutes as `90 MINUTES`."""
    if commodity == MINUTES:
        return f"{value} {MINUTES}"
    whole, rest = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}{whole}.{rest:02d} {commodity}"


def write(*, title: str, accounts: Iterable[BookAccount], transactions: Iterable[BookTransaction]) -> Iterator[str]:
    """Yield the lines of a file, each with its line end: options, accounts, transactions in the order given, balances.

    The balances at the end, on the day after the last transaction, are what the postings sum to, so that Beancount
    itself proves the file. Raises KeyError for a posting on an account that is not among `accounts`.
    """
    known = {account.key: account for account in accounts}
    yield f'option "title" {quoted(title)}\n'
    for commodity in sorted({account.commodity for account in known.values()}):
        if commodity != MINUTES:
            yield f'option "operating_currency" "{commodity}"\n'
    yield "\n"
    for account in known.values():
        yield f"{account.opened} open {account.name} {account.commodity}\n"
        yield from (f"  {name}: {quoted(value)}\n" for name, value in account.notes)
    sums = dict.fromkeys(known, 0)
    last = max((account.opened for account in known.values()), default=date(1970, 1, 1))
    for one in transactions:
        yield from _transaction(one, known)
        last = max(last, one.day)
        for key, value in one.postings:
            sums[key] += value
    yield "\n"
    for key, value in sums.items():
        yield f"{last + timedelta(days=1)} balance {known[key].name} {amount(value, known[key].commodity)}\n"


def _transaction(one: BookTransaction, known: dict[str, BookAccount]) -> Iterator[str]:
    links = "".join(f" ^{link}" for link in one.links)
    yield f"\n{one.day} * {quoted(one.what)}{links}\n"
    yield f"  key: {quoted(one.key)}\n"
    for key, value in one.postings:
        yield f"  {known[key].name}  {amount(value, known[key].commodity)}\n"
