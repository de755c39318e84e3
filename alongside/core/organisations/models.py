"""Organisations, and the row that belongs to one."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.kit import clock, ids


class Organisation(models.Model):
    """A public body with its own people, services, name and colours; one deployment may hold many."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    place_name = models.CharField(max_length=200, blank=True, help_text=_("The town or area, in short: Millbrook"))
    host = models.CharField(max_length=253, unique=True, null=True, blank=True)
    email = models.EmailField(blank=True)
    logo = models.FileField(upload_to="logos/", blank=True)
    colour_public = models.CharField(max_length=7, default="#14506b")
    colour_citizens = models.CharField(max_length=7, default="#a8430f")
    colour_together = models.CharField(max_length=7, default="#5a2d63")
    languages = models.JSONField(default=list, blank=True)
    time_zone = models.CharField(max_length=64, default="Europe/London")
    quiet_from = models.PositiveSmallIntegerField(
        default=21, help_text=_("Hour of the day, in the organisation's zone")
    )
    quiet_to = models.PositiveSmallIntegerField(default=8)
    demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return self.name


class Row(models.Model):
    """A row of one organisation, with an identity that keeps new rows together in an index.

    A table that holds something of a person says so: `giver` is the path to the Party it comes from or is about,
    `private` the columns that are emptied when that person is erased, `on_erase` what else is set then.
    """

    giver: ClassVar[str] = ""
    private: ClassVar[tuple[str, ...]] = ()
    on_erase: ClassVar[dict[str, Any]] = {}

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True

    @property
    def record(self) -> dict[str, str]:
        """Name this row as audit entries and links do: its kind and its id."""
        return {"kind": str(self._meta.model_name), "id": str(self.pk)}
