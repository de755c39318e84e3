"""Importing a directory of services: once, again, after a change here, after a change there, and back out."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from alongside.core.audit.models import AuditEntry
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.directory import Imported, import_services, records_of
from alongside.core.services.models import Place, Service
from alongside.kit.refused import Refused
from alongside.standards.open_referral import read, read_path, write_page

pytestmark = pytest.mark.django_db
ID = "ac148810-d857-441c-9679-408f346de14b"
LIBRARY: dict[str, Any] = {
    "id": ID,
    "name": "Mill Library",
    "status": "active",
    "description": "Books and a warm room. Open to all.",
    "email": "desk@example.org",
    "colour": "red",
    "organization": {"id": ID, "name": "Mill Trust", "description": "A trust"},
    "service_at_locations": [
        {
            "id": ID,
            "location": {
                "id": ID,
                "location_type": "physical",
                "name": "The Mill",
                "latitude": 47.0,
                "longitude": -30.0,
            },
        }
    ],
}


@pytest.fixture
def town() -> Organisation:
    return Organisation.objects.create(slug="millbrook", name="Millbrook")


def bring(town: Organisation, *records: dict[str, Any]) -> Imported:
    return import_services(organisation=town, directory=read(json.dumps(list(records)).encode()), actor=None)


def counts(done: Imported) -> tuple[int, int, int]:
    return done.added, done.changed, done.same


def test_a_service_comes_in_with_its_owner_and_place(town: Organisation) -> None:
    assert counts(bring(town, LIBRARY)) == (1, 0, 0)
    service = Service.objects.get()
    assert (service.slug, service.summary, service.standard_id) == ("mill-library", "Books and a warm room.", ID)
    assert (str(service.owner), str(service.place), service.ended_on) == ("Mill Trust", "The Mill", None)
    assert service.standard_source["colour"] == "red"


def test_the_same_file_again_changes_nothing(town: Organisation) -> None:
    bring(town, LIBRARY)
    audited = AuditEntry.objects.count()
    assert counts(bring(town, LIBRARY)) == (0, 0, 1)
    assert counts(bring(town, LIBRARY | {"id": ID.upper()})) != (1, 0, 0)
    assert (Service.objects.count(), Party.objects.count(), Place.objects.count()) == (1, 1, 1)
    assert AuditEntry.objects.count() == audited + 1


def test_a_change_there_comes_in_and_words_of_ours_stay(town: Organisation) -> None:
    bring(town, LIBRARY)
    Service.objects.update(name="Our library")
    done = bring(town, LIBRARY | {"name": "The Mill Library", "email": "new@example.org"})
    service = Service.objects.get()
    assert (counts(done), done.kept) == ((0, 1, 0), ("Our library: name",))
    assert (service.name, service.email) == ("Our library", "new@example.org")


def test_a_service_that_ended_there_ends_here_and_may_begin_again(town: Organisation) -> None:
    bring(town, LIBRARY)
    bring(town, LIBRARY | {"status": "defunct"})
    assert Service.objects.get().ended_on is not None
    bring(town, LIBRARY)
    assert Service.objects.get().ended_on is None


def test_one_wrong_field_imports_nothing(town: Organisation) -> None:
    with pytest.raises(Refused, match=r"^1 thing must be mended: services\[1\]\.email: this is “desk”"):
        bring(town, LIBRARY, LIBRARY | {"id": ID[:-1] + "c", "email": "desk"})
    assert Service.objects.count() == 0


def test_another_organisation_may_hold_the_same_service(town: Organisation) -> None:
    other = Organisation.objects.create(slug="elsewhere", name="Elsewhere")
    assert counts(bring(town, LIBRARY)) == counts(bring(other, LIBRARY)) == (1, 0, 0)


def test_a_long_description_is_cut_at_a_word(town: Organisation) -> None:
    bring(town, LIBRARY | {"description": "word " * 100})
    summary = Service.objects.get().summary
    assert (len(summary) <= 300, summary.endswith("word…")) == (True, True)


@pytest.mark.shared
def test_what_goes_out_is_what_came_in_with_our_changes_and_holds_against_the_schema(
    town: Organisation, shared: Path
) -> None:
    folder = shared / "schemas" / "openreferral-uk"
    import_services(organisation=town, directory=read_path(folder / "examples" / "service_full.json"), actor=None)
    bring(town, LIBRARY | {"id": ID[:-1] + "c"})
    Service.objects.filter(standard_id=ID).update(name="Talking it through")
    Service.objects.create(organisation=town, name="Ours", slug="ours", summary="Never imported")
    page = json.loads(write_page(records_of(list(Service.objects.select_related("owner", "place").order_by("name")))))
    schema = json.loads((folder / "schema" / "compiled" / "service.json").read_text())
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [[error.message for error in validator.iter_errors(one)] for one in page["contents"]] == [[], [], []]
    assert [one["name"] for one in page["contents"]] == ["Mill Library", "Ours", "Talking it through"]
    assert page["contents"][0]["colour"] == "red"
