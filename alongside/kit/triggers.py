"""Refusals that the database itself gives, on SQLite and on PostgreSQL, whoever writes to it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Refuse `event` ("INSERT", "UPDATE", "DELETE") on `table` for each row where `condition` holds.

    `condition` is SQL over NEW and OLD that both databases understand ("TRUE" for always); write
    IS DISTINCT FROM for a comparison that minds NULL. `message` must hold no quote.
    """

    name: str
    table: str
    event: str
    message: str
    condition: str = "TRUE"


def _sqlite(refusal: Refusal) -> list[str]:
    condition = refusal.condition.replace("IS NOT DISTINCT FROM", "IS").replace("IS DISTINCT FROM", "IS NOT")
    return [
        f"DROP TRIGGER IF EXISTS {refusal.name}",
        f"CREATE TRIGGER {refusal.name} BEFORE {refusal.event} ON {refusal.table} FOR EACH ROW WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal.message}'); END",
    ]


def _postgresql(refusal: Refusal) -> list[str]:
    passed_on = "OLD" if refusal.event == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {refusal.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {refusal.condition} THEN RAISE EXCEPTION '{refusal.message}' USING ERRCODE = '23514'; END IF; "
        f"RETURN {passed_on}; END $$",
        f"DROP TRIGGER IF EXISTS {refusal.name} ON {refusal.table}",
        f"CREATE TRIGGER {refusal.name} BEFORE {refusal.event} ON {refusal.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {refusal.name}()",
    ]


def install(connection: Any, refusals: Sequence[Refusal]) -> None:
    """Put the refusals in place; done after every migration, since SQLite drops triggers when a table is remade."""
    statements = _postgresql if connection.vendor == "postgresql" else _sqlite
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for refusal in refusals:
            if refusal.table in tables:
                for statement in statements(refusal):
                    cursor.execute(statement)


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Lift every trigger of a SQLite database for a moment and put them back: for emptying a test database."""
    if connection.vendor != "sqlite":
        yield  # TRUNCATE fires no row trigger on PostgreSQL.
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = cursor.fetchall()
        for name, _statement in kept:
            cursor.execute(f"DROP TRIGGER {name}")
    yield
    with connection.cursor() as cursor:
        for _name, statement in kept:
            cursor.execute(statement)
