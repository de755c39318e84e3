"""Keeping the order of ballots from anybody, the database's own administrator included (docs/why/secret-ballots.md)."""

import random
from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from alongside.blocks.rank.models import Ballot, Channel, Poll, Receipt, Seal
from alongside.blocks.rank.publishing import receipts_text, text_and_digest
from alongside.blocks.rank.rules import FEW, seal_of
from alongside.kit import ids

STIRRED = 500
"""Other rows that are written anew with each new one; a box of no more is written anew as a whole."""

Kept = TypeVar("Kept", Ballot, Receipt)


def lay_in(*, poll: Poll, rows: list[Kept]) -> None:
    """Write new ballots, or receipts, and their neighbours anew with them, in the order of their identities.

    PostgreSQL keeps with every row the transaction that wrote it (xmin) and adds rows at the end; SQLite lays a new row
    into the free space of its page, below those that came before. Either would tell which ballot came in with a roll
    entry. Of some five hundred that lie together and are written together none is more likely than another.
    """
    if not rows:
        return
    table = type(rows[0])
    beside = _taken_out(table=table, poll=poll, keys=_neighbours(table=table, poll=poll, of=rows[0].id))
    table.objects.bulk_create(sorted(rows + beside, key=_identity), batch_size=2000)
    transaction.on_commit(forget_log)


def _identity(row: Ballot | Receipt) -> UUID:
    return row.id


def _neighbours(*, table: type[Kept], poll: Poll, of: UUID) -> list[UUID]:
    """Return the identities around a new one: how many of them lie before it is drawn, so its place tells nothing."""
    box = table.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    before = random.SystemRandom().randint(0, STIRRED)
    below = list(box.filter(id__lt=of).order_by("-id").values_list("id", flat=True)[:STIRRED])
    above = list(box.filter(id__gt=of).order_by("id").values_list("id", flat=True)[:STIRRED])
    before = max(min(before, len(below)), STIRRED - len(above))
    return below[:before] + above[: STIRRED - before]


def _taken_out(*, table: type[Kept], poll: Poll, keys: Sequence[UUID]) -> list[Kept]:
    some = table.objects.filter(organisation_id=poll.organisation_id, poll=poll, pk__in=keys)
    taken = list(some)
    some._raw_delete(some.db)
    return taken


def take_out(*, poll: Poll, rows: list[Kept]) -> None:
    """Take rows out of the box: ballots that their voters change or take back, and their receipts."""
    for row in rows:
        some = type(row).objects.filter(organisation_id=poll.organisation_id, poll=poll, pk=row.pk)
        some._raw_delete(some.db)


def forget_log() -> None:
    """Empty the write-ahead log of SQLite, which holds page by page what each transaction wrote.

    While somebody reads, it cannot be emptied; the next ballot, or closing, does it then. It waits a fifth of a second.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout=200")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute(f"PRAGMA busy_timeout={int(patience)}")


def seal(poll: Poll) -> Seal:
    """Write the whole box anew, in the order of its random identities, cut off the codes of change, and seal it.

    After it the database holds nothing of when any ballot came in, nor anything by which its voter could find it. A
    channel with fewer than ten ballots is written as “another way”, since the few who used it are known to somebody.
    """
    box = Ballot.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    for channel in Channel.values:
        few = box.filter(channel=channel)
        if 0 < few.count() < FEW and not hasattr(poll, "imported"):
            few.update(channel=Channel.OTHER)
    if not hasattr(poll, "imported"):
        _write_anew(Ballot, poll)
        _write_anew(Receipt, poll)
        take_stock(Ballot, Receipt)
    transaction.on_commit(forget_log)
    return Seal.objects.create(
        organisation_id=poll.organisation_id,
        poll=poll,
        number=Seal.objects.filter(organisation_id=poll.organisation_id, poll=poll).count() + 1,
        ballots=box.count(),
        receipts=Receipt.objects.filter(organisation_id=poll.organisation_id, poll=poll).count(),
        digest=digest_of_box(poll),
    )


def _write_anew(table: type[Kept], poll: Poll) -> None:
    box = table.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    rows = list(box.order_by("id"))
    for row in rows:
        if isinstance(row, Ballot):
            row.digest = ""
    box._raw_delete(box.db)
    table.objects.bulk_create(rows, batch_size=2000)


def take_stock(*models: type[Model]) -> None:
    """Let PostgreSQL count its rows after many were written at once.

    Until its own rounds it may believe that a table is empty, and then reads a box of 100,000 ballots once a ballot.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(model._meta.db_table for model in models))


def digest_of_box(poll: Poll) -> str:
    """Return the seal of the box as it is now: whoever has the two published files gets the same."""
    text, _digest = text_and_digest(poll)
    return seal_of(ballots=text, receipts=receipts_text(poll))


def new_receipt(poll: Poll) -> Receipt:
    """Return a receipt that is not in the box yet."""
    return Receipt(id=ids.uuid4(), organisation_id=poll.organisation_id, poll=poll)
