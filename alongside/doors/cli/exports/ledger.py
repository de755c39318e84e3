"""`alongside export ledger ID`: the books of an initiative or of an organisation, to the standard output."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Any
from uuid import UUID

from alongside.kit.refused import Refused

HELP = "write the books as Beancount text or as CSV"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("id", help="an initiative's identity or short name, or an organisation's short name")
    parser.add_argument("--as", dest="form", choices=("beancount", "csv"), default="beancount")
    parser.add_argument("--organisation", default="", help="the organisation's short name, where there are several")


def run(options: Namespace) -> int:
    """Write it, row by row."""
    from alongside.core.accounts.books import Books, as_beancount, as_csv

    books = Books(**_find(options.id, options.organisation))
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # a TextIOWrapper has it
    for line in (as_csv if options.form == "csv" else as_beancount)(books):
        sys.stdout.write(line)
    return 0


def _find(name: str, organisation: str) -> dict[str, Any]:
    from alongside.core.initiatives.models import Initiative
    from alongside.core.organisations.models import Organisation

    rows = Initiative.objects.select_related("organisation")
    if organisation:
        rows = rows.filter(organisation__slug=organisation)
    try:
        found = list(rows.filter(pk=UUID(name)))
    except ValueError:
        found = list(rows.filter(slug=name))
    if len(found) > 1:
        raise Refused(f"Several organisations have an initiative called {name}: say --organisation NAME.")
    if found:
        return {"organisation": found[0].organisation, "initiative": found[0]}
    whole = Organisation.objects.filter(slug=name).first()
    if whole is None:
        raise Refused(f"There is no initiative and no organisation called {name}.")
    return {"organisation": whole}
