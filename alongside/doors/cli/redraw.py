"""`alongside redraw`: check a published lottery and draw it again, by code that shares nothing with the draw."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from alongside.engines.lottery.check import check, redraw

NEEDS_DJANGO = False
HELP = "check the published file of a lottery, and draw its panel again"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", help="what `alongside draw --publish` wrote")
    parser.add_argument("--seed", metavar="S", help="draw with this seed, where the file was published before the draw")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def run(options: Namespace) -> int:
    """0 and the panel if everything holds, 1 with one line if something does not, 2 where the file cannot be read."""
    try:
        text = Path(options.file).read_bytes().decode()
    except OSError as error:
        print(f"{options.file} cannot be opened: {(error.strerror or str(error)).lower()}.", file=sys.stderr)
        return 2
    except UnicodeDecodeError:
        print(f"{options.file} does not hold: it is not text.", file=sys.stderr)
        return 1
    wrong = check(text)
    if wrong:
        print(f"{options.file} does not hold: {wrong}.", file=sys.stderr)
        return 1
    whole = json.loads(text)
    said = whole.get("draw", {}).get("seed")
    if said is not None and options.seed not in (None, said):
        print(f"{options.file} does not hold: it was drawn with the seed {said}, not {options.seed}.", file=sys.stderr)
        return 1
    seed = options.seed if said is None else said
    ticket, panel = redraw(whole, seed) if seed is not None else (None, None)
    if options.json:
        found = {"panel": panel, "seal": whole["seal"], "seed": seed, "ticket": ticket}
        print(json.dumps(found, sort_keys=True, ensure_ascii=False))
        return 0
    print(f"{options.file} holds: every panel meets the quotas, the chances and the bound follow from it.")
    print(f"Seal: {whole['seal']}")
    print("It has not been drawn." if panel is None else f"Seed {seed}, ticket {ticket}: {' '.join(panel)}")
    return 0
