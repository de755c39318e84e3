"""A directory of services in and out, in the form of Open Referral UK."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.audit.actions import write_audit
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.services.actions import add_place, add_service
from alongside.core.services.models import Place, Service
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.standards.open_referral import Directory, Record

COLUMNS = ("name", "summary", "description", "url", "email", "telephone")
SUMMARY = 300
GONE = {"inactive", "defunct"}


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did: how many services were added, changed and left as they were, and whose words were kept.

    `kept` names, as "Library: name", what was changed here by hand since the last import and so was not overwritten.
    """

    added: int
    changed: int
    same: int
    kept: tuple[str, ...]
    notes: tuple[str, ...]


@transaction.atomic
def import_services(
    *,
    organisation: Organisation,
    directory: Directory,
    actor: Party | None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Imported:
    """Add or update services by their identifier in the standard; the same file again changes nothing.

    Refuses the whole file while one field of it is wrong. What the file does not name is left alone, and a service that
    the file calls inactive or defunct is ended, not removed. Words changed here by hand are not overwritten.
    """
    _refuse_problems(directory)
    keys = [record["id"].lower() for record in directory.services]
    known = {
        one.standard_id: one
        for one in Service.objects.select_for_update().filter(organisation=organisation, standard_id__in=keys)
    }
    owners = _Owners(organisation=organisation, actor=actor)
    tally = {"added": 0, "changed": 0, "same": 0}
    kept: list[str] = []
    for done, (key, record) in enumerate(zip(keys, directory.services, strict=True), start=1):
        if key in known:
            changed, own = _update(service=known[key], record=record, actor=actor)
            tally["changed" if changed else "same"] += 1
            kept += own
        else:
            _add(organisation=organisation, key=key, record=record, owners=owners, actor=actor)
            tally["added"] += 1
        progress(done, len(keys))
    return Imported(**tally, kept=tuple(kept), notes=directory.notes)


def _refuse_problems(directory: Directory) -> None:
    if not directory.problems:
        return
    first = "; ".join(str(one) for one in directory.problems[:3])
    count = len(directory.problems)
    words = ngettext("%(count)s thing must be mended: %(first)s", "%(count)s things must be mended: %(first)s", count)
    raise Refused(words % {"count": count, "first": first}, "file")


def columns_of(record: Record) -> dict[str, str]:
    """Return what a record says in the columns of Service."""
    description = str(record.get("description") or "").strip()
    return {
        "name": str(record["name"]).strip()[:200],
        "summary": _summary(description),
        "description": description,
        "url": _whole(record.get("url"), most=200),
        "email": _whole(record.get("email"), most=254),
        "telephone": _telephone(record),
    }


def _whole(value: Any, *, most: int) -> str:
    """Return an address, or nothing where it is too long for its column: half an address leads nowhere."""
    text = str(value or "")
    return text if len(text) <= most else ""


def _summary(description: str) -> str:
    """Return the first sentence, or as many whole words of it as fit."""
    first = " ".join(description.split())
    sentence = first.split(". ")[0]
    if sentence != first:
        sentence += "."
    if len(sentence) <= SUMMARY:
        return sentence
    return sentence[: SUMMARY - 1].rsplit(" ", 1)[0] + "…"


def _telephone(record: Record) -> str:
    """Return the first telephone number, of the service or of one of its contacts; the UK profile knows none."""
    contacts = [one for one in record.get("contacts") or [] if isinstance(one, dict)]
    for one in (record, *contacts):
        for phone in one.get("phones") or []:
            if isinstance(phone, dict) and phone.get("number"):
                return str(phone["number"]).strip('" ')[:40]
    return ""


class _Owners:
    """Finds the organisations that provide services by their names, and adds those that are new, each once."""

    def __init__(self, *, organisation: Organisation, actor: Party | None) -> None:
        self.organisation, self.actor = organisation, actor
        found = Party.objects.filter(organisation=organisation, kind=Party.Kind.ORGANISATION, erased_at__isnull=True)
        self.known = {party.name: party for party in found}

    def owner_of(self, record: Record) -> Party | None:
        """Return the party that provides a service; None where the file does not say."""
        name = str((record.get("organization") or {}).get("name") or "").strip()[:200]
        if not name:
            return None
        if name not in self.known:
            self.known[name] = add_party(
                organisation=self.organisation, name=name, kind=Party.Kind.ORGANISATION, actor=self.actor
            )
        return self.known[name]


def _place_of(*, organisation: Organisation, record: Record, actor: Party | None) -> Place | None:
    """Return the first location that has a name and lies on the earth, added if it is new; else None."""
    for link in record.get("service_at_locations") or []:
        found = link.get("location") or {}
        name, latitude, longitude = found.get("name"), found.get("latitude"), found.get("longitude")
        if not name or latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
            continue
        same = Place.objects.filter(organisation=organisation, name=name[:200], latitude=latitude, longitude=longitude)
        return same.first() or add_place(
            organisation=organisation,
            name=name[:200],
            actor=actor,
            kind=Place.Kind.BUILDING,
            latitude=latitude,
            longitude=longitude,
            time_zone=organisation.time_zone,
        )
    return None


def _add(*, organisation: Organisation, key: str, record: Record, owners: _Owners, actor: Party | None) -> Service:
    columns = columns_of(record)
    return add_service(
        organisation=organisation,
        actor=actor,
        standard_id=key,
        standard_source=record,
        owner=owners.owner_of(record),
        place=_place_of(organisation=organisation, record=record, actor=actor),
        ended_on=clock.today() if record["status"] in GONE else None,
        **columns,
    )


def _update(*, service: Service, record: Record, actor: Party | None) -> tuple[bool, list[str]]:
    """Bring a service up to date; returns whether it changed, and which of its words were kept as they are here."""
    before, after = service.standard_source, columns_of(record)
    was = columns_of(before) if before.get("name") else {}
    changed, kept = [], []
    for name in COLUMNS:
        here = getattr(service, name)
        if here == after[name]:
            continue
        if was and here != was[name]:
            if after[name] != was[name]:
                kept.append(f"{service.name}: {name}")
            continue
        setattr(service, name, after[name])
        changed.append(name)
    if record["status"] in GONE and service.ended_on is None:
        service.ended_on = clock.today()
        changed.append("ended_on")
    if record["status"] not in GONE and service.ended_on is not None and before.get("status") in GONE:
        service.ended_on = None
        changed.append("ended_on")
    if before != record:
        service.standard_source = record
        changed.append("standard_source")
    if changed:
        service.save(update_fields=changed)
        write_audit(act="import_service", record=service, actor=actor, after={"changed": sorted(changed)})
    return bool(changed), kept


def records_of(services: Sequence[Service]) -> list[Record]:
    """Return services as records of the standard: what was imported, with what has changed here since laid over it.

    A service that was never imported gets its own id, which is a UUID; empty fields are left out by the writer.
    """
    return [_record(service) for service in services]


def _record(service: Service) -> Record:
    source: dict[str, Any] = dict(service.standard_source)
    was = columns_of(source) if source.get("name") else dict.fromkeys(COLUMNS, "")
    for name in ("name", "description", "url", "email"):
        here = getattr(service, name)
        if here != was[name]:
            source[name] = here
    source.setdefault("id", service.standard_id or str(service.pk))
    source.setdefault("name", service.name)
    if not source.get("description"):
        source["description"] = service.description or service.summary
    source["status"] = _status(service, str(source.get("status") or ""))
    if service.owner and not source.get("organization"):
        about = {"name": service.owner.name, "description": service.owner.name}
        source["organization"] = {"id": str(service.owner.pk), **about}
    if service.place and service.place.latitude is not None and not source.get("service_at_locations"):
        source["service_at_locations"] = [_at(service, service.place)]
    return source


def _at(service: Service, place: Place) -> Record:
    location = {
        "id": str(place.pk),
        "location_type": "physical",
        "name": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }
    return {"id": str(uuid5(service.pk, str(place.pk))), "location": location}


def _status(service: Service, before: str) -> str:
    if service.ended_on is not None:
        return before if before in GONE else "defunct"
    return "active" if before in GONE or not before else before


def describe(done: Imported) -> str:
    """Say in one line what an import did."""
    return _("%(added)s added, %(changed)s changed, %(same)s as before.") % {
        "added": done.added,
        "changed": done.changed,
        "same": done.same,
    }
