"""Places, services, outcomes, observations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Place(Row):
    """Somewhere: a town, a neighbourhood, a building. It owns the time zone of what happens there."""

    class Kind(models.TextChoices):
        """How large a place."""

        AREA = "area", _("Area")
        NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
        BUILDING = "building", _("Building or spot")

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.NEIGHBOURHOOD)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True, help_text=_("GeoJSON geometry, longitude first"))
    time_zone = models.CharField(max_length=64, default="Europe/London")
    population = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["organisation", "slug"], name="place_slug")]

    def __str__(self) -> str:
        return self.name


class Service(Row):
    """What is being improved. It persists; initiatives come and go around it."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    summary = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    owner = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="services")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="services")
    standard_id = models.CharField(max_length=100, blank=True, help_text=_("Its identifier in Open Referral UK"))
    standard_source = models.JSONField(default=dict, blank=True)
    url = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="service_slug"),
            models.UniqueConstraint(
                fields=["organisation", "standard_id"],
                condition=~models.Q(standard_id=""),
                name="service_standard_id",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Outcome(Row):
    """A statement of what should get better, in the words of those it is for, with one measure."""

    class Better(models.TextChoices):
        """Which way is better."""

        UP = "up", _("Higher is better")
        DOWN = "down", _("Lower is better")

    class Kind(models.TextChoices):
        """What the measure is a measure of."""

        OUTCOME = "outcome", _("What changed for people")
        EFFICIENCY = "efficiency", _("What it took")
        PROCESS = "process", _("How it was done")

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="outcomes")
    statement = models.CharField(max_length=300)
    whose_words = models.CharField(max_length=200, blank=True)
    measure = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    better = models.CharField(max_length=4, choices=Better.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["organisation", "service"], name="outcome_service")]

    def __str__(self) -> str:
        return self.statement


class Observation(Row):
    """One reading of a measure. A wrong one is corrected by a later row that replaces it, never overwritten."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="observations")
    initiative = models.ForeignKey(
        "core.Initiative", null=True, blank=True, on_delete=models.PROTECT, related_name="observations"
    )
    on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    n = models.PositiveIntegerField(null=True, blank=True, help_text=_("How many people or cases were counted"))
    source = models.CharField(max_length=200)
    read_by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    baseline = models.BooleanField(default=False)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["organisation", "outcome", "on"], name="observation_series")]

    def __str__(self) -> str:
        return f"{self.on}: {self.value}"
