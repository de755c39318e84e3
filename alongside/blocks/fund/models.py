"""Pots, awards, and what was spent against them. The money itself stands on the ledger of the core."""

from django.db import models

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
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "fund"

    def __str__(self) -> str:
        return str(self.initiative)


class Award(Row):
    """Money from a pot for one contribution, on an account of its own."""

    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="awards", db_index=False)
    contribution = models.ForeignKey("core.Contribution", on_delete=models.PROTECT, related_name="awards")
    title = models.CharField(max_length=300)
    amount = models.PositiveBigIntegerField()
    spent = models.PositiveBigIntegerField(default=0)
    returned = models.PositiveBigIntegerField(default=0)
    account = models.OneToOneField("core.Account", on_delete=models.PROTECT, related_name="+")
    transaction = models.OneToOneField("core.Transaction", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "fund"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "pot", "contribution"], name="award_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="award_above_nothing"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=models.F("spent") + models.F("returned")), name="award_not_overspent"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def left(self) -> int:
        """What can still be spent."""
        return self.amount - self.spent - self.returned


class Spend(Row):
    """One payment against an award."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="spends", db_index=False)
    amount = models.PositiveBigIntegerField()
    what = models.CharField(max_length=200)
    on = models.DateField()
    transaction = models.OneToOneField("core.Transaction", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "fund"
        indexes = [models.Index(fields=["organisation", "award", "id"], name="spend_award")]

    def __str__(self) -> str:
        return self.what
