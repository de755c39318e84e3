"""Parties, the people who sign in, and what an organisation appointed them to."""
