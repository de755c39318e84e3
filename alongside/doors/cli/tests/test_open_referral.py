"""`alongside import open-referral` and `alongside export open-referral`."""

import json
from pathlib import Path
from typing import Any

import pytest

from alongside.core.organisations.models import Organisation
from alongside.core.services.models import Service
from alongside.doors.cli.main import main

pytestmark = pytest.mark.django_db
ID = "ac148810-d857-441c-9679-408f346de14b"
LIBRARY: dict[str, Any] = {
    "id": ID,
    "name": "Mill Library",
    "status": "active",
    "description": "Books.",
    "colour": "red",
}


@pytest.fixture
def town() -> Organisation:
    return Organisation.objects.create(slug="millbrook", name="Millbrook")


def test_the_command_imports_and_says_so(
    town: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "services.json"
    file.write_text(json.dumps(LIBRARY))
    main(["import", "open-referral", str(file)])
    assert capsys.readouterr() == (
        "1 added, 0 changed, 0 as before.\n",
        "note: Kept as they are, though the standard does not know them: service.colour.\n",
    )
    main(["export", "open-referral"])
    assert json.loads(capsys.readouterr().out)["contents"][0] == LIBRARY


def test_the_command_names_every_field_to_mend_and_leaves_with_2(
    town: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "services.json"
    file.write_text(json.dumps({"id": ID, "name": "", "status": "shut"}))
    with pytest.raises(SystemExit) as stopped:
        main(["import", "open-referral", str(file)])
    assert (stopped.value.code, capsys.readouterr()) == (
        2,
        (
            "2 to mend; nothing was imported.\n",
            "name: it is missing; write it.\n"
            "status: this is “shut”; write one of active, inactive, defunct, temporarily closed.\n",
        ),
    )
    assert Service.objects.count() == 0


def test_with_two_organisations_the_command_asks_which(
    town: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Organisation.objects.create(slug="elsewhere", name="Elsewhere")
    file = tmp_path / "services.json"
    file.write_text(json.dumps({name: value for name, value in LIBRARY.items() if name != "colour"}))
    with pytest.raises(SystemExit):
        main(["import", "open-referral", str(file)])
    assert capsys.readouterr().err == "Say which organisation, with --organisation: elsewhere, millbrook.\n"
    main(["import", "open-referral", str(file), "--check"])
    assert capsys.readouterr().out == "1 services, nothing to mend.\n"
    main(["import", "open-referral", str(file), "--organisation", "elsewhere"])
    assert list(Service.objects.values_list("organisation_id", flat=True)) == [other.pk]
