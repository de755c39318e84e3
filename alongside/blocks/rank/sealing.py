"""Keeping the order of ballots from anybody, the database's own administrator included (docs/why/secret-ballots.md)."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Model

from alongside.blocks.rank.models import Ballot, Channel, Poll
from alongside.blocks.rank.rules import FEW
from alongside.kit import ids

STIRRED = 20
"""Other ballots that are written anew with each one, on PostgreSQL."""


def lay_in(*, poll: Poll, ballots: list[Ballot]) -> None:
    """Write new ballots. On PostgreSQL others, chosen at random, are taken out and laid in again with them.

    PostgreSQL keeps with every row the transaction that wrote it (xmin) and adds rows at the end, so a new ballot alone
    could be joined to the roll entry of its transaction. Among 21 that were written in one statement, in the order of
    their random identities, it cannot be told from the others. SQLite keeps neither.
    """
    if connection.vendor == "postgresql":
        ballots = ballots + _taken_out(poll=poll, keys=_at_random(poll))
    Ballot.objects.bulk_create(sorted(ballots, key=lambda ballot: ballot.id), batch_size=2000)


def _at_random(poll: Poll) -> list[UUID]:
    box = Ballot.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("id")
    keys = list(box.filter(id__gte=ids.uuid4()).values_list("id", flat=True)[:STIRRED])
    missing = STIRRED - len(keys)
    return keys + [key for key in box.values_list("id", flat=True)[:missing] if key not in keys]


def _taken_out(*, poll: Poll, keys: Iterable[UUID]) -> list[Ballot]:
    some = Ballot.objects.filter(organisation_id=poll.organisation_id, poll=poll, pk__in=list(keys))
    taken = list(some)
    some._raw_delete(some.db)
    return taken


def seal(poll: Poll) -> str:
    """Write all ballots of a poll anew, in the order of their random identities, and return the digest of the box.

    After it the database holds nothing of when any of them came in: on PostgreSQL all have the same transaction. A
    channel with fewer than ten ballots is written as “another way”, since the few who used it are known to somebody.
    """
    box = Ballot.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    for channel in Channel.values:
        few = box.filter(channel=channel)
        if 0 < few.count() < FEW and not hasattr(poll, "imported"):
            few.update(channel=Channel.OTHER)
    if connection.vendor == "postgresql":
        ballots = list(box.order_by("id"))
        box._raw_delete(box.db)
        Ballot.objects.bulk_create(ballots, batch_size=2000)
        take_stock(Ballot)
    return digest_of_box(poll)


def take_stock(*models: type[Model]) -> None:
    """Let PostgreSQL count its rows after many were written at once.

    Until its own rounds it may believe that a table is empty, and then reads a box of 100,000 ballots once a ballot.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(model._meta.db_table for model in models))


def digest_of_box(poll: Poll) -> str:
    """Return the SHA-256 over all ballots of a poll, one line each, in the order of their identities."""
    digest = hashlib.sha256()
    box = Ballot.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("id")
    for row in box.values_list("id", "channel", "choices", "points").iterator(chunk_size=5000):
        digest.update(";".join(map(str, row)).encode() + b"\n")
    return digest.hexdigest()
