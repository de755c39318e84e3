"""`alongside work`: the worker, which runs jobs and whatever time brings."""

import signal
import time
from argparse import ArgumentParser, Namespace
from importlib import import_module
from types import FrameType

HELP = "run the background worker: jobs, messages, closing times, the nightly proof of the ledger"
MINUTE, DAY = 60, 24 * 3600


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--once", action="store_true", help="do what is due now, and end")


# long: three kinds of what is due, in the order of time
def run(options: Namespace) -> int:
    """Work until told to stop (SIGTERM or Ctrl-C); what was begun is finished first."""
    from django.conf import settings
    from django.db import close_old_connections
    from django_tasks_db.management.commands.db_worker import Worker

    from alongside.core import daily

    import_module(settings.ROOT_URLCONF)  # Every door, block and method makes its long work known.
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    minute = night = 0.0
    while not stopping:
        close_old_connections()
        now = time.monotonic()
        if not minute or now - minute > MINUTE:
            daily.every_minute()
            minute = now
        if not night or now - night > DAY:
            daily.every_night()
            night = now
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"alongside-{id(options):x}",
            excluded_queue_names=[],
        ).run()
        if options.once:
            return 0
        time.sleep(1)
    return 0
