"""Tables of what follows a decision: the grant and its report, with the story that the group lets everybody read.

The money itself (award, terms, changes, payments, receipts) stands in FUND.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Grant(Row):
    """An application that was awarded money: its award in FUND, and the day by which the group says how it went."""

    application = models.OneToOneField("chest.Application", on_delete=models.PROTECT, related_name="grant")
    award = models.OneToOneField("fund.Award", on_delete=models.PROTECT, related_name="+")
    report_by = models.DateField()
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_why = models.CharField(max_length=300, blank=True)
    source = models.TextField(blank=True, help_text=_("Of a grant that was read from a published file, what it says"))

    giver: ClassVar[str] = "application__contribution__party"
    private: ClassVar[tuple[str, ...]] = ("declined_why",)

    class Meta:
        app_label = "chest"

    def __str__(self) -> str:
        return str(self.application)


class Report(Row):
    """What a group says became of it: whether it did what it promised, in its own words, with a picture."""

    class Kept(models.TextChoices):
        """Whether what was promised was done."""

        YES = "yes", _("Yes, we did what we said")
        PARTLY = "partly", _("In part")
        NO = "no", _("No")

    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="report")
    text = models.TextField()
    kept = models.CharField(max_length=6, choices=Kept.choices)
    people = models.PositiveIntegerField(null=True, blank=True, help_text=_("About how many people it reached"))
    minutes = models.PositiveIntegerField(default=0, help_text=_("Time that people gave"))
    picture = models.FileField(upload_to="chest/", blank=True)
    thumbnail = models.FileField(upload_to="chest/", blank=True)
    picture_alt = models.CharField(max_length=200, blank=True)
    public = models.BooleanField(default=False, help_text=_("The group lets everybody read it"))
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    read_by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)

    giver: ClassVar[str] = "by"
    private: ClassVar[tuple[str, ...]] = ("text", "picture", "thumbnail", "picture_alt")
    on_erase: ClassVar[dict[str, object]] = {"public": False}

    class Meta:
        app_label = "chest"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(picture="") | ~models.Q(picture_alt="") | models.Q(public=False),
                name="report_picture_described",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Photo(Row):
    """A photograph of a receipt, which only the group and those who look after the money see."""

    receipt = models.OneToOneField("fund.Receipt", on_delete=models.PROTECT, related_name="+")
    picture = models.FileField(upload_to="receipts/")
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")

    giver: ClassVar[str] = "by"
    private: ClassVar[tuple[str, ...]] = ("picture",)

    class Meta:
        app_label = "chest"

    def __str__(self) -> str:
        return str(self.receipt)
