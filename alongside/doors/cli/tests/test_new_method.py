"""A new method works from the moment its folder is written, and no other file is touched."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from alongside.doors.cli import new_method
from alongside.doors.cli.main import main
from alongside.kit.refused import Refused

ROOT = Path(__file__).parents[4]
COPIED = ("alongside", "tests", "conftest.py", "pyproject.toml")
LEFT = shutil.ignore_patterns("__pycache__", "*.pyc", "oracle", "journeys")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project that may be changed."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=LEFT)
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def run_in(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy, with a database of its own."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "PYTHONPATH": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "ALONGSIDE_DATA": str(folder / "var"),
        "DATABASE_URL": f"sqlite:///{folder / 'new.sqlite3'}",
    }
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def files(folder: Path) -> dict[str, bytes]:
    """What every file of the project holds."""
    found = (path for name in ("alongside", "tests") for path in (folder / name).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.slow
def test_a_new_method_passes_the_whole_suite_and_changes_no_file_that_was_there(copy: Path) -> None:
    before = files(copy)
    made = run_in(
        copy, "-m", "alongside", "new-method", "co-design", "Neighbourhood-Walk", "--title", "A walk together"
    )
    assert (made.returncode, made.stderr) == (0, "")
    after = files(copy)
    assert {name: after[name] for name in before} == before
    folder = "alongside/methods/design/neighbourhood_walk"
    assert sorted(set(after) - set(before)) == [
        f"{folder}/__init__.py",
        f"{folder}/demo.py",
        f"{folder}/guide.md",
        f"{folder}/method.py",
        f"{folder}/tests/__init__.py",
        f"{folder}/tests/test_neighbourhood_walk.py",
    ]
    suite = run_in(
        copy,
        *("-m", "pytest", "-v", "-p", "no:cacheprovider", "-m", "not browser", "-k", "neighbourhood_walk"),
        *("tests/conformance", folder),
    )
    assert suite.returncode == 0, suite.stdout[-3000:]
    passed = [line for line in suite.stdout.splitlines() if "neighbourhood_walk" in line and " PASSED" in line]
    skipped = [line for line in suite.stdout.splitlines() if "neighbourhood_walk" in line and " SKIPPED" in line]
    assert len(passed) >= 30
    assert skipped == []


@pytest.mark.parametrize(
    ("kind", "name", "title", "words"),
    [
        ("cooking", "soup", "", "There is no kind cooking."),
        ("design", "../elsewhere", "", "Give it a name"),
        ("design", "class", "", "Give it a name"),
        ("design", "x" * 41, "", "Give it a name"),
        ("planning", "user-consultation", "", "There is a method called user_consultation."),
        ("design", "soup", 'A "soup"', "A title holds no quotation marks"),
    ],
)
def test_what_cannot_be_a_method_is_refused(kind: str, name: str, title: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        new_method.write_method(kind=kind, name=name, title=title)


def test_the_command_refuses_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["new-method", "cooking", "soup"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("There is no kind cooking.")
