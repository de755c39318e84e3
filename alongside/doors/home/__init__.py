"""The front page, search, and the pages that say what this is."""
