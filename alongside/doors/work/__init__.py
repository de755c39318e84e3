"""Long work as whoever asked for it sees it."""
