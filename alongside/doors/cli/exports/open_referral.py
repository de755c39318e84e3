"""`alongside export open-referral`: the services of an organisation in Open Referral UK form."""

import sys
from argparse import ArgumentParser, Namespace

from alongside.doors.cli.imports.open_referral import organisation_named

HELP = "write the services in Open Referral UK form"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "--organisation", default="", help="the organisation's short name; needed where there are several"
    )
    parser.add_argument("--csv", action="store_true", help="the table services.csv instead of a JSON page")


def run(options: Namespace) -> int:
    """Write to the standard output."""
    from alongside.core.services.directory import records_of
    from alongside.core.services.models import Service
    from alongside.standards.open_referral import write_csv, write_page

    services = Service.objects.filter(organisation=organisation_named(options.organisation))
    records = records_of(list(services.select_related("owner", "place").order_by("name", "id")))
    sys.stdout.write(write_csv(records) if options.csv else write_page(records, size=max(len(records), 1)))
    return 0
