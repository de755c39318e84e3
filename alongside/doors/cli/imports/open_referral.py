"""`alongside import open-referral`: services from a directory in Open Referral UK form."""

import sys
from argparse import ArgumentParser, Namespace

from alongside.kit.refused import Refused

HELP = "add or update services from an Open Referral UK file"
REFUSED = 2
MOST_SHOWN = 50
BAR_FROM = 200  # Services from which on a bar is worth watching.


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", help="a JSON file (one service, a list or a page), services.csv, or a folder of tables")
    parser.add_argument(
        "--organisation", default="", help="the organisation's short name; needed where there are several"
    )
    parser.add_argument("--check", action="store_true", help="only say what is wrong with the file; change nothing")


def run(options: Namespace) -> int:
    """Import the file, or name every field that must be mended and change nothing."""
    from alongside.core.services.directory import describe, import_services
    from alongside.standards.open_referral import read_path

    directory = read_path(options.file)
    for note in directory.notes:
        print(f"note: {note}", file=sys.stderr)
    if directory.problems:
        for problem in directory.problems[:MOST_SHOWN]:
            print(problem, file=sys.stderr)
        more = len(directory.problems) - MOST_SHOWN
        print(
            f"{len(directory.problems)} to mend; nothing was imported." + (f" ({more} not shown)" if more > 0 else "")
        )
        return REFUSED
    if options.check:
        print(f"{len(directory.services)} services, nothing to mend.")
        return 0
    done = import_services(
        organisation=organisation_named(options.organisation), directory=directory, actor=None, progress=_progress
    )
    for kept in done.kept:
        print(f"note: kept as changed here: {kept}", file=sys.stderr)
    print(describe(done))
    return 0


def organisation_named(slug: str):  # type: ignore[no-untyped-def]  # The model can be imported only once Django is set up.
    """Return the organisation of that short name, or the only one. Refuses, naming them, where it cannot tell."""
    from alongside.core.organisations.models import Organisation

    found = list(Organisation.objects.filter(slug=slug) if slug else Organisation.objects.all()[:2])
    if len(found) != 1:
        names = ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True)[:20]) or "none yet"
        raise Refused(f"Say which organisation, with --organisation: {names}.")
    return found[0]


def _progress(done: int, total: int) -> None:
    if total >= BAR_FROM and sys.stderr.isatty() and (done % 50 == 0 or done == total):
        print(f"\r{done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
