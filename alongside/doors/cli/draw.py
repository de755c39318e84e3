"""`alongside draw`: draw a panel by a fair lottery. No database, no Django."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from fractions import Fraction
from pathlib import Path

from alongside.doors.cli.drawing.bar import Bar
from alongside.doors.cli.drawing.printing import advice_json, as_json, as_words
from alongside.engines.lottery import LEXIMIN, MAXIMIN, Lottery, Pool, Unmet, commitment, drawn, make, published
from alongside.kit.refused import Refused
from alongside.standards.sortition import PeopleTable, people_text, read_people, read_quotas

NEEDS_DJANGO = False
HELP = "draw a panel that meets its quotas, with as equal a chance for everybody as can be"
MORE = """
Publish first, draw later: without --seed the lottery is made and published, not drawn; its seal is printed.
Then draw the seed in public, and anybody runs: alongside redraw FILE --seed SEED

exit code 0: drawn. 1: no panel meets the quotas; the least change that helps is said (with --json as "advice").
2: a file or an option is refused, in one line."""


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = MORE
    parser.add_argument("--features", required=True, metavar="F", help="quotas: feature, value, min, max")
    parser.add_argument("--people", required=True, metavar="P", help="an id and a column for each feature")
    parser.add_argument("--size", required=True, type=int, metavar="N", help="seats of the panel")
    parser.add_argument("--seed", metavar="S", help="the seed that was drawn in public")
    parser.add_argument("--commitment", metavar="HEX", help="refuse a seed whose SHA-256 is not this")
    parser.add_argument("--same-address", metavar="COLUMNS", default="", help="one person at most for each address")
    parser.add_argument("--id-column", metavar="NAME", default="", help="the column of the ids, where it is not id")
    parser.add_argument("--fairness", choices=(LEXIMIN, MAXIMIN), default=LEXIMIN, help=f"{LEXIMIN} if not said")
    parser.add_argument("--within", type=Fraction, default=Fraction(1, 100), help="of the bound; 0.01 if not said")
    parser.add_argument("--publish", metavar="OUT", help="write the file from which anybody can draw again")
    parser.add_argument("--selected", metavar="OUT", help="write the rows of those drawn")
    parser.add_argument("--remaining", metavar="OUT", help="write the rows of those who may still come")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def run(options: Namespace) -> int:
    """Draw and print: 0; 1 with advice where no panel meets the quotas; 2 where something is refused."""
    bar = Bar()
    try:
        _consistent(options)
        quotas = read_quotas(options.features)
        columns = [name for name in options.same_address.split(",") if name.strip()]
        table = read_people(options.people, quotas, same_address=columns, id_column=options.id_column)
        for note in table.notes:
            print(f"Note: {note}", file=sys.stderr)
        pool = Pool.of(quotas, table.people, options.size)
        lottery = make(pool, fairness=options.fairness, within=options.within, progress=bar.show)
        bar.clear()
        draw = (options.seed, *drawn(lottery, options.seed)) if options.seed is not None else None
        _write_all(options, lottery, table, draw)
    except Unmet as unmet:
        print("\n".join(unmet.advice.lines()), file=sys.stderr)
        if options.json:
            print(advice_json(unmet.advice))
        return 1
    except KeyboardInterrupt:
        bar.clear()
        print("Stopped; nothing was drawn.", file=sys.stderr)
        return 130
    print(as_json(lottery, draw) if options.json else as_words(lottery, draw))
    return 0


def _consistent(options: Namespace) -> None:
    if options.seed is None and not options.publish:
        raise Refused("Give --seed to draw, or --publish to make the lottery before the seed is known.")
    if options.seed is not None and not options.seed.strip():
        raise Refused("The seed is empty.")
    if options.commitment and commitment(options.seed or "") != options.commitment.strip().lower():
        raise Refused("This is not the seed that was committed to: its SHA-256 is another.")
    if not 0 < options.within < 1:
        raise Refused("--within is a share between 0 and 1, such as 0.01.")


def _write_all(
    options: Namespace, lottery: Lottery, table: PeopleTable, draw: tuple[str, int, tuple[str, ...]] | None
) -> None:
    if options.publish:
        write(options.publish, published(lottery, draw=draw))
    if draw is None:
        return
    panel = set(draw[2])
    if options.selected:
        write(options.selected, people_text(table, draw[2]))
    if options.remaining:
        homes = {person.household for person in table.people if person.id in panel and person.household}
        rest = [person.id for person in table.people if person.id not in panel and person.household not in homes]
        write(options.remaining, people_text(table, sorted(rest)))


def write(path: str, text: str) -> None:
    """Write a file. Refuses a path that cannot be written."""
    try:
        Path(path).write_bytes(text.encode())
    except OSError as error:
        raise Refused(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.", "file") from None
