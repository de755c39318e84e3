"""`alongside import threesixtygiving FILE`: take a published file of grants in as a past round of a community chest."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from alongside.doors.cli.imports import organisation_for

HELP = "import a published file of grants (360Giving, JSON) as a past round"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", help="a file in the form of the 360Giving Data Standard, as JSON")
    parser.add_argument("--organisation", default="", help="the short name of the organisation that it is put under")
    parser.add_argument("--unlisted", action="store_true", help="show it only to officers and its members")
    parser.add_argument("--json", action="store_true", help='print {"initiative": id} and nothing else')


def run(options: Namespace) -> int:
    """Import it: all of it, or nothing where the file is refused. What to know about it goes to the standard error."""
    from alongside.kit import clock
    from alongside.methods.prioritisation.community_chest.past import import_grants
    from alongside.standards.threesixtygiving import findings_of, read_path

    package = read_path(options.file)
    path = Path(options.file)
    initiative = import_grants(
        organisation=organisation_for(options.organisation, slug="published-grants", name="Published grants"),
        package=package,
        data=path.read_bytes(),
        name=path.name,
        listed=not options.unlisted,
    )
    for line in package.notes:
        print(line, file=sys.stderr)
    for finding in findings_of(package.grants, today=clock.today()):
        print(f"{len(finding.grants)} of {len(package.grants)}: {finding.says} {finding.mend}", file=sys.stderr)
    if options.json:
        print(json.dumps({"initiative": str(initiative.pk)}))
    else:
        print(f"{initiative.contribution_count:,} grants: initiative {initiative.pk}")
    return 0
