"""What a service costs, ways to pay for it, published prices, requests to pay less, takings, the yearly look.

long: the tables of one method belong together.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class CostSheet(Row):
    """How the cost of a service is made up, for a year. Signed, it never changes; a later one replaces it."""

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="cost_sheets")
    number = models.PositiveIntegerField()
    unit = models.CharField(max_length=40, help_text=_("What one use is: a swim, a meal, an hour"))
    uses = models.PositiveIntegerField(help_text=_("Uses in the year that the figures are from"))
    year = models.CharField(max_length=40)
    power = models.CharField(max_length=40, help_text=_("Key of the power to charge"))
    power_words = models.TextField(blank=True)
    signed_by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "charges"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "initiative", "number"], name="cost_sheet_number"),
            models.CheckConstraint(condition=models.Q(uses__gt=0), name="cost_sheet_is_used"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.year}"


class CostLine(Row):
    """One line of the cost: a year's amount, or an amount for each use, with where the figure comes from."""

    class Kind(models.TextChoices):
        """Whether it depends on how often the service is used."""

        FIXED = "fixed", _("The same whatever the use: amount a year")
        VARIABLE = "variable", _("For each use: amount for one")

    sheet = models.ForeignKey(CostSheet, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    amount = models.PositiveBigIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        app_label = "charges"
        indexes = [models.Index(fields=["organisation", "sheet", "position"], name="cost_line_order")]

    def __str__(self) -> str:
        return self.what


class Plan(Row):
    """One way to pay for the service: an option that people are asked about, and what a published tariff holds."""

    class Kind(models.TextChoices):
        """The four kinds of answer to "who pays?"."""

        NO_CHARGE = "no_charge", _("No charge")
        CHARGE = "charge", _("A charge")
        LESS_SERVICE = "less_service", _("Less service")
        OUR_HELP = "our_help", _("With residents’ help it costs less")

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="plans")
    sheet = models.ForeignKey(CostSheet, on_delete=models.PROTECT, related_name="plans")
    question = models.ForeignKey(
        "core.Question", null=True, on_delete=models.PROTECT, related_name="plans", help_text=_("It is an option here")
    )
    chosen_by = models.ForeignKey("core.Decision", null=True, on_delete=models.PROTECT, related_name="+")
    adapted_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="adaptations")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=200)
    says = models.TextField(help_text=_("What it means for the service and for people"))
    saving = models.PositiveBigIntegerField(default=0)
    saving_why = models.CharField(max_length=300, blank=True)
    collecting = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "charges"
        indexes = [models.Index(fields=["organisation", "initiative", "id"], name="plan_initiative")]

    def __str__(self) -> str:
        return self.title


