"""Who somebody is here."""

from typing import Any

from django.db.models import Q

from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Appointment, Party
from alongside.kit import clock


def party_of_user(*, organisation: Organisation | None, user: Any) -> Party | None:
    """Return the party that a signed-in user is in this organisation; None for a visitor or where there is none."""
    if organisation is None or not user.is_authenticated:
        return None
    return Party.objects.filter(organisation=organisation, user=user).first()


def roles_in_organisation(party: Party | None) -> frozenset[str]:
    """Return the keys of the roles that the organisation appointed this party to at this moment (rule 3)."""
    if party is None:
        return frozenset()
    now = clock.now()
    appointed = Appointment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=now),
        organisation_id=party.organisation_id,
        party=party,
        valid_from__lte=now,
    )
    return frozenset(appointed.values_list("role", flat=True))
