"""FUND: a ring-fenced pot, what is awarded from it, what is spent against it."""
