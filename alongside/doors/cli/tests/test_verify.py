"""`alongside verify`: exit 0 where a certificate holds, 1 where it does not, 2 where a file cannot be read."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from alongside.doors.cli.main import main
from alongside.doors.cli.tests.test_count import FILE


def left(*words: str) -> int:
    """The exit code of a command."""
    try:
        main(list(words))
    except SystemExit as code:
        return int(code.code or 0)
    return 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small election."""
    path = tmp_path / "green.pb"
    path.write_text(FILE, "utf-8")
    return path


RULES = {
    "meta": ["--rule", "meta"],
    "greedy": [],
    "plain": ["--rule", "equal-shares"],
    "add1": ["--rule", "equal-shares", "--completion", "add1-utilitarian", "--start", "whole"],
    "epsilon": ["--rule", "equal-shares", "--completion", "epsilon", "--ties", "lot:2026"],
    "phragmen": ["--rule", "phragmen"],
}


@pytest.mark.parametrize("rule", RULES)
def test_a_certificate_holds_and_stands_beside_what_is_printed(
    rule: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "certificate.json"
    assert left("count", str(file), *RULES[rule], "--json") == 0
    printed = capsys.readouterr().out
    assert left("count", str(file), *RULES[rule], "--json", "--certificate", str(out)) == 0
    assert capsys.readouterr().out == printed
    first = out.read_bytes()
    assert left("count", str(file), *RULES[rule], "--json", "--certificate", str(out)) == 0
    assert out.read_bytes() == first
    assert left("verify", str(out), str(file)) == 0
    capsys.readouterr()
    text = out.read_text("utf-8")
    for at in [found.start() for found in re.finditer(r"[0-9]", text)]:
        out.write_text(text[:at] + str((int(text[at]) + 3) % 10) + text[at + 1 :], "utf-8")
        assert left("verify", str(out), str(file)) == 1
    captured = capsys.readouterr()
    assert captured.err.count("\n") == captured.err.count("does not hold")


def test_another_file_or_none(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "certificate.json"
    assert left("count", str(file), "--certificate", str(out)) == 0
    other = tmp_path / "other.pb"
    other.write_text(FILE.replace("v5;b", "v5;9"), "utf-8")
    assert left("verify", str(out), str(other)) == 1
    assert left("verify", str(out), str(tmp_path / "none.pb")) == 2
    assert left("verify", str(tmp_path / "none.json"), str(file)) == 2
    assert left("count", str(file), "--certificate", str(tmp_path / "no" / "folder.json")) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_check_loads_no_django(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "certificate.json"
    assert left("count", str(file), "--certificate", str(out)) == 0
    code = (
        "import sys; from alongside.doors.cli.main import main; "
        f"main(['verify', {str(out)!r}, {str(file)!r}]); print([name for name in sys.modules if 'django' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Netherlands_Assen_2024", ["--rule", "meta"]),
        ("Poland_Swiecie_2023", ["--rule", "meta"]),
        ("Poland_Katowice_2023", ["--rule", "meta"]),
        ("Netherlands_Amsterdam_285", ["--rule", "meta"]),
        ("Switzerland_Zurich_S5D10", ["--rule", "equal-shares", "--utility", "points", "--completion", "epsilon"]),
        ("France_Toulouse_2019", ["--rule", "equal-shares", "--utility", "cost-points", "--completion", "utilitarian"]),
        ("Hungary_Budapest_2024_VIII_Jozsefvaros", ["--rule", "equal-shares", "--completion", "add1-exhaustive"]),
        ("Canada_Stanford_Dataset_PB_Dieppe_2018_vote_approvals", ["--rule", "phragmen"]),
    ],
)
def test_certificates_of_published_elections(shared: Path, tmp_path: Path, name: str, rule: list[str]) -> None:
    path, out = shared / "data" / "pabulib" / f"{name}.pb", tmp_path / "certificate.json"
    assert left("count", str(path), *rule, "--certificate", str(out)) == 0
    assert left("verify", str(out), str(path)) == 0
    text, draw = out.read_text("utf-8"), Random(name)
    digits = [found.start() for found in re.finditer(r"[0-9]", text)]
    for at in draw.sample(digits, 3):
        out.write_text(text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :], "utf-8")
        assert left("verify", str(out), str(path)) == 1
