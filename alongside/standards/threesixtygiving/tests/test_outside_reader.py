"""flattentool, which 360Giving's own tools read with, turns our file into tables and our table into the same grants."""

import csv
import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from alongside.standards.threesixtygiving import write_csv, write_json
from alongside.standards.threesixtygiving.tests.example import SCHEMAS, a_grant

flattentool = pytest.importorskip("flattentool", reason="flattentool is not installed: make setup brings it")
pytestmark = pytest.mark.shared


def schema_of(shared: Path) -> str:
    return str(shared / SCHEMAS / "360-giving-schema.json")


def as_tables(path: Path, into: Path, shared: Path) -> list[dict[str, str]]:
    """What flattentool makes of a file: the rows of its main table, with the tables of its lists rolled into it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        flattentool.flatten(
            str(path),
            schema=schema_of(shared),
            root_list_path="grants",
            main_sheet_name="grants",
            root_id="",
            id_name="id",
            output_name=str(into),
            output_format="csv",
            rollup=True,
        )
    with (into / "grants.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_reads_our_json(tmp_path: Path, shared: Path) -> None:
    path = tmp_path / "grants.json"
    path.write_text(write_json([a_grant(), a_grant(id="360G-example-0002")]), "utf-8")
    rows = as_tables(path, tmp_path / "tables", shared)
    assert [row["id"] for row in rows] == ["360G-example-0001", "360G-example-0002"]
    assert [row["amountAwarded"] for row in rows] == ["400.50", "400.50"]
    assert [row["fundingOrganization/0/name"] for row in rows] == ["Example Council"] * 2


def test_it_makes_the_same_grants_of_our_table(tmp_path: Path, shared: Path) -> None:
    grants: list[dict[str, Any]] = [a_grant(amountAwarded=400), a_grant(id="360G-example-0002", amountAwarded=125)]
    folder = tmp_path / "table"
    folder.mkdir()
    (folder / "grants.csv").write_text(write_csv(grants), "utf-8", newline="")
    out = tmp_path / "back.json"
    flattentool.unflatten(
        str(folder),
        input_format="csv",
        root_list_path="grants",
        root_id="",
        id_name="id",
        schema=schema_of(shared),
        convert_titles=True,
        output_name=str(out),
        encoding="utf-8",
    )
    assert json.loads(out.read_text("utf-8"))["grants"] == grants
