"""`alongside draw` and `alongside redraw`: what they print, write and refuse."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from alongside.doors.cli.tests.test_verify import left
from alongside.engines.lottery import commitment
from alongside.engines.lottery.tests.pools import AGES, AREAS, crowd

SHARED = Path(__file__).parents[5] / "shared" / "data" / "lottery"
SIZE = ("--size", "8", "--same-address", "address,postcode")


def people_rows() -> list[list[str]]:
    """The people of the small pool, as rows."""
    return [
        [p.id, f"{p.household or f'alone {p.id}'}, High Street", "AB1 2CD", p.values["age"], p.values["area"]]
        for p in crowd()
    ]


@pytest.fixture
def tables(tmp_path: Path) -> list[str]:
    """The options that name the two tables of a small pool."""
    features, people = tmp_path / "features.csv", tmp_path / "people.csv"
    lines = [f"age,{age},2,3" for age in AGES] + [f"area,{area},4,4" for area in AREAS]
    features.write_text("\n".join(["feature,value,min,max", *lines]) + "\n", "utf-8")
    write_people(people, people_rows())
    return ["--features", str(features), "--people", str(people)]


def write_people(path: Path, rows: list[list[str]]) -> None:
    """people.csv of these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "address", "postcode", "age", "area"], *rows])


