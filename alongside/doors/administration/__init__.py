"""Administration: the organisation, its people, places, look, keys, long work and record."""
