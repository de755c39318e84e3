"""The text for Beancount: its grammar as the documentation has it, read back by a reader written for this test."""

import re
from datetime import date
from decimal import Decimal

import pytest

from alongside.standards.beancount import MINUTES, BookAccount, BookTransaction, amount, component, quoted, write

ACCOUNT = r"(?:Assets|Liabilities|Equity|Income|Expenses)(?::[A-Z0-9][A-Za-z0-9-]*)+"
COMMODITY = r"[A-Z][A-Z0-9'._-]{0,22}[A-Z0-9]"
STRING = r'"(?:[^"\\]|\\.)*"'
DAY = r"\d{4}-\d{2}-\d{2}"
GRAMMAR = [
    ("option", rf"option {STRING} {STRING}"),
    ("open", rf"({DAY}) open ({ACCOUNT}) ({COMMODITY})"),
    ("balance", rf"({DAY}) balance ({ACCOUNT}) (-?\d+(?:\.\d+)?) ({COMMODITY})"),
    ("transaction", rf"({DAY}) \* {STRING}(?: \^[A-Za-z0-9_/.-]+)*"),
    ("metadata", rf"  [a-z][A-Za-z0-9_-]*: {STRING}"),
    ("posting", rf"  ({ACCOUNT})  (-?\d+(?:\.\d+)?) ({COMMODITY})"),
    ("empty", r""),
]


def read(text: str) -> list[tuple[str, re.Match[str]]]:
    """Read every line as one of the grammar; fail on one that is none."""
    found = []
    for line in text.splitlines():
        matches = [(kind, match) for kind, pattern in GRAMMAR if (match := re.fullmatch(pattern, line))]
        assert matches, f"not in the language: {line!r}"
        found.append(matches[0])
    return found


def prove(text: str) -> dict[str, Decimal]:
    """Check what Beancount checks: accounts are open, transactions balance, balances hold. Returns the balances."""
    opened, sums, current = {}, {}, {}
    for kind, match in read(text):
        if kind in ("transaction", "balance"):
            assert not any(current.values())
            current = {}
        if kind == "open":
            opened[match[2]] = (match[1], match[3])
            sums[match[2]] = Decimal(0)
        elif kind == "posting":
            assert opened[match[1]][1] == match[3]
            sums[match[1]] += Decimal(match[2])
            current[match[3]] = current.get(match[3], 0) + Decimal(match[2])
        elif kind == "balance":
            assert sums[match[2]] == Decimal(match[3])
    return sums


def books() -> str:
    day = date(2026, 3, 4)
    accounts = [
        BookAccount(key="a", root="Assets", parts=("pot", "Our “Älder” streets"), opened=day, commodity="GBP"),
        BookAccount(
            key="b", root="Equity", parts=("budget",), opened=day, commodity="GBP", notes=(("name", 'A "b" \\'),)
        ),
        BookAccount(key="c", root="Income", parts=("from", "1st"), opened=day, commodity=MINUTES),
        BookAccount(key="d", root="Expenses", parts=("given", "†"), opened=day, commodity=MINUTES),
    ]
    transactions = [
        BookTransaction(
            key="one", day=day, what='Set aside\nfor "us"', postings=(("a", 1205), ("b", -1205)), links=("t-1",)
        ),
        BookTransaction(key="two", day=date(2026, 3, 6), what="Hours", postings=(("c", -90), ("d", 90))),
    ]
    return "".join(write(title="Books", accounts=accounts, transactions=transactions))


def test_every_line_is_in_the_language_and_what_it_says_balances() -> None:
    assert prove(books()) == {
        "Assets:Pot:Our-Alder-Streets": Decimal("12.05"),
        "Equity:Budget": Decimal("-12.05"),
        "Income:From:1st": Decimal(-90),
        "Expenses:Given:X": Decimal(90),
    }
    assert "2026-03-07 balance Assets:Pot:Our-Alder-Streets 12.05 GBP\n" in books()


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0.00 GBP"), (5, "0.05 GBP"), (-5, "-0.05 GBP"), (-123456, "-1234.56 GBP")]
)
def test_amounts_are_written_from_whole_numbers(value: int, written: str) -> None:
    assert amount(value, "GBP") == written


def test_names_and_strings_are_made_safe() -> None:
    assert (component("élan: 7 — b"), component("—"), quoted('a\n"b"\\')) == ("Elan-7-B", "X", r'"a \"b\"\\"')


def test_a_posting_on_an_unknown_account_and_an_unknown_root_are_errors() -> None:
    day = date(2026, 1, 1)
    with pytest.raises(KeyError):
        list(
            write(
                title="x", accounts=[], transactions=[BookTransaction(key="1", day=day, what="x", postings=(("a", 1),))]
            )
        )
    with pytest.raises(ValueError, match="no accounts under Things"):
        _ = BookAccount(key="a", root="Things", parts=("x",), opened=day, commodity="GBP").name
