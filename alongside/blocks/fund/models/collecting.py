"""Pledged money that is asked for and comes in, through a payment gateway or on a bank statement."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.blocks.fund.models.campaigns import Pledge
from alongside.core.organisations.models import Row
from alongside.kit import clock


class Collection(Row):
    """One time of asking for a pledge's money, under a reference of its own. The database refuses one before the
    campaign has reached its target (rule 10)."""

    giver: ClassVar[str] = "pledge__party"

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", _("Asked for")
        PAID = "paid", _("Came in")
        FAILED = "failed", _("Did not come")
        REFUNDED = "refunded", _("Given back")

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="collections", db_index=False)
    gateway = models.CharField(max_length=40)
    reference = models.CharField(max_length=24)
    amount = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    outside_id = models.CharField(max_length=200, blank=True, help_text=_("What the gateway calls the request"))
    payment_id = models.CharField(max_length=200, blank=True, help_text=_("What the gateway calls the payment"))
    why = models.CharField(max_length=300, blank=True)
    transaction = models.OneToOneField("core.Transaction", null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "fund"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "reference"], name="collection_reference_once"),
            models.UniqueConstraint(
                fields=["organisation", "pledge"],
                condition=models.Q(state__in=["asked", "paid"]),
                name="collection_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["paid", "refunded"]) | models.Q(transaction__isnull=False),
                name="collection_paid_is_booked",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "gateway", "outside_id"], name="collection_outside")]

    def __str__(self) -> str:
        return self.reference


class GatewayEvent(Row):
    """One message from a gateway, taken once under the name that the gateway gave it."""

    gateway = models.CharField(max_length=40)
    outside_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=80)
    collection = models.ForeignKey(Collection, null=True, on_delete=models.PROTECT, related_name="events")
    outcome = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "fund"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "gateway", "outside_id"], name="gateway_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.kind}"


class BankLine(Row):
    """One movement of a bank statement that was taken in, matched to what was asked for, or waiting for a person."""

    giver: ClassVar[str] = "collection__pledge__party"
    private: ClassVar[tuple[str, ...]] = ("words",)

    class State(models.TextChoices):
        """What became of it."""

        MATCHED = "matched", _("Matched")
        WAITING = "waiting", _("Belongs to nothing yet")
        ASIDE = "aside", _("Put aside")

    account = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    statement = models.CharField(max_length=70)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    booked_on = models.DateField()
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=7, choices=State.choices)
    why = models.CharField(max_length=300, blank=True)
    collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.PROTECT, related_name="bank_lines"
    )
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "fund"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "account", "key"], name="bank_line_once"),
            models.UniqueConstraint(
                fields=["organisation", "collection"],
                condition=models.Q(state="matched"),
                name="bank_line_pays_once",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "-id"], name="bank_line_state")]

    def __str__(self) -> str:
        return f"{self.booked_on}: {self.amount}"
