"""Accounts, transactions, entries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Unit(models.TextChoices):
    """The two units of the ledger."""

    MINUTES = "minutes", _("Minutes")
    MONEY = "money", _("Money")


class Account(Row):
    """Where minutes or money stand. `balance` is stored, kept with each entry, and held within its limits by the
    database, so that no concurrency can pass them (rule 10)."""

    initiative = models.ForeignKey(
        "core.Initiative", null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )
    party = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="accounts")
    key = models.CharField(max_length=120, help_text=_("What it is, once in an organisation: pot:<initiative>"))
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=7, choices=Unit.choices)
    currency = models.CharField(max_length=3, blank=True)
    side = models.CharField(max_length=8, blank=True)
    floor = models.BigIntegerField(null=True, blank=True, help_text=_("The balance may not fall below this"))
    ceiling = models.BigIntegerField(null=True, blank=True)
    balance = models.BigIntegerField(default=0)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="account_key"),
            models.CheckConstraint(
                condition=models.Q(floor__isnull=True) | models.Q(balance__gte=models.F("floor")),
                name="account_above_floor",
            ),
            models.CheckConstraint(
                condition=models.Q(ceiling__isnull=True) | models.Q(balance__lte=models.F("ceiling")),
                name="account_below_ceiling",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Transaction(Row):
    """Entries that belong together. Posting it is refused by a trigger unless they sum to zero in each unit."""

    key = models.CharField(max_length=120, help_text=_("What it counts; the same thing is never counted twice"))
    what = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)
    posted_at = models.DateTimeField(null=True, blank=True)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="transaction_key")]

    def __str__(self) -> str:
        return self.what


class Entry(Row):
    """One line: an amount on an account. Append-only by trigger."""

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    amount = models.BigIntegerField(help_text=_("Minutes or minor units; what comes in is positive"))
    contribution = models.ForeignKey(
        "core.Contribution", null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )

    class Meta:
        app_label = "core"
        verbose_name_plural = "entries"
        constraints = [models.CheckConstraint(condition=~models.Q(amount=0), name="entry_not_nothing")]
        indexes = [models.Index(fields=["organisation", "account", "-id"], name="entry_account")]

    def __str__(self) -> str:
        return f"{self.amount}"


class LedgerProof(Row):
    """What came of counting the books again: written every night, and whenever an administrator asks."""

    at = models.DateTimeField(default=clock.now, editable=False)
    accounts = models.PositiveBigIntegerField()
    transactions = models.PositiveBigIntegerField()
    wrong_count = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["organisation", "-id"], name="ledger_proof_newest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.wrong_count}"
