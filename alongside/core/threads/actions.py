"""Tying one record to another."""

from alongside.core.organisations.models import Row
from alongside.core.threads.models import Link


def tie(*, source: Row, target: Row, relation: str) -> None:
    """Record that `target` came out of `source`; saying it twice changes nothing."""
    link = Link(
        organisation_id=source.organisation_id,
        source_kind=source.record["kind"],
        source_id=source.pk,
        target_kind=target.record["kind"],
        target_id=target.pk,
        relation=relation,
    )
    Link.objects.bulk_create([link], ignore_conflicts=True)  # One statement, and the first saying of it stands.
