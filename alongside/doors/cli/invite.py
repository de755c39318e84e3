"""`alongside invite`: draw the addresses that get a letter, the stage before the panel. No database, no Django."""

from __future__ import annotations

import csv
import io
import json
import sys
from argparse import ArgumentParser, Namespace

from alongside.doors.cli.draw import write
from alongside.engines.lottery import Invitation, invite
from alongside.kit.refused import Refused
from alongside.standards.sortition import read_register

NEEDS_DJANGO = False
HELP = "draw the addresses that get a letter of invitation"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--addresses", required=True, metavar="A", help="a table with an id for each address")
    parser.add_argument("--letters", required=True, type=int, metavar="N", help="how many letters go out")
    parser.add_argument("--seed", required=True, metavar="S", help="the seed that was drawn in public")
    parser.add_argument("--by", default="", metavar="COLUMNS", help="each part gets its share of the letters")
    parser.add_argument("--weight", default="", metavar="COLUMN", help="whole numbers: 2 for twice the chance")
    parser.add_argument("--id-column", metavar="NAME", default="", help="the column of the ids, where it is not id")
    parser.add_argument("--selected", metavar="OUT", help="write the rows of the addresses that get a letter")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def run(options: Namespace) -> int:
    """Draw and print: 0, or 2 where something is refused."""
    by = [name for name in options.by.split(",") if name.strip()]
    register, columns, rows = read_register(
        options.addresses, by=by, weight=options.weight, id_column=options.id_column
    )
    if not options.seed.strip():
        raise Refused("The seed is empty.")
    found = invite(register, letters=options.letters, seed=options.seed)
    if options.selected:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([columns, *(rows[each] for each in found.invited)])
        write(options.selected, out.getvalue())
    print(_json(found, options.seed) if options.json else _words(found, options.seed))
    if not options.selected and not options.json:
        print("\n".join(found.invited), file=sys.stdout)
    return 0


def _json(found: Invitation, seed: str) -> str:
    told = {
        "invited": list(found.invited),
        "letters": [{"part": list(part), "letters": n} for part, n in sorted(found.letters.items())],
        "probabilities": {each: float(chance) for each, chance in found.chances.items()},
        "seal": found.seal,
        "seed": seed,
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def _words(found: Invitation, seed: str) -> str:
    least, most = min(found.chances.values()), max(found.chances.values())
    lines = [f"{len(found.invited):,} letters to {len(found.chances):,} addresses (seed {seed})."]
    chance = f"{float(least):.4%}" if least == most else f"from {float(least):.4%} to {float(most):.4%}"
    lines.append(f"The chance of a letter: {chance}.")
    lines += [f"  {' · '.join(part):40} {n:6} letters" for part, n in sorted(found.letters.items()) if part]
    return "\n".join([*lines, f"Seal of the register: {found.seal}"])
