"""The community chest.

crowded: a round has many steps, each with writes of its own; they stand side by side, one file for each.
"""
