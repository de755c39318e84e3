"""`alongside backup`: one file that holds the database and what people uploaded."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from alongside import __version__
from alongside.kit.refused import Refused

HELP = "write the database and the uploaded files into one archive"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("archive", help="the file to write, for instance millbrook.tar.gz")


def run(options: Namespace) -> int:
    """Write the archive beside its name first and move it there when it is whole; pages are served meanwhile."""
    archive = Path(options.archive)
    if archive.exists():
        raise Refused(f"{archive} is there already. Give another name; a backup never overwrites one.")
    if not archive.parent.is_dir():
        raise Refused(f"There is no folder {archive.parent}. Make it first.")
    from django.conf import settings
    from django.db import connection

    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        dump = Path(folder) / "database"
        dump_database(dump)
        about = {"alongside": __version__, "database": connection.vendor, "sha256": _digest(dump)}
        whole = Path(folder) / "archive"
        with tarfile.open(whole, "w:gz") as tar:
            note = Path(folder) / "about.json"
            note.write_text(json.dumps(about, indent=2))
            tar.add(note, "about.json")
            tar.add(dump, "database")
            if Path(settings.MEDIA_ROOT).is_dir():
                tar.add(settings.MEDIA_ROOT, "media")
        whole.chmod(0o600)
        os.replace(whole, archive)
    print(archive)
    return 0


def dump_database(to: Path) -> None:
    """Write the database at one moment: SQLite's own copy, or PostgreSQL's pg_dump."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(to)])
        return
    command, environment = postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={to}")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"pg_dump failed: {done.stderr.strip()}")


def postgresql(program: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """Return a command of PostgreSQL for our database, and the environment that holds its address and password."""
    from django.db import connection

    found = shutil.which(program)
    if found is None:
        raise Refused(
            f"{program} is not here. Install PostgreSQL's client programs (sudo apt-get install postgresql-client)."
        )
    values = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    address = {name: str(values[key]) for name, key in names.items() if values[key]}
    return [found, *arguments], {**os.environ, **address}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
