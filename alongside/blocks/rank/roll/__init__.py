"""Who may vote: the roll and its evidence, codes on every way to a voter, and what is watched meanwhile."""
