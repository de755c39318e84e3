"""The pages of the block: pots and awards, campaigns, pledges, what a team does, what a gateway tells."""
