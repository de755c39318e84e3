"""Campaigns with a target and a last day, and what people pledge to them: money, time or things."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.blocks.fund.models.pots import Award, Pot
from alongside.core.organisations.models import Row
from alongside.kit import clock


class Campaign(Row):
    """One project that asks many to give a little. Its target is the sum of its costs; amounts in minor units.

    The counters are kept in the transaction of what they count; the match that the pot has put by for it lies on an
    account of its own until the last day.
    """

    class State(models.TextChoices):
        """From the draft to what came of it."""

        DRAFT = "draft", _("Being checked")
        OPEN = "open", _("Open")
        REACHED = "reached", _("Reached its target")
        MISSED = "missed", _("Did not reach its target")
        CANCELLED = "cancelled", _("Called off")

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="campaigns")
    contribution = models.OneToOneField("core.Contribution", on_delete=models.PROTECT, related_name="campaign")
    question = models.OneToOneField(
        "core.Question", null=True, blank=True, on_delete=models.PROTECT, related_name="campaign"
    )
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    currency = models.CharField(max_length=3, default="GBP")
    costs = models.JSONField(default=list, help_text=_("Lines of what and pence; their sum is the target"))
    target = models.PositiveBigIntegerField()
    minutes_wanted = models.PositiveIntegerField(default=0)
    things = models.JSONField(default=list, blank=True, help_text=_("Lines of what and count"))
    all_or_nothing = models.BooleanField(default=True)
    gateway = models.CharField(max_length=40, default="bank_transfer")
    closes_at = models.DateTimeField()
    deliver_by = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    pot = models.ForeignKey(Pot, null=True, blank=True, on_delete=models.PROTECT, related_name="campaigns")
    rule = models.JSONField(default=dict, blank=True, help_text=_("The match rule as it stood on opening"))
    weight = models.PositiveSmallIntegerField(default=100)
    area = models.ForeignKey("core.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    account = models.OneToOneField("core.Account", on_delete=models.PROTECT, related_name="+")
    match_account = models.OneToOneField("core.Account", null=True, on_delete=models.PROTECT, related_name="+")
    award = models.OneToOneField(Award, null=True, blank=True, on_delete=models.PROTECT, related_name="campaign")
    match = models.PositiveBigIntegerField(default=0, help_text=_("What the rule gave on the last day"))
    match_held_by = models.CharField(max_length=20, blank=True)
    pledge_count = models.PositiveIntegerField(default=0)
    pledged = models.PositiveBigIntegerField(default=0)
    collected = models.PositiveBigIntegerField(default=0)
    minutes_pledged = models.PositiveIntegerField(default=0)
    minutes_given = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "fund"
        constraints = [models.CheckConstraint(condition=models.Q(target__gt=0), name="campaign_target_above_nothing")]
        indexes = [
            models.Index(fields=["organisation", "initiative", "-id"], name="campaign_initiative"),
            models.Index(
                fields=["organisation", "closes_at"], condition=models.Q(state="open"), name="campaign_open_until"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> datetime:
        """The last moment at which somebody can pledge: a campaign that closes at midnight ends on the day before."""
        return self.closes_at - timedelta(seconds=1)


class Pledge(Row):
    """What one person promises to a campaign, if its condition holds. Money is asked for only then (rule 10)."""

    giver: ClassVar[str] = "party"
    on_erase: ClassVar[dict[str, Any]] = {"party": None}

    class Kind(models.TextChoices):
        """What is promised."""

        MONEY = "money", _("Money")
        TIME = "time", _("Time")
        THING = "thing", _("A thing")

    class State(models.TextChoices):
        """From the promise to what came of it."""

        UNCONFIRMED = "unconfirmed", _("Waits for a click in an e-mail")
        STANDING = "standing", _("Promised")
        WITHDRAWN = "withdrawn", _("Taken back")
        RELEASED = "released", _("Nothing to give: the target was not reached")
        DUE = "due", _("Asked for")
        GIVEN = "given", _("Given")
        FAILED = "failed", _("Did not come")
        REFUNDED = "refunded", _("Given back")

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="pledges", db_index=False)
    contribution = models.OneToOneField("core.Contribution", on_delete=models.PROTECT, related_name="pledge")
    party = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="pledges")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    amount = models.PositiveBigIntegerField(help_text=_("Minor units, minutes, or how many of the thing"))
    thing = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Which of the campaign's things"))
    state = models.CharField(max_length=11, choices=State.choices, default=State.STANDING)
    counted = models.PositiveBigIntegerField(default=0, help_text=_("What of it the match counted"))
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "fund"
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="pledge_above_nothing")]
        indexes = [
            models.Index(fields=["organisation", "campaign", "state", "id"], name="pledge_campaign"),
            models.Index(fields=["organisation", "party", "-id"], name="pledge_party"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.amount}"
