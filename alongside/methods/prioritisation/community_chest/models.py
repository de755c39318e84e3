"""Tables of a community chest: the round, who applies for what, who may judge it, and how it was judged.

long: they are one thing, read together; what follows a decision stands in afterwards.py.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock
from alongside.methods.prioritisation.community_chest.afterwards import Grant, Photo, Report

__all__ = [
    "Application",
    "Check",
    "Criterion",
    "Declaration",
    "Grant",
    "Group",
    "Hosting",
    "Mark",
    "Photo",
    "Recommendation",
    "Report",
    "Round",
    "Sheet",
]
MOST_POINTS = 5


class Round(Row):
    """One round of small grants: what is asked by a core Question, with its money and its rules. Money: minor units."""

    class DecidesBy(models.TextChoices):
        """How the applications that can be funded are put in order."""

        PANEL = "panel", _("A panel of residents and officers scores them")
        VOTE = "vote", _("Everybody votes")

    question = models.OneToOneField("core.Question", on_delete=models.PROTECT, related_name="chest_round")
    programme = models.CharField(max_length=120)
    amount = models.PositiveBigIntegerField(help_text=_("What the round can give in all"))
    least = models.PositiveBigIntegerField(default=0, help_text=_("The smallest grant"))
    most = models.PositiveBigIntegerField(help_text=_("The largest grant"))
    currency = models.CharField(max_length=3, default="GBP")
    decides_by = models.CharField(max_length=5, choices=DecidesBy.choices, default=DecidesBy.PANEL)
    names_hidden = models.BooleanField(default=True, help_text=_("The panel does not see who applies"))
    persons_may = models.BooleanField(default=False, help_text=_("A person may apply without a group"))
    person_reason = models.CharField(max_length=7, blank=True)
    person_purpose = models.CharField(max_length=7, blank=True)
    checks = models.JSONField(default=list, help_text=_("What every application must meet: pairs of key and words"))
    terms = models.TextField(help_text=_("What a group agrees to when it accepts"))
    elsewhere = models.TextField(help_text=_("Where else those can go who get nothing"))
    report_days = models.PositiveSmallIntegerField(default=42)
    publisher_prefix = models.CharField(max_length=40, blank=True, help_text=_("Given by 360Giving to who publishes"))
    funder_identifier = models.CharField(max_length=60, blank=True, help_text=_("As GB-LAE-…, from org-id.guide"))
    scoring_closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "chest"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(most__gte=models.F("least"), amount__gte=models.F("most")), name="round_amounts"
            ),
        ]

    def __str__(self) -> str:
        return self.programme


class Criterion(Row):
    """One thing that the panel looks at, and how much it counts."""

    grant_round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="criteria", db_index=False)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    asks = models.CharField(max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        app_label = "chest"
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "grant_round", "number"], name="criterion_number"),
            models.CheckConstraint(condition=models.Q(weight__gte=1, weight__lte=10), name="criterion_weight"),
        ]

    def __str__(self) -> str:
        return self.title


class Group(Row):
    """Who applies: the same group from round to round, kept by the person who applies for it."""

    class Sort(models.TextChoices):
        """What sort of group."""

        INFORMAL = "informal", _("Neighbours or friends, without a constitution")
        CONSTITUTED = "constituted", _("A group with a constitution or set of rules")
        CHARITY = "charity", _("A registered charity")
        COMPANY = "company", _("A company or community interest company")
        PERSON = "person", _("One person")

    name = models.CharField(max_length=120)
    sort = models.CharField(max_length=11, choices=Sort.choices)
    charity_number = models.CharField(max_length=12, blank=True)
    company_number = models.CharField(max_length=12, blank=True)
    has_account = models.BooleanField(default=True)
    keeper = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")

    giver: ClassVar[str] = "keeper"
    private: ClassVar[tuple[str, ...]] = ("name",)
    on_erase: ClassVar[dict[str, Any]] = {"keeper": None}

    class Meta:
        app_label = "chest"
        indexes = [models.Index(fields=["organisation", "keeper"], name="group_keeper")]

    def __str__(self) -> str:
        return self.name


class Application(Row):
    """What a group asks for: the form "application" of one core Contribution, whose words say what they would do.

    `number` counts the applications of a round from 1; the panel knows them by it where names are hidden.
    """

    class State(models.TextChoices):
        """How far it is."""

        RECEIVED = "received", _("Received")
        ELIGIBLE = "eligible", _("Can be funded")
        NOT_ELIGIBLE = "not_eligible", _("Cannot be funded in this round")
        AWARDED = "awarded", _("Awarded")
        NOT_AWARDED = "not_awarded", _("Not funded this time")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    contribution = models.OneToOneField("core.Contribution", on_delete=models.PROTECT, related_name="chest_application")
    grant_round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="applications", db_index=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="applications")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    outcome = models.CharField(max_length=300, help_text=_("What will be better, and how one will see it"))
    amount = models.PositiveBigIntegerField(help_text=_("What is asked for"))
    whole_cost = models.PositiveBigIntegerField(help_text=_("What the whole costs"))
    match_minutes = models.PositiveIntegerField(default=0, help_text=_("Time that people give"))
    place = models.ForeignKey("core.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)

    giver: ClassVar[str] = "contribution__party"
    private: ClassVar[tuple[str, ...]] = ("title", "outcome")

    class Meta:
        app_label = "chest"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "grant_round", "number"], name="application_number"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="application_asks"),
            models.CheckConstraint(
                condition=models.Q(whole_cost__gte=models.F("amount")), name="application_within_cost"
            ),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="application_days"),
        ]

    def __str__(self) -> str:
        return self.title


class Hosting(Row):
    """A larger group is asked to hold the money for a small one, and says yes, or no and why."""

    class State(models.TextChoices):
        """What the host said."""

        ASKED = "asked", _("Asked")
        CONFIRMED = "confirmed", _("Holds the money")
        REFUSED = "refused", _("Cannot hold the money")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="hostings")
    host = models.ForeignKey("core.Membership", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    why = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    giver: ClassVar[str] = "host__party"
    private: ClassVar[tuple[str, ...]] = ("why",)

    class Meta:
        app_label = "chest"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "application"],
                condition=~models.Q(state="refused"),
                name="hosting_by_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.host}: {self.state}"


class Check(Row):
    """Whether an application meets one of the round's rules, and why."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="checks")
    key = models.CharField(max_length=40)
    met = models.BooleanField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "chest"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "application", "key"], name="check_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="check_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.reason}"


