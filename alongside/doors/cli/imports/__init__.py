"""`alongside import KIND FILE`: a module for each kind."""
