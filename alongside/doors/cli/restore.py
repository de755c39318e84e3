"""`alongside restore`: put a backup back."""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from alongside.doors.cli.backup import postgresql
from alongside.kit.refused import Refused

NEEDS_DATABASE = False
HELP = "put a backup back into an empty installation (--replace: over what is there)"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("archive", help="the file that `alongside backup` wrote")
    parser.add_argument("--replace", action="store_true", help="throw away what is there now")


def run(options: Namespace) -> int:
    """Check the archive whole before anything is touched; stop the server and the worker first."""
    archive = Path(options.archive)
    if not archive.is_file():
        raise Refused(f"There is no file {archive}.")
    from django.conf import settings
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder:
        try:
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
            about = json.loads((Path(folder) / "about.json").read_text())
        except (tarfile.TarError, OSError, EOFError, ValueError) as problem:
            raise Refused(f"{archive} is not a whole backup: {problem}") from problem
        database = Path(folder) / "database"
        if hashlib.sha256(database.read_bytes()).hexdigest() != about["sha256"]:
            raise Refused(f"The database in {archive} is damaged: its checksum is another. Use an older backup.")
        if about["database"] != connection.vendor:
            raise Refused(f"This backup is of {about['database']}, and DATABASE_URL names {connection.vendor}.")
        if not options.replace and _holds_something():
            raise Refused("There is something in this database. Name another one, or say --replace to throw it away.")
        _put_back(database)
        if (Path(folder) / "media").is_dir():
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
            shutil.copytree(Path(folder) / "media", settings.MEDIA_ROOT)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print(f"Restored what Alongside {about['alongside']} backed up.")
    return 0


def _holds_something() -> bool:
    from django.db import connection

    if "core_organisation" not in connection.introspection.table_names():
        return False
    from alongside.core.organisations.models import Organisation

    return Organisation.objects.exists()


def _put_back(database: Path) -> None:
    from django.db import connection

    connection.close()
    if connection.vendor == "sqlite":
        target = Path(connection.settings_dict["NAME"])
        for left in (target, target.with_name(f"{target.name}-wal"), target.with_name(f"{target.name}-shm")):
            left.unlink(missing_ok=True)
        shutil.copyfile(database, target)
        return
    command, environment = postgresql(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--dbname",
        str(connection.settings_dict["NAME"]),
        str(database),
    )
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"pg_restore failed, and nothing was changed: {done.stderr.strip()}")
