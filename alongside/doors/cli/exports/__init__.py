"""`alongside export KIND ID`: a module for each kind."""
