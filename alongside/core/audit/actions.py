"""Writing the audit."""

from collections.abc import Iterable
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
    entry = audit_entry(act=act, record=record, actor=actor, before=before, after=after)
    AuditEntry.objects.bulk_create([entry])  # As a save would, without its signals, which nobody hears.
    return entry


def audit_entry(
    *,
    act: str,
    record: Row,
    actor: Row | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Return one entry as `write_audit` writes it, unwritten: for `write_audits`."""
    return AuditEntry(
        organisation_id=record.organisation_id,
        actor_id=actor.pk if actor else None,
        act=act,
        record_kind=record._meta.model_name or "",
        record_id=record.pk,
        before=before or {},
        after=after or {},
    )


def write_audits(entries: Iterable[AuditEntry]) -> None:
    """Write the entries of one act on many records in the caller's transaction, in one statement for a thousand."""
    AuditEntry.objects.bulk_create(entries, batch_size=1000)
