"""Reads about initiatives that are used more than once."""

from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.methods import CO
from alongside.core.initiatives.models import Commitment, Initiative, RiskCheck
from alongside.core.initiatives.permissions import may_see
from alongside.core.initiatives.rules import Readiness
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.models import Observation
from alongside.kit import clock


def shown_initiative(
    *, organisation: Organisation, party: Party | None, key: UUID, method_key: str
) -> Initiative | None:
    """Return an initiative of a method that a visitor may see; None where there is none, or it is not for them."""
    found = (
        Initiative.objects.filter(organisation=organisation, pk=key, method_key=method_key)
        .select_related("organisation", "place")
        .first()
    )
    return found if found is not None and may_see(party=party, initiative=found) else None


def accepted_commitments(initiative: Initiative) -> QuerySet[Commitment]:
    """Return the charter: the accepted or kept commitments that have not lapsed."""
    return (
        Commitment.objects.filter(
            Q(lapses_on__isnull=True) | Q(lapses_on__gte=clock.today()),
            organisation_id=initiative.organisation_id,
            membership__initiative=initiative,
            state__in=[Commitment.State.ACCEPTED, Commitment.State.KEPT],
        )
        .select_related("membership__party")
        .order_by("id")
    )


def readiness(initiative: Initiative) -> Readiness:
    """Return what the gate to `live` looks at: sides that promised, measures with a baseline, risks not looked at."""
    baselines = Observation.objects.filter(
        organisation_id=initiative.organisation_id,
        outcome__service_id=initiative.service_id,
        outcome__ended_on__isnull=True,
    )
    checked = RiskCheck.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative).count()
    return Readiness(
        sides_promised=set(
            accepted_commitments(initiative).filter(state="accepted").values_list("membership__side", flat=True)
        ),
        measures_with_baseline=set(baselines.values_list("outcome__kind", flat=True)),
        risks_open=len(Risk.choices) - checked,
    )


def listed_initiatives(
    *, organisation: Organisation, co: str = "", service_id: UUID | None = None
) -> QuerySet[Initiative]:
    """Return the initiatives that everybody may see, newest first; of one of the four co's or one service if asked."""
    from alongside.core.initiatives.methods import catalogue

    found = Initiative.objects.filter(organisation=organisation, listed=True)
    if co:
        keys = [method.key for method in catalogue() if method.kind in CO[co]]
        found = found.filter(method_key__in=keys)
    if service_id:
        found = found.filter(service_id=service_id)
    return found.select_related("service", "place").order_by("-id")
