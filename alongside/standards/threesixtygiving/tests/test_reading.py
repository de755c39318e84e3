"""Files that are not files of grants are refused in one line that says why."""

import pytest

from alongside.kit.refused import Refused
from alongside.standards.threesixtygiving import read, read_path, write_json
from alongside.standards.threesixtygiving.tests.example import a_grant

REFUSED = {
    b"": "The file is empty.",
    b"\xef\xbb\xbf\r\n": "The file is empty.",
    b"PK\x03\x04...": "This is a spreadsheet; turn it into the standard's JSON first (flattentool does).",
    b'{"grants": [': "Line 1, column 13: this is not JSON (expecting value).",
    b'{"grants": [{"title": "caf\xe9"}]}': "Line 1: the file is not UTF-8; save it again as UTF-8.",
    b"[]": "The file holds no list called grants; it has “list”.",
    b'{"awards": []}': "The file holds no list called grants; it has “awards”.",
    b'{"grants": [{"amountAwarded": NaN}]}': "NaN is not a number that money can have.",
    b'{"grants":' + b"[" * 100_000: "The file is nested too deeply to be a list of grants.",
}


@pytest.mark.parametrize("data", REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_file_of_grants_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read(data)
    assert str(refused.value) == REFUSED[data]


def test_a_byte_order_mark_and_windows_line_ends_are_passed_over() -> None:
    text = write_json([a_grant()]).replace("\n", "\r\n")
    assert read(b"\xef\xbb\xbf" + text.encode()).grants == (a_grant(),)


def test_a_file_without_grants_has_a_problem() -> None:
    assert [str(one) for one in read(b'{"grants": []}').problems] == [
        "grants: the file holds no grants; it needs at least one."
    ]


def test_a_path_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be opened: no such file or directory"):
        read_path("not-there.json")
