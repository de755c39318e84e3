"""The audit entry. Triggers refuse every change and removal on both databases (migration 0002)."""

from django.db import models

from alongside.core.organisations.models import Row
from alongside.kit import clock


class AuditEntry(Row):
    """One act. Facts only: states, amounts, dates and identities, never a person's words or address.

    `actor_id` is no foreign key, so that a person can be erased and the count of what was done stays.
    """

    at = models.DateTimeField(default=clock.now, editable=False)
    actor_id = models.UUIDField(null=True, editable=False)
    act = models.CharField(max_length=60)
    record_kind = models.CharField(max_length=40)
    record_id = models.UUIDField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        app_label = "core"
        indexes = [
            models.Index(fields=["organisation", "-id"], name="audit_newest"),
            models.Index(fields=["organisation", "record_id"], name="audit_record"),
            models.Index(fields=["organisation", "actor_id", "-id"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.record_kind}"
