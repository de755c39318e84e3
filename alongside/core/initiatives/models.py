"""Initiatives, memberships, commitments, the stages they run through, risks and reviews."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives import methods
from alongside.core.organisations.models import Row
from alongside.kit import clock


class Side(models.TextChoices):
    """The two sides of co-production."""

    PUBLIC = "public", _("Public side")
    CITIZEN = "citizen", _("Residents")


class Initiative(Row):
    """One run of one method about one service. The only container."""

    class State(models.TextChoices):
        """The state path; `paused` can be entered from any and left to where it came from."""

        IDEA = "idea", _("An idea")
        SHAPING = "shaping", _("Being shaped")
        COMMITTED = "committed", _("Both sides have promised")
        LIVE = "live", _("Running")
        ASSESSING = "assessing", _("Being judged")
        SUSTAINED = "sustained", _("Kept going")
        CHANGED = "changed", _("Carried on as something else")
        CLOSED = "closed", _("Closed")
        PAUSED = "paused", _("Paused")

    service = models.ForeignKey("core.Service", on_delete=models.PROTECT, related_name="initiatives")
    method_key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    summary = models.CharField(max_length=400, blank=True)
    problem = models.TextField(blank=True, help_text=_("The problem in a resident's words"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.IDEA)
    paused_from = models.CharField(max_length=10, blank=True)
    place = models.ForeignKey("core.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives")
    grew_from = models.ForeignKey(
        "core.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="grown"
    )
    listed = models.BooleanField(default=True, help_text=_("Shown to everybody"))
    motives = models.JSONField(default=list, blank=True)
    citizen_roles = models.JSONField(default=list, blank=True)
    acknowledge_days = models.PositiveSmallIntegerField(default=2)
    answer_days = models.PositiveSmallIntegerField(default=28)
    review_on = models.DateField(null=True, blank=True)
    live_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    contribution_count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="initiative_slug"),
            models.CheckConstraint(
                condition=models.Q(state="paused") | models.Q(paused_from=""), name="initiative_paused_from"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="initiative_state"),
            models.Index(fields=["organisation", "service"], name="initiative_service"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def method(self) -> methods.Method:
        """The recipe that this is a run of."""
        return methods.method(self.method_key)


class StageRun(Row):
    """One stage of the method, open from a moment to a moment; several may be open side by side."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="stage_runs")
    key = models.CharField(max_length=40)
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "initiative", "key"],
                condition=models.Q(closed_at__isnull=True),
                name="stage_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.key


class Membership(Row):
    """A party in an initiative: its side, its role, from, to."""

    giver: ClassVar[str] = "party"
    on_erase: ClassVar[dict[str, Any]] = {"named_publicly": False}

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="memberships")
    party = models.ForeignKey("core.Party", on_delete=models.PROTECT, related_name="memberships")
    side = models.CharField(max_length=8, choices=Side.choices)
    role = models.CharField(max_length=40)
    valid_from = models.DateTimeField(default=clock.now)
    valid_to = models.DateTimeField(null=True, blank=True)
    named_publicly = models.BooleanField(default=False)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "initiative", "party", "role"],
                condition=models.Q(valid_to__isnull=True),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_span",
            ),
            models.CheckConstraint(condition=models.Q(side__in=Side.values), name="membership_side"),
        ]
        indexes = [models.Index(fields=["organisation", "party"], name="membership_party")]

    def __str__(self) -> str:
        return f"{self.party}, {self.role}"


class Commitment(Row):
    """What one membership promises. The accepted ones are the charter."""

    giver: ClassVar[str] = "membership__party"

    class State(models.TextChoices):
        """Offered by one side, accepted by the other, then kept or released."""

        OFFERED = "offered", _("Offered")
        ACCEPTED = "accepted", _("Accepted")
        KEPT = "kept", _("Kept")
        RELEASED = "released", _("Released")

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="commitments")
    what = models.CharField(max_length=300)
    amount = models.PositiveBigIntegerField(null=True, blank=True, help_text=_("Minutes, or pence"))
    unit = models.CharField(max_length=7, blank=True, choices=[("minutes", _("Minutes")), ("money", _("Money"))])
    period = models.CharField(max_length=80, blank=True)
    condition = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OFFERED)
    accepted_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="accepted_commitments"
    )
    lapses_on = models.DateField(null=True, blank=True)
    offered_at = models.DateTimeField(default=clock.now, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "core"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="offered") | models.Q(state="released") | models.Q(accepted_by__isnull=False),
                name="commitment_accepted_by_someone",
            )
        ]
        indexes = [models.Index(fields=["organisation", "membership", "state"], name="commitment_state")]

    def __str__(self) -> str:
        return self.what


class RiskCheck(Row):
    """One of the known ways in which co-production goes wrong, looked at while shaping."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="risk_checks")
    risk = models.CharField(max_length=40)
    likely = models.BooleanField()
    answer = models.TextField(help_text=_("What could happen here, and what we do about it"))
    by = models.ForeignKey("core.Party", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["organisation", "initiative", "risk"], name="risk_once")]

    def __str__(self) -> str:
        return self.risk
