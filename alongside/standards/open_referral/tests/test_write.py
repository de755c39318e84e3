"""What is written can be read again, and holds against the published schemas, offline."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from alongside.standards.open_referral import read, read_path, write_csv, write_page, write_service

ID = "ac148810-d857-441c-9679-408f346de14b"


def schema(shared: Path, name: str) -> Draft202012Validator:
    found = json.loads((shared / "schemas" / "openreferral-uk" / "schema" / "compiled" / name).read_text())
    return Draft202012Validator(found, format_checker=FormatChecker())


def wrong(validator: Draft202012Validator, value: Any) -> list[str]:
    return [error.message for error in validator.iter_errors(value)]


@pytest.mark.shared
def test_a_service_written_back_holds_against_the_schema(shared: Path) -> None:
    example = shared / "schemas" / "openreferral-uk" / "examples" / "service_full.json"
    [record] = read_path(example).services
    written = json.loads(write_service(record))
    assert written == json.loads(example.read_text())
    assert wrong(schema(shared, "service.json"), written) == []
    assert wrong(schema(shared, "service.json"), written | {"status": "shut"}) != []


@pytest.mark.shared
def test_each_item_of_a_page_holds_against_the_schema(shared: Path) -> None:
    example = shared / "schemas" / "openreferral-uk" / "examples" / "service_list.json"
    records = read_path(example).services
    page = json.loads(write_page(records))
    assert [wrong(schema(shared, "service_list.json"), one) for one in page["contents"]] == [[]]
    assert [wrong(schema(shared, "service.json"), one) for one in page["contents"]] == [[]]


def test_pages_are_numbered_as_the_standard_does() -> None:
    records = [{"id": f"{ID[:-1]}{number}", "name": f"S{number}", "status": "active"} for number in range(5)]
    last = json.loads(write_page(records, number=3, size=2))
    assert {name: value for name, value in last.items() if name != "contents"} == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 3,
        "size": 1,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }
    assert [json.loads(write_page([], size=2))[name] for name in ("empty", "total_pages")] == [True, 1]
    with pytest.raises(ValueError, match="3 pages"):
        write_page(records, number=4, size=2)


def test_csv_written_is_csv_read() -> None:
    records = [
        {
            "id": ID,
            "name": 'The "Mill", hall',
            "status": "active",
            "description": "One\ntwo",
            "minimum_age": 12,
            "x": "y",
        }
    ]
    text = write_csv(records)
    assert list(read(text.encode()).services) == records
    assert next(csv.reader(io.StringIO(text)))[-1] == "x"


def test_empty_fields_are_left_out() -> None:
    assert json.loads(write_service({"id": ID, "name": "A", "status": "active", "email": "", "contacts": []})) == {
        "id": ID,
        "name": "A",
        "status": "active",
    }
