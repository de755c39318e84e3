"""The sample charts of the style page."""

from typing import Any


def all_charts() -> list[Any]:
    """Give one chart of each kind."""
    return []
