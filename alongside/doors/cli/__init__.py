"""The command line.

crowded: a command is one module, and its name is what people type.
"""


def make_database_if_new() -> None:
    """Make the tables in a database that has none; one that has some is left to `migrate`, which its keeper calls."""
    from django.core.management import call_command  # Late: a command without a database never gets here.
    from django.db import connection

    if not connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)
