"""Make a `.pb` file from an election of our own, in the shape that Pabulib's checker passes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Final

from alongside.engines.budgeting.decimals import plain_number
from alongside.engines.budgeting.election import POINTED, RANKED, Ballots, Election
from alongside.kit.refused import Refused
from alongside.standards.pabulib.file import VOTE_TYPES, PabulibFile, Row

TYPES: Final = {kind: name for name, kind in VOTE_TYPES.items()} | {
    "knapsack": "approval",
    "cumulative": "cumulative",
    "yes-no": "scoring",
}
NEEDED: Final = ("description", "country", "unit", "instance", "rule", "date_begin", "date_end")
# The order of META in the format; keys that it does not know come last.
ORDER: Final = [
    "description",
    "country",
    "unit",
    "district",
    "subunit",
    "instance",
    "num_projects",
    "num_votes",
    "budget",
    "vote_type",
    "rule",
    "date_begin",
    "date_end",
    "min_length",
    "max_length",
    "min_sum_cost",
    "max_sum_cost",
    "min_points",
    "max_points",
    "min_sum_points",
    "max_sum_points",
    "default_score",
    "min_project_cost",
    "max_project_cost",
    "min_project_score_threshold",
    "neighborhoods",
    "subdistricts",
    "categories",
    "edition",
    "language",
    "currency",
    "fully_funded",
    "experimental",
    "comment",
    "acknowledgments",
]


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
    columns, rows = _rows(election, names or {}, selected)
    extra = dict(voter_columns or {})
    return PabulibFile(
        meta=tuple(_meta(election, meta)),
        project_columns=columns,
        projects=rows,
        vote_columns=("voter_id", "vote", *(["points"] if election.ballots.kind in POINTED else []), *extra),
        vote_lines=tuple(ballot_lines(election, voters, list(extra.values()))),
        budget=election.budget,
        ballots=election.ballots,
    )


def _rows(
    election: Election, names: Mapping[str, str], selected: Collection[str] | None
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The columns of PROJECTS and a row for each project, with votes and, where ballots give points, the score."""
    votes, score = totals(election.ballots, len(election.projects))
    rows: list[dict[str, str]] = []
    for at, project in enumerate(election.projects):
        cells = {"project_id": project.id, "cost": number_text(project.cost), "votes": str(votes[at])}
        if election.ballots.kind in POINTED:
            cells["score"] = number_text(score[at])
        cells["name"] = names.get(project.id, project.id)
        if selected is not None:
            cells["selected"] = "1" if project.id in selected else "0"
        rows.append(cells)
    columns = tuple(rows[0]) if rows else ("project_id", "cost", "votes", "name")
    pairs = zip(election.projects, rows, strict=True)
    return columns, tuple(Row(project.id, project.cost, tuple(cells.values())) for project, cells in pairs)


def _meta(election: Election, given: Mapping[str, str]) -> list[tuple[str, str]]:
    """META in the order of the format, with what is counted filled in."""
    counted = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.ballots.voters),
        "budget": number_text(election.budget),
        "vote_type": TYPES[election.ballots.kind],
    }
    place = {key: at for at, key in enumerate(ORDER)}
    return sorted({**given, **counted}.items(), key=lambda pair: place.get(pair[0], len(ORDER)))


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
