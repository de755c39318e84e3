"""Recognition."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Recognition(Row):
    """What was said back to somebody who gave something."""

    giver: ClassVar[str] = "to_party"
    private: ClassVar[tuple[str, ...]] = ("text",)
    on_erase: ClassVar[dict[str, Any]] = {"public": False}

    class Form(models.TextChoices):
        """From the first receipt to the thanks."""

        RECEIPT = "receipt", _("Receipt")
        ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
        ANSWER = "answer", _("Answer")
        THANKS = "thanks", _("Thanks")

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="recognitions")
    contribution = models.ForeignKey(
        "core.Contribution", null=True, blank=True, on_delete=models.PROTECT, related_name="recognitions"
    )
    action = models.ForeignKey(
        "core.Action", null=True, blank=True, on_delete=models.PROTECT, related_name="recognitions"
    )
    to_party = models.ForeignKey(
        "core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="recognitions"
    )
    from_party = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=15, choices=Form.choices)
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
    public = models.BooleanField(default=False, help_text=_("Who was thanked lets everybody read it"))

    class Meta:
        app_label = "core"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(form="receipt") | models.Q(form="answer") | models.Q(from_party__isnull=False),
                name="recognition_from_a_person",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "to_party", "-id"], name="recognition_to"),
            models.Index(fields=["organisation", "contribution"], name="recognition_contribution"),
        ]

    def __str__(self) -> str:
        return f"{self.form}, {self.at:%Y-%m-%d}"
