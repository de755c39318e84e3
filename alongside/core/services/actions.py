"""Writes about places, services, outcomes and readings."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.models import Observation, Outcome, Place, Service
from alongside.core.threads.actions import tie
from alongside.kit import clock
from alongside.kit.refused import Refused


def _free_slug(*, model: type[Place] | type[Service], organisation: Organisation, name: str) -> str:
    slug = slugify(name)[:70]
    if not slug:
        raise Refused(_("Give it a name that people can say."), "name")
    taken = model._default_manager.filter(organisation=organisation, slug__startswith=slug).count()
    return f"{slug}-{taken + 1}" if taken else slug


@transaction.atomic
def add_place(*, organisation: Organisation, name: str, actor: Party | None, **details: Any) -> Place:
    """Add a place. `details` are columns of Place; a boundary is a GeoJSON geometry with longitude first."""
    place = Place.objects.create(
        organisation=organisation,
        name=name.strip(),
        slug=_free_slug(model=Place, organisation=organisation, name=name),
        **details,
    )
    write_audit(act="add_place", record=place, actor=actor, after={"name": place.name})
    return place


@transaction.atomic
def add_service(*, organisation: Organisation, name: str, summary: str, actor: Party | None, **details: Any) -> Service:
    """Add a service with an owner who answers for it. `details` are columns of Service."""
    service = Service.objects.create(
        organisation=organisation,
        name=name.strip(),
        slug=_free_slug(model=Service, organisation=organisation, name=name),
        summary=summary.strip(),
        **details,
    )
    write_audit(act="add_service", record=service, actor=actor, after={"name": service.name})
    return service


@transaction.atomic
def add_outcome(
    *,
    service: Service,
    statement: str,
    measure: str,
    unit: str,
    better: str,
    kind: str,
    actor: Party | None,
    **details: Any,
) -> Outcome:
    """Add a statement of what should get better, with its one measure. `better` is up or down."""
    if not statement.strip() or not measure.strip():
        raise Refused(_("Say what should get better, and how you would see it."), "statement")
    if better not in Outcome.Better.values or kind not in Outcome.Kind.values:
        raise Refused(_("Say which way is better, and what it is a measure of."), "better")
    outcome = Outcome.objects.create(
        organisation_id=service.organisation_id,
        service=service,
        statement=statement.strip(),
        measure=measure.strip(),
        unit=unit,
        better=better,
        kind=kind,
        **details,
    )
    write_audit(act="add_outcome", record=outcome, actor=actor, after={"kind": kind, "better": better})
    return outcome


# long: it names its keyword arguments one to a line
@transaction.atomic
def observe(
    *,
    outcome: Outcome,
    on: date,
    value: Decimal,
    source: str,
    actor: Party | None,
    n: int | None = None,
    baseline: bool = False,
    moved_by: Any = None,
    initiative: Any = None,
) -> Observation:
    """Write down one reading of a measure: the value in the measure's unit, how many were counted, and its source.

    `moved_by` is the Action that meant to move it, which ties the reading into the thread; it claims no effect.
    Refuses a reading from the future and one without a source.
    """
    if on > clock.today():
        raise Refused(_("A reading cannot come from the future."), "on")
    if not source.strip():
        raise Refused(_("Say where the figure comes from."), "source")
    observation = Observation.objects.create(
        organisation_id=outcome.organisation_id,
        outcome=outcome,
        on=on,
        value=value,
        n=n,
        source=source.strip(),
        read_by=actor,
        baseline=baseline,
        initiative=initiative,
    )
    if moved_by is not None:
        tie(source=moved_by, target=observation, relation="moved")
    write_audit(act="observe", record=observation, actor=actor, after={"value": str(value), "on": on.isoformat()})
    return observation


@transaction.atomic
def correct_observation(
    *, observation: Observation, value: Decimal, source: str, actor: Party | None, n: int | None = None
) -> Observation:
    """Put a right reading in the place of a wrong one; both stay in the record."""
    if Observation.objects.filter(organisation_id=observation.organisation_id, replaces=observation).exists():
        raise Refused(_("This reading has been corrected already."))
    corrected = Observation.objects.create(
        organisation_id=observation.organisation_id,
        outcome=observation.outcome,
        on=observation.on,
        value=value,
        n=n,
        source=source,
        read_by=actor,
        baseline=observation.baseline,
        initiative=observation.initiative,
        replaces=observation,
    )
    write_audit(
        act="correct_observation",
        record=corrected,
        actor=actor,
        before={"value": str(observation.value)},
        after={"value": str(value)},
    )
    return corrected
