"""Attacking the JSON API of a running demonstration town: `scripts/fuzz-api`."""
