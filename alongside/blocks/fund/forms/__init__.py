"""The forms of the block."""
