"""RANK: a ballot over contributions; secret, on many channels, counted by a published rule.

crowded: a poll is prepared, cast, sealed, counted and published by a file each.
"""
