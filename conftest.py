"""What every test shares: no network, a small effort by default, and reasons for whatever is skipped."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytest_django.live_server_helper import LiveServer

ROOT = Path(__file__).parent
SHARED = ROOT.parent / "shared"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}

pytest_plugins = ["tests.browser", "pytester"]

# A property test tries few examples while somebody waits, and many, always the same ones, where the result is a gate.
settings.register_profile("fast", max_examples=20, deadline=None)
settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "fast"))

# Playwright keeps an event loop running in the thread of the test, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark what touches a database, and skip, with its reason, what this machine cannot run."""
    from django.db import connection

    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or names & DATABASE_FIXTURES:
            item.add_marker("database")
        if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: `make test` runs it there"))
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="the published data sets are not at ../shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published data sets beside the checkout; a test that reads it carries the marker `shared`."""
    return SHARED


@pytest.fixture
def live_server(live_server: LiveServer) -> Iterator[LiveServer]:
    """The pages at an address for a browser; afterwards the tables are emptied, those that refuse it too.

    Django empties them after such a test, and would be refused by the triggers that keep the audit append-only.
    """
    yield live_server
    from django.core.management import call_command
    from django.db import connection

    from alongside.kit.triggers import lifted

    with lifted(connection):
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
