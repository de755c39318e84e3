"""Measures the house limits and says where they are passed: `python -m scripts.figures`.

Every figure is a name, a limit, what was measured, and the breaches, each with the place it is in. The same figures
are tests in tests/architecture, so a breach fails both `make check` and `make test`.
"""
