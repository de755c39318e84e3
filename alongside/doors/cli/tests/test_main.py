"""The entry of the command line."""

from types import SimpleNamespace
from typing import Any

import pytest

from alongside.doors.cli import main as entry
from alongside.kit.refused import Refused


def _command(run: Any) -> Any:
    return SimpleNamespace(HELP="", NEEDS_DJANGO=False, add_arguments=lambda parser: None, run=run)


def _refuse(_options: Any) -> int:
    raise Refused("There is no such\nquestion.")


def test_a_refusal_is_one_line_and_exit_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(entry, "_module", lambda name: _command(_refuse))
    with pytest.raises(SystemExit) as stopped:
        entry.main(["recount"])
    assert (stopped.value.code, capsys.readouterr()) == (2, ("", "There is no such question.\n"))


def test_a_bug_is_not_dressed_as_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "_module", lambda name: _command(lambda options: 1 // 0))
    with pytest.raises(ZeroDivisionError):
        entry.main(["recount"])


def test_an_import_without_a_known_kind_names_the_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        entry.main(["import", "nonsense"])
    error = capsys.readouterr().err
    assert stopped.value.code == 2
    assert error == f"alongside import takes a kind: {', '.join(entry._names('imports'))}.\n"


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    entry.main([])
    listed = capsys.readouterr().out
    assert [name for name in entry._names() if f"  {name} " not in listed] == []


def test_django_commands_pass_through(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr("django.core.management.execute_from_command_line", seen.append)
    entry.main(["migrate", "--plan"])
    assert seen == [["alongside", "migrate", "--plan"]]
