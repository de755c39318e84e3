"""Reading the address of a database."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

# Write-ahead logging lets readers go on while one writes; NORMAL loses nothing that a crash of the program can lose.
# What is deleted is overwritten: an erased person, or the old place of a ballot, must not stay in the file.
SQLITE_START = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"
    "PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA busy_timeout=20000;"
)


def database(address: str) -> dict[str, Any]:
    """Turn `sqlite:///path` or `postgresql://user:password@host:port/name` into Django's settings.

    Raises ValueError that names the two forms when the address is neither.
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        path = Path(unquote(address.removeprefix("sqlite:///")) or "alongside.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or query.get("port", "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError("DATABASE_URL must be sqlite:///path/to/file or postgresql://user:password@host:port/name.")
