"""The recipes of co-production: one folder each, found by looking."""
