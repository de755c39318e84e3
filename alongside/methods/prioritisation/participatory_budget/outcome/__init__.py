"""What a round comes to for each district: its share, what it won, and both for each head."""
