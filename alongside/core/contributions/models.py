"""Contributions, their theming, paper forms, and the stored tally of kept promises."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Channel(models.TextChoices):
    """How a contribution reached us; all count alike."""

    WEB = "web", _("Online")
    PAPER = "paper", _("On paper")
    PHONE = "phone", _("By phone")
    IN_PERSON = "in_person", _("In person")


class Contribution(Row):
    """The atom: a word, a card, an hour, a finding. Withdrawn or erased, never deleted (rule 9)."""

    giver: ClassVar[str] = "party"
    private: ClassVar[tuple[str, ...]] = ("text", "body")
    on_erase: ClassVar[dict[str, Any]] = {
        "state": "erased",
        "party": None,
        "receipt_digest": "",
        "public": False,
        "named": False,
        "place": None,
    }

    class State(models.TextChoices):
        """What has happened to it."""

        RECEIVED = "received", _("Received")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ERASED = "erased", _("Erased")

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="contributions")
    question = models.ForeignKey(
        "core.Question", null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    party = models.ForeignKey(
        "core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    side = models.CharField(max_length=8, default="citizen")
    form = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    body = models.JSONField(default=dict, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    pence = models.PositiveBigIntegerField(null=True, blank=True)
    at = models.DateTimeField(default=clock.now)
    channel = models.CharField(max_length=9, choices=Channel.choices, default=Channel.WEB)
    entered_by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("core.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    public = models.BooleanField(default=False, help_text=_("The giver lets the words be shown"))
    named = models.BooleanField(default=False, help_text=_("The giver lets the name be shown with them"))
    state = models.CharField(max_length=9, choices=State.choices, default=State.RECEIVED)
    receipt_digest = models.CharField(max_length=64, blank=True)
    acknowledge_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    themed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "receipt_digest"], condition=~models.Q(receipt_digest=""), name="receipt_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="erased") | models.Q(text="", party__isnull=True, receipt_digest=""),
                name="contribution_erased_is_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "question", "-id"], name="contribution_question"),
            models.Index(fields=["organisation", "party", "-id"], name="contribution_party"),
            models.Index(fields=["organisation", "initiative", "-id"], name="contribution_initiative"),
            models.Index(
                fields=["organisation", "acknowledge_by"],
                condition=models.Q(acknowledged_at__isnull=True, state="received"),
                name="contribution_unacknowledged",
            ),
            models.Index(
                fields=["organisation", "answer_by"],
                condition=models.Q(answered_at__isnull=True, state="received"),
                name="contribution_unanswered",
            ),
            models.Index(
                fields=["organisation", "question", "id"],
                condition=models.Q(themed_at__isnull=True, state="received"),
                name="contribution_unthemed",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60] or self.form


class Theming(Row):
    """One contribution under one theme: coded by one person, by a second, and checked by a citizen."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="themings")
    theme = models.ForeignKey("core.Theme", on_delete=models.PROTECT, related_name="themings")
    first_by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    second_by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    disputed = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "contribution", "theme"], name="theming_once"),
            models.CheckConstraint(
                condition=models.Q(second_by__isnull=True) | ~models.Q(second_by=models.F("first_by")),
                name="theming_by_two",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "theme"], name="theming_theme")]

    def __str__(self) -> str:
        return f"{self.contribution} under {self.theme}"


class PaperForm(Row):
    """A printed form with a code; what is written on it is entered once."""

    question = models.ForeignKey("core.Question", on_delete=models.PROTECT, related_name="paper_forms")
    code = models.CharField(max_length=12)
    printed_at = models.DateTimeField(default=clock.now, editable=False)
    contribution = models.OneToOneField(
        Contribution, null=True, blank=True, on_delete=models.PROTECT, related_name="paper_form"
    )

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="paper_code_once")]

    def __str__(self) -> str:
        return self.code


class PromiseTally(Row):
    """How many promises took how many days: a stored histogram, so that no page counts (section 4)."""

    class Promise(models.TextChoices):
        """What was promised."""

        ACKNOWLEDGEMENT = "acknowledgement", _("A word from a person")
        ANSWER = "answer", _("An answer")

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="promise_tallies")
    promise = models.CharField(max_length=15, choices=Promise.choices)
    quarter = models.DateField(help_text=_("The first day of the quarter in which it was fulfilled"))
    days = models.PositiveIntegerField()
    kept_count = models.PositiveIntegerField(default=0)
    late_count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "core"
        verbose_name_plural = "promise tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "initiative", "promise", "quarter", "days"], name="promise_tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.promise}, {self.days} days"
