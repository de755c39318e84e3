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

GOOD = """META
key;value
description;Green budget
country;Poland
unit;Example
instance;2024
num_projects;3
num_votes;4
budget;1000
vote_type;approval
rule;greedy
date_begin;01.03.2024
date_end;14.03.2024
PROJECTS
project_id;cost;votes;name
7;400;3;Trees
12;600.50;2;Benches
b;250;1;Lamps
VOTES
voter_id;vote;age
v1;7,12;34
v2;7;51
v3;12,b,7;23
v4;;19
"""


def changed(*changes: tuple[str, str]) -> str:
    """The good file with some text replaced; each must be there."""
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def refusal(contents: str | bytes) -> str:
    """The refusal of a file: one line."""
    with pytest.raises(Refused) as caught:
        read(contents)
    assert "\n" not in caught.value.message
    return caught.value.message


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


REFUSALS = {
    "empty": ("", "Line 1: the file is empty; a .pb file begins with a line META."),
    "only spaces": (" \n\n", "Line 1: the file is empty; a .pb file begins with a line META."),
    "no META": (
        GOOD.replace("META\n", "", 1),
        "Line 1: the file begins with 'key;value'; a .pb file begins with a line META.",
    ),
    "not UTF-8": (
        GOOD.replace("Trees", "Bäume").encode("cp1252"),
        "Line 16: the file is not UTF-8 (byte 0xe4); it looks like Windows-1252; open it in that encoding"
        " and save it again as UTF-8.",
    ),
    "UTF-16": (GOOD.encode("utf-16"), "Line 1: the file is UTF-16; save it again as UTF-8."),
    "no VOTES": (
        GOOD.split("VOTES")[0],
        "Line 18: the file ends before its section VOTES; it is cut short, or a line VOTES is missing.",
    ),
    "no PROJECTS": (
        changed(("PROJECTS\nproject_id;cost;votes;name\n7;400;3;Trees\n12;600.50;2;Benches\nb;250;1;Lamps\n", "")),
        "Line 14: the section VOTES comes before PROJECTS; the order is META, PROJECTS, VOTES.",
    ),
    "sections in the wrong order": (
        "PROJECTS\nproject_id;cost\n1;5\nMETA\nkey;value\nbudget;5\n",
        "Line 1: the section PROJECTS comes before META; the order is META, PROJECTS, VOTES.",
    ),
    "a section twice": (
        changed(("VOTES\n", "PROJECTS\nproject_id;cost\nVOTES\n")),
        "Line 19: the section PROJECTS stands twice (first on line 14); join the two.",
    ),
    "cut in the ballots": (
        GOOD[: GOOD.index("v4;")],
        "Line 8: num_votes is 4 but VOTES holds 3 ballots; the file is cut short, or correct num_votes or"
        " restore the lines.",
    ),
    "cut in the last line": (
        GOOD[: GOOD.index(";19")],
        "Line 24: 2 cells where VOTES has 3 columns; this is the last line: the file may be cut short; put a cell"
        " that holds a semicolon in quotation marks and leave none out.",
    ),
    "too many ballots": (
        GOOD + "v5;7;40\n",
        "Line 8: num_votes is 4 but VOTES holds 5 ballots; correct num_votes or restore the lines.",
    ),
    "too few projects": (
        changed(("num_projects;3", "num_projects;4")),
        "Line 7: num_projects is 4 but PROJECTS lists 3 projects; the file is cut short, or correct num_projects"
        " or restore the lines.",
    ),
    "unknown project": (
        changed(("v2;7;", "v2;77;")),
        "Line 22: the ballot names project '77', which PROJECTS does not list; correct the id or add the project.",
    ),
    "project twice in a ballot": (
        changed(("v1;7,12", "v1;7,7")),
        "Line 21: the ballot names project '7' twice; keep one.",
    ),
    "doubled voter": (
        changed(("v3;", "v1;")),
        "Line 23: voter 'v1' stands twice (first on line 21); keep one ballot for each voter.",
    ),
    "no voter id": (
        changed(("v3;", ";")),
        "Line 23: the voter_id is missing; give every ballot an id of its own.",
    ),
    "doubled project": (
        changed(("b;250", "7;250")),
        "Line 18: project '7' stands twice (first on line 16); keep one.",
    ),
    "negative cost": (
        changed(("b;250", "b;-250")),
        "Line 18: the cost of project 'b' is '-250'; it cannot be negative. Correct it or remove the line.",
    ),
    "cost that is not a number": (
        changed(("b;250", "b;cheap")),
        "Line 18: the cost of project 'b' is 'cheap', which is not a number; write it with digits only, as 1234.5.",
    ),
    "cost with two readings": (
        changed(("b;250", "b;1,250")),
        "Line 18: the cost of project 'b' is '1,250', which can be read in two ways; write it without separators,"
        " as 1234.5.",
    ),
    "no cost": (
        changed(("b;250", "b;")),
        "Line 18: the cost of project 'b' is missing; write it as a number, as 1234.5.",
    ),
    "infinite cost": (
        changed(("b;250", "b;inf")),
        "Line 18: the cost of project 'b' is 'inf', which is not a number; write it with digits only, as 1234.5.",
    ),
    "wrong number of cells in PROJECTS": (
        changed(("b;250;1;Lamps", "b;250;1;Lamps; new")),
        "Line 18: 5 cells where PROJECTS has 4 columns; put a cell that holds a semicolon in quotation marks"
        " and leave none out.",
    ),
    "wrong number of cells in VOTES": (
        changed(("v2;7;51", "v2;7")),
        "Line 22: 2 cells where VOTES has 3 columns; put a cell that holds a semicolon in quotation marks"
        " and leave none out.",
    ),
    "no budget": (
        changed(("budget;1000\n", "")),
        "Line 1: META names no budget; add a line such as budget;10000.",
    ),
    "two budgets": (
        changed(("budget;1000\n", "budget;1000\nbudget;2000\n")),
        "Line 10: META names the budget twice (first on line 9); keep one.",
    ),
    "negative budget": (
        changed(("budget;1000", "budget;-1")),
        "Line 9: the budget is '-1'; it cannot be negative. Correct it or remove the line.",
    ),
    "unknown vote type": (
        changed(("approval", "veto")),
        "Line 10: vote_type is 'veto'; META must give one of approval, choose-1, cumulative, scoring, ordinal.",
    ),
    "no vote type": (
        changed(("vote_type;approval\n", "")),
        "Line 1: vote_type is ''; META must give one of approval, choose-1, cumulative, scoring, ordinal.",
    ),
    "header without cost": (
        changed(("project_id;cost;votes;name", "project_id;price;votes;name")),
        "Line 15: the header of PROJECTS names the column cost not; it must read like project_id;cost.",
    ),
    "two choices where one is allowed": (
        changed(("approval", "choose-1")),
        "Line 21: a choose-1 ballot names 2 projects; it may name one.",
    ),
    "points missing": (
        changed(("approval", "cumulative")),
        "Line 20: ballots with points need one column points in the header of VOTES.",
    ),
    "points that do not pair up": (
        changed(("approval", "cumulative"), ("vote;age", "vote;points"), ("7,12;34", "7,12;3")),
        "Line 21: the ballot names 2 projects and gives 1 points; pair them.",
    ),
    "negative points": (
        changed(("approval", "cumulative"), ("vote;age", "vote;points"), ("7,12;34", "7,12;3,-1")),
        "Line 21: a number of points is '-1'; it cannot be negative. Correct it or remove the line.",
    ),
    "an open quotation mark": (
        changed(("Trees", '"Trees')),
        "Line 16: a quotation mark that opens here is never closed; close it, or double it inside a cell.",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refusals_name_the_line_and_the_remedy(name: str) -> None:
    contents, message = REFUSALS[name]
    assert refusal(contents) == message


def test_a_ballot_cut_in_its_list_is_found_by_the_totals() -> None:
    cut = GOOD.replace(";age", "").replace("v1;7,12;34", "v1;7,12").replace("v2;7;51", "v2;7")
    whole = cut.replace("v3;12,b,7;23\nv4;;19\n", "v4;\nv3;12,b,7")
    assert read(whole).ballots.voters == 4
    message = refusal(whole.removesuffix(",7"))
    assert message.startswith("Line 24: the file ends in the middle of a line and its ballots do not add up")


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be opened: no such file or directory"):
        read_path(tmp_path / "none.pb")


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
def test_what_we_compose_of_a_published_election_is_that_election(shared: Path) -> None:
    for name in ("Poland_Krakow_2019", "Switzerland_Zurich_S5D10", "Netherlands_Assen_2024", "Poland_Gdansk_2020"):
        file = read_path(shared / "data" / "pabulib" / f"{name}.pb")
        again = read(text_of(compose(file.election, meta=file.named)))
        assert same_election(file, again), name
