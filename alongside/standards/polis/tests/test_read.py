"""Exports as Polis writes them, and as people's programs leave them."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.engines.opinions import Votes
from alongside.kit.refused import Refused
from alongside.standards.polis import PolisExport, Statement, compose, read_path

VOTES = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,10,2\n0,1,0,3,1,1,1,,-1,0\n1,,0,0,0,0,,,,\n"
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    '1,Mon,0,7,1,0,1,"Trees, and\n""shade"""\n2,Mon,1,7,0,0,-1,No\n3,Mon,2,8,0,0,0,Benches\n4,Mon,77,8,0,0,1,Late\n'
)


def export(folder: Path, votes: str | bytes, comments: str | None = None) -> PolisExport:
    """Read what stands in a folder."""
    data = votes if isinstance(votes, bytes) else votes.encode()
    (folder / "participants-votes.csv").write_bytes(data)
    if comments is not None:
        (folder / "comments.csv").write_text(comments, "utf-8")
    return read_path(folder / "participants-votes.csv")


def cells(votes: Votes) -> dict[str, dict[str, int]]:
    """Votes by person and statement."""
    rows = ((person, votes.row(at)) for at, person in enumerate(votes.participants))
    return {p: {votes.statements[c]: int(v) for c, v in zip(*row, strict=True)} for p, row in rows}


def test_an_export(tmp_path: Path) -> None:
    """People without votes stay listed; statements stand in the order of their numbers."""
    found = export(tmp_path, VOTES, COMMENTS)
    assert cells(found.votes) == {"0": {"0": 1, "2": 0, "10": -1}, "1": {}}
    assert found.votes.statements == ("0", "1", "2", "10")
    assert (found.moderated_out, found.meta, found.notes) == (("1",), (), ())
    assert found.statements["0"] == Statement(id="0", words='Trees, and\n"shade"', author="7", written="1")
    assert read_path(tmp_path).votes.participants == found.votes.participants


@pytest.mark.parametrize(
    "votes",
    [
        VOTES.replace("\n", "\r\n"),
        VOTES.replace("\n", "\r"),
        "\ufeff" + VOTES,
        VOTES.replace("group-id,", "xid,group-id,").replace("0,1,0,3", '0,"ann, b",1,0,3').replace("1,,0,0", "1,,,0,0"),
        VOTES.replace("-1", " -1.0 ").rstrip(),
        "\n\n" + VOTES.replace("\n1,", "\n\n1,"),
        "2,participant,10,0,1\n0,0,-1,1,\n,1,,,\n",
    ],
)
def test_variants(tmp_path: Path, votes: str) -> None:
    """Line ends, marks, columns and order as programs leave them."""
    found = export(tmp_path, votes)
    assert cells(found.votes) == {"0": {"0": 1, "2": 0, "10": -1}, "1": {}}
    assert (found.moderated_out, dict(found.statements)) == ((), {})


def test_newer_names(tmp_path: Path) -> None:
    """The files of newer exports begin with the same words."""
    (tmp_path / "2025-04-29-3abc-participant-votes.csv").write_text(VOTES, "utf-8")
    (tmp_path / "2025-04-29-3abc-comments.csv").write_text(COMMENTS, "utf-8")
    (tmp_path / "comments.csv").write_text("comment-id,moderated\n0,-1\n", "utf-8")
    assert read_path(tmp_path / "2025-04-29-3abc-participant-votes.csv").moderated_out == ("1",)


