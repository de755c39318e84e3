"""`alongside serve`: everything in one command, for a parish clerk with one laptop."""

import os
import signal
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from types import FrameType

NEEDS_DATABASE = False  # It migrates itself, a database that is not new as well.
HELP = "serve the pages and run the worker (with --demo: the demonstration town)"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--demo", action="store_true", help="make the demonstration town when the database is new")
    parser.add_argument("--workers", type=int, default=2)


def run(options: Namespace) -> int:
    """Migrate, make the town where asked, then serve until stopped; the worker is a process beside the pages."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", verbosity=0, interactive=False)
    address = f"http://localhost:{options.port}"
    os.environ.setdefault("SITE_ADDRESS", address)
    pages = _load_pages(options)
    print(_begin_town(address) if options.demo else f"Serving {address}", flush=True)
    return _serve(pages)


def _begin_town(address: str) -> str:
    """Make the demonstration town where the database is new; return how to look around."""
    from alongside.core.organisations.models import Organisation
    from alongside.doors.cli.seed import how_to_sign_in
    from alongside.doors.town.town import make_town

    if not Organisation.objects.exists():
        print("Making the demonstration town: a year of life takes half a minute.", flush=True)
        make_town()
    return (
        f"\nThe demonstration town is at {address}\n\n{how_to_sign_in()}\n\n"
        "Nobody in it is real. Nothing that you do leaves this machine. Ctrl-C stops it.\n"
    )


# long: it names its keyword arguments one to a line
def _load_pages(options: Namespace) -> subprocess.Popen[bytes]:
    """Start the process of the pages; it loads them and waits for a byte on its standard input (config/gunicorn)."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "alongside.config.wsgi:application",
        "--config",
        "python:alongside.config.gunicorn",
        "--bind",
        f"{options.host}:{options.port}",
        "--preload",
        "--workers",
        str(options.workers),
        "--threads",
        "4",
        "--worker-class",
        "gthread",
        "--log-level",
        "warning",
        "--timeout",
        "60",
    ]
    return subprocess.Popen(command, stdin=subprocess.PIPE)


def _serve(pages: subprocess.Popen[bytes]) -> int:
    """Let the pages answer and the worker work, until told to stop."""
    # Each process is its own; whichever ends first takes the other with it, so that nothing is left behind.
    processes = [pages, subprocess.Popen([sys.executable, "-m", "alongside", "work"])]

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for process in processes:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    pages.communicate(b"\n")
    stop(0, None)
    processes[1].wait()
    return 0 if processes[0].returncode in {0, -signal.SIGTERM, -signal.SIGINT} else 1
