"""Payments out of an award, out of what a campaign raised, or straight out of a pot, and the receipts for them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.blocks.fund.models.pots import Award, Pot, by_two
from alongside.core.organisations.models import Row
from alongside.kit import clock


class Payment(Row):
    """One payment, from being prepared to being paid, or not. Its money leaves its source when it is prepared."""

    giver: ClassVar[str] = "payee"
    private: ClassVar[tuple[str, ...]] = ("to",)

    class State(models.TextChoices):
        """How far it is."""

        PREPARED = "prepared", _("Waits for a second person")
        APPROVED = "approved", _("Approved, to be paid")
        PAID = "paid", _("Paid")
        FAILED = "failed", _("Not paid")
        RETURNED = "returned", _("Came back")

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="payments")
    pot = models.ForeignKey(Pot, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    award = models.ForeignKey(Award, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    campaign = models.ForeignKey(
        "fund.Campaign", null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    source = models.ForeignKey("core.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    payee = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to = models.CharField(max_length=200, blank=True, help_text=_("Who is paid"))
    amount = models.PositiveBigIntegerField()
    what = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PAID)
    on = models.DateField(null=True, blank=True, help_text=_("The day on which it was paid"))
    reference = models.CharField(max_length=60, blank=True, help_text=_("As it stands on the bank statement"))
    why = models.CharField(max_length=300, blank=True, help_text=_("Why it was not paid, or came back"))
    held = models.OneToOneField("core.Transaction", null=True, on_delete=models.PROTECT, related_name="+")
    transaction = models.OneToOneField("core.Transaction", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    paid_by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "fund"
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_above_nothing"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["paid", "returned"])
                | models.Q(transaction__isnull=False, on__isnull=False),
                name="payment_paid_is_booked",
            ),
            by_two("payment_by_two"),
        ]
        indexes = [
            models.Index(fields=["organisation", "award", "id"], name="payment_award"),
            models.Index(fields=["organisation", "initiative", "-id"], name="payment_initiative"),
        ]

    def __str__(self) -> str:
        return self.what


class Receipt(Row):
    """What shows how paid money was used: a bill, a till slip, an invoice, in words and with its number."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="receipts", db_index=False)
    what = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)
    amount = models.PositiveBigIntegerField()
    on = models.DateField()
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "fund"
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="receipt_above_nothing")]
        indexes = [models.Index(fields=["organisation", "payment", "id"], name="receipt_payment")]

    def __str__(self) -> str:
        return self.what
