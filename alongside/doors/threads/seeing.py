"""Which steps of a thread a reader sees, on its page and in the API alike (rule 15)."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.models import Membership
from alongside.core.people.models import Party
from alongside.core.people.queries import roles_in_organisation
from alongside.core.threads.queries import Step
from alongside.doors.threads.records import READ, Records

VOICES = 2
"""How many public voices stand under one theme: the rest is only counted, where the count may be shown."""


def seen_steps(steps: Iterable[Step], *, records: Records, start: UUID) -> list[Step]:
    """Return the steps whose record was loaded for this reader, nearest first, with a few voices under each theme.

    Records of the blocks (a pot, a result), which speak of nobody, are passed on as they are.
    """
    voices: Counter[UUID] = Counter()
    seen = []
    for step in sorted(steps, key=lambda step: step.depth):
        row = records.found.get(step.id)
        if row is None and step.kind in READ:
            continue
        if isinstance(row, Contribution) and step.id != start:
            voices[step.from_id or step.id] += 1
            if voices[step.from_id or step.id] > VOICES:
                continue
        seen.append(step)
    return seen


def unlisted_open_to(party: Party | None, *, records: Records, own: UUID | None) -> set[UUID]:
    """Return the initiatives not shown to everybody that this reader may see: as giver, member or officer."""
    if not records.unlisted:
        return set()
    seen = {records.found[own].initiative_id} if own else set()
    if party is None:
        return seen
    if "officer" in roles_in_organisation(party):
        return set(records.unlisted.values())
    memberships = Membership.objects.filter(
        organisation_id=party.organisation_id, party=party, initiative__in=records.unlisted.values()
    )
    return seen | set(memberships.values_list("initiative_id", flat=True))
