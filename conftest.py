"""What every test shares: no network, a small effort by default, and reasons for whatever is skipped."""

import gc
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).parent
SHARED = ROOT.parent / "shared"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
# What Django writes whenever it migrates.
KEPT = {"django_content_type", "auth_permission"}

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


def pytest_collection_finish() -> None:
    """Look for garbage seldom: what was loaded stays to the end, and looking through it again takes its time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published data sets beside the checkout; a test that reads it carries the marker `shared`."""
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def _emptying() -> Iterator[None]:
    """Let Django empty the tables after a test that writes for good (a browser's, most often) in our own way.

    Its own is refused by the triggers that keep the audit append-only, and afterwards it makes all permissions, kinds
    of content, triggers and the table of the cache anew, which takes longer than the tests.
    """
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _empty_tables)
        yield


def _empty_tables(_case: object) -> None:
    from django.core.management.color import no_style
    from django.db import connection

    from alongside.kit.triggers import lifted

    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    statements = connection.ops.sql_flush(no_style(), sorted(tables - KEPT))
    with lifted(connection):
        connection.ops.execute_sql_flush(statements)


@pytest.fixture(scope="session")
def empty_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: Any) -> Path:
    """A SQLite file with all tables and nothing in them, for tests that start programs of their own: copy it."""
    from django.db import connection

    path: Path = tmp_path_factory.mktemp("empty") / "database.sqlite3"
    # The tests' own is made only where a test of this run asks for it.
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        address = {"DATABASE_URL": f"sqlite:///{path}"}
        subprocess.run(
            [sys.executable, "-m", "alongside", "migrate", "--verbosity", "0"],
            env=os.environ | address,
            cwd=ROOT,
            check=True,
        )
        return path
    with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
        _ = copy.execute("PRAGMA journal_mode=WAL")
    return path
