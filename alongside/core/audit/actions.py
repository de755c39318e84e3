"""Writing the audit."""

from typing import Any

from alongside.core.audit.models import AuditEntry
from alongside.core.organisations.models import Row


def write_audit(
    *,
    act: str,
    record: Row,
    actor: Row | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one entry in the caller's transaction: who, when, what, before, after.

    `actor` is a Party or None for the system and for people without an account; `before` and `after` hold JSON
    values that say nothing private (no words, names or addresses of people), since an entry can never be removed.
    """
    return AuditEntry.objects.create(
        organisation_id=record.organisation_id,
        actor_id=actor.pk if actor else None,
        act=act,
        record_kind=record._meta.model_name or "",
        record_id=record.pk,
        before=before or {},
        after=after or {},
    )
