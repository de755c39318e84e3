"""The entry of the command line."""

from typing import Any

import pytest
from django.core import management

from alongside.doors.cli import main as entry
from alongside.kit.refused import Refused


def test_a_refusal_is_one_line_and_exit_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(arguments: list[str]) -> None:
        raise Refused("There is no such question.")

    monkeypatch.setattr(management, "execute_from_command_line", refuse)
    with pytest.raises(SystemExit) as stopped:
        entry.main(["recount"])
    assert (stopped.value.code, capsys.readouterr()) == (2, ("", "There is no such question.\n"))


def test_a_bug_is_not_dressed_as_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(arguments: list[str]) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(management, "execute_from_command_line", break_down)
    with pytest.raises(ZeroDivisionError):
        entry.main(["recount"])


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        (["new-method", "co-design", "neighbourhood-walk"], ["new_method", "co-design", "neighbourhood-walk"]),
        (["migrate"], ["migrate"]),
        (["--help"], ["--help"]),
        ([], []),
    ],
)
def test_only_the_command_itself_is_turned_into_a_module_name(
    typed: list[str], run: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(management, "execute_from_command_line", seen.append)
    entry.main(typed)
    assert seen == [["alongside", *run]]
