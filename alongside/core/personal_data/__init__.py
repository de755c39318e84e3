"""What is held about a person: taking it out, and erasing it."""
