"""What a method stores: it comes out in the export, private words stay in, and a person can take out and erase."""

import csv
import json
from pathlib import Path

import pytest

from alongside.core.contributions.actions import enter_paper, print_paper_forms, receive_contribution
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.methods import Method
from alongside.core.personal_data.actions import erase_person
from alongside.core.personal_data.queries import personal_tables, take_out
from alongside.doors.cli.main import main
from alongside.kit import clock
from alongside.methods.exports import is_exported, records, tables_of
from tests.conformance.test_methods import BUILT, every_built_method, every_method
from tests.conformance.town import Run, Town, open_question_in, start

GIVING = (".add", ".apply")  # the acts by which people give words in a question
NEVER_OUT = {"core.Party", "core.User", "core.Organisation", "core.AuditEntry", "core.Message", "core.ApiToken"}
PAPER = [
    pytest.param(method, stage.key, id=f"{method.key}-{stage.key}")
    for method in BUILT
    for stage in method.stages
    if {"paper.enter", "question.open"} <= set(stage.acts)
]


@every_method
def test_what_the_manifest_lets_out_is_there_and_is_nobody(method: Method) -> None:
    there = {table.label for table in tables_of(method)}
    assert set(method.exports) - there == set()
    assert set(method.exports) & NEVER_OUT == set()


@every_built_method
def test_every_table_of_its_blocks_is_let_out_or_named_as_personal(method: Method) -> None:
    blocks = [table.label for table in tables_of(method) if table.model._meta.app_label != "core"]
    assert [label for label in blocks if label not in {*method.exports, *method.personal_data}] == []


@every_built_method
def test_every_table_that_holds_something_of_a_person_is_named_as_personal(method: Method) -> None:
    declared = {table._meta.label for table in personal_tables()}
    stored = {table.label for table in tables_of(method) if is_exported(table=table, method=method)}
    blocks = {table.label for table in tables_of(method) if table.model._meta.app_label != "core"}
    assert (declared & (stored | blocks)) - set(method.personal_data) == set()


@every_built_method
def test_nothing_that_is_let_out_says_who_somebody_is(method: Method, town: Town) -> None:
    run, _contribution, _code = with_words(method=method, town=town)
    for table in tables_of(method):
        for row in records(table=table, initiative=run.initiative):
            assert not {"party_id", "from_party_id", "to_party_id", "by_id", "entered_by_id", "organisation_id"} & set(
                row
            )
            assert not {"digest", "receipt_digest"} & set(row)


def with_words(*, method: Method, town: Town, public: bool = False) -> tuple[Run, Contribution, str]:
    """A run in which a person gave words in the first stage that takes any."""
    run = start(town=town, method=method)
    stage = first_stage_that_asks(method)
    question = open_question_in(run=run, stage=stage)
    act = next(act for act in sorted(method.stage(stage).acts) if act.endswith(GIVING))
    contribution, code = receive_contribution(
        initiative=run.initiative,
        question=question,
        form="response",
        text="Mine alone: open on Sundays",
        actor=town.somebody,
        party=town.somebody,
        act=act,
        public=public,
    )
    return run, contribution, code


def first_stage_that_asks(method: Method) -> str:
    for stage in method.stages:
        if "question.open" in stage.acts and any(act.endswith(GIVING) for act in stage.acts):
            return stage.key
    pytest.skip(f"{method.key} has no stage in which people give words")


@every_built_method
@pytest.mark.parametrize("public", [True, False])
def test_words_come_out_only_if_their_giver_opted_in(
    public: bool, method: Method, town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run, contribution, _code = with_words(method=method, town=town, public=public)
    main(["export", "initiative", run.initiative.slug, str(tmp_path)])
    written = json.loads((tmp_path / f"{run.initiative.slug}.json").read_text("utf-8"))
    row = next(row for row in written["tables"]["core.Contribution"] if row["id"] == str(contribution.pk))
    assert row["text"] == ("Mine alone: open on Sundays" if public else None)
    assert set(written["tables"]) == set(method.exports)
    assert "core.Membership, " in capsys.readouterr().out
    assert written["left_out"]["core.Membership"] == len(method.roles)


@every_built_method
def test_the_tables_in_csv_are_the_tables_in_json(method: Method, town: Town, tmp_path: Path) -> None:
    run, contribution, _code = with_words(method=method, town=town, public=True)
    Contribution.objects.filter(pk=contribution.pk).update(text="=1+1")
    main(["export", "initiative", run.initiative.slug, str(tmp_path / "json")])
    main(["export", "initiative", run.initiative.slug, str(tmp_path / "csv"), "--format", "csv"])
    tables = json.loads((tmp_path / "json" / f"{run.initiative.slug}.json").read_text("utf-8"))["tables"]
    for label, rows in tables.items():
        path = tmp_path / "csv" / f"{label}.csv"
        with path.open(encoding="utf-8", newline="") if rows else (tmp_path / "csv" / "about.json").open() as file:
            assert not rows or [row["id"] for row in csv.DictReader(file)] == [row["id"] for row in rows]
        assert path.exists() == bool(rows)
    assert "'=1+1" in (tmp_path / "csv" / "core.Contribution.csv").read_text("utf-8")


@every_built_method
def test_a_person_can_take_out_what_they_gave_and_be_forgotten(method: Method, town: Town) -> None:
    run, contribution, _code = with_words(method=method, town=town, public=True)
    assert "Mine alone: open on Sundays" in json.dumps(take_out(town.somebody))
    erase_person(party=town.somebody, actor=None)
    contribution.refresh_from_db()
    run.initiative.refresh_from_db()
    assert (contribution.text, contribution.party_id, contribution.state) == ("", None, "erased")
    assert run.initiative.contribution_count == 1
    for table in tables_of(method):
        shown = json.dumps(list(records(table=table, initiative=run.initiative)), default=str)
        assert "Sundays" not in shown
        assert "Somebody who signed in" not in shown


@pytest.mark.parametrize(("method", "stage"), PAPER)
def test_what_is_written_on_paper_enters_once_and_counts_alike(method: Method, stage: str, town: Town) -> None:
    run = start(town=town, method=method)
    question = open_question_in(run=run, stage=stage)
    clerk = run.player_for("paper.enter", stage)
    assert clerk is not None
    form = print_paper_forms(question=question, count=1, actor=run.player_for("paper.print", stage))[0]
    contribution, _receipt = enter_paper(
        question=question, code=form.code, text="On paper", actor=clerk, received_at=clock.now()
    )
    assert (contribution.channel, contribution.entered_by, contribution.party) == ("paper", clerk, None)
    question.refresh_from_db()
    assert question.contribution_count == 1
    from alongside.kit.refused import Refused

    with pytest.raises(Refused):
        enter_paper(question=question, code=form.code, text="Again", actor=clerk, received_at=clock.now())


def test_every_built_method_that_takes_words_takes_them_on_paper() -> None:
    words = {method.key for method in BUILT for stage in method.stages if "contribution.add" in stage.acts}
    assert words - {parameter.values[0].key for parameter in PAPER} == set()