class Price(Row):
    """One line of a plan: what is used, its price, and the uses a year that are expected of it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="prices")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=120)
    amount = models.PositiveBigIntegerField()
    uses = models.PositiveIntegerField()

    class Meta:
        app_label = "charges"
        constraints = [models.UniqueConstraint(fields=["organisation", "plan", "what"], name="price_once")]

    def __str__(self) -> str:
        return self.what


class Concession(Row):
    """Who pays less, by how much, and what they show: a rule as data."""

    class Kind(models.TextChoices):
        """The four ways in which somebody pays less."""

        FREE = "free", _("Free")
        PERCENT = "percent", _("A percentage off")
        PRICE = "price", _("A price of their own")
        CAP = "cap", _("No more than so much a year")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="concessions")
    position = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=120)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    value = models.PositiveBigIntegerField(default=0, help_text=_("Percentage off, or an amount"))
    what = models.CharField(max_length=120, blank=True)
    uses = models.PositiveIntegerField(default=0)
    given_up = models.PositiveBigIntegerField(default=0)
    proof = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "charges"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="percent") | models.Q(value__gte=1, value__lte=99),
                name="concession_percent",
            )
        ]
        indexes = [models.Index(fields=["organisation", "plan", "position"], name="concession_order")]

    def __str__(self) -> str:
        return self.who


class Example(Row):
    """One example household, for which every option is worked out. No real person."""

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="charge_examples")
    title = models.CharField(max_length=200)
    uses = models.JSONField(default=dict, help_text=_("Uses a year by what is used"))
    entitled = models.JSONField(default=list, help_text=_("Concessions that it is entitled to"))

    class Meta:
        app_label = "charges"

    def __str__(self) -> str:
        return self.title


class GroupCount(Row):
    """How many of one group gave one answer: counted once a question has closed, the uses they named beside them."""

    question = models.ForeignKey("core.Question", on_delete=models.PROTECT, related_name="group_counts")
    about = models.CharField(max_length=8, help_text=_("option or band"))
    group = models.CharField(max_length=200)
    value = models.CharField(max_length=200)
    count = models.PositiveIntegerField()

    class Meta:
        app_label = "charges"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "question", "about", "group", "value"], name="group_once")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.value}"


class Tariff(Row):
    """One version of the prices: dated, never changed, replaced by the next. The newest that has begun is in force."""

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="tariffs")
    number = models.PositiveIntegerField()
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="tariff")
    decision = models.ForeignKey("core.Decision", on_delete=models.PROTECT, related_name="+")
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    starts_on = models.DateField()
    reason = models.TextField()
    cost = models.PositiveBigIntegerField(help_text=_("Expected cost of a year, as judged when it was published"))
    income = models.PositiveBigIntegerField()
    carried = models.BigIntegerField(default=0, help_text=_("What earlier years had above cost, or fell short"))
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "charges"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "initiative", "number"], name="tariff_number"),
            models.CheckConstraint(condition=models.Q(income__lte=models.F("cost")), name="tariff_within_cost"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Waiver(Row):
    """Somebody asks in confidence to pay less or nothing. Only they and the waiver officer read it."""

    giver: ClassVar[str] = "party"
    private: ClassVar[tuple[str, ...]] = ("words", "answer")
    on_erase: ClassVar[dict[str, Any]] = {"party": None}

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", _("Being looked at")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Not granted")
        WITHDRAWN = "withdrawn", _("Taken back")

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="waivers")
    tariff = models.ForeignKey(Tariff, on_delete=models.PROTECT, related_name="waivers")
    party = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="waivers")
    words = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    percent_off = models.PositiveSmallIntegerField(default=0)
    until = models.DateField(null=True)
    answer_by = models.DateField()
    at = models.DateTimeField(default=clock.now, editable=False)
    answered_at = models.DateTimeField(null=True)
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "charges"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "initiative", "party"],
                condition=models.Q(state="asked"),
                name="waiver_asked_once",
            ),
            models.CheckConstraint(condition=models.Q(percent_off__lte=100), name="waiver_percent"),
        ]
        indexes = [models.Index(fields=["organisation", "initiative", "state", "answer_by"], name="waiver_waiting")]

    def __str__(self) -> str:
        return self.get_state_display()


class Takings(Row):
    """What came in during one period, booked on the ledger once: uses, income, what collecting it cost."""

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="takings")
    tariff = models.ForeignKey(Tariff, on_delete=models.PROTECT, related_name="takings")
    starts_on = models.DateField()
    ends_on = models.DateField()
    uses = models.PositiveIntegerField()
    income = models.PositiveBigIntegerField()
    collecting = models.PositiveBigIntegerField()
    transaction = models.OneToOneField("core.Transaction", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "charges"
        verbose_name_plural = "takings"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "initiative", "starts_on"], name="takings_once"),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="takings_span"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"


class Look(Row):
    """The yearly look at a charge: what it cost and brought, who still came, and whether it stays."""

    class Verdict(models.TextChoices):
        """What follows from it."""

        KEEP = "keep", _("It stays as it is")
        CHANGE = "change", _("It changes: new prices follow")
        END = "end", _("It ends")

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="charge_looks")
    tariff = models.ForeignKey(Tariff, on_delete=models.PROTECT, related_name="looks")
    starts_on = models.DateField()
    ends_on = models.DateField()
    uses = models.PositiveIntegerField()
    cost = models.PositiveBigIntegerField(help_text=_("What the service really cost in the period"))
    income = models.PositiveBigIntegerField()
    collecting = models.PositiveBigIntegerField()
    carried = models.BigIntegerField(help_text=_("Income above cost, all looks together; below nought: short of it"))
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    words = models.TextField()
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "charges"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "initiative", "starts_on"], name="look_once"),
            models.CheckConstraint(
                condition=~models.Q(verdict="keep") | models.Q(carried__lte=0), name="look_kept_within_cost"
            ),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()
