"""Pots, what is awarded from them, and how an award was changed. The money itself stands on the ledger of the core."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Pot(Row):
    """Money that is set aside for one initiative before anything else. Amounts in minor units.

    Its balance is the core account `pot:<initiative>`, whose floor of 0 lets no awards exceed it (rule 10).
    """

    initiative = models.OneToOneField("core.Initiative", on_delete=models.PROTECT, related_name="pot")
    account = models.OneToOneField("core.Account", on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3, default="GBP")
    amount = models.PositiveBigIntegerField()
    source = models.CharField(max_length=200)
    two_people_from = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        help_text=_("From this amount on, two people approve and two pay; empty: one is enough"),
    )
    match_rule = models.JSONField(default=dict, blank=True, help_text=_("By what rule it adds to what people pledge"))
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "fund"

    def __str__(self) -> str:
        return str(self.initiative)


class Agreed(models.TextChoices):
    """How far two people are with something that needs both."""

    PROPOSED = "proposed", _("Waits for a second person")
    STANDING = "standing", _("Approved")
    DECLINED = "declined", _("Not approved")


def by_two(name: str) -> models.CheckConstraint:
    """Return the constraint that whoever approved is not who proposed."""
    return models.CheckConstraint(
        condition=models.Q(approved_by__isnull=True)
        | models.Q(by__isnull=True)
        | ~models.Q(approved_by=models.F("by")),
        name=name,
    )


class Award(Row):
    """Money from a pot for one contribution, on an account of its own.

    `amount` is what was awarded at first, and never changes; `varied` is the sum of what was agreed since. While it
    waits for a second person its money is out of the pot already, so that the pot cannot be promised twice.
    """

    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="awards", db_index=False)
    contribution = models.ForeignKey("core.Contribution", on_delete=models.PROTECT, related_name="awards")
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=Agreed.choices, default=Agreed.STANDING)
    asked = models.PositiveBigIntegerField(null=True, blank=True, help_text=_("What was applied for"))
    amount = models.PositiveBigIntegerField()
    varied = models.BigIntegerField(default=0)
    prepared = models.PositiveBigIntegerField(default=0, help_text=_("In payments that are under way"))
    spent = models.PositiveBigIntegerField(default=0)
    returned = models.PositiveBigIntegerField(default=0)
    terms = models.TextField(blank=True)
    terms_accepted_at = models.DateTimeField(null=True, blank=True)
    terms_accepted_by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    account = models.OneToOneField("core.Account", on_delete=models.PROTECT, related_name="+")
    transaction = models.OneToOneField("core.Transaction", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "fund"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "pot", "contribution"],
                condition=~models.Q(state="declined"),
                name="award_once",
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="award_above_nothing"),
            models.CheckConstraint(
                condition=models.Q(
                    amount__gte=models.F("spent") + models.F("returned") + models.F("prepared") - models.F("varied")
                ),
                name="award_not_overspent",
            ),
            by_two("award_by_two"),
        ]
        indexes = [models.Index(fields=["organisation", "pot", "-amount", "id"], name="award_pot")]

    def __str__(self) -> str:
        return self.title

    @property
    def total(self) -> int:
        """What is awarded now, with all that was agreed since."""
        return self.amount + self.varied

    @property
    def left(self) -> int:
        """What can still be spent."""
        return self.total - self.spent - self.returned - self.prepared

    @property
    def is_part(self) -> bool:
        """Say whether less was awarded than was applied for."""
        return self.asked is not None and self.amount < self.asked


class Variation(Row):
    """One change of an award, up or down, with its reason: a transaction of its own, the award's first stays."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="variations", db_index=False)
    change = models.BigIntegerField(help_text=_("Minor units; what is added is positive"))
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=8, choices=Agreed.choices, default=Agreed.STANDING)
    transaction = models.OneToOneField("core.Transaction", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "fund"
        constraints = [
            models.CheckConstraint(condition=~models.Q(change=0), name="variation_not_nothing"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="variation_has_reason"),
            by_two("variation_by_two"),
        ]
        indexes = [models.Index(fields=["organisation", "award", "id"], name="variation_award")]

    def __str__(self) -> str:
        return self.reason
