"""The organisation that a row belongs to."""
