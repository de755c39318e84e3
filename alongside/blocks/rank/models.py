"""Polls, what stands on a ballot, who may vote, and the ballots themselves, which know nothing of anybody.

long: the tables of a ballot belong together.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Organisation, Row
from alongside.kit import clock, ids


class Channel(models.TextChoices):
    """How a ballot reached the box; all are in one count and one turnout."""

    WEB = "web", _("Online, signed in")
    CODE = "code", _("Online, with a code")
    KIOSK = "kiosk", _("On a screen at a polling place")
    ASSISTED = "assisted", _("With a helper")
    PAPER = "paper", _("On paper")
    OTHER = "other", _("Another way")


ONE_CHOICE = 100
"""The budget of a vote that shares out no money: one unit, which each of the ways to choose from costs."""


class Poll(Row):
    """The ballot of one question: what a ballot may say, what money there is, and the rule that counts it.

    `budget` is in minor units. `rule` and `other_rule` are one line of JSON each, every parameter of
    `engines.budgeting.Rule`. `sealed_digest` is published at closing: the SHA-256 of all ballots in order of their
    random identities, so that nobody can change one between closing and counting unseen.
    """

    class Kind(models.TextChoices):
        """What a ballot says."""

        APPROVAL = "approval", _("Tick all that you like")
        CHOOSE_ONE = "choose-one", _("Choose one")
        KNAPSACK = "knapsack", _("Spend the whole pot")
        POINTS = "points", _("Share out points")
        SCORE = "score", _("Give each a score")
        RANKED = "ranked", _("Put them in order")

    class State(models.TextChoices):
        """How far it is."""

        PREPARING = "preparing", _("Being prepared")
        OPEN = "open", _("Open for votes")
        CLOSED = "closed", _("Closed, being counted")
        COUNTED = "counted", _("Counted")

    question = models.OneToOneField("core.Question", on_delete=models.PROTECT, related_name="poll")
    ballot_kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.APPROVAL)
    budget = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, default="GBP")
    most_choices = models.PositiveIntegerField(null=True, blank=True)
    most_points = models.PositiveIntegerField(null=True, blank=True, help_text=_("Of one ballot, or for one project"))
    rule = models.TextField()
    other_rule = models.TextField(blank=True)
    roll_only = models.BooleanField(default=False, help_text=_("Only who is on the roll when it opens may vote"))
    state = models.CharField(max_length=9, choices=State.choices, default=State.PREPARING)
    ballot_count = models.PositiveIntegerField(default=0)
    sealed_digest = models.CharField(max_length=64, blank=True)
    turnout = models.JSONField(
        default=dict, blank=True, help_text=_("Who voted by area, taken from the roll at closing")
    )

    class Meta:
        app_label = "rank"
        indexes = [models.Index(fields=["organisation", "question"], name="poll_question")]

    def __str__(self) -> str:
        return str(self.question)

    @property
    def spends(self) -> bool:
        """Whether the vote shares out money, or chooses one of several ways (its budget is then `ONE_CHOICE`)."""
        return not (self.ballot_kind == self.Kind.CHOOSE_ONE and self.budget == ONE_CHOICE)


class Option(Row):
    """One thing that a ballot can name. Its title and cost are frozen when the vote opens."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="options", db_index=False)
    contribution = models.ForeignKey("core.Contribution", on_delete=models.PROTECT, related_name="options")
    number = models.PositiveIntegerField(help_text=_("Its place on the ballot, from 1"))
    key = models.CharField(max_length=80, help_text=_("Its name in published files"))
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=300, blank=True)
    cost = models.PositiveBigIntegerField()
    neighbourhood = models.ForeignKey(
        "core.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    category = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    page = models.CharField(max_length=200, blank=True, help_text=_("The path of a page that tells more of it"))
    cells = models.JSONField(default=list, blank=True, help_text=_("Its line in a file that was imported"))

    class Meta:
        app_label = "rank"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "poll", "number"], name="option_number"),
            models.UniqueConstraint(fields=["organisation", "poll", "key"], name="option_key"),
            models.UniqueConstraint(fields=["organisation", "poll", "contribution"], name="option_contribution"),
        ]

    def __str__(self) -> str:
        return self.title


