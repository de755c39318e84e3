"""`alongside verify`: check the certificate of a count from the public file. No database."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from alongside.engines.budgeting.verify import check
from alongside.kit.refused import Refused
from alongside.standards.pabulib import read_path

NEEDS_DJANGO = False
HELP = "check the certificate of a count against the .pb file it was counted from"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("certificate", help="what `alongside count --certificate` wrote")
    parser.add_argument("file", help="the .pb file")


def run(options: Namespace) -> int:
    """0 if every number holds, 1 with one line if one does not, 2 where a file cannot be read."""
    sys.set_int_max_str_digits(0)  # exact amounts grow by a few digits with every winner
    try:
        election = read_path(options.file).election
        text = Path(options.certificate).read_bytes().decode()
    except Refused as no:
        print(f"{options.file}: {no.message}" if no.field != "file" else no.message, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{options.certificate} cannot be opened: {(error.strerror or str(error)).lower()}.", file=sys.stderr)
        return 2
    except UnicodeDecodeError:
        print(f"{options.certificate} does not hold: it is not text.", file=sys.stderr)
        return 1
    wrong = check(text, election)
    if wrong:
        print(f"{options.certificate} does not hold: {wrong}.", file=sys.stderr)
        return 1
    print(f"{options.certificate} holds: every number follows from the ballots in {options.file} by its rule.")
    return 0
