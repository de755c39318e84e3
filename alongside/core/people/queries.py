"""Who somebody is here."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Appointment, Party
from alongside.kit import clock
from alongside.kit.refused import NotAllowed


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


def require_officer(party: Party | None) -> None:
    """Refuse whoever is not an officer (or an administrator) of the organisation at this moment."""
    if not roles_in_organisation(party) & {Appointment.Role.OFFICER, Appointment.Role.ADMINISTRATOR}:
        raise NotAllowed(_("This is for officers of the organisation."))


def require_administrator(party: Party | None) -> None:
    """Refuse whoever is not an administrator of the organisation at this moment."""
    if Appointment.Role.ADMINISTRATOR not in roles_in_organisation(party):
        raise NotAllowed(_("This is for administrators of the organisation."))


def current_appointments(organisation: Organisation) -> QuerySet[Appointment]:
    """Return who holds which office now, by name."""
    now = clock.now()
    return (
        Appointment.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=now), organisation=organisation, valid_from__lte=now
        )
        .select_related("party")
        .order_by("role", "party__name", "id")
    )


def people_named(*, organisation: Organisation, words: str) -> QuerySet[Party]:
    """Return the people whose name holds these words or whose e-mail begins with them, by name; erased ones never."""
    return (
        Party.objects.filter(
            Q(name__icontains=words.strip()) | Q(email__istartswith=words.strip()),
            organisation=organisation,
            erased_at__isnull=True,
            kind=Party.Kind.PERSON,
        )
        .select_related("home_place")
        .order_by("name", "id")
    )
