"""What came of what: links between any two records, and the walk along them."""
