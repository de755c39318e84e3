"""`alongside count`: what it prints where, and how it says no."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from alongside.doors.cli.main import main

FILE = """META
key;value
description;Green budget
country;Poland
unit;Example
instance;2024
num_projects;3
num_votes;5
budget;1000.5
vote_type;approval
rule;greedy-threshold
min_project_score_threshold;2
PROJECTS
project_id;cost;votes;name
9;400.25;3;Trees
10;600.25;3;Benches
b;250;2;Lamps
VOTES
voter_id;vote
v1;9,10
v2;9,10
v3;9,10
v4;b
v5;b
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small election in which two projects are tied and both fit to the penny."""
    path = tmp_path / "green.pb"
    path.write_text(FILE, "utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, str]:
    """What a command that succeeds prints on stdout and stderr."""
    main(["count", *words])
    return capsys.readouterr()


def test_json_is_one_object_with_every_parameter(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(capsys, str(file), "--rule", "greedy", "--json", "--threshold", "2")
    assert err == ""
    assert out == (
        '{"winners": ["10", "9"], "spent": 1000.5, "budget": 1000.5, "voters": 5, "rule": {"kind": "greedy", '
        '"utility": "cost", "completion": "none", "step": 1, "start": "exact", "ties": "id", "threshold": 2, '
        '"skip": true, "exclusions": [], "rank_points": "last-one", "caps": [], "leftover": "leave", "part": null, '
        '"order": [], "left_out": [], "comparison": "none"}}\n'
    )


def test_equal_shares_with_its_options(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--rule", "equal-shares", "--utility", "cardinality", "--completion", "add1-exhaustive", "--step", "0.5"]
    data = json.loads(said(capsys, str(file), *options, "--ties", "lowest-cost", "--json")[0])
    assert (data["winners"], data["spent"]) == (["9", "b"], 650.25)
    changed = {"utility": "cardinality", "completion": "add1-exhaustive", "step": 0.5, "ties": "lowest-cost"}
    assert {key: data["rule"][key] for key in changed} == changed


def test_notes_go_to_stderr(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(capsys, str(file), "--json")
    assert json.loads(out)["rule"]["threshold"] == 0
    assert err == "Note: the file names a threshold of 2; it holds with --threshold 2.\n"


def test_the_table_tells_why(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, str(file), "--explain", "--exclusion", "9,b")
    assert out.splitlines()[:4] == [
        "     id    cost  score  name",
        "won  10  600.25      3  Benches",
        "won  9   400.25      3  Trees",
        "-    b      250      2  Lamps: a project that excludes it had won",
    ]
    assert "2 of 3 projects won, 1000.5 of 1000.5 spent, 5 voters" in out
    out, _ = said(capsys, str(file), "--rule", "equal-shares", "--completion", "add1-overspend", "--explain")
    assert "stopped by overspend" in out


def test_reasons_as_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(said(capsys, str(file), "--json", "--explain")[0])
    assert [each["verdict"] for each in data["projects"]] == ["won", "won", "too-dear"]
    assert data["projects"][2]["money_left"] == 0


@pytest.mark.parametrize(
    ("damage", "options", "message"),
    [
        (("b;250", "b;-250"), [], "Line 17: the cost of project 'b' is '-250'"),
        (("budget;1000.5\n", ""), [], "Line 1: META names no budget"),
        (
            ("approval", "approval"),
            ["--utility", "borda"],
            "The utility borda needs ranked ballots; these are approval.",
        ),
        (
            ("approval", "approval"),
            ["--completion", "add1-overspend"],
            "The completion add1-overspend belongs to equal-shares",
        ),
        (
            ("approval", "approval"),
            ["--ties", "coin"],
            "The ties must be one of id, lowest-cost, most-votes, listed; not 'coin'.",
        ),
        (
            ("approval", "approval"),
            ["--exclusion", "9,77"],
            "The exclusions name project '77', which is not in the list.",
        ),
    ],
)
def test_what_is_refused_is_one_line_and_exit_2(
    file: Path, damage: tuple[str, str], options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(
        FILE.replace("rule;greedy-threshold\nmin_project_score_threshold;2\n", "").replace(*damage), "utf-8"
    )
    line = message.replace("Line 17", "Line 15")
    with pytest.raises(SystemExit) as left:
        main(["count", str(file), "--json", *options])
    out, err = capsys.readouterr()
    assert (left.value.code, out) == (2, "")
    assert err.startswith(f"{file}: {line}")
    assert err.count("\n") == 1


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["count", str(tmp_path / "none.pb")])
    assert left.value.code == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none.pb'} cannot be opened: no such file or directory.\n"


def test_a_count_loads_no_django(file: Path) -> None:
    code = (
        "import sys; from alongside.doors.cli.main import main; "
        f"main(['count', {str(file)!r}, '--json']); print([name for name in sys.modules if name.startswith('django')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_rule_that_the_file_names(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(capsys, str(file), "--rule", "meta", "--json")
    rule = json.loads(out)["rule"]
    assert (rule["kind"], rule["threshold"], rule["ties"], rule["skip"]) == ("greedy", 2, "listed", True)
    assert err == ""


@pytest.mark.parametrize("option", [["--utility", "cost"], ["--no-skip"], ["--threshold", "5"], ["--ties", "id"]])
def test_meta_takes_no_parameters_beside_it(file: Path, option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["count", str(file), "--rule", "meta", *option])
    out, err = capsys.readouterr()
    assert (left.value.code, out, err.count("\n")) == (2, "", 1)
    assert "With --rule meta the file names" in err


def test_a_rule_as_a_file_counts_as_its_options_do(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--rule", "equal-shares", "--completion", "add1-utilitarian", "--ties", "lot:2026", "--step", "0.5"]
    options += ["--cap", "name:Lamps=200", "--exclude", "9,10", "--part", "0.5"]
    first = json.loads(said(capsys, str(file), "--json", *options)[0])
    assert first["rule"]["completion"] == "add1-overspend-utilitarian"
    rule = tmp_path / "rule.json"
    rule.write_text(json.dumps(first["rule"]), "utf-8")
    assert json.loads(said(capsys, str(file), "--json", "--rule", str(rule))[0]) == first


PUBLISHED = {  # the one election whose exclusion stands only in the comment, and how it is said
    "Poland_Warszawa_2022_Bielany": ["--exclude", "201,1932"],
}
UNKNOWN = {  # its rule is called unknown, and its winners include the paper ballots that the file leaves out
    "Hungary_Budapest_2024_VIII_Jozsefvaros"
}


@pytest.mark.shared
@pytest.mark.slow
def test_every_election_that_publishes_winners_has_them(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted = []
    for path in sorted((shared / "data" / "pabulib").glob("*.pb")):
        won = selected(path)
        if not won or path.stem in UNKNOWN:
            continue
        data = json.loads(said(capsys, str(path), "--rule", "meta", "--json", *PUBLISHED.get(path.stem, []))[0])
        assert set(data["winners"]) == won, path.name
        counted.append(path.stem)
    assert len(counted) >= 9


@pytest.mark.shared
def test_what_an_election_does_not_say_is_said(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = shared / "data" / "pabulib"
    assert "--exclude" in said(capsys, str(data / "Poland_Warszawa_2022_Bielany.pb"), "--rule", "meta")[1]
    out, _ = said(capsys, str(data / "Netherlands_Amsterdam_631.pb"), "--rule", "meta", "--json")
    assert json.loads(out)["part_funded"] == {"id": "44497", "amount": 127}
    rule = json.loads(said(capsys, str(data / "Netherlands_Amsterdam_166.pb"), "--rule", "meta", "--json")[0])["rule"]
    assert [cap["most"] for cap in rule["caps"]] == [52000, 37000, 35000, 54000, 39000, 33000]
    with pytest.raises(SystemExit) as left:
        main(["count", str(data / "Switzerland_Zurich_S5.pb"), "--rule", "meta"])
    assert left.value.code == 2
    assert "Line 11: META says that the rule is unknown" in capsys.readouterr().err


def selected(path: Path) -> set[str]:
    """The ids that a file says won, read apart from the product's reader."""
    lines = path.read_text("utf-8-sig").splitlines()
    rows = list(csv.reader(lines[lines.index("PROJECTS") + 1 : lines.index("VOTES")], delimiter=";"))
    if "selected" not in rows[0]:
        return set()
    return {row[rows[0].index("project_id")] for row in rows[1:] if row[rows[0].index("selected")] == "1"}
