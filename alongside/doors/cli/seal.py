"""`alongside seal FILE.pb RECEIPTS`: the seal of a box from what is published, to hold against ours."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from alongside.blocks.rank.rules import receipt_written, seal_of

NEEDS_DJANGO = False
HELP = "print the seal that a published vote must have, or look for a receipt in its list"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", help="the published ballots (.pb)")
    parser.add_argument("receipts", help="the published list of receipts")
    parser.add_argument("--is", dest="said", default="", help="the seal that was said: 0 where it fits, 1 where not")
    parser.add_argument("--receipt", default="", help="a receipt: 0 where it is in the list, 1 where not")


def run(options: Namespace) -> int:
    """Print the seal, and say whether what was asked fits."""
    try:
        ballots, receipts = (Path(path).read_bytes().decode() for path in (options.file, options.receipts))
        seal = seal_of(ballots=ballots, receipts=receipts)
    except (OSError, UnicodeDecodeError, ValueError) as problem:
        print(f"This cannot be read as a published vote: {problem}", file=sys.stderr)
        return 2
    print(seal)
    fits = True
    if options.said:
        fits = seal == options.said.strip().lower()
        print("It is the seal that was said." if fits else "It is NOT the seal that was said.")
    if options.receipt:
        listed = receipt_written(options.receipt) in map(receipt_written, receipts.split())
        print("The receipt is in the list." if listed else "The receipt is NOT in the list.")
        fits = fits and listed
    return 0 if fits else 1
