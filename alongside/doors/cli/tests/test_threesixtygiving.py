"""`alongside import threesixtygiving` and `alongside export threesixtygiving`, as somebody types them."""

import json
from pathlib import Path
from typing import Any

import pytest

from alongside.blocks.fund.models import Pot
from alongside.core.accounts.queries import unbalanced_transactions, wrong_balances
from alongside.core.initiatives.models import Initiative
from alongside.doors.cli.main import main
from alongside.methods.prioritisation.community_chest.models import Application, Grant, Group
from alongside.standards.threesixtygiving import read, write_json
from alongside.standards.threesixtygiving.tests.example import a_grant, against_the_schema

pytestmark = pytest.mark.django_db
PERSON: dict[str, Any] = {
    "id": "360G-example-0002",
    "recipientOrganization": None,
    "beneficiaryLocation": None,
    "recipientIndividual": {"id": "360G-example-ind-1", "name": "Joan Example"},
}


def imported(tmp_path: Path, capsys: pytest.CaptureFixture[str], *grants: dict[str, Any]) -> str:
    path = tmp_path / "grants.json"
    path.write_text(write_json(grants), "utf-8")
    main(["import", "threesixtygiving", str(path), "--json"])
    return str(json.loads(capsys.readouterr().out)["initiative"])


def test_a_file_goes_in_and_comes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grants = [
        a_grant(),
        a_grant(id="360G-example-0003", awardDate="2025-02-01", amountAwarded=125, amountDisbursed=100),
    ]
    key = imported(tmp_path, capsys, *grants)
    initiative = Initiative.objects.get(pk=key)
    assert (initiative.method_key, initiative.listed, initiative.contribution_count) == ("community_chest", True, 2)
    assert initiative.questions.get().state == "decided"
    assert Pot.objects.get().amount == 52_550
    assert sorted(Application.objects.values_list("state", "amount")) == [("awarded", 50_000), ("awarded", 50_000)]
    assert Group.objects.get().charity_number == "1234567"
    main(["export", "threesixtygiving", key])
    out = capsys.readouterr()
    found = sorted(read(out.out.encode()).grants, key=lambda one: str(one["id"]))
    assert found == grants
    assert out.err == ""
    organisation = initiative.organisation
    assert (wrong_balances(organisation), unbalanced_transactions(organisation)) == ([], [])


@pytest.mark.shared
def test_what_comes_out_fulfils_the_standard(tmp_path: Path, capsys: pytest.CaptureFixture[str], shared: Path) -> None:
    main(["export", "threesixtygiving", imported(tmp_path, capsys, a_grant())])
    assert against_the_schema(json.loads(capsys.readouterr().out), shared=shared) == []


def test_a_person_is_not_kept_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["export", "threesixtygiving", imported(tmp_path, capsys, a_grant(), a_grant(**PERSON))])
    out = capsys.readouterr().out
    assert "Joan" not in out
    assert "Joan" not in str(list(Grant.objects.values_list("source", flat=True)))
    assert out.count('"Individual Recipient"') == 1


def test_a_table_comes_out_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["export", "threesixtygiving", imported(tmp_path, capsys, a_grant()), "--csv"])
    heading, row = capsys.readouterr().out.splitlines()
    assert heading.startswith("Identifier,Title,Description,Currency,Amount Applied For,Amount Awarded,")
    assert row.startswith("360G-example-0001,Beds by the hall,")


@pytest.mark.parametrize(
    ("grant", "words"),
    [
        (
            a_grant(title=None),
            "The file is against the standard. grants[0].title: it is missing; every grant has it.\n",
        ),
        (a_grant(awardDate="2999-01-01"), "grants[0].awardDate: 2999-01-01 is not a day that has been.\n"),
        (a_grant(amountAwarded=0), "No grant of the file awards any money.\n"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_whole(
    grant: dict[str, Any], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        imported(tmp_path, capsys, grant)
    assert (stopped.value.code, capsys.readouterr().err, Initiative.objects.count()) == (2, words, 0)


def test_the_same_file_twice_and_two_currencies_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(tmp_path, capsys, a_grant())
    with pytest.raises(SystemExit):
        imported(tmp_path, capsys, a_grant())
    assert capsys.readouterr().err == "This file has been imported already.\n"
    with pytest.raises(SystemExit):
        imported(tmp_path, capsys, a_grant(), a_grant(id="360G-example-2", currency="EUR"))
    assert capsys.readouterr().err == "The file holds several currencies (EUR, GBP); split it.\n"


@pytest.mark.parametrize("key", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_what_is_no_chest_cannot_be_written(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["export", "threesixtygiving", key])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
