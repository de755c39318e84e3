"""Who may vote and with what: the roll, codes, and what is watched while the vote is open."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.blocks.rank.models.polls import Poll
from alongside.core.organisations.models import Row
from alongside.kit import clock, ids


class CodeBatch(Row):
    """Voting codes that were made together: its numbers always add up, size = used + void + unused."""

    class Kind(models.TextChoices):
        """How the codes reach people, which is also the channel of a paper ballot."""

        PRINTED = "printed", _("Printed, handed out")
        POSTED = "posted", _("Posted in letters")
        SENT = "sent", _("Sent as messages")
        PAPER = "paper", _("On paper ballots")
        PROVED = "proved", _("Given to people who showed that they may vote")
        DESK = "desk", _("Given out at a desk")

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="batches", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    label = models.CharField(max_length=120)
    first = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    used_count = models.PositiveIntegerField(default=0)
    void_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "rank"
        verbose_name_plural = "code batches"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gte=models.F("used_count") + models.F("void_count")), name="batch_adds_up"
            )
        ]
        indexes = [models.Index(fields=["organisation", "poll", "first"], name="batch_poll")]

    def __str__(self) -> str:
        return self.label

    @property
    def unused_count(self) -> int:
        """How many can still be used."""
        return self.size - self.used_count - self.void_count


class VotingCode(Row):
    """A code that lets one ballot in. Only its digest is kept; the code itself is shown once, when it is made."""

    class State(models.TextChoices):
        """What became of it; when, nobody writes down."""

        ISSUED = "issued", _("Not used")
        USED = "used", _("Used")
        VOID = "void", _("Void")

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="codes", db_index=False)
    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="codes", db_index=False)
    serial = models.PositiveIntegerField(help_text=_("Printed beside the code, so that a lost one can be voided"))
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=6, choices=State.choices, default=State.ISSUED)
    void_why = models.CharField(max_length=200, blank=True)
    party = models.ForeignKey(
        "core.Party",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Whom it was posted to, so that they cannot also vote signed in"),
    )

    giver: ClassVar[str] = "party"

    class Meta:
        app_label = "rank"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "poll", "digest"], name="code_once"),
            models.UniqueConstraint(fields=["organisation", "poll", "serial"], name="code_serial"),
            models.CheckConstraint(condition=~models.Q(state="void") | ~models.Q(void_why=""), name="code_void_why"),
        ]

    def __str__(self) -> str:
        return f"{self.serial}: {self.state}"


class RollEntry(Row):
    """That somebody may vote, or has voted: a party, a code, or evidence. Neither when, nor on which channel, nor how.

    `evidence` is a keyed hash, of this election alone, of what somebody says to show who they are; `code` the code that
    they may use, or used.

    Its identity is random and its table keeps no order of insertion, since either would tell when somebody voted. The
    channel stands on the ballot alone: one that few people used would join the two (docs/why/secret-ballots.md).
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="roll", db_index=False)
    party = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.ForeignKey(
        VotingCode, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    area = models.ForeignKey(
        "core.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    evidence = models.CharField(max_length=64, blank=True)
    voted = models.BooleanField(default=False)

    giver: ClassVar[str] = "party"

    class Meta:
        app_label = "rank"
        verbose_name_plural = "roll entries"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "poll", "party"], condition=models.Q(party__isnull=False), name="roll_party"
            ),
            models.UniqueConstraint(
                fields=["organisation", "poll", "code"], condition=models.Q(code__isnull=False), name="roll_code"
            ),
            models.UniqueConstraint(
                fields=["organisation", "poll", "evidence"], condition=~models.Q(evidence=""), name="roll_evidence"
            ),
        ]

    def __str__(self) -> str:
        return "voted" if self.voted else "may vote"


class RollKey(Row):
    """The secret of one election under which evidence, telephone numbers and addresses are hashed.

    It is of use only together with the secret of the installation. Erased after the count: the hashes then say nothing.
    """

    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, related_name="roll_key")
    salt = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "rank"

    def __str__(self) -> str:
        return "kept" if self.salt else "erased"


class TextCode(Row):
    """A short code on its way to a telephone: for ten minutes and a few tries. The number itself is not kept."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="+", db_index=False)
    entry = models.ForeignKey(RollEntry, on_delete=models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    giver: ClassVar[str] = "entry__party"

    class Meta:
        app_label = "rank"
        constraints = [models.UniqueConstraint(fields=["organisation", "poll", "entry"], name="text_code_entry")]

    def __str__(self) -> str:
        return "a code"
