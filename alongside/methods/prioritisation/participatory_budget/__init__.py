"""Participatory budget: residents decide how a public pot is spent."""
