"""A line on the standard error for draws that take longer than a second."""

from __future__ import annotations

import sys
import time

PATIENCE = 1.0  # seconds before a line appears


class Bar:
    """How many panels there are and how even the chances; drawn only where somebody can see it."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.shown = False

    def show(self, panels: int, level: float) -> None:
        """Say how far it is; a level of 1 is as fair as fractions of people could make it."""
        if time.monotonic() - self.started >= PATIENCE and sys.stderr.isatty():
            self.shown = True
            print(f"\r{panels} panels, {level:6.1%} of the fairest …", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Leave no trace on the line."""
        if self.shown:
            print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
