"""A bar on the standard error for counts that take longer than a second."""

from __future__ import annotations

import sys
import time
from fractions import Fraction

PATIENCE = 1.0  # seconds before a bar appears


class Bar:
    """The share of the budget spent is what fills it; it is drawn only where somebody can see it."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.shown = 0.0

    def show(self, raises: int, share_spent: Fraction) -> None:
        """Draw at most ten times a second."""
        now = time.monotonic()
        if now - self.started < PATIENCE or now - self.shown < 0.1 or not sys.stderr.isatty():
            return
        self.shown = now
        filled = min(30, int(30 * share_spent))
        print(f"\r[{'#' * filled}{'.' * (30 - filled)}] {raises} raises", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Leave no trace on the line."""
        if self.shown:
            print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
