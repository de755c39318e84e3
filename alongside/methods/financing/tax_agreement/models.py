"""A year's tax and what is short, options, what they pay for, the panel's findings, the earmark and its statements."""

from django.db import models

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Base(Row):
    """What the options are worked out from: whose tax, which year, band D now, homes by band. Signed, it stays."""

    initiative = models.OneToOneField("core.Initiative", on_delete=models.PROTECT, related_name="tax_base")
    nation = models.CharField(max_length=20)
    authority = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField(help_text="The year in which the financial year begins: 2026 for 2026/27")
    band_d = models.PositiveBigIntegerField(help_text="This authority's band D amount before the rise, pence a year")
    dwellings = models.JSONField(help_text="Homes by band, in hundredths, after discounts")
    collected = models.PositiveIntegerField(default=10_000, help_text="Hundredths of a per cent that are collected")
    gap = models.PositiveBigIntegerField(help_text="What is short in the year, in pence")
    gap_words = models.TextField()
    advisory = models.TextField(help_text="What the result will bind, said beforehand")
    limit_hundredths = models.PositiveIntegerField(
        null=True, help_text="The year's principle, hundredths of a per cent"
    )
    limit_pence = models.PositiveBigIntegerField(null=True)
    limit_source = models.CharField(max_length=300, blank=True)
    signed_by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "tax_agreement"
        constraints = [models.CheckConstraint(condition=models.Q(band_d__gt=0), name="base_has_a_tax")]

    def __str__(self) -> str:
        return f"{self.year}"


class Option(Row):
    """One option: the rise of band D, what is done and what is not done by it."""

    base = models.ForeignKey(Base, on_delete=models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    rise = models.PositiveBigIntegerField(help_text="Pence a year on band D")
    does = models.TextField()
    does_not = models.TextField()
    contribution = models.ForeignKey("core.Contribution", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "tax_agreement"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "base", "number"], name="tax_option_number"),
            models.UniqueConstraint(fields=["organisation", "base", "title"], name="tax_option_title"),
        ]

    def __str__(self) -> str:
        return self.title


class Purpose(Row):
    """What an option's extra money is for, with the amount a year."""

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="purposes")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    amount = models.PositiveBigIntegerField()

    class Meta:
        app_label = "tax_agreement"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["organisation", "option", "what"], name="purpose_once")]

    def __str__(self) -> str:
        return self.what


class Passed(Row):
    """A finding of the wording check that an officer lets stand, with the reason, in public; only for those words."""

    base = models.ForeignKey(Base, on_delete=models.PROTECT, related_name="passed")
    rule = models.CharField(max_length=20)
    where = models.CharField(max_length=300)
    found = models.CharField(max_length=300)
    digest = models.CharField(max_length=32)
    reason = models.TextField()
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "tax_agreement"
        verbose_name_plural = "passed"
        constraints = [models.UniqueConstraint(fields=["organisation", "base", "digest"], name="passed_once")]

    def __str__(self) -> str:
        return self.found


class Panel(Row):
    """What a panel drawn by lot found, in its own words: part of what everybody reads before answering and voting."""

    base = models.OneToOneField(Base, on_delete=models.PROTECT, related_name="panel")
    makeup = models.TextField(help_text="How many, how they were drawn, how long they met, whom they heard")
    words = models.TextField()
    dissent = models.TextField(blank=True)
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "tax_agreement"

    def __str__(self) -> str:
        return self.words[:60]


class Earmark(Row):
    """The extra money of the chosen option, set apart on an account of its own."""

    base = models.OneToOneField(Base, on_delete=models.PROTECT, related_name="earmark")
    option = models.OneToOneField(Option, on_delete=models.PROTECT, related_name="earmark")
    decision = models.ForeignKey("core.Decision", on_delete=models.PROTECT, related_name="+")
    account = models.OneToOneField("core.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "tax_agreement"

    def __str__(self) -> str:
        return str(self.option)


class Collected(Row):
    """Extra tax that came in for the earmark."""

    earmark = models.ForeignKey(Earmark, on_delete=models.PROTECT, related_name="collections")
    amount = models.PositiveBigIntegerField()
    on = models.DateField()
    transaction = models.OneToOneField("core.Transaction", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "tax_agreement"
        verbose_name_plural = "collected"
        indexes = [models.Index(fields=["organisation", "earmark", "on"], name="collected_on")]

    def __str__(self) -> str:
        return f"{self.on}"


class Spent(Row):
    """One payment from the earmark for one purpose; a resident looks at it and says whether it is what was promised."""

    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="payments")
    amount = models.PositiveBigIntegerField()
    what = models.CharField(max_length=200)
    on = models.DateField()
    transaction = models.OneToOneField("core.Transaction", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    checked_by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    doubt = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "tax_agreement"
        verbose_name_plural = "spent"
        indexes = [models.Index(fields=["organisation", "purpose", "on"], name="spent_on")]

    def __str__(self) -> str:
        return self.what


class Statement(Row):
    """The account of one year, as it was published: what came in, what was spent on what, what is left. It stays."""

    earmark = models.ForeignKey(Earmark, on_delete=models.PROTECT, related_name="statements")
    year = models.PositiveSmallIntegerField()
    opening = models.PositiveBigIntegerField()
    collected = models.PositiveBigIntegerField()
    spent = models.JSONField(help_text="Pairs of a purpose and the pence that went on it, in the order of the option")
    left = models.PositiveBigIntegerField()
    words = models.TextField()
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "tax_agreement"
        constraints = [models.UniqueConstraint(fields=["organisation", "earmark", "year"], name="statement_once")]

    def __str__(self) -> str:
        return f"{self.year}"
