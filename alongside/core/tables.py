"""Making many tables in one step of a migration."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState


class CreateTables(Operation):
    """Create several tables, their indexes and constraints at once.

    For each single table that is made Django builds every model anew that is related to it. Here all are related to
    one Organisation, so a hundred single steps took half a minute; one step builds them once.
    """

    reversible = True
    serialization_expand_args: ClassVar[list[str]] = ["tables"]

    def __init__(self, tables: Sequence[CreateModel]) -> None:
        self.tables = list(tables)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Say how this step is written in a file."""
        return (type(self).__name__, [], {"tables": self.tables})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the tables to what is known; the models are built when they are asked for next."""
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Create each table."""
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop each table, the last first."""
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Name the tables."""
        return f"Create tables {', '.join(table.name for table in self.tables)}"
