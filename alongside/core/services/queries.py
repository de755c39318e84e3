"""Reads about services and their measures that are used more than once."""

from django.db.models import QuerySet

from alongside.core.organisations.models import Organisation
from alongside.core.services.models import Observation, Outcome, Service


def current_services(organisation: Organisation) -> QuerySet[Service]:
    """Return the services that still run, by name."""
    return (
        Service.objects.filter(organisation=organisation, ended_on__isnull=True)
        .select_related("place", "owner")
        .order_by("name")
    )


def series(outcome: Outcome) -> QuerySet[Observation]:
    """Return the readings of a measure in the order of time, without those that were corrected."""
    return Observation.objects.filter(
        organisation_id=outcome.organisation_id, outcome=outcome, replaced_by__isnull=True
    ).order_by("on", "id")
