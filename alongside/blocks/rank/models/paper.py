"""Ballots on paper, in batches that two people enter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.blocks.rank.models.polls import Poll
from alongside.core.organisations.models import Row
from alongside.kit import clock


class PaperBatch(Row):
    """A stack of paper that goes into the count as one, or not at all.

    First the counterfoils are checked against the roll, and what may not count is set aside unopened; then the ballots,
    parted from them, are counted (`paper_count`), and entered twice by two people.
    """

    class State(models.TextChoices):
        """How far it is."""

        ENTERING = "entering", _("Being entered")
        ACCEPTED = "accepted", _("In the box")

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="paper_batches", db_index=False)
    label = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ENTERING)
    arrived_count = models.PositiveIntegerField(help_text=_("Counted by hand when it came"))
    paper_count = models.PositiveIntegerField(help_text=_("Those that may count: each is entered twice"))
    spoiled_count = models.PositiveIntegerField(default=0)
    aside = models.JSONField(default=list, help_text=_("Number of the counterfoil, and why it was set aside"))
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    first_by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    second_by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "rank"
        verbose_name_plural = "paper batches"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_by__isnull=True)
                | models.Q(second_by__isnull=True)
                | ~models.Q(first_by=models.F("second_by")),
                name="paper_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(paper_count__lte=models.F("arrived_count")), name="paper_adds_up"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "poll", "at"], name="paper_poll")]

    def __str__(self) -> str:
        return self.label


class PaperSheet(Row):
    """One paper as one of two people read it. `place` is its number in the stack, which no counterfoil has."""

    class Spoiled(models.TextChoices):
        """Why a paper says nothing that can be counted."""

        NONE = "", _("It can be counted")
        BLANK = "blank", _("Nothing is marked")
        TOO_MUCH = "too-much", _("More is marked than the rules allow")
        UNCLEAR = "unclear", _("What is meant cannot be told")
        SIGNED = "signed", _("It says who filled it in")
        FOREIGN = "foreign", _("It is not one of our papers")

    batch = models.ForeignKey(PaperBatch, on_delete=models.PROTECT, related_name="sheets", db_index=False)
    turn = models.PositiveSmallIntegerField(help_text=_("1 or 2: by the first or the second of two people"))
    place = models.PositiveIntegerField()
    choices = models.TextField(blank=True)
    points = models.TextField(blank=True)
    spoiled = models.CharField(max_length=8, choices=Spoiled.choices, default=Spoiled.NONE, blank=True)

    class Meta:
        app_label = "rank"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "batch", "turn", "place"], name="sheet_once"),
            models.CheckConstraint(
                condition=models.Q(spoiled="") ^ models.Q(choices=""), name="sheet_counts_or_is_spoiled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}"
