"""Tying one record to another."""

from alongside.core.organisations.models import Row
from alongside.core.threads.models import Link


def tie(*, source: Row, target: Row, relation: str, new: bool = False) -> Link:
    """Record that `target` came out of `source`; saying it twice changes nothing.

    A target that is `new`, made in this transaction, cannot be tied yet: nobody looks for the tie first.
    """
    kinds = {"source_kind": source.record["kind"], "target_kind": target.record["kind"]}
    if new:
        return Link.objects.create(
            organisation_id=source.organisation_id,
            source_id=source.pk,
            target_id=target.pk,
            relation=relation,
            **kinds,
        )
    link, _created = Link.objects.get_or_create(
        organisation_id=source.organisation_id,
        source_id=source.pk,
        target_id=target.pk,
        relation=relation,
        defaults=kinds,
    )
    return link
