"""The entry of the command line: `alongside --version`, or one of Django's and Alongside's own commands.

A question about the version is answered before anything heavy is imported, so that a package manager or a health
probe gets its answer in a few milliseconds, and gets it even where no database is configured.
"""

import os
import sys

from alongside import __version__
from alongside.kit.refused import Refused

SETTINGS = "alongside.config.settings"
REFUSED = 2


def main(argv: list[str] | None = None) -> None:
    """Run one command. What it refuses is one line on the standard error and exit code 2.

    Commands are typed with hyphens (`new-method`) and live in modules, whose names cannot have any (`new_method`).
    """
    arguments = ["alongside", *(sys.argv[1:] if argv is None else argv)]
    if arguments[1:] in (["--version"], ["-V"]):
        print(f"alongside {__version__}")
        return
    if len(arguments) > 1 and not arguments[1].startswith("-"):
        arguments[1] = arguments[1].replace("-", "_")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    # Django is imported here, late, so that `--version` stays instant.
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(arguments)
    except Refused as refused:
        print(refused, file=sys.stderr)
        sys.exit(REFUSED)
