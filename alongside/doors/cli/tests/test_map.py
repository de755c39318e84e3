"""`alongside map`: the same bytes whatever the order of rows and columns; one line where a file is refused."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from alongside.doors.cli.main import main
from alongside.engines.opinions.tests.simulated import planted
from alongside.standards.polis import PolisExport, Statement, compose


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export of a conversation with two groups; its last statement is moderated out."""
    votes, _ = planted(21, (50, 30), statements=20)
    statements = {name: Statement(id=name, words=f"Words of {name}") for name in votes.statements}
    statements["19"] = Statement(id="19", moderated=-1)
    for name, text in compose(PolisExport(votes=votes, statements=statements)).items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def shuffled(text: str, seed: int) -> str:
    """The same table with its rows and its columns in another order."""
    rows = list(csv.reader(StringIO(text)))
    draw = random.Random(seed)
    columns = draw.sample(range(len(rows[0])), len(rows[0]))
    rest = draw.sample(rows[1:], len(rows) - 1)
    if "group-id" in rows[0]:
        for row in rest:
            row[rows[0].index("group-id")] = str(draw.randrange(4))
    out = StringIO()
    csv.writer(out).writerows([[row[at] for at in columns] for row in [rows[0], *rest]])
    return out.getvalue()


@pytest.mark.parametrize("words", [[], ["--polis-compatible"]])
def test_the_same_bytes(folder: Path, capsysbinary: pytest.CaptureFixture[bytes], words: list[str]) -> None:
    """Rows, columns and comments shuffled, and exported groups that lie, change nothing."""
    file = folder / "participants-votes.csv"
    main(["map", str(file), "--json", *words])
    seen = capsysbinary.readouterr().out
    for seed in (1, 2):
        file.write_text(shuffled(file.read_text("utf-8"), seed), "utf-8")
        (folder / "comments.csv").write_text(shuffled((folder / "comments.csv").read_text("utf-8"), seed), "utf-8")
        main(["map", str(file), "--json", *words])
        assert capsysbinary.readouterr().out == seen


def test_the_object(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its keys, and figures that follow from one another."""
    main(["map", str(folder / "participants-votes.csv"), "--json", "--polis-compatible"])
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["clear", "groups", "stability", "statements"]
    assert (found["clear"], len(found["groups"]), set(found["groups"].values())) == (True, 80, {"A", "B"})
    assert list(found["statements"]) == sorted(map(str, range(20)))
    for name, each in found["statements"].items():
        assert set(each) == {"agree", "disagree", "pass", "groups", "consensus", "extremity", "priority"}
        product = 1.0
        for group in each["groups"].values():
            product *= (group["agree"] + 1) / (sum(group.values()) + 2)
        assert each["consensus"] == pytest.approx(product, rel=1e-12)
        for answer in ("agree", "disagree", "pass"):
            assert each[answer] == sum(group[answer] for group in each["groups"].values())
        assert (each["extremity"] == 0) == (name == "19")
    main(["map", str(folder / "participants-votes.csv"), "--json"])
    assert "19" not in json.loads(capsys.readouterr().out)["statements"]


def test_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How many groups, how steady, who is in them and what marks them; and what was looked at."""
    main(["map", str(folder), "--integrity"])
    said = capsys.readouterr().out
    assert "80 people, 19 statements" in said
    assert "2 groups stand out; without a tenth of the votes, nearly the same groups come out" in said
    titles = [line for line in said.splitlines() if line.startswith("Group ")]
    assert [title.split(",")[0] for title in titles] == ["Group A", "Group B"]
    assert all(title.endswith("people, is marked by:") for title in titles)
    assert "“Words of " in said
    assert "Nothing was seen that looks copied, hasty or blind." in said


def test_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, exit 2, nothing printed."""
    (folder / "participants-votes.csv").write_text("participant,0\nann,7\n", "utf-8")
    for words in ([str(folder)], [str(folder / "none.csv")], [str(folder), "--json", "--integrity"]):
        with pytest.raises(SystemExit) as code:
            main(["map", *words])
        out, err = capsys.readouterr()
        assert (code.value.code, out, err.count("\n")) == (2, "", 1)


def test_django_is_not_loaded() -> None:
    """The map needs no database, and starts without Django."""
    code = "import sys, alongside.doors.cli.map; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