def test_a_column_of_nobody_is_named(tmp_path: Path) -> None:
    """Beside numbered statements another column is passed over, and said so."""
    found = export(tmp_path, "participant,age,0\nann,44,1\n")
    assert cells(found.votes) == {"ann": {"0": 1}}
    assert found.notes == ("passed over the columns age: they are no statement's.",)
    assert cells(export(tmp_path, "participant,trees\nann,-1\n").votes) == {"ann": {"trees": -1}}


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ("", "participants-votes.csv is empty: the first line names the columns."),
        ("a,b\n1,2\n", "line 1: no column “participant”"),
        ("participant,group-id\n1,2\n", "line 1: no column is a statement's"),
        ("participant,0,0\n1,1,1\n", "line 1: the column “0” stands twice."),
        ("participant,0\n1,2\n", "line 2: “2” on statement 0 is no vote"),
        ("participant,0\n1,agree\n", "line 2: “agree” on statement 0 is no vote"),
        ("participant,0\n1,1\n1,0\n", "line 3: participant 1 stands there a second time."),
        ("participant,0\n1,1,1\n", "line 2: 3 cells under 2 columns."),
        ("participant,0\n1\n", "line 2: 1 cells under 2 columns."),
        ("participant,0\n,1\n", "line 2: the participant has no id."),
        ('participant,0\n1,"1\n', "line 2: unexpected end of data."),
        (b"participant,0\n\xff\xfe,1\n", "is not UTF-8 text (byte 14)"),
    ],
)
def test_refused(tmp_path: Path, votes: str | bytes, said: str) -> None:
    """Whatever would change a result is refused, in words that help."""
    with pytest.raises(Refused) as refused:
        export(tmp_path, votes)
    assert said in str(refused.value)


def test_words_as_programs_leave_them(tmp_path: Path) -> None:
    """Commas and quotation marks without any about them."""
    found = export(tmp_path, VOTES, 'comment-id,moderated,comment-body\n1,-1,No "cars", please\n')
    assert found.statements["1"].words == 'No "cars",please'
    assert found.moderated_out == ("1",)


@pytest.mark.parametrize(
    ("comments", "said"),
    [
        ("", "comments.csv is empty"),
        ("id,moderated\n1,1\n", "no column “comment-id”"),
        ("comment-id,moderated\n1,yes\n", "moderated is “yes”; it is -1, 0 or 1."),
        ("comment-id,moderated\n1,1\n1,1\n", "statement 1 stands there a second time."),
        ("comment-id,moderated\n1\n", "line 2: 1 cells under 2 columns."),
    ],
)
def test_comments_refused(tmp_path: Path, comments: str, said: str) -> None:
    """Moderation is not guessed."""
    with pytest.raises(Refused) as refused:
        export(tmp_path, VOTES, comments)
    assert said in str(refused.value)


def test_nothing_there(tmp_path: Path) -> None:
    """A path that is not there."""
    with pytest.raises(Refused, match="cannot be opened: no such file"):
        read_path(tmp_path / "participants-votes.csv")


def test_written_and_read_again(tmp_path: Path) -> None:
    """What is exported is what was there, with the groups beside it."""
    found = export(tmp_path, VOTES, COMMENTS)
    again = tmp_path / "again"
    again.mkdir()
    for name, text in compose(found, groups={"0": 1, "1": None}).items():
        (again / name).write_text(text, "utf-8")
    read = read_path(again)
    assert (cells(read.votes), read.votes.statements) == (cells(found.votes), found.votes.statements)
    assert dict(read.statements) == dict(found.statements)
    assert (again / "participants-votes.csv").read_text("utf-8").splitlines()[1] == "0,1,0,3,1,1,1,,0,-1"


@pytest.mark.shared
def test_published_conversations(shared: Path) -> None:
    """Every published export is read, with the people and votes that its manifest counts."""
    folders = [each.parent for each in (shared / "data" / "polis").glob("*/participants-votes.csv")]
    found = {each.name: read_path(each, times=True) for each in folders}
    sizes = {name: (each.votes.people, each.votes.width, each.votes.columns.size) for name, each in found.items()}
    assert sizes == {
        "austria-climate.5twd2jsnkf.2022-08-08": (1116, 522, 61_384),
        "brexit-consensus": (204, 50, 5_303),
        "canadian-electoral-reform": (448, 174, 11_950),
        "football-concussions": (1487, 298, 14_328),
        "scoop-hivemind.biodiversity": (536, 314, 29_719),
        "scoop-hivemind.taxes": (334, 148, 17_335),
        "vtaiwan.uberx": (1921, 197, 49_443),
    }
    assert {name: len(each.moderated_out) for name, each in found.items()}["scoop-hivemind.taxes"] == 57
