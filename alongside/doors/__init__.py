"""The ways in that belong to no method: pages, the API and the command line."""
