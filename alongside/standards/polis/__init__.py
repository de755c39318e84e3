"""Conversations as Polis exports them: `participants-votes.csv`, with `comments.csv` and `votes.csv` beside it."""

from alongside.standards.polis.read import PolisExport, Statement, read_path
from alongside.standards.polis.write import compose

__all__ = ["PolisExport", "Statement", "compose", "read_path"]