class Declaration(Row):
    """What a member of the panel says of one application: that they have no link to it, or which one.

    Whoever has an interest is barred from that case: the database refuses a sheet of theirs (see triggers.py).
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="declarations")
    member = models.ForeignKey("core.Membership", on_delete=models.PROTECT, related_name="+")
    interest = models.BooleanField()
    what = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    giver: ClassVar[str] = "member__party"
    private: ClassVar[tuple[str, ...]] = ("what",)

    class Meta:
        app_label = "chest"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "application", "member"], name="declaration_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {'an interest' if self.interest else 'none'}"


class Sheet(Row):
    """How one member of the panel scored one application. Nobody reads it before they have filed their own."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="sheets")
    member = models.ForeignKey("core.Membership", on_delete=models.PROTECT, related_name="+")
    comment = models.TextField()
    filed_at = models.DateTimeField(default=clock.now)

    giver: ClassVar[str] = "member__party"
    private: ClassVar[tuple[str, ...]] = ("comment",)

    class Meta:
        app_label = "chest"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "application", "member"], name="score_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application}"


class Mark(Row):
    """Points of a sheet for one criterion, from 0 to 5."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "chest"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sheet", "criterion"], name="mark_once"),
            models.CheckConstraint(condition=models.Q(points__lte=MOST_POINTS), name="mark_within_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class Recommendation(Row):
    """What is proposed for one application after scoring or voting: an amount (0: nothing), and why."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="recommendation")
    amount = models.PositiveBigIntegerField()
    reason = models.TextField()
    by = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "chest"
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="recommendation_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.amount}"
