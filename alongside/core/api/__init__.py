"""What every operation of the JSON API shares, so that doors, methods and blocks can each bring their own."""
