"""What `alongside serve` tells gunicorn beyond the command line: load the pages now, answer when told."""

import sys
from typing import Any


def on_starting(_server: Any) -> None:
    """Wait, with all pages loaded and before a port is taken, for a byte on the standard input; end where it closes.

    So the pages are loaded on one processor while the demonstration town is made on another, and nobody is answered
    before there is a town.
    """
    if not sys.stdin.buffer.read(1):
        sys.exit("Told to end before the first page.")
