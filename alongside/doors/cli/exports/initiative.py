"""`alongside export initiative`: write out what an initiative has stored, as one JSON file or as tables in CSV."""

import csv
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from alongside.kit.refused import Refused

HELP = "write out what an initiative has stored, as open data"
FORMAT = "alongside-initiative/1"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("initiative", help="its short name, as in its address")
    parser.add_argument("folder", type=Path, help="where to write; it is made if it is not there")
    parser.add_argument("--organisation", default="", help="the organisation's short name, where there are several")
    parser.add_argument("--format", choices=("json", "csv"), default="json")


def run(options: Namespace) -> int:
    """Write the files, and say what was written and what was left out."""
    initiative = _find(slug=options.initiative, organisation=options.organisation)
    options.folder.mkdir(parents=True, exist_ok=True)
    write: Callable[..., int] = write_json if options.format == "json" else write_csv
    written = write(initiative=initiative, folder=options.folder)
    print(f"{written} rows in {options.folder}")
    for label, count in left_out(initiative).items():
        print(f"  left out: {label}, {count} rows")
    return 0


def _find(*, slug: str, organisation: str) -> Any:
    from alongside.core.initiatives.models import Initiative

    found = list(Initiative.objects.filter(slug=slug).select_related("organisation", "service"))
    if organisation:
        found = [one for one in found if one.organisation.slug == organisation]
    if not found:
        raise Refused(f"There is no initiative called {slug}.")
    if len(found) > 1:
        raise Refused(f"Several organisations have an initiative called {slug}: say --organisation NAME.")
    return found[0]


def _tables(initiative: Any, *, exported: bool) -> Iterator[Any]:
    from alongside.methods.exports import is_exported, tables_of

    method = initiative.method
    return (one for one in tables_of(method) if is_exported(table=one, method=method) is exported)


def left_out(initiative: Any) -> dict[str, int]:
    """Return how many rows stand in each table that the method does not let out, where there are any."""
    counts = {table.label: table.rows(initiative).count() for table in _tables(initiative, exported=False)}
    return {label: count for label, count in counts.items() if count}


def _head(initiative: Any) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "initiative": {name: getattr(initiative, name) for name in ("id", "slug", "title", "summary", "state")},
        "method": initiative.method_key,
        "service": initiative.service.slug,
        "organisation": initiative.organisation.slug,
        "left_out": left_out(initiative),
    }


def write_json(*, initiative: Any, folder: Path) -> int:
    """Write `<slug>.json`, row by row, so that a large initiative needs little memory; returns the number of rows."""
    from alongside.methods.exports import records

    written = 0
    with (folder / f"{initiative.slug}.json").open("w", encoding="utf-8") as file:
        file.write(_json(_head(initiative))[:-1] + ', "tables": {')
        for place, table in enumerate(_tables(initiative, exported=True)):
            file.write(f"{',' if place else ''}\n{json.dumps(table.label)}: [")
            written += _write_rows(file=file, rows=records(table=table, initiative=initiative))
            file.write("]")
        file.write("\n}}\n")
    return written


def _write_rows(*, file: TextIO, rows: Iterator[dict[str, Any]]) -> int:
    count = 0
    for count, row in enumerate(rows, 1):
        file.write(("," if count > 1 else "") + "\n" + _json(row))
    return count


def _json(value: Any) -> str:
    from django.core.serializers.json import DjangoJSONEncoder

    class Encoder(DjangoJSONEncoder):
        """As Django does; a file is told by its name."""

        def default(self, o: Any) -> Any:
            """Return what JSON can hold."""
            return str(o) if hasattr(o, "storage") else super().default(o)

    return json.dumps(value, cls=Encoder, ensure_ascii=False)


def write_csv(*, initiative: Any, folder: Path) -> int:
    """Write one CSV file for each table that has rows, and `about.json`; returns the number of rows.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    from alongside.methods.exports import records

    (folder / "about.json").write_text(_json(_head(initiative)), "utf-8")
    written = 0
    for table in _tables(initiative, exported=True):
        rows = list(records(table=table, initiative=initiative))
        if rows:
            with (folder / f"{table.label}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
        written += len(rows)
    return written


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else _json(value).strip('"')
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
