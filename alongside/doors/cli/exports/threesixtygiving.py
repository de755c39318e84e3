"""`alongside export threesixtygiving ID`: write the accepted grants of a community chest as open data."""

import sys
from argparse import ArgumentParser, Namespace
from uuid import UUID

from alongside.kit.refused import Refused

HELP = "write the grants of a community chest as a 360Giving file"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("initiative", help="the identity of the initiative")
    parser.add_argument("--csv", action="store_true", help="one table instead of JSON")


def run(options: Namespace) -> int:
    """Write it to the standard output; what the quality checks find goes to the standard error."""
    from alongside.core.initiatives.models import Initiative
    from alongside.kit import clock
    from alongside.methods.prioritisation.community_chest.opening import records_of, rounds_of, text_of
    from alongside.standards.threesixtygiving import findings_of, write_csv

    try:
        key = UUID(options.initiative)
    except ValueError:
        raise Refused(f"{options.initiative} is not the identity of an initiative.", "initiative") from None
    found = Initiative.objects.filter(pk=key, method_key="community_chest").select_related("organisation").first()
    if found is None:
        raise Refused(f"There is no community chest {key}.", "initiative")
    records = [record for one in rounds_of(found) for record in records_of(one)]
    text = text_of(records, organisation=found.organisation, title=found.title)
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # a TextIOWrapper has it
    sys.stdout.write(write_csv(records) if options.csv else text)
    for finding in findings_of(records, today=clock.today()):
        print(f"{len(finding.grants)} of {len(records)}: {finding.says} {finding.mend}", file=sys.stderr)
    return 0
