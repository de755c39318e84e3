"""RANK: a ballot over contributions; secret, on many channels, counted by a published rule."""
