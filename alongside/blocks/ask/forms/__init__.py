"""What is typed in, before one action judges it."""
