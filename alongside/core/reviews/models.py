"""Looking back: reviews and what each declared motive and role came to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Review(Row):
    """A look back at what an initiative set out to do, by people of both sides."""

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="reviews")
    summary = models.TextField()
    citizen_assessor = models.ForeignKey("core.Membership", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.initiative}, {self.at:%Y-%m-%d}"


class ReviewFinding(Row):
    """Whether one declared motive or role of citizens held."""

    class Held(models.TextChoices):
        """The three honest answers."""

        YES = "yes", _("It held")
        PARTLY = "partly", _("In part")
        NO = "no", _("It did not hold")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="findings")
    about = models.CharField(max_length=7, choices=[("motive", _("Motive")), ("role", _("Role"))])
    key = models.CharField(max_length=40)
    held = models.CharField(max_length=6, choices=Held.choices)
    evidence = models.TextField()

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "review", "about", "key"], name="review_finding_once")
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.held}"
