"""A result as one JSON object, or as a table for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from alongside.engines.budgeting import (
    Reason,
    Result,
    json_text,
    money_each_round,
    plain_number,
    votes_each_round,
    whole_of,
)
from alongside.standards.pabulib import PabulibFile

PLACES = ("neighborhood", "district")


def as_json(
    result: Result, file: PabulibFile, reasons: Mapping[str, Reason] | None, others: Sequence[Result] = ()
) -> str:
    """The outcome as one JSON object, with the reasons, the whole and other rules where they are asked for."""
    data = result.as_data()
    if reasons is not None:
        rounds = {"money_each_round": money_each_round(result), "effective_votes_each_round": votes_each_round(result)}
        data["projects"] = [
            reason.as_data() | {key: told[reason.id] for key, told in rounds.items() if told.get(reason.id)}
            for reason in reasons.values()
        ]
        data["whole"] = whole_of(result, voters=file.voter_columns(PLACES))
    if others:
        data["beside"] = [other.as_data() | {"whole": whole_of(other)} for other in others]
    return json_text(data)


def side_by_side(results: Sequence[Result]) -> list[str]:
    """A table with one line for each rule: how its outcome serves the voters."""
    if not results:
        return []
    rows: list[tuple[str, ...]] = [("winners", "spent", "with a winner", "winners each", "spread", "rule")]
    for each in results:
        whole = whole_of(each)
        figures = (str(whole[name]) for name in ("winners", "spent", "with_a_winner", "winners_each", "spread"))
        rows.append((*figures, f"{each.rule.kind} {each.rule.utility} {each.rule.completion}"))
    width = [max(len(row[column]) for row in rows) for column in range(5)]
    return ["", *("  ".join((*map(str.rjust, row[:5], width), row[5])) for row in rows)]


def as_table(result: Result, file: PabulibFile, reasons: Mapping[str, Reason] | None) -> str:
    """The outcome for people: winners in the order in which they won, then the others with reasons, then the rule."""
    name = {each: " ".join(text.split()) for each, text in file.cells_of("name").items()}
    score = result.scores()
    cost = {row.id: row.cost for row in file.projects}
    rows = [("", "id", "cost", "score", "name")]
    for each in result.order:
        rows.append(("won", each, text_of(cost[each]), text_of(score[each]), name.get(each, "")))
    if reasons is not None:
        rest = (reason for reason in reasons.values() if reason.id not in set(result.order))
        for reason in sorted(rest, key=lambda each: -each.score):
            told = f"{name.get(reason.id, '')[:40]}: {why(reason)}"
            rows.append(("-", reason.id, text_of(reason.cost), text_of(reason.score), told))
    width = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        f"{a:{width[0]}}  {b:{width[1]}}  {c:>{width[2]}}  {d:>{width[3]}}  {e}".rstrip() for a, b, c, d, e in rows
    ]
    return "\n".join([*lines, "", *_summary(result, len(file.projects)), f"rule: {result.rule.to_json()}"])


def _summary(result: Result, of: int) -> list[str]:
    """What was spent, and how the count ended."""
    spent, budget = text_of(result.spent), text_of(result.budget)
    lines = [f"{len(result.order)} of {of} projects won, {spent} of {budget} spent, {result.voters} voters"]
    if result.part is not None:
        lines.append(f"{result.part[0]} gets the rest of {text_of(result.part[1])} in part payment")
    if result.raised is not None and result.share is not None:
        share = f"{float(result.share):.2f}"
        lines.append(
            f"each voter's share was raised {result.raised.raises} times, to {share}; stopped by {result.raised.stop}"
        )
    if result.compared is not None:
        who = "greedy" if result.compared.changed else "equal shares"
        lines.append(
            f"{result.compared.prefer} voters are better off with equal shares, {result.compared.prefer_greedy} with"
            f" greedy; the outcome is that of {who}"
        )
    return lines


def why(reason: Reason) -> str:
    """Why a project lost, in a few words."""
    if reason.verdict == "too-dear" and reason.money_left is not None:
        return f"only {text_of(reason.money_left)} was left"
    if reason.verdict == "poor-supporters" and reason.money_behind is not None:
        price = reason.price_that_wins
        votes = f", or with {reason.votes_that_win} votes more" if price and reason.votes_that_win else ""
        enough = f"; at {text_of(price)} it would have won{votes}" if price else ""
        return f"its supporters had {float(reason.money_behind):.2f} left{enough}"
    return {
        "rival": "a project that excludes it had won",
        "capped": "the cap of its group was used up",
        "left-out": "it was left out of the count",
        "below-threshold": "below the threshold",
        "after-end": "the count had ended",
        "unsupported": "nobody named it",
        "too-dear": "too dear",
        "poor-supporters": "its supporters had too little left",
        "filled": "won from what equal shares left",
        "won": "won",
    }[reason.verdict]


def text_of(value: Fraction) -> str:
    """A number for people, exact where it has a decimal form."""
    found = plain_number(value)
    if isinstance(found, Fraction):
        return f"{float(found):.2f}"
    return str(found) if isinstance(found, int) else f"{found:f}"
