"""Ballots on paper: in batches, with their totals counted by hand first, entered twice by two people."""
