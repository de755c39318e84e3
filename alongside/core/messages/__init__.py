"""The outbox: what must reach somebody, written in the same transaction as what it tells of."""
