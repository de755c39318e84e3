"""The books of an initiative or of a whole organisation, to be taken out: as Beancount text or as CSV, row by row."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from alongside.core.accounts.models import Account, Entry, Transaction
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.standards import beancount

# What the first word of an account's key means to a bookkeeper; what is not named here is equity.
ROOTS = {
    "pot": "Assets",
    "award": "Assets",
    "held": "Assets",
    "match": "Assets",
    "raised": "Assets",
    "paid": "Expenses",
    "given": "Expenses",
    "from": "Income",
    "backers": "Income",
}
COLUMNS = ("transaction", "key", "day", "what", "account", "account_name", "unit", "currency", "amount", "reverses")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Books:
    """What is taken out: the accounts that belong to no person, of one initiative or of the organisation."""

    def __init__(self, *, organisation: Organisation, initiative: Initiative | None = None) -> None:
        self.organisation, self.initiative = organisation, initiative
        self.zone = ZoneInfo(organisation.time_zone)
        accounts = Account.objects.filter(organisation=organisation, party__isnull=True)
        if initiative:
            accounts = accounts.filter(initiative=initiative)
        self.accounts: dict[str, Account] = {str(account.pk): account for account in accounts.order_by("id")}

    @property
    def title(self) -> str:
        """Whose books they are."""
        return str(self.initiative or self.organisation)

    def day(self, moment: datetime) -> date:
        """The day of a moment where the organisation is."""
        return moment.astimezone(self.zone).date()

    def entries(self) -> Iterator[tuple[Transaction, list[Entry]]]:
        """Yield each transaction with its entries, in the order in which they happened."""
        rows: QuerySet[Entry] = Entry.objects.filter(
            organisation=self.organisation, account__party__isnull=True, transaction__posted_at__isnull=False
        )
        if self.initiative:
            rows = rows.filter(account__initiative=self.initiative)
        ordered = rows.select_related("transaction").order_by("transaction__at", "transaction_id", "id")
        for _key, group in groupby(ordered.iterator(chunk_size=2000), key=lambda entry: entry.transaction_id):
            entries = list(group)
            yield entries[0].transaction, entries


def _book_account(account: Account, opened: date) -> beancount.BookAccount:
    kind = account.key.partition(":")[0]
    commodity = beancount.MINUTES if account.unit == "minutes" else account.currency
    short = account.pk.hex[-8:]
    return beancount.BookAccount(
        key=str(account.pk),
        root=ROOTS.get(kind, "Equity"),
        parts=(kind, f"{account.name[:40]} {short}"),
        opened=opened,
        commodity=commodity,
        notes=(("name", account.name), ("key", account.key)),
    )


def as_beancount(books: Books) -> Iterator[str]:
    """Yield the books in Beancount's language; each account is opened on the day of its first entry."""
    first: dict[str, date] = {}
    for transaction, entries in books.entries():
        for entry in entries:
            first.setdefault(str(entry.account_id), books.day(transaction.at))
    accounts = [_book_account(books.accounts[key], day) for key, day in first.items()]
    yield from beancount.write(
        title=books.title, accounts=accounts, transactions=(_booked(books, *one) for one in books.entries())
    )


def _booked(books: Books, transaction: Transaction, entries: list[Entry]) -> beancount.BookTransaction:
    own = [f"t-{transaction.pk}"]
    if transaction.reverses_id:
        own.append(f"t-{transaction.reverses_id}")
    return beancount.BookTransaction(
        key=transaction.key,
        day=books.day(transaction.at),
        what=transaction.what,
        postings=tuple((str(entry.account_id), entry.amount) for entry in entries),
        links=tuple(own),
    )


def as_csv(books: Books) -> Iterator[str]:
    """Yield the books as CSV, one row for each entry; amounts are integers in minutes or minor units."""
    yield _line(COLUMNS)
    for transaction, entries in books.entries():
        for entry in entries:
            account = books.accounts[str(entry.account_id)]
            yield _line(
                (
                    transaction.pk,
                    transaction.key,
                    books.day(transaction.at),
                    _cell(transaction.what),
                    account.key,
                    _cell(account.name),
                    account.unit,
                    account.currency,
                    entry.amount,
                    transaction.reverses_id or "",
                )
            )


def _line(values: tuple[object, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()


def _cell(words: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{words}" if words.startswith(FORMULA) else words
