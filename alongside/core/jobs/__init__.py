"""Long work: shown while it runs, cancelled when asked, tried again after a crash."""
