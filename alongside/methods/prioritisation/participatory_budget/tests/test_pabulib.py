"""Published elections in and out: nothing lost, counted the same, nothing half written."""

from pathlib import Path

import pytest
from django.db import connection
from pabulib.checker import Checker

from alongside.blocks.rank.election import election_of, options_of
from alongside.blocks.rank.models import Ballot, Poll
from alongside.core.contributions.queries import promise_figures
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.engines.budgeting import Rule, count
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.participatory_budget.pabulib import (
    export_election,
    import_election,
    read_published,
    rule_of,
)
from alongside.standards.pabulib import read

FOLDER = Path(__file__).resolve().parents[5].parent / "shared" / "data" / "pabulib"
FILES = sorted(FOLDER.glob("*.pb"))
LARGE = 300_000  # bytes
TINY = """META
key;value
description;Example of a vote
country;United Kingdom
unit;Exampleton
instance;2025
num_projects;3
num_votes;4
budget;1000
vote_type;approval
rule;greedy
date_begin;01.03.2025
date_end;20.03.2025
currency;GBP
PROJECTS
project_id;cost;votes;name;selected
7;600;3;Benches;1
a;500;2;Trees;0
9;400;2;Paint, red;1
VOTES
voter_id;vote;age;voting_method
x1;9,7;34;paper
x2;7;;internet
x3;a,7;51;internet
x4;a,9;16;paper
"""


@pytest.fixture
def organisation(db: None) -> Organisation:
    return Organisation.objects.create(slug="published", name="Published elections")


def take_in(organisation: Organisation, path: Path) -> Initiative:
    file, data = read_published(str(path))
    return import_election(organisation=organisation, file=file, data=data, name=path.name)


def complaints(text: str) -> dict[str, object]:
    """What the checker of the format finds wrong, by file; warnings are advice and are left out."""
    found = Checker().process_files([text])
    results = next(value for key, value in found.items() if key not in ("metadata", "summary"))["results"]
    return {} if isinstance(results, str) else dict(results.get("errors", {}))


def test_a_small_file_goes_in_and_comes_out_the_same(organisation: Organisation, tmp_path: Path) -> None:
    path = tmp_path / "example.pb"
    path.write_text(TINY)
    initiative = take_in(organisation, path)
    text = export_election(initiative)
    assert text == TINY
    assert complaints(text) == {}
    poll = Poll.objects.get(question__initiative=initiative)
    assert (poll.state, poll.ballot_count) == ("counted", 4)
    result = poll.results.get(official=True)
    assert (result.winners, result.spent, result.voters) == ([1, 3], 100_000, 4)
    assert sorted(poll.tallies.values_list("channel", "ballot_count")) == [("paper", 2), ("web", 2)]


def test_it_claims_nothing_and_nobody_waits_for_an_answer(organisation: Organisation, tmp_path: Path) -> None:
    path = tmp_path / "example.pb"
    path.write_text(TINY)
    initiative = take_in(organisation, path)
    assert initiative.listed
    assert "Imported from the published file example.pb" in initiative.summary
    assert set(initiative.contributions.values_list("party", flat=True)) == {None}
    figures = promise_figures(organisation=organisation)
    assert [figures[kind]["overdue"] for kind in ("acknowledgement", "answer")] == [0, 0]


def test_the_same_file_twice_is_refused(organisation: Organisation, tmp_path: Path) -> None:
    path = tmp_path / "example.pb"
    path.write_text(TINY)
    take_in(organisation, path)
    with pytest.raises(Refused, match="imported already"):
        take_in(organisation, path)
    assert Initiative.objects.count() == 1


def test_a_file_that_is_refused_leaves_nothing_behind(organisation: Organisation, tmp_path: Path) -> None:
    path = tmp_path / "broken.pb"
    path.write_text(TINY.replace("x4;a,9", "x4;a,b"))
    with pytest.raises(Refused, match=r"^Line 25: "):
        take_in(organisation, path)
    assert (Initiative.objects.count(), Ballot.objects.count()) == (0, 0)


def test_an_open_vote_is_not_exported(organisation: Organisation, tmp_path: Path) -> None:
    path = tmp_path / "example.pb"
    path.write_text(TINY)
    initiative = take_in(organisation, path)
    Poll.objects.filter(question__initiative=initiative).update(state="open")
    with pytest.raises(Refused, match="not over"):
        export_election(initiative)


def _marks(path: Path) -> list[pytest.MarkDecorator]:
    return [pytest.mark.shared, *([pytest.mark.slow] if path.stat().st_size > LARGE else [])]


@pytest.mark.shared
def test_the_published_files_are_there(shared: Path) -> None:
    assert len(FILES) == 22


@pytest.mark.parametrize("path", [pytest.param(path, marks=_marks(path), id=path.stem) for path in FILES])
def test_every_published_file_goes_in_and_out_whole(organisation: Organisation, path: Path) -> None:
    again = connection.vendor == "postgresql"
    if again and path.stat().st_size > LARGE:
        pytest.skip("the largest files go in and out on SQLite alone, which keeps the tests quick")
    initiative = take_in(organisation, path)
    text = export_election(initiative)
    original, data = read_published(str(path))
    assert read(text) == original
    published = data.decode("utf-8-sig")
    if (
        text != published and not again
    ):  # The checker counts some files for half a minute; of equal texts it says the same.
        assert complaints(text) == complaints(published)
    poll = Poll.objects.get(question__initiative=initiative)
    result = poll.results.get(official=True)
    options = options_of(poll)
    rule = rule_of(original)
    assert Rule.from_json(poll.rule) == rule
    ours = count(original.election, rule)
    won = tuple(option.key for number in result.winners for option in options if option.number == number)
    assert (won, result.voters) == (ours.order, original.ballots.voters)
    assert election_of(poll, options).ballots.counts.sum() == original.ballots.voters
