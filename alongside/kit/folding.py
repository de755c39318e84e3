"""Text as a search compares it: small letters, without accents, on every database and without an extension.

A text field can be asked for with `name__folded__contains=fold(words)`.
"""

import unicodedata
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import CharField, TextField, Transform


def fold(text: str) -> str:
    """Return a text in small letters and without accents: "Tŷ Café" as "ty cafe". Source: Unicode, NFKD."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class Folded(Transform):
    """A column as `fold` gives it, worked out by the database."""

    lookup_name = "folded"
    function = "ALONGSIDE_FOLD"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Use what PostgreSQL brings itself. Source: its manual, 9.4, normalize."""
        template = "regexp_replace(normalize(lower(%(expressions)s), NFKD), '[\u0300-\u036f]', '', 'g')"
        return self.as_sql(compiler, connection, template=template, **extra)


def _bring_to_sqlite(connection: Any, **_more: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("ALONGSIDE_FOLD", 1, lambda text: fold(text or ""), deterministic=True)


def install() -> None:
    """Let every text field be asked for folded, and every connection know how."""
    CharField.register_lookup(Folded)
    TextField.register_lookup(Folded)
    connection_created.connect(_bring_to_sqlite, dispatch_uid="alongside.kit.folding")
