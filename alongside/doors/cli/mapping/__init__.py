"""What `alongside map` prints."""
