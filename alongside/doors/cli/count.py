"""`alongside count`: count a `.pb` file by a rule and print who won. No database, no Django."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from alongside.doors.cli.counting.bar import Bar
from alongside.doors.cli.counting.options import META, add_rule_arguments, named_rule, rule_from
from alongside.doors.cli.counting.printing import as_json, as_table, side_by_side
from alongside.engines.budgeting import Rule, certificate, count, explain
from alongside.engines.budgeting.rule import GREEDY
from alongside.kit.refused import Refused
from alongside.standards.pabulib import PabulibFile, doubts, read_path

NEEDS_DJANGO = False
HELP = "count the ballots of a .pb file by a rule"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", help="a .pb file (the format of Pabulib)")
    add_rule_arguments(parser)
    parser.add_argument("--certificate", metavar="OUT", help="write every number that decided, for `alongside verify`")
    parser.add_argument("--explain", action="store_true", help="say of every project why it won or lost")
    parser.add_argument(
        "--beside",
        action="append",
        default=[],
        metavar="RULE",
        help="how another rule would serve the voters: greedy, equal-shares, phragmen, meta, or a rule in JSON",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def run(options: Namespace) -> int:
    """Count and print: 0, or 2 with one line on stderr where the file or the rule is refused."""
    sys.set_int_max_str_digits(0)  # exact amounts grow by a few digits with every winner
    try:
        file = read_path(options.file)
        rule = rule_from(options, file)
        bar = Bar()
        try:
            result = count(file.election, rule, progress=bar.show)
        finally:
            bar.clear()
        reasons = explain(result) if options.explain else None
        others = [count(file.election, named_rule(name, file), progress=bar.show) for name in options.beside]
        if options.certificate:
            _write(options.certificate, certificate(result))
    except Refused as no:
        print(f"{options.file}: {no.message}" if no.field != "file" else no.message, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 130
    for note in doubts(file, rule) if options.rule == META else notes(file, rule):
        print(f"Note: {note}", file=sys.stderr)
    if options.json:
        print(as_json(result, file, reasons, others))
    else:
        print("\n".join([as_table(result, file, reasons), *side_by_side([result, *others] if others else [])]))
    return 0


def _write(path: str, text: str) -> None:
    """Write a file. Refuses a path that cannot be written."""
    try:
        Path(path).write_bytes(text.encode())
    except OSError as error:
        raise Refused(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.", "file") from None


def notes(file: PabulibFile, rule: Rule) -> list[str]:
    """What the file says about its own count that this rule does not follow."""
    named, found = file.named, []
    threshold = named.get("min_project_score_threshold", "")
    if threshold not in ("", "0") and not rule.threshold:
        found.append(f"the file names a threshold of {threshold}; it holds with --threshold {threshold}.")
    if named.get("rule") == "greedy-no-skip" and rule.kind == GREEDY and rule.skip:
        found.append("the file was counted without passing over what does not fit; so it is with --no-skip.")
    for key in ("budget_per_category", "budget_per_neighborhood"):
        if named.get(key) and not rule.caps:
            found.append(f"the file names {key}, which this count does not apply; --rule meta does.")
    return found
