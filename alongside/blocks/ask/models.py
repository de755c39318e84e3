"""What a question asks, what was counted of its answers, and who read the report."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Item(Row):
    """One thing that a question asks. Its answers stand in `Contribution.body["answers"]` under this row's id."""

    class Kind(models.TextChoices):
        """How it is answered."""

        SHORT = "short", _("A short text")
        LONG = "long", _("A long text")
        ONE = "one", _("One choice from a list")
        SEVERAL = "several", _("Several choices from a list")
        SCALE = "scale", _("A scale between two ends")
        NUMBER = "number", _("A number")
        PLACE = "place", _("A place: which neighbourhood")

    question = models.ForeignKey("core.Question", on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.LONG)
    prompt = models.CharField(max_length=300)
    hint = models.CharField(max_length=300, blank=True)
    required = models.BooleanField(default=False)
    options = models.JSONField(default=list, blank=True)
    low = models.CharField(max_length=60, blank=True, help_text=_("What the lowest step means"))
    high = models.CharField(max_length=60, blank=True, help_text=_("What the highest step means"))
    steps = models.PositiveSmallIntegerField(default=5)
    least = models.IntegerField(null=True, blank=True)
    most = models.IntegerField(null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    shown_if = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="shows")
    shown_values = models.JSONField(default=list, blank=True)

    class Meta:
        app_label = "ask"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["short", "long", "one", "several", "scale", "number", "place"]),
                name="ask_item_kind",
            ),
            models.CheckConstraint(condition=models.Q(steps__gte=2, steps__lte=11), name="ask_item_steps"),
            models.CheckConstraint(
                condition=models.Q(least__isnull=True)
                | models.Q(most__isnull=True)
                | models.Q(least__lte=models.F("most")),
                name="ask_item_bounds",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "question", "position"], name="ask_item_order")]

    def __str__(self) -> str:
        return self.prompt

    @property
    def key(self) -> str:
        """Under which its answer stands."""
        return str(self.pk)

    @property
    def shown_if_key(self) -> str:
        """The key of the earlier item that it depends on, or ""."""
        return str(self.shown_if_id) if self.shown_if_id else ""

    @property
    def is_words(self) -> bool:
        """Whether it is answered in a person's own words, which are read into themes."""
        return self.kind in {self.Kind.SHORT, self.Kind.LONG}

    @property
    def choices(self) -> list[str]:
        """What can be chosen: the options, or the steps of a scale."""
        if self.kind == self.Kind.SCALE:
            return [str(step) for step in range(1, self.steps + 1)]
        return [str(option) for option in self.options] if self.kind in {self.Kind.ONE, self.Kind.SEVERAL} else []

    def label_of(self, choice: str) -> str:
        """Return how a choice is written out; the ends of a scale carry their words."""
        if self.kind == self.Kind.SCALE and choice in {"1", str(self.steps)}:
            return f"{choice} – {self.low if choice == '1' else self.high}"
        return choice


class Tally(Row):
    """How many answers came by one channel, from one place, or with one choice: stored, never counted on a page."""

    question = models.ForeignKey("core.Question", on_delete=models.PROTECT, related_name="tallies")
    about = models.CharField(max_length=40, help_text=_("channel, place, or the key of an item"))
    value = models.CharField(max_length=300)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "ask"
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "question", "about", "value"], name="ask_tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.value}: {self.count}"


class Sending(Row):
    """One press of the button: the same form that arrives twice is one answer."""

    question = models.ForeignKey("core.Question", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    contribution = models.ForeignKey("core.Contribution", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "ask"
        constraints = [models.UniqueConstraint(fields=["organisation", "question", "key"], name="ask_sending_once")]

    def __str__(self) -> str:
        return self.key


class Reading(Row):
    """Somebody says that they have read what people said, before deciding on it."""

    giver: ClassVar[str] = "party"
    private: ClassVar[tuple[str, ...]] = ()

    question = models.ForeignKey("core.Question", on_delete=models.PROTECT, related_name="readings")
    party = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)
    contribution_count = models.PositiveIntegerField(help_text=_("How many answers the report was about"))

    class Meta:
        app_label = "ask"
        constraints = [models.UniqueConstraint(fields=["organisation", "question", "party"], name="ask_reading_once")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
