"""User consultation: ask properly, answer properly."""
