"""`alongside check`: is this installation sound, and do its books and counters tell the truth?"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from alongside.doors.cli import make_database_if_new

NEEDS_DATABASE = False
HELP = "check the installation: settings, migrations, triggers, the ledger, the stored counters"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--deploy", action="store_true", help="also whether the settings are safe for production")
    parser.add_argument("--fail-level", default="ERROR", choices=["WARNING", "ERROR", "CRITICAL"])
    parser.add_argument("--settings-only", action="store_true", help="leave the database alone")


def run(options: Namespace) -> int:
    """Print one line for each thing that was looked at: 0 when all is well, 1 otherwise."""
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    try:
        call_command("check", deploy=options.deploy, fail_level=options.fail_level)
    except SystemCheckError as problem:
        print(problem)
        return 1
    if options.settings_only or options.deploy:
        return 0
    make_database_if_new()
    wrong = 0
    for what, findings in _looks():
        print(f"{'WRONG' if findings else 'sound':6} {what}" + "".join(f"\n       {finding}" for finding in findings))
        wrong += len(findings)
    return 1 if wrong else 0


def _looks() -> Iterator[tuple[str, list[str]]]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from alongside.core.accounts.proving import findings
    from alongside.core.organisations.models import Organisation
    from alongside.core.recount import wrong_counters

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield "migrations", [f"not applied: {migration}" for migration, _back in plan]
    if plan:
        return
    yield "triggers", _missing_triggers()
    for organisation in Organisation.objects.order_by("slug"):
        yield f"ledger of {organisation.slug}", findings(organisation)
        yield f"counters of {organisation.slug}", wrong_counters(organisation)


def _missing_triggers() -> list[str]:
    from django.db import connection

    from alongside.core.triggers import REFUSALS

    query = (
        "SELECT tgname FROM pg_trigger"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return [f"missing: {refusal.name}" for refusal in REFUSALS if refusal.name not in present]
