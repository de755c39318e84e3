"""Every way in which a `.pb` file can be wrong: the refusal names the line and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.kit.refused import Refused
from alongside.standards.pabulib import read, read_path
from alongside.standards.pabulib.tests.example import GOOD, changed, refusal

REFUSALS = {
    "empty": ("", "Line 1: the file is empty; a .pb file begins with a line META."),
    "only a byte-order mark": ("\ufeff", "Line 1: the file is empty; a .pb file begins with a line META."),
    "a NUL": (
        "META\nkey;\0value\n",
        "Line 2: the file holds a character of no text (NUL); it is damaged, or no text; save it as UTF-8.",
    ),
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
    "endless cost": (
        changed(("b;250", f"b;{10**400}")),
        "Line 18: the cost of project 'b' has 401 characters; no amount of money is that long.",
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
