"""Who somebody is here."""

from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.translation import gettext as _

from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Appointment, Party
from alongside.kit import clock
from alongside.kit.refused import NotAllowed


def party_of_user(*, organisation: Organisation | None, user: Any) -> Party | None:
    """Return the party that a signed-in user is in this organisation; None for a visitor or where there is none.

    It carries the roles that it has at this moment, read in the same query, because nearly every page asks for them.
    """
    if organisation is None or not user.is_authenticated:
        return None
    holds = _at(clock.now(), "appointments__") & Q(appointments__organisation=organisation)
    current = FilteredRelation("appointments", condition=holds)
    rows = list(
        Party.objects.filter(organisation=organisation, user=user)
        .annotate(current=current, role_now=F("current__role"))
        .order_by("id")
    )
    if not rows:
        return None
    party = rows[0]
    party.roles_now = frozenset(row.role_now for row in rows if row.role_now)
    return party


def _at(moment: datetime, path: str = "") -> Q:
    """Return the condition of an appointment that holds at a moment."""
    return Q(**{f"{path}valid_from__lte": moment}) & (
        Q(**{f"{path}valid_to__isnull": True}) | Q(**{f"{path}valid_to__gt": moment})
    )


def roles_in_organisation(party: Party | None) -> frozenset[str]:
    """Return the keys of the roles that the organisation appointed this party to at this moment (rule 3)."""
    if party is None:
        return frozenset()
    if party.roles_now is not None:
        return party.roles_now
    appointed = Appointment.objects.filter(_at(clock.now()), organisation_id=party.organisation_id, party=party)
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
