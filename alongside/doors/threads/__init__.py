"""What became of something that somebody gave, from the first word to a measured outcome."""
