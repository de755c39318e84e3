"""The link."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Link(Row):
    """One step of a thread: the target came out of the source. Written by the action that made the step."""

    class Relation(models.TextChoices):
        """How the target came out of the source; the words a thread page says."""

        RECEIVED = "received", _("received")
        THEMED = "themed", _("gathered under")
        ANSWERED = "answered", _("answered by")
        DECIDED = "decided", _("decided by")
        SUPERSEDED = "superseded", _("replaced by")
        ACTED = "acted", _("acted on by")
        PAID = "paid", _("paid for by")
        GREW = "grew", _("grew into")
        ASKED = "asked", _("asked as")
        MOVED = "moved", _("measured by")
        THANKED = "thanked", _("thanked with")
        MERGED = "merged", _("merged into")
        BECAME = "became", _("became")

    source_kind = models.CharField(max_length=40)
    source_id = models.UUIDField()
    target_kind = models.CharField(max_length=40)
    target_id = models.UUIDField()
    relation = models.CharField(max_length=12, choices=Relation.choices)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "source_id", "target_id", "relation"], name="link_once")
        ]
        indexes = [models.Index(fields=["organisation", "target_id"], name="link_back")]

    def __str__(self) -> str:
        return f"{self.source_kind} {self.relation} {self.target_kind}"
