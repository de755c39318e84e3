"""The API: its description, and the routers that it is made of, each beside this file, its block or its method."""

from importlib import import_module
from pathlib import Path

from alongside import __version__
from alongside.core.api.description import Api, StrictJson
from alongside.core.api.problems import handle_problems
from alongside.doors.api import (
    charters,
    decisions,
    explorer,
    giving,
    initiatives,
    ledger,
    me,
    questions,
    services,
    threads,
)

PACKAGE = Path(__file__).resolve().parent.parent.parent

api = Api(
    title="Alongside",
    version=__version__,
    description=(
        "What the pages can do, for programs. Lists come in pages: send the `next` of one page as `after` of the "
        "following one. A rule that says no answers 409 with the reason in words. Money is in minor units, time in "
        "minutes, moments in UTC."
    ),
    openapi_url="/openapi.json",
    docs_url=None,
    parser=StrictJson(),
    urls_namespace="api",
)
handle_problems(api)
for part in (services, explorer, initiatives, charters, questions, giving, decisions, ledger, threads, me):
    api.add_router("", part.router)
for found in [file for where in ("blocks/**/api.py", "methods/*/*/api.py") for file in sorted(PACKAGE.glob(where))]:
    name = ".".join(("alongside", *found.relative_to(PACKAGE).with_suffix("").parts))
    api.add_router("", import_module(name).router)
