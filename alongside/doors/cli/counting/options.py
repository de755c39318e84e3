"""The options of `alongside count` that make a rule."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any, Final

from alongside.engines.budgeting import Cap, Rule
from alongside.engines.budgeting.decimals import exact_number
from alongside.engines.budgeting.election import POINTED, RANKED
from alongside.engines.budgeting.rule import (
    COMPARISONS,
    COMPLETIONS,
    EQUAL_SHARES,
    GREEDY,
    LEFTOVERS,
    PHRAGMEN,
    RANK_POINTS,
    SHORT,
    STARTS,
    UTILITIES,
)
from alongside.kit.refused import Refused
from alongside.standards.pabulib import PabulibFile, rule_of

META: Final = "meta"
PLAIN: Final = (
    ("utility", "the utility"),
    ("completion", "the completion"),
    ("step", "the step"),
    ("start", "the start"),
    ("ties", "the tie rule"),
    ("threshold", "the threshold"),
    ("rank_points", "the points of ranks"),
    ("leftover", "the use of the rest"),
    ("part", "part-funding"),
    ("comparison", "the comparison"),
)


# long: one line or two for each option, and no logic.
def add_rule_arguments(parser: ArgumentParser) -> None:
    """The options that name a rule and its parameters."""
    parser.add_argument(
        "--rule",
        default=GREEDY,
        metavar="RULE",
        help="greedy, equal-shares, phragmen; meta: the rule and parameters that the file itself names; or the path of "
        "a file with a whole rule as JSON, as a result publishes it (greedy)",
    )
    parser.add_argument(
        "--utility",
        choices=UTILITIES,
        help="what a winner is worth to those who named it; greedy goes by it per cost, so `cost` is most votes first. "
        "Without it: cost; greedy with points or ranked ballots takes cost-points or cost-borda, the most points first",
    )
    parser.add_argument(
        "--completion", choices=(*COMPLETIONS, *SHORT), help="equal shares: what becomes of the rest (none)"
    )
    parser.add_argument("--step", help="Add1: by how much each share is raised, in units of money (1)")
    parser.add_argument("--start", choices=STARTS, help="first share: budget / voters, exact or rounded down (exact)")
    parser.add_argument("--ties", help="lowest-cost, most-votes, listed, lot:SEED or id, or several with commas (id)")
    parser.add_argument("--threshold", help="the least score with which a project takes part (0)")
    parser.add_argument("--no-skip", action="store_true", help="greedy: end at the first project that does not fit")
    parser.add_argument(
        "--exclude",
        "--exclusion",
        action="append",
        default=[],
        metavar="ID,ID",
        help="of these at most one may win; also with --rule meta, where a file says so only in prose",
    )
    parser.add_argument("--leave-out", default="", metavar="ID,ID", help="these take no part")
    parser.add_argument("--order", default="", metavar="ID,ID", help="greedy: these go first, in this order")
    parser.add_argument(
        "--cap",
        action="append",
        default=[],
        metavar="COLUMN:VALUE=AMOUNT",
        help="the most that projects with VALUE in COLUMN may take together, as category:sport=50000",
    )
    parser.add_argument("--leftover", choices=LEFTOVERS, help="greedy with caps: what becomes of the rest (leave)")
    parser.add_argument("--part", help="the first that does not fit gets the rest if that is this share of its cost")
    parser.add_argument("--comparison", choices=COMPARISONS, help="equal shares: let voters compare with greedy (none)")
    parser.add_argument("--rank-points", choices=RANK_POINTS, help="points of a ranked ballot (last-one)")


def rule_from(options: Namespace, file: PabulibFile) -> Rule:
    """The rule that the options name. Refuses what does not go together."""
    exclusions = tuple(tuple(_listed(group)) for group in options.exclude)
    if options.rule == META:
        _refuse_more_than_meta(options)
        return rule_of(file, exclusions=exclusions)
    if options.rule not in (GREEDY, EQUAL_SHARES, PHRAGMEN):
        return named_rule(options.rule, file)
    given = {name: value for name, _ in PLAIN if (value := getattr(options, name)) is not None}
    given.setdefault("utility", usual_utility(options.rule, file))
    return Rule(
        kind=options.rule,
        skip=not options.no_skip,
        exclusions=exclusions,
        left_out=tuple(_listed(options.leave_out)),
        order=tuple(_listed(options.order)),
        caps=tuple(_cap(text, file) for text in options.cap),
        **given,
    )


def named_rule(name: str, file: PabulibFile) -> Rule:
    """The rule of a short name, of a path to its JSON, or of the JSON itself."""
    if name == META:
        return rule_of(file)
    if name in (GREEDY, EQUAL_SHARES, PHRAGMEN):
        return Rule(kind=name, utility=usual_utility(name, file))
    text = name
    if not name.startswith("{"):
        try:
            text = Path(name).read_text("utf-8")
        except (OSError, ValueError):
            raise Refused(
                f"The rule must be meta, greedy, equal-shares, phragmen, or a file with a rule; not {name!r}.", "rule"
            ) from None
    try:
        return Rule.from_json(text)
    except (json.JSONDecodeError, TypeError):
        raise Refused(f"{name[:60]!r} does not hold a rule as JSON.", "rule") from None


def usual_utility(kind: str, file: PabulibFile) -> str:
    """The utility that cities use for such ballots where none is named."""
    summed = {RANKED: "cost-borda"} | dict.fromkeys(POINTED, "cost-points")
    return summed.get(file.ballots.kind, "cost") if kind == GREEDY else "cost"


def _refuse_more_than_meta(options: Namespace) -> None:
    """The file names the rule and its parameters, or the options do; both at once would be neither."""
    given: dict[str, Any] = {says: getattr(options, name) is not None for name, says in PLAIN}
    given |= {"--no-skip": options.no_skip, "--leave-out": options.leave_out, "--order": options.order}
    given["--cap"] = options.cap
    for says, stands in given.items():
        if stands:
            raise Refused(f"With --rule meta the file names {says}; leave the option out.", "rule")


def _cap(text: str, file: PabulibFile) -> Cap:
    """A cap written as COLUMN:VALUE=AMOUNT."""
    group, _, most = text.rpartition("=")
    column, _, value = group.partition(":")
    cells = file.cells_of(column)
    members = tuple(name for name, cell in cells.items() if value in _listed(cell))
    if not members:
        raise Refused(f"The cap {text!r} meets no project; write it as COLUMN:VALUE=AMOUNT.", "caps")
    return Cap(value, exact_number("cap", most), members)


def _listed(text: str) -> list[str]:
    """The parts of a list with commas."""
    return [part.strip() for part in text.split(",") if part.strip()]
