"""Reading the standard's own examples, and every way in which a file can be wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kit.refused import Refused
from alongside.standards.open_referral import read, read_path

ID = "ac148810-d857-441c-9679-408f346de14b"
GOOD: dict[str, Any] = {"id": ID, "name": "Library", "status": "active"}


def found(record: Any) -> list[str]:
    return [str(one) for one in read(json.dumps(record).encode()).problems]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["service_full.json", "service_list.json"])
def test_the_published_examples_have_nothing_to_mend(shared: Path, name: str) -> None:
    directory = read_path(shared / "schemas" / "openreferral-uk" / "examples" / name)
    assert (len(directory.services), directory.problems) == (1, ())
    assert directory.services[0]["name"] == "Community Counselling"


@pytest.mark.shared
def test_what_is_doubtful_in_the_examples_is_said(shared: Path) -> None:
    examples = shared / "schemas" / "openreferral-uk" / "examples"
    assert read_path(examples / "service_full.json").notes == (
        "service_at_locations[0].location.latitude: 100 is not on the earth; the place is left out.",
    )
    assert read_path(examples / "service_list.json").notes == ("This is page 1 of 10; import the others too.",)


@pytest.mark.shared
def test_the_published_tables_become_the_nested_example(shared: Path) -> None:
    examples = shared / "schemas" / "openreferral-uk" / "examples"
    directory = read_path(examples / "csv")
    assert directory.problems == ()
    [service] = directory.services
    nested = json.loads((examples / "service_full.json").read_text())
    assert [service["minimum_age"], service["organization"]["name"]] == [12, nested["organization"]["name"]]
    place = service["service_at_locations"][0]["location"]
    assert (place["name"], place["addresses"][0]["address_1"]) == ("MyCity Civic Center", "1-30 Main Street")
    assert {name for name, value in service.items() if isinstance(value, list)} == {
        "contacts",
        "cost_options",
        "funding",
        "languages",
        "schedules",
        "service_areas",
        "service_at_locations",
    }


@pytest.mark.shared
def test_services_csv_alone_is_enough(shared: Path) -> None:
    directory = read_path(shared / "schemas" / "openreferral-uk" / "examples" / "csv" / "services.csv")
    assert [one["id"] for one in directory.services] == [ID]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"id": None}, "contents[0].id: it is missing; write a UUID, such as ac148810-d857-441c-9679-408f346de14b."),
        ({"id": "42"}, "contents[0].id: this is “42”; write a UUID, such as ac148810-d857-441c-9679-408f346de14b."),
        ({"name": ""}, "contents[0].name: it is missing; write it."),
        (
            {"status": "open"},
            "contents[0].status: this is “open”; write one of active, inactive, defunct, temporarily closed.",
        ),
        ({"email": "desk"}, "contents[0].email: this is “desk”; write an e-mail address, such as desk@example.org."),
        (
            {"url": "www.example.org"},
            "contents[0].url: this is “www.example.org”; write a full web address, beginning with https://.",
        ),
        ({"minimum_age": "12"}, "contents[0].minimum_age: this is “12”; write a number without quotation marks."),
        ({"name": 7}, "contents[0].name: this is “7”; write it as text, between quotation marks."),
        ({"schedules": {}}, "contents[0].schedules: this is “{}”; it must be a list."),
        ({"assured_date": "27/03/2026"}, "contents[0].assured_date: this is “27/03/2026”; write a date as 2026-03-27."),
        (
            {"last_modified": "2026-03-27"},
            "contents[0].last_modified: this is “2026-03-27”; write a date and time with its zone, as "
            "2026-03-27T14:05:00Z.",
        ),
        ({"organization": "Town"}, "contents[0].organization: this is “Town”; it must be an object with fields."),
        (
            {"contacts": [{"id": ID}, {"name": "Desk"}]},
            "contents[0].contacts[1].id: it is missing; write a UUID, such as ac148810-d857-441c-9679-408f346de14b.",
        ),
    ],
)
def test_each_wrong_field_is_named_with_how_to_mend_it(change: dict[str, Any], problem: str) -> None:
    assert found({"contents": [GOOD | change]}) == [problem]


def test_an_identifier_that_stands_twice_is_named() -> None:
    assert found([GOOD, GOOD | {"id": ID.upper()}]) == [
        f"services[1].id: “{ID}” stands twice, first in services[0]; remove one."
    ]


def test_what_the_standard_does_not_know_is_kept_and_said() -> None:
    directory = read(json.dumps(GOOD | {"colour": "red", "organization": {"motto": "On"}}).encode())
    assert directory.services[0]["colour"] == "red"
    assert directory.notes == (
        "Kept as they are, though the standard does not know them: organization.motto, service.colour.",
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"  \n", "The file is empty."),
        (b'{"contents": [', "Line 1, column 15: this is not JSON (expecting value)."),
        (b'{\n "id": 1,\n}', "Line 3, column 1: this is not JSON (expecting property name enclosed in double quotes)."),
        (b'{"data": []}', "The file holds no services: a page has a list called contents, and a single service an id "
         "and a name. Its fields are “data”."),
        (b"name,status\nLibrary,active\n",
         "services.csv, line 1: there is no column id; the first line must name the columns."),
        (b"id;name\n1;2\n", "services.csv, line 1: there is no column id; the first line must name the columns (it "
         "seems to be parted by semicolons: save it with commas)."),
        (b'id,name\n1,"open\n', "services.csv, line 2: this is not CSV (unexpected end of data)."),
        ("id,name".encode("utf-16"), "The file is UTF-16; save it again as UTF-8."),
        (b"id,name\n1,\xe9\x81",
         "Line 2: a character is neither UTF-8 nor Windows-1252; save the file again as UTF-8."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.message == said


def test_deep_nesting_is_refused_and_not_a_crash() -> None:
    with pytest.raises(Refused, match="nested too deeply"):
        read(b"[" * 200_000)


def test_windows_1252_is_read_with_a_warning() -> None:
    directory = read(f"id,name,status\r\n{ID},Café “Mill”,active\r\n".encode("cp1252"))
    assert directory.services[0]["name"] == "Café “Mill”"
    assert directory.notes[0].startswith("services.csv: The file is not UTF-8 (line 2). It was read as Windows-1252")


def test_a_byte_order_mark_and_quoted_lines_are_read() -> None:
    data = f'\ufeffid,name,status,description\r\n{ID},Library,active,"Books\nand warmth"\r\n'.encode()
    assert read(data).services[0]["description"] == "Books\nand warmth"


def test_a_row_of_csv_is_named_by_its_line_in_the_file() -> None:
    rows = f'{ID},"Two\nlines",active,x\n\n{ID[:-1]}c,B,shut,3,4\n{ID[:-1]}d,C,shut,3\n'
    assert [str(one) for one in read(f"id,name,status,minimum_age\n{rows}".encode()).problems] == [
        "services.csv, line 5: it has 5 cells for 4 columns; quote the commas.",
        "services.csv, line 3, minimum_age: this is “x”; write a number without quotation marks.",
        "services.csv, line 6, status: this is “shut”; write one of active, inactive, defunct, temporarily closed.",
    ]


def test_a_row_that_belongs_to_no_service_is_named(tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_text(f"id,name,status\n{ID},Library,active\n")
    (tmp_path / "contacts.csv").write_text(f"id,service_id,name\n{ID},{ID},Desk\n{ID},nobody,Else\n")
    assert [str(one) for one in read_path(tmp_path).problems] == [
        "contacts.csv, line 3, service_id: no row has the id nobody; correct it or remove the line."
    ]


@pytest.mark.parametrize("name", ["absent.json", "empty"])
def test_a_path_without_a_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused):
        read_path(tmp_path / name)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "status", "organization", "contacts", "contents", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(JSON.filter(lambda value: isinstance(value, list | dict)))
def test_any_json_is_read_or_refused_and_never_crashes(value: Any) -> None:
    try:
        directory = read(json.dumps(value).encode())
    except Refused:
        return
    assert all(str(one) for one in directory.problems)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_never_crash(data: bytes) -> None:
    try:
        read(data)
    except Refused:
        return
