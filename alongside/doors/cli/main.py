"""The entry of the command line: `alongside --version`, or one of Django's and Alongside's own commands.

A question about the version is answered before anything heavy is imported, so that a package manager or a health
probe gets its answer in a few milliseconds, and gets it even where no database is configured.
"""

import os
import sys

from alongside import __version__

SETTINGS = "alongside.config.settings"


def main(argv: list[str] | None = None) -> None:
    """Run one command and leave the process with its exit code (2 where the command was refused)."""
    arguments = sys.argv if argv is None else ["alongside", *argv]
    if arguments[1:] in (["--version"], ["-V"]):
        print(f"alongside {__version__}")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    # Django is imported here, late, so that `--version` stays instant.
    from django.core.management import execute_from_command_line

    execute_from_command_line(arguments)
