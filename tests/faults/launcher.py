"""The program, loaded once: for each line it reads it becomes the pages, or the worker, in a process of its own.

`pages PORT` and `work` begin one and print its process; `gone PROCESS` waits until one that was killed is gone. What
begins so opens the database anew and knows nothing of what was before it; only the loading of the code is spared.
"""

import os
import sys
from importlib import import_module

PAGES = [
    "gunicorn", "alongside.config.wsgi:application", "--preload", "--workers", "2", "--threads", "4",
    "--worker-class", "gthread", "--log-level", "critical",
]  # fmt: skip


def be_pages(port: str) -> None:
    """Be gunicorn."""
    from gunicorn.app.wsgiapp import run

    sys.argv = [*PAGES, "--bind", f"127.0.0.1:{port}"]
    run()


def be_worker() -> None:
    """Be `alongside work`."""
    from alongside.doors.cli.main import main

    main(["work"])


def begin(words: list[str]) -> int:
    """Begin a process at the head of a group of its own, and return its number."""
    process = os.fork()
    if process:
        return process
    os.setsid()
    os.dup2(2, 1)  # What it prints is no answer of ours.
    code = 1
    try:
        be_pages(words[1]) if words[0] == "pages" else be_worker()
        code = 0
    finally:
        os._exit(code)


def listen() -> None:
    """Do what each line says, until there are no more."""
    for line in sys.stdin:
        words = line.split()
        if words[0] == "gone":
            os.waitpid(int(words[1]), 0)
            print("gone", flush=True)
        else:
            print(begin(words), flush=True)


if __name__ == "__main__":
    for name in ("alongside.config.wsgi", "alongside.doors.cli.work", "gunicorn.workers.gthread", "django_tasks_db"):
        import_module(name)
    listen()
