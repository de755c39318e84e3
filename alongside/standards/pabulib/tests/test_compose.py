"""Files that we make ourselves pass the checker that Pabulib applies to what it publishes."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from pabulib.checker import Checker

from alongside.engines.budgeting import Ballots, Election, Project, Rule, count
from alongside.kit.refused import Refused
from alongside.standards.pabulib import compose, read, read_path, text_of, write_path

META = {
    "description": "Example for a test",
    "country": "United Kingdom",
    "unit": "Example",
    "instance": "2025",
    "date_begin": "01.03.2025",
    "date_end": "14.03.2025",
    "rule": "greedy",
    "language": "en",
    "currency": "GBP",
}
PROJECTS = tuple(Project(name, Fraction(cost)) for name, cost in (("p1", 400), ("p2", 600), ("p3", 250), ("p4", 300)))
CHOICES = [[0, 1], [0], [1, 2, 0], [3, 0], [0, 2, 3], [1, 3]]


def complaints(path: Path) -> object:
    """What the checker says of a file: errors and warnings."""
    found = Checker().process_files([str(path)])
    return found[path.stem]["results"]


@pytest.mark.parametrize("kind", ["approval", "knapsack", "choose-one", "points", "ranked"])
def test_the_checker_of_pabulib_finds_nothing(kind: str, tmp_path: Path) -> None:
    points = [[3, 2], [5], [1, 1, 3], [2, 2], [4, 1, 1], [1, 5]] if kind == "points" else None
    choices = [[each[0]] for each in CHOICES] if kind == "choose-one" else CHOICES
    if kind == "choose-one":
        choices[2] = [2]
    election = Election(Fraction(1000), PROJECTS, Ballots.group(kind=kind, choices=choices, points=points))
    utility = {"points": "cost-points", "ranked": "cost-borda"}.get(kind, "cost")
    result = count(election, Rule(kind="greedy", utility=utility))
    meta = META | ({"max_length": "1", "min_length": "1"} if kind == "choose-one" else {})
    if kind == "points":
        meta |= {"max_sum_points": "6"}
    file = compose(election, meta=meta, selected=result.winners)
    path = tmp_path / "United Kingdom_Example_2025.pb"
    write_path(file, path)
    assert complaints(path) == {"errors": {}, "warnings": {}}
    assert read(text_of(file)) == file


def test_the_winners_of_equal_shares_pass_the_checkers_own_count(tmp_path: Path) -> None:
    election = Election(Fraction(1000), PROJECTS, Ballots.group(kind="approval", choices=CHOICES))
    rule = Rule(kind="equal-shares", completion="add1-overspend", start="whole", ties="lowest-cost,most-votes")
    file = compose(election, meta=META | {"rule": "equalshares/add1"}, selected=count(election, rule).winners)
    path = tmp_path / "United Kingdom_Example_2025.pb"
    write_path(file, path)
    assert complaints(path) == {"errors": {}, "warnings": {}}


def test_what_the_format_needs_is_asked_for() -> None:
    election = Election(Fraction(1000), PROJECTS, Ballots.group(kind="approval", choices=CHOICES))
    with pytest.raises(Refused, match="needs country") as caught:
        compose(election, meta={key: value for key, value in META.items() if key != "country"})
    assert caught.value.field == "country"


def test_a_voter_column_that_would_break_the_line_is_refused() -> None:
    election = Election(Fraction(1000), PROJECTS, Ballots.group(kind="approval", choices=[[0]]))
    with pytest.raises(Refused, match="semicolon"):
        compose(election, meta=META, voter_columns={"district": ["North;South"]})


@pytest.mark.shared
@pytest.mark.slow
def test_the_checker_says_of_what_we_write_what_it_says_of_what_was_published(shared: Path, tmp_path: Path) -> None:
    paths = sorted((shared / "data" / "pabulib").glob("*.pb"))
    small = [path for path in paths if path.stat().st_size < 300_000]  # the checker takes its time over large ones
    assert len(small) >= 10
    for published in small:
        path = tmp_path / published.name
        write_path(read_path(published), path)
        assert complaints(path) == complaints(published), published.name
