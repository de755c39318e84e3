"""`alongside replace`: fill the places of those who left a panel, by a lottery that keeps its quotas. No Django."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from alongside.doors.cli.draw import write
from alongside.doors.cli.drawing.printing import advice_json, as_json, as_words
from alongside.engines.lottery import Unmet, check, drawn, make, published, read_lottery, vacancies
from alongside.kit.refused import Refused

NEEDS_DJANGO = False
HELP = "draw people for the places of those who left a panel, keeping its quotas"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", help="what `alongside draw --publish` wrote, with the panel that was drawn")
    parser.add_argument("--gone", required=True, metavar="IDS", help="who left, with commas between")
    parser.add_argument("--unable", default="", metavar="IDS", help="who else cannot come, with commas between")
    parser.add_argument("--joined", default="", metavar="IDS", help="who was drawn for earlier places, with commas")
    parser.add_argument("--seed", required=True, metavar="S", help="a new seed that was drawn in public")
    parser.add_argument("--publish", metavar="OUT", help="write the file from which anybody can draw again")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def run(options: Namespace) -> int:
    """Draw and print: 0; 1 with advice where the quotas cannot be kept; 2 where something is refused."""
    text = _read(options.file)
    lottery, whole = read_lottery(text)
    wrong = check(text)
    if wrong or "draw" not in whole:
        raise Refused(f"{options.file} does not hold: {wrong or 'no panel has been drawn'}.")
    panel = {*whole["draw"]["panel"], *_ids(options.joined)}
    try:
        rest = vacancies(lottery.pool, panel, _ids(options.gone), _ids(options.unable))
        new = make(rest)
    except Unmet as unmet:
        print("\n".join(unmet.advice.lines()), file=sys.stderr)
        if options.json:
            print(advice_json(unmet.advice))
        return 1
    draw = (options.seed, *drawn(new, options.seed))
    if options.publish:
        staying = sorted(panel - set(_ids(options.gone)))
        replaces = {"seal": whole["seal"], "staying": staying, "gone": sorted(_ids(options.gone))}
        write(options.publish, published(new, draw=draw, replaces=replaces))
    print(as_json(new, draw) if options.json else as_words(new, draw))
    return 0


def _ids(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _read(path: str) -> str:
    try:
        return Path(path).read_bytes().decode()
    except OSError as error:
        raise Refused(f"{path} cannot be opened: {(error.strerror or str(error)).lower()}.") from None
    except UnicodeDecodeError:
        raise Refused(f"{path} is not text.") from None
