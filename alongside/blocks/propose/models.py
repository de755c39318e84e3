"""Proposals and everything that is said and decided about each."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Status(models.TextChoices):
    """How far a proposal is. Each change is a StatusChange with its reason."""

    RECEIVED = "received", _("Waiting for its check")
    FEASIBLE = "feasible", _("Can be done")
    NOT_FEASIBLE = "not_feasible", _("Cannot be done")
    APPEALED = "appealed", _("Being checked again")
    MERGED = "merged", _("Joined with another")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CHOSEN = "chosen", _("Chosen in the vote")
    NOT_CHOSEN = "not_chosen", _("Not chosen this time")


class Proposal(Row):
    """What somebody wants done: the form "proposal" of one core Contribution, whose words are its description.

    `number` counts the proposals of a question from 0 without gaps; a visitor's own order is drawn from it. Money is
    in minor units. `question` is the contribution's, kept here so that it can lead the indexes. Hidden from lists:
    merged and withdrawn ones (`listed`).
    """

    # Read together with one proposal by `queries.one_proposal`.
    answer_text: str | None = None
    supported_now: bool = False

    contribution = models.OneToOneField("core.Contribution", on_delete=models.PROTECT, related_name="proposal")
    question = models.ForeignKey("core.Question", on_delete=models.PROTECT, related_name="proposals", db_index=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)
    category = models.CharField(max_length=40, blank=True)
    cost = models.PositiveBigIntegerField(null=True, blank=True, help_text=_("What the proposer thinks it costs"))
    checked_cost = models.PositiveBigIntegerField(null=True, blank=True)
    neighbourhood = models.ForeignKey(
        "core.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    where = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    picture = models.FileField(upload_to="proposals/", blank=True)
    thumbnail = models.FileField(upload_to="proposals/", blank=True)
    picture_alt = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RECEIVED)
    listed = models.BooleanField(default=True)
    support_count = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)

    giver: ClassVar[str] = "contribution__party"
    private: ClassVar[tuple[str, ...]] = ("title", "summary", "where", "picture", "thumbnail", "picture_alt")

    class Meta:
        app_label = "propose"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "question", "number"], name="proposal_number"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="proposal_point",
            ),
            models.CheckConstraint(
                condition=models.Q(picture="") | ~models.Q(picture_alt=""), name="proposal_picture_described"
            ),
        ]
        # Each order of the list page, alone and with each filter, walks one of these and stops after a page. They hold
        # only what is listed: as a column of the index a yes or no would not be used by SQLite.
        indexes = [
            models.Index(fields=["organisation", "question", *fields], name=name, condition=models.Q(listed=True))
            for name, fields in (
                ("proposal_newest", ["-id"]),
                ("proposal_supported", ["-support_count", "-id"]),
                ("proposal_neighbourhood", ["neighbourhood", "-id"]),
                ("proposal_category", ["category", "-id"]),
                ("proposal_status", ["status", "-id"]),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def honest_cost(self) -> int | None:
        """The cost that counts: the checker's where there is one, else the proposer's guess."""
        return self.cost if self.checked_cost is None else self.checked_cost


class Word(Row):
    """A word of a proposal's title or summary, so that a search finds it without reading every proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="words", db_index=False)
    question = models.ForeignKey("core.Question", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField(help_text=_("The proposal's, so that a search stays within this table"))
    word = models.CharField(max_length=40)

    giver: ClassVar[str] = "proposal__contribution__party"
    private: ClassVar[tuple[str, ...]] = ("word",)

    class Meta:
        app_label = "propose"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "proposal", "word"], condition=~models.Q(word=""), name="word_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "question", "word", "number"], name="word_search")]

    def __str__(self) -> str:
        return self.word


class StatusChange(Row):
    """One step of a proposal, with who took it and why; together they are its history."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="status_changes")
    before = models.CharField(max_length=12, choices=Status.choices, blank=True)
    after = models.CharField(max_length=12, choices=Status.choices)
    by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "propose"
        indexes = [models.Index(fields=["organisation", "proposal", "id"], name="status_change_history")]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class Support(Row):
    """One party stands behind one proposal. Shown only as a number."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="supports")
    party = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    giver: ClassVar[str] = "party"

    class Meta:
        app_label = "propose"
        constraints = [models.UniqueConstraint(fields=["organisation", "proposal", "party"], name="support_once")]

    def __str__(self) -> str:
        return str(self.proposal)


class Comment(Row):
    """What somebody says about a proposal. A hidden one keeps its place, with the reason in its stead."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="comments")
    party = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    named = models.BooleanField(default=False, help_text=_("Their name is shown with it"))
    at = models.DateTimeField(default=clock.now, editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    hidden_why = models.CharField(max_length=300, blank=True)

    giver: ClassVar[str] = "party"
    private: ClassVar[tuple[str, ...]] = ("text",)
    on_erase: ClassVar[dict[str, Any]] = {"party": None, "named": False}

    class Meta:
        app_label = "propose"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hidden_at__isnull=True) | ~models.Q(hidden_why=""), name="comment_hidden_with_reason"
            )
        ]
        indexes = [models.Index(fields=["organisation", "proposal", "id"], name="comment_order")]

    def __str__(self) -> str:
        return self.text[:60]


class Merge(Row):
    """A suggestion to join one proposal to another; it happens once both proposers agree."""

    source = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="merges_away")
    target = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="merges_in")
    suggested_by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now, editable=False)
    source_agreed_at = models.DateTimeField(null=True, blank=True)
    target_agreed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "propose"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source", "target"],
                condition=models.Q(refused_at__isnull=True),
                name="merge_once",
            ),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="merge_of_two"),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True)
                | models.Q(source_agreed_at__isnull=False, target_agreed_at__isnull=False),
                name="merge_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} into {self.target}"


class Appraisal(Row):
    """What a checker found: can it be done, what does it cost, and why. The newest holds."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="appraisals")
    feasible = models.BooleanField()
    cost = models.PositiveBigIntegerField(null=True, blank=True)
    reason = models.TextField()
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "propose"
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="appraisal_says_why"),
            models.CheckConstraint(
                condition=models.Q(feasible=False) | models.Q(cost__isnull=False), name="appraisal_yes_has_cost"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "proposal", "-id"], name="appraisal_newest")]

    def __str__(self) -> str:
        return self.reason[:60]


class Appeal(Row):
    """What a proposer says against a no; answered with a reason."""

    appraisal = models.OneToOneField(Appraisal, on_delete=models.PROTECT, related_name="appeal")
    party = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=clock.now, editable=False)
    upheld = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    giver: ClassVar[str] = "party"
    private: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        app_label = "propose"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | ~models.Q(answer=""), name="appeal_answered_with_reason"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
