"""Who did what, when, and what it changed: append-only."""