def test_a_draw_prints_json_that_does_not_depend_on_the_order_of_rows(
    tables: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert left("draw", *tables, *SIZE, "--seed", "2026", "--json") == 0
    printed = capsys.readouterr().out
    found = json.loads(printed)
    assert len(found["panel"]) == 8
    assert sum(found["probabilities"].values()) == pytest.approx(8, abs=1e-9)
    assert sorted(found["probabilities"]) == [row[0] for row in people_rows()]
    assert found["bound_ratio"] == pytest.approx(min(filter(None, found["probabilities"].values())) / found["bound"])
    assert 0.99 <= found["bound_ratio"] <= 1
    for seed in range(3):
        write_people(tmp_path / "people.csv", Random(seed).sample(people_rows(), 40))
        assert left("draw", *tables, *SIZE, "--seed", "2026", "--json") == 0
        assert capsys.readouterr().out == printed


def test_the_published_file_draws_the_same_panel_again(
    tables: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = str(tmp_path / "before.json"), str(tmp_path / "after.json")
    selected, remaining = tmp_path / "selected.csv", tmp_path / "remaining.csv"
    assert left("draw", *tables, *SIZE, "--publish", before) == 0
    assert "Seal of the lottery: " in capsys.readouterr().out
    out = ["--selected", str(selected), "--remaining", str(remaining)]
    assert left("draw", *tables, *SIZE, "--seed", "2026", "--publish", after, "--json", *out) == 0
    panel = json.loads(capsys.readouterr().out)["panel"]
    for again in ([before, "--seed", "2026"], [after]):
        assert left("redraw", *again, "--json") == 0
        assert json.loads(capsys.readouterr().out)["panel"] == panel
    with selected.open(encoding="utf-8") as file:
        assert [row["id"] for row in csv.DictReader(file)] == panel
    with remaining.open(encoding="utf-8") as file:
        rest = {row["id"] for row in csv.DictReader(file)}
    homes = {p.household for p in crowd() if p.id in panel and p.household}
    assert rest == {p.id for p in crowd() if p.id not in panel and p.household not in homes}
    assert left("redraw", after, "--seed", "2027") == 1
    Path(after).write_text(Path(after).read_text("utf-8").replace(panel[0], panel[1]), "utf-8")
    assert left("redraw", after) == 1
    assert left("redraw", str(tmp_path / "none.json")) == 2


def test_words_hold_the_panel_the_quotas_and_the_certificate(
    tables: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert left("draw", *tables, *SIZE, "--seed", "2026") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Panel of 8 (seed 2026, ticket ")
    assert "  area: east                                 4     4     4" in lines
    assert [line for line in lines if line.startswith("No lottery can give")] != []


def test_quotas_that_cannot_be_met_are_answered_with_advice_and_exit_code_1(
    tables: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "features.csv"
    path.write_text(path.read_text("utf-8").replace("young,2,3", "young,5,6"), "utf-8")
    assert left("draw", *tables, *SIZE, "--seed", "2026", "--json") == 1
    out, err = capsys.readouterr()
    assert err.splitlines() == [
        "No panel of 8 meets these quotas.",
        "age: the least numbers add up to 9, more than the 8 seats.",
        "The least change that helps moves 1 seat:",
        "  age: young: at least 4 instead of 5",
    ]
    assert json.loads(out) == {
        "advice": {
            "changes": [{"feature": "age", "value": "young", "min": 5, "max": 6, "new_min": 4, "new_max": 6}],
            "reasons": ["age: the least numbers add up to 9, more than the 8 seats."],
            "within_flex": True,
        },
        "panel": None,
    }


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "Give --seed to draw, or --publish to make the lottery before the seed is known."),
        (["--seed", " "], "The seed is empty."),
        (["--seed", "1", "--size", "41"], "41 people cannot be drawn from 40."),
        (["--seed", "1", "--within", "2"], "--within is a share between 0 and 1, such as 0.01."),
        (["--seed", "1", "--commitment", "00"], "This is not the seed that was committed to: its SHA-256 is another."),
    ],
)
def test_what_is_refused_is_one_line_and_exit_code_2(
    tables: list[str], more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert left("draw", *tables, *SIZE, *more) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", said + "\n")


def test_a_seed_that_was_committed_to_is_taken(tables: list[str]) -> None:
    assert left("draw", *tables, *SIZE, "--seed", "dice 4 2", "--commitment", commitment("dice 4 2"), "--json") == 0


def test_django_is_not_loaded(tables: list[str]) -> None:
    code = f"""
import sys
from alongside.doors.cli.main import main
main(["draw", *{[*tables, *SIZE]!r}, "--seed", "1", "--json"])
assert "django" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize(("pool", "size"), [("pool_300_30", 30), ("pool_1000_50", 50), ("pool_2000_100", 100)])
def test_the_made_pools_are_drawn_within_a_hundredth_of_the_bound(
    pool: str, size: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not SHARED.is_dir():
        pytest.skip("the made pools are not at ../shared/data/lottery")
    files = ["--features", str(SHARED / pool / "features.csv"), "--people", str(SHARED / pool / "people.csv")]
    out = str(tmp_path / "lottery.json")
    words = [*files, "--size", str(size), "--same-address", "address,postcode", "--seed", "1", "--json"]
    assert left("draw", *words, "--publish", out) == 0
    found = json.loads(capsys.readouterr().out)
    with (SHARED / pool / "people.csv").open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    chosen = [rows[each] for each in found["panel"]]
    assert len({(row["address"], row["postcode"]) for row in chosen}) == len(chosen) == size
    with (SHARED / pool / "features.csv").open(encoding="utf-8") as file:
        for quota in csv.DictReader(file):
            has = sum(row[quota["feature"]] == quota["value"] for row in chosen)
            assert int(quota["min"]) <= has <= int(quota["max"])
    assert min(found["probabilities"].values()) >= 0.99 * found["bound"]
    assert sum(found["probabilities"].values()) == pytest.approx(size, abs=1e-9)
    assert left("redraw", out, "--json") == 0
    assert json.loads(capsys.readouterr().out)["panel"] == found["panel"]


def test_places_are_filled_from_the_published_file(
    tables: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = str(tmp_path / "first.json"), str(tmp_path / "second.json")
    assert left("draw", *tables, *SIZE, "--seed", "2026", "--publish", first, "--json") == 0
    panel = json.loads(capsys.readouterr().out)["panel"]
    words = [first, "--gone", f"{panel[0]},{panel[1]}", "--seed", "2027"]
    assert left("replace", *words, "--publish", second, "--json") == 0
    new = json.loads(capsys.readouterr().out)["panel"]
    assert len(new) == 2
    assert not {*new} & {*panel}
    values = {p.id: p.values for p in crowd()}
    whole = [values[each] for each in {*panel, *new} - {*panel[:2]}]
    assert sorted(value["area"] for value in whole) == ["east"] * 4 + ["west"] * 4
    assert left("redraw", second, "--json") == 0
    assert json.loads(capsys.readouterr().out)["panel"] == new
    assert json.loads(Path(second).read_text("utf-8"))["replaces"]["gone"] == sorted(panel[:2])
    everybody = ",".join(each for each in values if each not in panel)
    assert left("replace", *words, "--unable", everybody) == 2
    assert capsys.readouterr().err == "2 people cannot be drawn from 0.\n"


def test_letters_go_out_by_part_and_weight(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register, out = tmp_path / "register.csv", tmp_path / "letters.csv"
    rows = [f"a{n},{n} High Street,{'north' if n % 4 else 'south'},1" for n in range(40)]
    register.write_text("\n".join(["id,Address,ward,weight", *rows]) + "\n", "utf-8")
    words = ["--addresses", str(register), "--letters", "8", "--seed", "2026", "--by", "ward", "--weight", "weight"]
    assert left("invite", *words, "--json", "--selected", str(out)) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["letters"] == [{"part": ["north"], "letters": 6}, {"part": ["south"], "letters": 2}]
    assert set(found["probabilities"].values()) == {0.2}
    with out.open(encoding="utf-8") as file:
        assert [row["id"] for row in csv.DictReader(file)] == found["invited"]
    register.write_text(register.read_text("utf-8").replace("a5,", "a4,"), "utf-8")
    assert left("invite", *words) == 2
    assert capsys.readouterr().err == f"{register}, line 7: the id a4 stands for two addresses.\n"
