"""The box: ballots and receipts, which know nothing of anybody nor of each other, and how many there are."""

from typing import ClassVar

from django.db import models

from alongside.blocks.rank.models.polls import Channel, Poll
from alongside.core.organisations.models import Organisation, Row
from alongside.kit import ids

COUNTED = models.Q(poll__state=Poll.State.COUNTED) | models.Q(
    poll__state=Poll.State.CLOSED, poll__imported__isnull=False
)
"""When the rows of the box are let out as open data. Not when it is closed and sealed: a batch of paper that comes in
after that would be the difference between two exports. A published file that was taken in has no box of ours."""


class Tally(Row):
    """How many ballots came in on each channel: the stored turnout."""

    let_out_when: ClassVar[models.Q] = COUNTED

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="tallies", db_index=False)
    channel = models.CharField(max_length=9, choices=Channel.choices)
    ballot_count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "rank"
        verbose_name_plural = "tallies"
        constraints = [models.UniqueConstraint(fields=["organisation", "poll", "channel"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.channel}: {self.ballot_count}"


class Unordered(models.Model):
    """A row that nobody can date: a random identity, no time, and in the file no order of insertion.

    On SQLite such tables are WITHOUT ROWID, so that rows lie in the order of their random identities; for what remains
    on both databases see sealing.py.
    """

    let_out_when: ClassVar[models.Q] = COUNTED

    id = models.UUIDField(primary_key=True, default=ids.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Ballot(Unordered):
    """One ballot. No person, no code, no time, no order: what cannot be joined cannot be asked for.

    `choices`: numbers of options, parted by commas; best first where the ballot is ranked. `points` runs beside it for
    points and scores. `digest` is of the code with which its voter, who alone has it, can change it where the last one
    counts; it is cut off at closing, and no index holds it, since an index would keep an order.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots", db_index=False)
    channel = models.CharField(max_length=9, choices=Channel.choices)
    choices = models.TextField(blank=True)
    points = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "rank"
        indexes = [models.Index(fields=["organisation", "poll", "id"], name="ballot_poll")]

    def __str__(self) -> str:
        return "a ballot"


class Receipt(Unordered):
    """That one ballot cast on a screen is in the box. It belongs to no ballot: there is one for each, and that is all.

    What the voter writes down is its identity, in letters that people can copy. A changed ballot keeps its receipt.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="receipts", db_index=False)

    class Meta:
        app_label = "rank"
        indexes = [models.Index(fields=["organisation", "poll", "id"], name="receipt_poll")]

    def __str__(self) -> str:
        return "a receipt"
