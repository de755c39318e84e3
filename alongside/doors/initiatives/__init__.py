"""Initiatives: what goes on, who promised what, and the path from an idea to its end."""
