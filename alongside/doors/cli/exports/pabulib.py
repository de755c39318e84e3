"""`alongside export pabulib ID`: write the vote of an initiative as a .pb file to the standard output."""

import sys
from argparse import ArgumentParser, Namespace
from uuid import UUID

from alongside.kit.refused import Refused

HELP = "write the vote of an initiative as a .pb file"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("initiative", help="the identity of the initiative, as `import` printed it")


def run(options: Namespace) -> int:
    """Write it."""
    from alongside.core.initiatives.models import Initiative
    from alongside.methods.prioritisation.participatory_budget.pabulib import export_election

    try:
        key = UUID(options.initiative)
    except ValueError:
        raise Refused(f"{options.initiative} is not the identity of an initiative.", "initiative") from None
    found = Initiative.objects.filter(pk=key).first()
    if found is None:
        raise Refused(f"There is no initiative {key}.", "initiative")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # a TextIOWrapper has it
    sys.stdout.write(export_election(found))
    return 0
