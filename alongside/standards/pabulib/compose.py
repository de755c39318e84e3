"""Make a `.pb` file from an election of our own, in the shape that Pabulib's checker passes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Final

from alongside.engines.budgeting.election import POINTED, RANKED, Ballots, Election
from alongside.engines.budgeting.rule import plain_number
from alongside.kit.refused import Refused
from alongside.standards.pabulib.file import VOTE_TYPES, PabulibFile, Row

TYPES: Final = {kind: name for name, kind in VOTE_TYPES.items()} | {"knapsack": "approval"}
NEEDED: Final = ("description", "country", "unit", "instance", "rule", "date_begin", "date_end")
AFTER: Final = ("rule", "date_begin", "date_end")
COUNTED: Final = ("num_projects", "num_votes", "budget", "vote_type")


def compose(
    election: Election,
    *,
    meta: Mapping[str, str],
    names: Mapping[str, str] | None = None,
    selected: Collection[str] | None = None,
    voters: Sequence[str] | None = None,
    voter_columns: Mapping[str, Sequence[str]] | None = None,
) -> PabulibFile:
    """The file of `election`.

    `meta` must give description, country, unit, instance, rule, date_begin and date_end (DD.MM.YYYY or YYYY); what is
    counted (num_projects, num_votes, budget, vote_type) is filled in. `names`: a name for each project id. `selected`:
    the winning ids. `voters`: an id for each ballot, 1, 2, … where none are given, so that ballots cannot be joined to
    people. `voter_columns`: further columns, one cell for each ballot; the caller answers for what they disclose.
    """
    missing = [key for key in NEEDED if not meta.get(key)]
    if missing:
        raise Refused(f"The file needs {missing[0]}.", missing[0])
    votes, score = totals(election.ballots, len(election.projects))
    pointed = election.ballots.kind in POINTED
    columns = ["project_id", "cost", "votes", *(["score"] if pointed else []), "name"]
    if selected is not None:
        columns.append("selected")
    rows = []
    for at, project in enumerate(election.projects):
        cells = [project.id, number_text(project.cost), str(votes[at]), *([number_text(score[at])] if pointed else [])]
        cells.append((names or {}).get(project.id, project.id))
        if selected is not None:
            cells.append("1" if project.id in selected else "0")
        rows.append(Row(project.id, project.cost, tuple(cells)))
    extra = dict(voter_columns or {})
    lines = ballot_lines(election, voters, list(extra.values()))
    return PabulibFile(
        meta=tuple(_meta(election, meta).items()),
        project_columns=tuple(columns),
        projects=tuple(rows),
        vote_columns=("voter_id", "vote", *(["points"] if pointed else []), *extra),
        vote_lines=tuple(lines),
        budget=election.budget,
        ballots=election.ballots,
    )


def _meta(election: Election, given: Mapping[str, str]) -> dict[str, str]:
    """META in the order of the format, with what is counted filled in."""
    counted = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.ballots.voters),
        "budget": number_text(election.budget),
        "vote_type": TYPES[election.ballots.kind],
    }
    before = {
        key: given[key] for key in ("description", "country", "unit", "district", "subunit", "instance") if key in given
    }
    after = {key: given[key] for key in AFTER}
    return (
        before
        | counted
        | after
        | {key: value for key, value in given.items() if key not in {*before, *after, *counted}}
    )


def totals(ballots: Ballots, size: int) -> tuple[list[int], list[Fraction]]:
    """How many ballots name each project, and the points it was given."""
    votes, score = [0] * size, [Fraction(0)] * size
    for group, choice in enumerate(ballots.choices):
        voters = int(ballots.counts[group])
        for place, at in enumerate(choice):
            votes[at] += voters
            score[at] += voters * (ballots.points[group][place] if ballots.points else 0)
    return votes, score


def ballot_lines(election: Election, voters: Sequence[str] | None, extra: list[Sequence[str]]) -> list[str]:
    """One line for each ballot, in the order in which they came; points run from the most to the least."""
    ballots = election.ballots
    texts = []
    for group, choice in enumerate(ballots.choices):
        ids = [election.projects[at].id for at in choice]
        if ballots.points is None:
            texts.append(",".join(ids if ballots.kind == RANKED else sorted(ids)))
        else:
            pairs = sorted(zip(ids, ballots.points[group], strict=True), key=lambda pair: (-pair[1], pair[0]))
            texts.append(",".join(each for each, _ in pairs) + ";" + ",".join(number_text(given) for _, given in pairs))
    lines = []
    for ballot, group in enumerate(ballots.member):
        cells = [voters[ballot] if voters else str(ballot + 1), texts[group], *(column[ballot] for column in extra)]
        if any(mark in cell for cell in (cells[0], *cells[2:]) for mark in ';"\n'):
            raise Refused("A cell of a ballot holds a semicolon, a quotation mark or a line break.", "voters")
        lines.append(";".join(cells))
    return lines


def number_text(value: Fraction) -> str:
    """A number as the format writes it: digits, and a point before decimals."""
    found = plain_number(value)
    if isinstance(found, Fraction):
        raise Refused(f"{found} has no exact decimal form.", "cost")
    return format(found, "f") if not isinstance(found, int) else str(found)
