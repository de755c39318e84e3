"""What a participatory budget keeps beyond its blocks: its rules in versions, and how far each winner is."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock
from alongside.methods.prioritisation.participatory_budget.rules import Terms


class RulesVersion(Row):
    """The rules of one initiative as data, in one version. Both sides agree it; it is never changed, only followed.

    `terms` is what `Terms.as_data` writes. The newest version holds, once a member of each side has agreed.
    """

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="rules_versions")
    number = models.PositiveIntegerField()
    terms = models.JSONField()
    why = models.CharField(max_length=300)
    by = models.ForeignKey("core.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)
    public_agreed_by = models.ForeignKey(
        "core.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    public_agreed_at = models.DateTimeField(null=True, blank=True)
    citizen_agreed_by = models.ForeignKey(
        "core.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    citizen_agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "participatory_budget"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "initiative", "number"], name="rules_number"),
            models.CheckConstraint(condition=~models.Q(why=""), name="rules_say_why"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{side}_agreed_by__isnull": True, f"{side}_agreed_at__isnull": True})
                    | models.Q(**{f"{side}_agreed_by__isnull": False, f"{side}_agreed_at__isnull": False}),
                    name=f"rules_{side}_agreed_whole",
                )
                for side in ("public", "citizen")
            ),
        ]

    def __str__(self) -> str:
        return str(_("Version %(number)s") % {"number": self.number})

    @property
    def said(self) -> Terms:
        """The rules themselves."""
        return Terms.from_data(self.terms)

    @property
    def is_agreed(self) -> bool:
        """Whether somebody of each side has agreed."""
        return self.public_agreed_at is not None and self.citizen_agreed_at is not None


class LaidBallot(Row):
    """That a vote was laid down by a version of the rules, for one district ("" of `place`: the whole town)."""

    poll = models.OneToOneField("rank.Poll", on_delete=models.PROTECT, related_name="laid")
    version = models.ForeignKey(RulesVersion, on_delete=models.PROTECT, related_name="laid", db_index=False)
    place = models.ForeignKey(
        "core.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        app_label = "participatory_budget"
        indexes = [models.Index(fields=["organisation", "version"], name="laid_version")]

    def __str__(self) -> str:
        return str(self.place or self.poll)


class Milestone(Row):
    """One step of a winner on its way: planned, begun, done. `planned` is the day first promised; `due` the one now."""

    action = models.ForeignKey("core.Action", on_delete=models.PROTECT, related_name="milestones", db_index=False)
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=200)
    planned = models.DateField()
    due = models.DateField()
    begun_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "participatory_budget"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "action", "number"], name="milestone_number"),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) | models.Q(begun_on__isnull=False),
                name="milestone_begun_first",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def days_late(self, today: Any) -> int:
        """How many days it is behind the day first promised: open and past it, or done after it; else 0."""
        return max(0, ((self.done_on or today) - self.planned).days)


class Variation(Row):
    """That a winner is delivered otherwise than promised, and why; told to everybody, never silently.

    What it costs more or less is a variation of its award, on the ledger of the pot.
    """

    class Kind(models.TextChoices):
        """What is otherwise."""

        DAY = "day", _("Another day")
        SCOPE = "scope", _("Another thing is built")

    action = models.ForeignKey("core.Action", on_delete=models.PROTECT, related_name="variations", db_index=False)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    before = models.CharField(max_length=300)
    after = models.CharField(max_length=300)
    reason = models.TextField()
    by = models.ForeignKey("core.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "participatory_budget"
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="variation_says_why")]
        indexes = [models.Index(fields=["organisation", "action", "id"], name="variation_order")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Opening(Row):
    """The day on which a winner is opened: when, where, a word to whoever comes, and a picture of what stands there."""

    action = models.OneToOneField("core.Action", on_delete=models.PROTECT, related_name="opening")
    at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)
    picture = models.FileField(upload_to="openings/", blank=True)
    picture_alt = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "participatory_budget"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(picture="") | ~models.Q(picture_alt=""), name="opening_picture_described"
            )
        ]

    def __str__(self) -> str:
        return str(self.action)
