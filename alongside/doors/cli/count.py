"""`alongside count`: count a `.pb` file by a rule and print who won. No database, no Django."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from fractions import Fraction

from alongside.engines.budgeting import Reason, Result, Rule, count, explain, json_text, plain_number
from alongside.engines.budgeting.election import POINTED, RANKED
from alongside.engines.budgeting.rule import COMPLETIONS, EQUAL_SHARES, GREEDY, PHRAGMEN, RANK_POINTS, STARTS, UTILITIES
from alongside.kit.refused import Refused
from alongside.standards.pabulib import PabulibFile, read_path

NEEDS_DJANGO = False
HELP = "count the ballots of a .pb file by a rule"
NEEDS_DJANGO = False
PATIENCE = 1.0  # seconds before a bar appears


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", help="a .pb file (the format of Pabulib)")
    parser.add_argument("--rule", choices=(GREEDY, EQUAL_SHARES, PHRAGMEN), default=GREEDY)
    parser.add_argument(
        "--utility",
        choices=UTILITIES,
        help="what a winner is worth to those who named it; greedy goes by it per cost, so `cost` is most votes first. "
        "Without it: cost; greedy with points or ranked ballots takes cost-points or cost-borda, the most points first",
    )
    parser.add_argument(
        "--completion", choices=COMPLETIONS, default="none", help="equal shares: what becomes of the rest"
    )
    parser.add_argument("--step", default="1", help="Add1: by how much each share is raised (1)")
    parser.add_argument(
        "--start", choices=STARTS, default="exact", help="first share: budget / voters, exact or rounded down"
    )
    parser.add_argument("--ties", default="id", help="lowest-cost, most-votes or id, or several with commas (id)")
    parser.add_argument("--threshold", default="0", help="the least score with which a project takes part (0)")
    parser.add_argument("--no-skip", action="store_true", help="greedy: end at the first project that does not fit")
    parser.add_argument(
        "--exclusion", action="append", default=[], metavar="ID,ID", help="of these at most one may win"
    )
    parser.add_argument("--rank-points", choices=RANK_POINTS, default="last-one", help="points of a ranked ballot")
    parser.add_argument("--explain", action="store_true", help="say of every project why it won or lost")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def run(options: Namespace) -> int:
    """Count and print: 0, or 2 with one line on stderr where the file or the rule is refused."""
    try:
        file = read_path(options.file)
        rule = _rule(options, file)
        for note in notes(file, rule):
            print(f"Note: {note}", file=sys.stderr)
        bar = _Bar()
        try:
            result = count(file.election, rule, progress=bar.show)
        finally:
            bar.clear()
    except Refused as no:
        print(f"{options.file}: {no.message}" if no.field != "file" else no.message, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 130
    print(_as_json(result, options.explain) if options.json else _as_table(result, file, options.explain))
    return 0


def _rule(options: Namespace, file: PabulibFile) -> Rule:
    """The rule that the options name; the utility that cities use for such ballots where none is named."""
    utility = options.utility
    if utility is None:
        summed = {RANKED: "cost-borda"} | dict.fromkeys(POINTED, "cost-points")
        utility = summed.get(file.ballots.kind, "cost") if options.rule == GREEDY else "cost"
    return Rule(
        kind=options.rule,
        utility=utility,
        completion=options.completion,
        step=options.step,
        start=options.start,
        ties=options.ties,
        threshold=options.threshold,
        skip=not options.no_skip,
        exclusions=tuple(tuple(name.strip() for name in group.split(",")) for group in options.exclusion),
        rank_points=options.rank_points,
    )


def notes(file: PabulibFile, rule: Rule) -> list[str]:
    """What the file says about its own count that this rule does not follow."""
    named, found = file.named, []
    threshold = named.get("min_project_score_threshold", "")
    if threshold not in ("", "0") and not rule.threshold:
        found.append(f"the file names a threshold of {threshold}; it holds with --threshold {threshold}.")
    if named.get("rule") == "greedy-no-skip" and rule.kind == GREEDY and rule.skip:
        found.append("the file was counted without passing over what does not fit; so it is with --no-skip.")
    for key in ("budget_per_category", "budget_per_neighborhood", "max_length_per_category", "default_score"):
        if key in named:
            found.append(f"the file names {key}, which this count does not apply.")
    return found


class _Bar:
    """A bar on stderr for counts that take longer than a second; the share of the budget spent is what fills it."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.shown = 0.0

    def show(self, raises: int, share_spent: Fraction) -> None:
        """Draw at most ten times a second, and only where somebody can see it."""
        now = time.monotonic()
        if now - self.started < PATIENCE or now - self.shown < 0.1 or not sys.stderr.isatty():
            return
        self.shown = now
        filled = min(30, int(30 * share_spent))
        print(f"\r[{'#' * filled}{'.' * (30 - filled)}] {raises} raises", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Leave no trace on the line."""
        if self.shown:
            print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)


def _as_json(result: Result, with_reasons: bool) -> str:
    """The outcome as one JSON object."""
    data = result.as_data()
    if with_reasons:
        data["projects"] = [reason.as_data() for reason in explain(result).values()]
    return json_text(data)


def _as_table(result: Result, file: PabulibFile, with_reasons: bool) -> str:
    """The outcome for people: winners in the order in which they won, then the rule."""
    at = file.project_columns.index("name") if "name" in file.project_columns else None
    name = {row.id: " ".join(row.cells[at].split()) if at is not None else "" for row in file.projects}
    reasons = explain(result)
    listed = [reasons[each] for each in result.order]
    if with_reasons:
        listed += sorted(
            (each for each in reasons.values() if each.id not in result.order), key=lambda each: -each.score
        )
    rows = [("", "id", "cost", "score", "name")]
    for reason in listed:
        mark = "won" if reason.id in result.order else "-"
        told = name[reason.id] if reason.id in result.order else f"{name[reason.id][:40]}: {_why(reason)}"
        rows.append((mark, reason.id, _text(reason.cost), _text(reason.score), told))
    width = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        f"{a:{width[0]}}  {b:{width[1]}}  {c:>{width[2]}}  {d:>{width[3]}}  {e}".rstrip() for a, b, c, d, e in rows
    ]
    won, of = len(result.order), len(file.projects)
    lines += [
        "",
        f"{won} of {of} projects won, {_text(result.spent)} of {_text(result.budget)} spent, {result.voters} voters",
    ]
    if result.raised is not None and result.share is not None:
        share = f"{float(result.share):.2f}"
        lines.append(
            f"each voter's share was raised {result.raised.raises} times, to {share}; stopped by {result.raised.stop}"
        )
    return "\n".join([*lines, f"rule: {result.rule.to_json()}"])


def _why(reason: Reason) -> str:
    """Why a project lost, in a few words."""
    if reason.verdict == "too-dear" and reason.money_left is not None:
        return f"only {_text(reason.money_left)} was left"
    if reason.verdict == "poor-supporters" and reason.money_behind is not None:
        price = reason.price_that_wins
        enough = f"; at {_text(price)} it would have won" if price else ""
        return f"its supporters had {float(reason.money_behind):.2f} left{enough}"
    return {
        "rival": "a project that excludes it had won",
        "below-threshold": "below the threshold",
        "after-end": "the count had ended",
        "unsupported": "nobody named it",
    }[reason.verdict]


def _text(value: Fraction) -> str:
    """A number for people, exact where it has a decimal form."""
    found = plain_number(value)
    return (
        f"{float(found):.2f}"
        if isinstance(found, Fraction)
        else f"{found:f}"
        if not isinstance(found, int)
        else str(found)
    )
