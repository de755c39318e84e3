"""`alongside import pabulib FILE`: make a published election an initiative, with all its ballots and its count."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from alongside.doors.cli.imports import organisation_for

HELP = "import a published election (.pb) with its ballots and count it"
LARGE = 5000  # ballots from which a bar says how far it is
WIDTH = 30


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", help="a .pb file (the format of Pabulib)")
    parser.add_argument("--organisation", default="", help="the short name of the organisation that it is put under")
    parser.add_argument("--unlisted", action="store_true", help="show it only to officers and its members")
    parser.add_argument("--json", action="store_true", help='print {"initiative": id} and nothing else')


def run(options: Namespace) -> int:
    """Import it: all of it, or nothing where the file is refused."""
    from alongside.methods.prioritisation.participatory_budget.pabulib import import_election, read_published

    file, data = read_published(options.file)
    bar = _Bar(large=file.ballots.voters >= LARGE)
    try:
        initiative = import_election(
            organisation=organisation_for(options.organisation, slug="published-elections", name="Published elections"),
            file=file,
            data=data,
            name=Path(options.file).name,
            listed=not options.unlisted,
            progress=bar.show,
        )
    finally:
        bar.end()
    if options.json:
        print(json.dumps({"initiative": str(initiative.pk)}))
    else:
        print(f"{file.ballots.voters:,} ballots on {len(file.projects)} projects: initiative {initiative.pk}")
    return 0


class _Bar:
    """A bar on the standard error, for large files only, and where somebody can see it."""

    def __init__(self, *, large: bool) -> None:
        self.large, self.shown = large, False

    def show(self, done: int, total: int) -> None:
        """Show how many of how many are written."""
        if not self.large or not total or not sys.stderr.isatty():
            return
        full = WIDTH * done // total
        print(
            f"\r[{'#' * full}{' ' * (WIDTH - full)}] {done:,} of {total:,} ballots", end="", file=sys.stderr, flush=True
        )
        self.shown = True

    def end(self) -> None:
        """Leave the line of the bar."""
        if self.shown:
            print(file=sys.stderr)
