"""How far each winner is: milestones, money, variations, its opening; in the open, and confirmed by residents."""
