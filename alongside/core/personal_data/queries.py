"""Everything that is held about a person, found by looking at what each table declares."""

from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet

from alongside.core.audit.models import AuditEntry
from alongside.core.organisations.models import Row
from alongside.core.people.models import Party

# A digest is no use to the person and of use to a thief.
NEVER_TAKEN_OUT = {"digest", "receipt_digest", "organisation"}


def personal_tables() -> list[type[Row]]:
    """Return the tables that declare a giver, those that reach it through other tables first."""
    found = [model for model in apps.get_models() if issubclass(model, Row) and model.giver]
    return sorted(found, key=lambda model: (-model.giver.count("__"), model._meta.label))


def rows_of(*, party: Party, table: type[Row]) -> QuerySet[Any]:
    """Return the rows of one table that come from or are about a party."""
    return table._default_manager.filter(organisation_id=party.organisation_id, **{table.giver: party})


def _as_data(row: Model) -> dict[str, Any]:
    names = [field.attname for field in row._meta.concrete_fields if field.name not in NEVER_TAKEN_OUT]
    encode = DjangoJSONEncoder().default
    plain = (str, int, float, bool, list, dict, type(None))
    values = {name: getattr(row, name) for name in names}
    return {
        name: value if isinstance(value, plain) else (str(value) if hasattr(value, "storage") else encode(value))
        for name, value in values.items()
    }


def take_out(party: Party) -> dict[str, Any]:
    """Return all that is held about a party as data for JSON: itself, each table's rows, and what it did."""
    tables = {
        table._meta.label: [_as_data(row) for row in rows_of(party=party, table=table)] for table in personal_tables()
    }
    did = AuditEntry.objects.filter(organisation_id=party.organisation_id, actor_id=party.pk).order_by("id")
    return {
        "you": _as_data(party),
        "held_about_you": {label: rows for label, rows in tables.items() if rows},
        "what_you_did": [{"at": entry.at.isoformat(), "act": entry.act, "record": entry.record_kind} for entry in did],
    }
