"""The page of permissions says what the manifests say."""

from pathlib import Path

from alongside.doors.cli.main import main
from alongside.doors.cli.permissions import page
from alongside.methods.registry import FOLDER

PAGE = FOLDER.parents[1] / "docs" / "reference" / "permissions.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make docs`"


def test_a_row_says_what_each_may_do_in_the_end() -> None:
    rows = page().partition("### User consultation: Ask")[2].partition("###")[0].splitlines()
    header = next(row for row in rows if row.startswith("| Act"))
    answer = next(row for row in rows if "`contribution.add`" in row)
    opening = next(row for row in rows if "`question.open`" in row)
    assert answer.count("yes") == header.count("|") - 2
    assert opening.count("yes") == 1


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    main(["permissions", str(tmp_path / "deep" / "permissions.md")])
    assert (tmp_path / "deep" / "permissions.md").read_text("utf-8") == page()
