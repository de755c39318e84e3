"""Reading `.pb` files: what is accepted beyond the letter, and that every refusal names its line and the remedy."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kit.refused import Refused
from alongside.standards.pabulib import PabulibFile, compose, read, read_path, text_of
from alongside.standards.pabulib.tests.example import GOOD, changed, refusal


def test_everything_in_the_file_is_there() -> None:
    file = read(GOOD)
    assert file.meta[0] == ("description", "Green budget")
    assert file.budget == 1000
    assert [(row.id, row.cost) for row in file.projects] == [("7", 400), ("12", Fraction(1201, 2)), ("b", 250)]
    assert file.projects[1].cells == ("12", "600.50", "2", "Benches")
    assert list(file.votes) == [("v1", "7,12", "34"), ("v2", "7", "51"), ("v3", "12,b,7", "23"), ("v4", "", "19")]
    assert file.ballots.choices == ((0, 1), (0,), (0, 1, 2), ())
    assert file.ballots.voters == 4
    assert file.selected is None


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), id="byte-order mark"),
        pytest.param(GOOD.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(GOOD.replace("\n", "\r").encode(), id="old Macintosh line ends"),
        pytest.param(GOOD.replace("PROJECTS", "\nPROJECTS\n").replace("v3;", "\n \nv3;") + "\n\n", id="blank lines"),
        pytest.param(GOOD.rstrip("\n"), id="no line end at the end"),
        pytest.param(GOOD.replace(";", " ; ").replace("v4 ;  ;", "v4;;"), id="spaces around cells"),
        pytest.param(GOOD.replace("v2;7;", '"v2";"7";'), id="quoted cells"),
    ],
)
def test_what_means_the_same_reads_the_same(contents: bytes | str) -> None:
    assert read(contents) == read(GOOD)


def test_decimal_commas_are_read() -> None:
    assert read(changed(("600.50", "600,5"), ("budget;1000", "budget;1000,25"))).budget == Fraction("1000.25")


def test_none_stands_for_an_empty_ballot() -> None:
    assert read(changed(("v4;;19", "v4;None;19"))).ballots.choices[-1] == ()


def test_cells_may_run_over_lines_and_later_lines_keep_their_numbers() -> None:
    broken = changed(("Trees", '"Trees;\nand ""shrubs"""'), ("v2;7;51", 'v2;7;"5\n1"'))
    file = read(broken)
    assert file.projects[0].cells[3] == 'Trees;\nand "shrubs"'
    assert list(file.votes)[1] == ("v2", "7", "5\n1")
    assert read(text_of(file)) == file
    # The file has two more lines than the good one before its last but one ballot.
    assert refusal(broken.replace("v3;12,b,7", "v3;12,x,7")).startswith("Line 25: the ballot names project 'x'")


def test_points_ranks_and_single_choices() -> None:
    pointed = changed(("approval", "cumulative"), ("vote;age", "vote;points"))
    pointed = (
        pointed.replace("7,12;34", "7,12;3,0.5")
        .replace("7;51", "7;2")
        .replace("12,b,7;23", "12,b,12;1,1,2")
        .replace("v4;;19", "v4;;")
    )
    file = read(pointed)
    assert file.ballots.kind == "points"
    # A project that stands several times has its points added up.
    assert file.ballots.choices == ((0, 1), (0,), (1, 2), ())
    assert file.ballots.points == ((3, Fraction(1, 2)), (2,), (3, 1), ())
    ranked = read(changed(("approval", "ordinal")))
    assert ranked.ballots.choices == ((0, 1), (0,), (1, 2, 0), ())
    single = read(changed(("approval", "choose-1"), ("7,12;", "7;"), ("12,b,7", "b")))
    assert (single.ballots.kind, single.ballots.choices) == ("choose-one", ((0,), (2,), ()))
    scored = read(pointed.replace("cumulative", "scoring").replace("7;2", "7;-2"))
    assert scored.ballots.points == ((3, Fraction(1, 2)), (-2,), (3, 1), ())


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_whatever_make_anything_but_a_refusal(data: bytes) -> None:
    with pytest.raises(Refused):
        read(data)


@given(st.integers(0, len(GOOD)), st.integers(0, 30), st.sampled_from(["", ";", '"', "\n", ",", "VOTES", "7", "\x00"]))
def test_a_damaged_file_is_read_or_refused(at: int, length: int, put: str) -> None:
    damaged = GOOD[:at] + put + GOOD[at + length :]
    try:
        file = read(damaged)
    except Refused:
        assert re.match(r"Line \d+: ", refusal(damaged))
        return
    assert read(text_of(file)) == file


@pytest.mark.shared
@pytest.mark.slow
def test_every_published_file_comes_back_equal(shared: Path) -> None:
    paths = sorted((shared / "data" / "pabulib").glob("*.pb"))
    assert len(paths) >= 22
    for path in paths:
        file = read_path(path)
        assert read(text_of(file)) == file, path.name
        assert int(file.named["num_votes"]) == file.ballots.voters == len(file.vote_lines), path.name
        # The cells, as the standard reader of Python takes them apart, are those that were published.
        assert cells_of(text_of(file)) == cells_of(path.read_text("utf-8-sig")), path.name


def cells_of(text: str) -> list[list[str]]:
    """All cells of a file."""
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")]


def same_election(first: PabulibFile, second: PabulibFile) -> bool:
    """Whether two files hold one election: projects, costs, and each voter's ballot."""
    return (
        first.budget == second.budget
        and [(row.id, row.cost) for row in first.projects] == [(row.id, row.cost) for row in second.projects]
        and [spelled(first, voter) for voter in range(first.ballots.voters)]
        == [spelled(second, voter) for voter in range(second.ballots.voters)]
    )


def spelled(file: PabulibFile, voter: int) -> tuple[object, object]:
    """One voter's ballot."""
    group = int(file.ballots.member[voter])
    return file.ballots.choices[group], file.ballots.points[group] if file.ballots.points else None


@pytest.mark.shared
@pytest.mark.slow
def test_what_we_compose_of_a_published_election_is_that_election(shared: Path) -> None:
    for name in ("Poland_Krakow_2019", "Switzerland_Zurich_S5D10", "Netherlands_Assen_2024", "Poland_Gdansk_2020"):
        file = read_path(shared / "data" / "pabulib" / f"{name}.pb")
        again = read(text_of(compose(file.election, meta=file.named)))
        assert same_election(file, again), name
