"""A poll as a published file: its own ballots, or the file that it was imported from, cell for cell."""

import csv
import hashlib
import io
import json
from collections.abc import Collection, Iterator

from alongside.blocks.rank.election import election_of, options_of
from alongside.blocks.rank.models import (
    Ballot,
    Channel,
    ImportedFile,
    ImportedLine,
    Option,
    Poll,
    Receipt,
    Result,
    Tally,
)
from alongside.blocks.rank.rules import FEW, NO, YES, receipt_of
from alongside.engines.budgeting import Rule
from alongside.kit.time import local_day
from alongside.standards.pabulib import PabulibFile, Row, compose, text_of

DAY = "%d.%m.%Y"


def published_rule(rule: Rule) -> str:
    """Name a rule as the format does; one that it has no name for is `unknown`, and the comment says it in full."""
    cost = rule.utility in ("cost", "cost-points", "cost-borda") and not rule.exclusions
    if rule.kind == "greedy" and cost:
        return "greedy-no-skip" if not rule.skip else ("greedy-threshold" if rule.threshold else "greedy")
    if rule.kind == "equal-shares" and cost and not rule.threshold and rule.ties == "lowest-cost,most-votes,id":
        if rule.completion == "none":
            return "equalshares"
        if rule.completion == "add1-overspend" and rule.start == "whole" and rule.step == 1:
            return "equalshares/add1"
    return "unknown"


def file_of(poll: Poll, *, winners: Collection[int] | None = None) -> PabulibFile:
    """Return the published file of a poll. `winners`: numbers of the options that won, where it has been counted."""
    options = options_of(poll)
    imported = ImportedFile.objects.filter(poll=poll).first()
    if imported is not None:
        return _imported(poll=poll, imported=imported, options=options)
    chosen = None if winners is None else [option.key for option in options if option.number in winners]
    return compose(
        election_of(poll, options),
        meta=_meta(poll),
        names={option.key: option.title for option in options},
        selected=chosen,
        voter_columns=_methods(poll),
    )


def text_and_digest(poll: Poll, *, winners: Collection[int] | None = None) -> tuple[str, str]:
    """Return the published file as text, and its SHA-256."""
    text = text_of(file_of(poll, winners=winners))
    return text, hashlib.sha256(text.encode()).hexdigest()


def receipts_text(poll: Poll) -> str:
    """Return the published list of receipts, one to a line, sorted: a list of its own that leads to no ballot."""
    keys = Receipt.objects.filter(organisation_id=poll.organisation_id, poll=poll).values_list("id", flat=True)
    return "".join(f"{receipt}\n" for receipt in sorted(map(receipt_of, keys)))


def rounds_text(poll: Poll, official: Result) -> str:
    """Return what equal shares held round by round as CSV; only the header where the count has no rounds."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["project_id", "round", "money_behind", "effective_votes"])
    for option in options_of(poll):
        reason = official.reasons[str(option.number)]
        votes = reason.get("effective_votes_each_round", [])
        for at, money in enumerate(reason.get("money_each_round", [])):
            table.writerow([option.key, at + 1, money, votes[at] if at < len(votes) else ""])
    return out.getvalue()


def _meta(poll: Poll) -> dict[str, str]:
    question, rule = poll.question, Rule.from_json(poll.rule)
    organisation = question.organisation
    opened, closed = (
        moment and local_day(moment, organisation.time_zone) for moment in (question.opens_at, question.closes_at)
    )
    meta = {
        "description": " ".join(question.prompt.replace(";", ",").split()),
        "country": question.settings.get("country", "United Kingdom"),
        "unit": organisation.place_name or organisation.name,
        "instance": str(closed.year if closed else ""),
        "rule": published_rule(rule),
        "date_begin": opened.strftime(DAY) if opened else "",
        "date_end": closed.strftime(DAY) if closed else "",
        "min_length": "1",
    }
    if poll.ballot_kind == Poll.Kind.CHOOSE_ONE:
        meta["max_length"] = "1"
    elif poll.most_choices:
        meta["max_length"] = str(poll.most_choices)
    if poll.ballot_kind == Poll.Kind.KNAPSACK:
        meta["max_sum_cost"] = str(poll.budget // 100)
    if poll.ballot_kind == Poll.Kind.YES_NO:
        meta |= {"min_points": str(NO), "max_points": str(YES)}
    elif poll.most_points:
        meta["max_sum_points" if poll.ballot_kind == Poll.Kind.POINTS else "max_points"] = str(poll.most_points)
    if rule.threshold:
        meta["min_project_score_threshold"] = str(rule.threshold)
    return meta | {"currency": poll.currency, "comment": f"#1: counted by the rule {rule.to_json()}"}


def _methods(poll: Poll) -> dict[str, list[str]] | None:
    """The channel of each ballot, unless so few used one that it would point at them."""
    tallies = dict(
        Tally.objects.filter(organisation_id=poll.organisation_id, poll=poll).values_list("channel", "ballot_count")
    )
    paper = tallies.get(Channel.PAPER, 0)
    if min(paper, sum(tallies.values()) - paper) < FEW:
        return None
    box = Ballot.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("id")
    channels = box.values_list("channel", flat=True).iterator(chunk_size=10_000)
    return {"voting_method": ["paper" if channel == Channel.PAPER else "internet" for channel in channels]}


def _imported(*, poll: Poll, imported: ImportedFile, options: list[Option]) -> PabulibFile:
    election = election_of(poll, options)
    return PabulibFile(
        meta=tuple((key, value) for key, value in imported.meta),
        project_columns=tuple(imported.project_columns),
        projects=tuple(
            Row(option.key, election.projects[at].cost, tuple(option.cells)) for at, option in enumerate(options)
        ),
        vote_columns=tuple(imported.vote_columns),
        vote_lines=tuple(_lines(poll=poll, columns=imported.vote_columns, options=options)),
        budget=election.budget,
        ballots=election.ballots,
    )


def _lines(*, poll: Poll, columns: list[str], options: list[Option]) -> Iterator[str]:
    """The ballots as the file had them: what the ballot says, with the other cells of its line."""
    key = {str(option.number): option.key for option in options}
    vote_at = columns.index("vote")
    points_at = columns.index("points") if "points" in columns else None
    lines = ImportedLine.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("place")
    for text, choices, points in lines.values_list("cells", "ballot__choices", "ballot__points").iterator(
        chunk_size=10_000
    ):
        cells = json.loads(text)
        if cells[vote_at] is None:
            cells[vote_at] = ",".join(key[number] for number in choices.split(",") if number)
        if points_at is not None and cells[points_at] is None:
            cells[points_at] = points
        yield line_of(cells)


def line_of(cells: list[str]) -> str:
    """Write cells as one line of the format."""
    if not any(mark in cell for cell in cells for mark in ';"\n'):
        return ";".join(cells)
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow(cells)
    return out.getvalue()
