"""Rows of tables in words, for whoever they are about."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from alongside.core.organisations.models import Row
from alongside.core.personal_data.queries import NEVER_TAKEN_OUT

NOT_WORDS = NEVER_TAKEN_OUT | {"id", "body", "party"}


def table_name(table: type[Row]) -> str:
    """Name a table as a person would."""
    names = {
        "contribution": _("What you gave"),
        "recognition": _("What was said back to you"),
        "membership": _("Your roles in initiatives"),
        "commitment": _("What you promised"),
        "message": _("Messages to you"),
        "messagepreference": _("How you want messages"),
        "appointment": _("Your offices"),
        "apitoken": _("Your access keys"),
        "signincode": _("Codes on paper that you were given"),
        "job": _("Long work that you started"),
        "explorersheet": _("Your sheets in the explorer"),
    }
    return names.get(str(table._meta.model_name), capfirst(str(table._meta.verbose_name_plural)))


def when(row: Model) -> datetime | None:
    """Return when a row was made, as its identity tells: 48 bits of milliseconds. Source: RFC 9562, section 5.7.

    Rows about a secret ballot have random identities, which tell nothing: None.
    """
    if row.pk.version != 7:
        return None
    return datetime.fromtimestamp((row.pk.int >> 80) / 1000, tz=UTC)


def row_in_words(row: Model) -> list[tuple[str, str]]:
    """Return the columns of a row that hold something, as pairs of name and words; of other rows their names."""
    fields = [field for field in row._meta.concrete_fields if field.name not in NOT_WORDS]
    pairs = [(field, getattr(row, field.name)) for field in fields]
    return [
        (capfirst(str(field.verbose_name)), _in_words(row, field, value))
        for field, value in pairs
        if value not in (None, "", {}, [])
    ]


def _in_words(row: Any, field: "Field[Any, Any]", value: Any) -> str:
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%d %H:%M}"
    return str(value)
