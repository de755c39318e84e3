"""`alongside import pabulib` and `alongside export pabulib`, as somebody types them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from alongside.core.initiatives.models import Initiative
from alongside.doors.cli.main import main

FILE = """META
key;value
description;Example
country;United Kingdom
unit;Exampleton
instance;2025
num_projects;2
num_votes;2
budget;100
vote_type;approval
rule;greedy
date_begin;01.03.2025
date_end;20.03.2025
PROJECTS
project_id;cost;votes;name;selected
1;60;2;Benches;1
2;60;1;Trees;0
VOTES
voter_id;vote
a;1
b;1,2
"""

pytestmark = pytest.mark.django_db


def test_a_file_goes_in_and_comes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "example.pb"
    path.write_text(FILE)
    main(["import", "pabulib", str(path), "--json"])
    told = capsys.readouterr()
    key = json.loads(told.out)["initiative"]
    assert (told.err, str(Initiative.objects.get().pk)) == ("", key)
    main(["export", "pabulib", key])
    assert capsys.readouterr().out == FILE


def test_the_database_is_made_where_it_is_new(tmp_path: Path) -> None:
    path = tmp_path / "example.pb"
    path.write_text(FILE)
    where = {"DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3", "ALONGSIDE_DATA": str(tmp_path)}

    def say(*words: str) -> str:
        command = [sys.executable, "-m", "alongside", *words]
        root = Path(__file__).resolve().parents[4]
        done = subprocess.run(command, env=os.environ | where, cwd=root, check=True, capture_output=True, text=True)
        return done.stdout

    key = json.loads(say("import", "pabulib", str(path), "--json"))["initiative"]
    assert say("export", "pabulib", key) == FILE


@pytest.mark.parametrize(
    ("broken", "line"),
    [("b;1,9", "Line 21: "), ("b;1,2\na;2", "Line 22: "), ("b", "Line 21: ")],
    ids=["unknown", "twice", "cut"],
)
def test_a_refused_file_is_one_line_with_its_number_exit_2_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: str, line: str
) -> None:
    path = tmp_path / "broken.pb"
    path.write_text(FILE.replace("b;1,2", broken).replace("num_votes;2", f"num_votes;{2 + broken.count(chr(10))}"))
    with pytest.raises(SystemExit) as left:
        main(["import", "pabulib", str(path)])
    told = capsys.readouterr()
    assert (left.value.code, told.out, told.err.count("\n"), line in told.err) == (2, "", 1, True)
    assert Initiative.objects.count() == 0


@pytest.mark.parametrize("key", ["nonsense", "01900000-0000-7000-8000-000000000000"])
def test_what_is_not_there_is_not_exported(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["export", "pabulib", key])
    assert (left.value.code, capsys.readouterr().out) == (2, "")
