"""A vote, what stands on its ballot, its seals and its results."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


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
    `engines.budgeting.Rule`. `sealed_digest` is published at closing: the SHA-256 of the ballots as they will be
    published and of the receipts, so that nobody can change one between closing and counting unseen.

    On the roll there are as many that have voted as `ballot_count + spoiled_count + voided_count`; `alongside recount`
    proves it.
    """

    counts: ClassVar[tuple[str, ...]] = ("turnout",)

    class Kind(models.TextChoices):
        """What a ballot says."""

        APPROVAL = "approval", _("Tick all that you like")
        CHOOSE_ONE = "choose-one", _("Choose one")
        KNAPSACK = "knapsack", _("Spend the whole pot")
        POINTS = "points", _("Share out points")
        SCORE = "score", _("Give each a score")
        RANKED = "ranked", _("Put them in order")
        YES_NO = "yes-no", _("Say yes or no to each")

    class Wins(models.TextChoices):
        """Which ballot of a person counts; said before the vote and the same for everybody."""

        FIRST = "first", _("The first one counts and stays")
        LAST = "last", _("The last one counts: a voter can change it with the code they were given")

    class Evidence(models.TextChoices):
        """What somebody who is not signed in says to show that they may vote."""

        NONE = "", _("Nothing: people sign in or have a code")
        NUMBER = "number,name", _("Number on the register, and name")
        BIRTH = "name,birth,postcode", _("Name, date of birth and postcode")

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
    wins = models.CharField(max_length=5, choices=Wins.choices, default=Wins.FIRST)
    evidence = models.CharField(max_length=30, choices=Evidence.choices, default=Evidence.NONE, blank=True)
    by_text = models.BooleanField(
        default=False, help_text=_("Who votes with evidence also types a code that comes by text message")
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.PREPARING)
    ballot_count = models.PositiveIntegerField(default=0)
    spoiled_count = models.PositiveIntegerField(default=0)
    voided_count = models.PositiveIntegerField(default=0)
    replaced_count = models.PositiveIntegerField(default=0)
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
    def writes_numbers(self) -> bool:
        """Whether a voter writes a number beside what they choose: points, a score or a place."""
        return self.ballot_kind in (self.Kind.POINTS, self.Kind.SCORE, self.Kind.RANKED)

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


class Seal(Row):
    """What was said of the box at a moment: how many ballots, and the digest of them all. Never changed."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="seals", db_index=False)
    number = models.PositiveSmallIntegerField(help_text=_("1 at closing; one more after each batch of paper"))
    at = models.DateTimeField(default=clock.now, editable=False)
    ballots = models.PositiveIntegerField()
    receipts = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        app_label = "rank"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "poll", "number"], name="seal_number")]

    def __str__(self) -> str:
        return self.digest


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
    certificate = models.TextField(
        default="",
        blank=True,
        help_text=_("Every number that decided, for `alongside verify`; the official one's only"),
    )
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