class CodeBatch(Row):
    """Voting codes that were made together: its numbers always add up, size = used + void + unused."""

    class Kind(models.TextChoices):
        """How the codes reach people, which is also the channel of a paper ballot."""

        PRINTED = "printed", _("Printed, handed out")
        POSTED = "posted", _("Posted in letters")
        SENT = "sent", _("Sent as messages")
        PAPER = "paper", _("On paper ballots")

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="batches", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    label = models.CharField(max_length=120)
    first = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    used_count = models.PositiveIntegerField(default=0)
    void_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
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
    """That somebody may vote, or has voted: a party or a code. Neither when, nor on which channel, nor how.

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
        ]

    def __str__(self) -> str:
        return "voted" if self.voted else "may vote"


class Tally(Row):
    """How many ballots came in on each channel: the stored turnout."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="tallies", db_index=False)
    channel = models.CharField(max_length=9, choices=Channel.choices)
    ballot_count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "rank"
        verbose_name_plural = "tallies"
        constraints = [models.UniqueConstraint(fields=["organisation", "poll", "channel"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.channel}: {self.ballot_count}"


class Ballot(models.Model):
    """One ballot. No person, no code, no time, no order: what cannot be joined cannot be asked for.

    `choices`: numbers of options, parted by commas; best first where the ballot is ranked. `points` runs beside it for
    points and scores. On SQLite the table is WITHOUT ROWID, so that rows lie in the order of their random identities;
    on PostgreSQL see `stir` and `seal` in actions.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots", db_index=False)
    channel = models.CharField(max_length=9, choices=Channel.choices)
    choices = models.TextField(blank=True)
    points = models.TextField(blank=True)

    class Meta:
        app_label = "rank"
        indexes = [models.Index(fields=["organisation", "poll", "id"], name="ballot_poll")]

    def __str__(self) -> str:
        return "a ballot"


class Result(Row):
    """One count by one rule, with everything that decided it. Never changed; a recount is another row."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="results", db_index=False)
    official = models.BooleanField(help_text=_("By the rule that was published before the vote"))
    rule = models.TextField()
    winners = models.JSONField(help_text=_("Numbers of options, in the order in which they won"))
    spent = models.PositiveBigIntegerField()
    voters = models.PositiveIntegerField()
    reasons = models.JSONField(help_text=_("By number of option: why it won or lost, every figure exact"))
    engine = models.JSONField(default=dict, help_text=_("What the count itself wrote"))
    software = models.CharField(max_length=40)
    file_digest = models.CharField(max_length=64, help_text=_("SHA-256 of the published file of ballots"))
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "rank"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "poll"], condition=models.Q(official=True), name="result_official_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "poll"], name="result_poll")]

    def __str__(self) -> str:
        return f"{len(self.winners)} of {len(self.reasons)}"


class ImportedFile(Row):
    """The published file that a poll was taken from: what no other table holds, so that it can go out whole."""

    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, related_name="imported")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    meta = models.JSONField(help_text=_("Pairs, in the order of the file"))
    project_columns = models.JSONField()
    vote_columns = models.JSONField()

    class Meta:
        app_label = "rank"

    def __str__(self) -> str:
        return self.name


class ImportedLine(models.Model):
    """What a published file says beside a ballot, where it stands in the file. Polls of our own have none."""

    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, primary_key=True, related_name="line")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.PositiveIntegerField()
    cells = models.TextField(help_text=_("All cells of the line as JSON; null where the ballot itself says it"))

    class Meta:
        app_label = "rank"
        constraints = [models.UniqueConstraint(fields=["organisation", "poll", "place"], name="line_place")]

    def __str__(self) -> str:
        return str(self.place)
