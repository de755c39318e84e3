"""`alongside seed`: the demonstration town."""

import time
from argparse import ArgumentParser, Namespace
from datetime import date

NEEDS_DATABASE = False  # It migrates itself, a database that is not new as well.
HELP = "make the demonstration town in an empty database"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--seed", type=int, default=1, help="another town of the same kind (1)")
    parser.add_argument("--on", type=date.fromisoformat, default=None, help="the last day of its year (today)")


def run(options: Namespace) -> int:
    """Make the town and say how to sign in."""
    from django.core.management import call_command

    from alongside.doors.town.town import make_town

    call_command("migrate", verbosity=0, interactive=False)
    began = time.monotonic()
    organisation = make_town(seed=options.seed, on=options.on)
    print(f"{organisation} was made in {time.monotonic() - began:.0f} seconds.\n{how_to_sign_in()}")
    return 0


def how_to_sign_in() -> str:
    """Return, for whoever started it, with which addresses and which password to look around."""
    from alongside.doors.town.town import SIGN_IN, password

    rows = "\n".join(f"  {who:18} {address}" for who, (address, _key) in SIGN_IN.items())
    return f"Sign in with one of these addresses and the password {password()}\n{rows}"
