"""Sheets, answers, and the stored tallies of answers."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.explorer.rules import EVIDENCE, RUNGS, Presence
from alongside.core.initiatives.models import Side
from alongside.core.organisations.models import Row
from alongside.kit import clock


class Could(models.TextChoices):
    """What somebody says of an empty cell: could we?"""

    YES = "yes", _("Yes")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("No")


def _rating() -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(null=True, blank=True)


class ExplorerSheet(Row):
    """One person's answers about one service, on the side on which they meet it.

    A sheet that came on paper has no party: its code keeps it from being counted twice, and who typed it in is kept.
    """

    giver: ClassVar[str] = "party"

    party = models.ForeignKey(
        "core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="explorer_sheets"
    )
    entered_by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    paper_code = models.CharField(max_length=8, blank=True)
    service = models.ForeignKey("core.Service", on_delete=models.PROTECT, related_name="explorer_sheets")
    side = models.CharField(max_length=8, choices=Side.choices)
    begun_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "service", "party"], name="explorer_sheet_once"),
            models.UniqueConstraint(
                fields=["organisation", "paper_code"], condition=~models.Q(paper_code=""), name="explorer_paper_once"
            ),
            models.CheckConstraint(
                condition=models.Q(party__isnull=False)
                | (models.Q(entered_by__isnull=False) & ~models.Q(paper_code="")),
                name="explorer_sheet_of_somebody",
            ),
            models.CheckConstraint(condition=models.Q(side__in=Side.values), name="explorer_sheet_side"),
        ]
        indexes = [models.Index(fields=["organisation", "party"], name="explorer_sheet_party")]

    def __str__(self) -> str:
        return self.side


class ExplorerAnswer(Row):
    """The current answer of one sheet about one method. Earlier ones are in the audit, as facts without words.

    `rung`, `promises`, `loop` and `evidence` say how deep it goes, where it happens at all; `could`, its reason and the
    five ratings say what could be, where it does not.
    """

    giver: ClassVar[str] = "sheet__party"
    private: ClassVar[tuple[str, ...]] = ("why", "could_reason", "proof")

    sheet = models.ForeignKey(ExplorerSheet, on_delete=models.CASCADE, related_name="answers")
    method_key = models.CharField(max_length=40)
    answer = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Presence])
    why = models.CharField(max_length=300, blank=True, help_text=_("Why it could not apply here"))
    proof = models.CharField(max_length=300, blank=True, help_text=_("Where one can see it: an address, a minute"))
    rung = models.PositiveSmallIntegerField(null=True, blank=True)
    promises = models.JSONField(default=list, blank=True)
    loop = models.JSONField(default=list, blank=True)
    evidence = models.PositiveSmallIntegerField(null=True, blank=True)
    could = models.CharField(max_length=5, choices=Could.choices, blank=True)
    could_reason = models.CharField(max_length=300, blank=True)
    importance = _rating()
    outcome_gap = _rating()
    assets = _rating()
    willingness = _rating()
    risk = _rating()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sheet", "method_key"], name="explorer_answer_once"),
            models.CheckConstraint(condition=models.Q(rung__lt=len(RUNGS)), name="explorer_rung"),
            models.CheckConstraint(condition=models.Q(evidence__lt=len(EVIDENCE)), name="explorer_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.method_key}: {self.answer}"


class ExplorerTally(Row):
    """How one side answered about one method of one service, kept in the transaction of each answer.

    `counts` maps "answer:never", "rung:3", "promises:on_record", "importance:4" and so on to how many said it.
    """

    service = models.ForeignKey("core.Service", on_delete=models.PROTECT, related_name="explorer_tallies")
    method_key = models.CharField(max_length=40)
    side = models.CharField(max_length=8, choices=Side.choices)
    counts = models.JSONField(default=dict)

    class Meta:
        app_label = "core"
        verbose_name_plural = "explorer tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "service", "method_key", "side"], name="explorer_tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.method_key}, {self.side}"
