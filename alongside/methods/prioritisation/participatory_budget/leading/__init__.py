"""The page from which the team of a round leads it from proposals to answers."""
