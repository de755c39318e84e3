"""Administration: each page says what is refused and how to mend it, and asks the database few times."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from alongside.core.audit.actions import write_audit
from alongside.core.jobs.actions import run
from alongside.core.jobs.models import Job
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint, make_token
from alongside.core.people.models import ApiToken, Appointment, Party, User
from alongside.core.services.actions import add_place
from alongside.core.services.models import Place, Service
from alongside.doors.administration.places import chief_town

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
COLOURS = {"colour_public": "#123456", "colour_citizens": "#7a2e0e", "colour_together": "#4b2354"}
SQUARE = [[-1.5, 52.0], [-1.4, 52.0], [-1.4, 52.1], [-1.5, 52.1], [-1.5, 52.0]]


@pytest.fixture
def town() -> Organisation:
    return Organisation.objects.create(slug="millbrook", name="Millbrook Council", demonstration=True)


@pytest.fixture
def ruth(town: Organisation, client: Client) -> Party:
    user = User.objects.create_user("ruth@example.org")
    party = add_party(organisation=town, name="Ruth", user=user, email="ruth@example.org")
    appoint(party=party, role="administrator", actor=None)
    client.force_login(user, backend=BACKEND)
    return party


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def picture(size: tuple[int, int] = (600, 300), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#123456").save(out, kind)
    return out.getvalue()


def test_the_organisation_is_changed_and_what_is_wrong_stands_beside_its_field(ruth: Party, client: Client) -> None:
    given = {
        "name": "Millbrook",
        "place_name": "Millbrook",
        "time_zone": "Mars/Olympus",
        "quiet_from": 20,
        "quiet_to": 7,
    }
    answer = client.post("/administration/organisation/", given | {"languages": ["cy"]})
    assert 'id="id_time_zone_error"' in answer.content.decode()
    answer = client.post("/administration/organisation/", given | {"languages": ["cy"], "time_zone": "Europe/Paris"})
    assert answer.status_code == 302
    changed = Organisation.objects.get()
    assert (changed.name, changed.time_zone, changed.quiet_from, changed.languages) == (
        "Millbrook",
        "Europe/Paris",
        20,
        ["cy"],
    )


def test_a_colour_that_cannot_be_read_is_refused_with_the_ratio_and_a_better_one(ruth: Party, client: Client) -> None:
    pale = COLOURS | {"colour_public": "#7fc7e8", "colour_together": "plum"}
    said = words(client.post("/administration/look/", pale))
    assert "#7fc7e8 on our paper has a contrast of 1.7 to 1, and people need 4.5 to 1" in said
    assert "Make it darker: #" in said
    assert "Write the colour as # and six digits" in said
    assert Organisation.objects.get().colour_public == "#14506b"


def test_good_colours_are_kept_and_worn(ruth: Party, client: Client) -> None:
    assert client.post("/administration/look/", COLOURS).status_code == 302
    page = client.get("/administration/look/").content.decode()
    assert "--public:#123456" in page
    assert Organisation.objects.get().colour_citizens == "#7a2e0e"


def test_both_sides_need_a_colour_of_their_own(ruth: Party, client: Client) -> None:
    answer = client.post("/administration/look/", COLOURS | {"colour_citizens": "#123456"})
    assert 'id="id_colour_citizens_error"' in answer.content.decode()


def test_a_logo_is_drawn_anew_and_handed_out(ruth: Party, client: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("logo.jpg", picture(kind="JPEG"))
    assert client.post("/administration/look/", COLOURS | {"logo": upload}).status_code == 302
    logo = Organisation.objects.get().logo
    answer = Client().get(logo.url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    with Image.open(io.BytesIO(b"".join(answer))) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (264, 132))
    assert client.get("/media/logos/other.png").status_code == 404
    client.post("/administration/look/", COLOURS | {"no_logo": "on"})
    assert list((tmp_path / "logos").iterdir()) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "SVG files can hold programs"),
        (b"GIF89a" + b"0" * 50, "not a picture that we can read"),
        (b"MZ not a picture", "not a picture that we can read"),
        (picture()[:200], "not a picture that we can read"),
        (b"0" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_what_is_no_picture_is_refused(ruth: Party, client: Client, data: bytes, said: str) -> None:
    answer = client.post("/administration/look/", COLOURS | {"logo": SimpleUploadedFile("logo.png", data)})
    assert said in words(answer)
    assert not Organisation.objects.get().logo


def test_somebody_is_added_appointed_and_their_office_ended(ruth: Party, client: Client, town: Organisation) -> None:
    answer = client.post("/administration/people/add/", {"name": "Helen", "email": "Helen@example.org"})
    helen = Party.objects.get(name="Helen")
    assert answer["Location"] == f"/administration/people/{helen.pk}/"
    again = client.post("/administration/people/add/", {"name": "H", "email": "helen@example.org"})
    assert "is here already" in words(again)
    client.post(f"/administration/people/{helen.pk}/", {"role": "officer"})
    office = Appointment.objects.get(party=helen)
    assert "Helen" in words(client.get("/administration/people/?q=hel"))
    client.post(f"/administration/offices/{office.pk}/end/")
    office.refresh_from_db()
    assert office.valid_to is not None


def test_the_last_administrator_stays(ruth: Party, client: Client) -> None:
    office = Appointment.objects.get(party=ruth)
    answer = client.post(f"/administration/offices/{office.pk}/end/", follow=True)
    assert "Appoint another administrator first" in words(answer)


def place(ring: list[list[float]], **more: str) -> dict[str, Any]:
    data = json.dumps({"type": "Polygon", "coordinates": [ring]}).encode()
    return {"name": "Millbrook", "kind": "area", "boundary": SimpleUploadedFile("b.geojson", data)} | more


def test_a_boundary_becomes_a_place_with_its_middle(ruth: Party, client: Client) -> None:
    answer = client.post("/administration/places/", place(SQUARE), follow=True)
    assert "“Millbrook” is a place now." in words(answer)
    made = Place.objects.get()
    assert (made.latitude, made.longitude, made.boundary["type"]) == (52.05, -1.45, "Polygon")


def test_exchanged_numbers_are_noticed_before_and_after_the_first_place(ruth: Party, client: Client) -> None:
    exchanged = [[latitude, longitude] for longitude, latitude in SQUARE]
    assert chief_town("Europe/London") == pytest.approx((51.508, -0.125), abs=0.01)
    for _time in range(2):
        said = words(client.post("/administration/places/", place(exchanged)))
        assert "Latitude and longitude are exchanged: in GeoJSON the longitude comes first." in said
        client.post("/administration/places/", place(SQUARE, name="First"))


def test_half_a_position_is_refused(ruth: Party, client: Client) -> None:
    answer = client.post("/administration/places/", {"name": "Hall", "kind": "building", "latitude": "52"})
    assert 'id="id_longitude_error"' in answer.content.decode()


def test_any_key_can_be_ended(ruth: Party, client: Client, town: Organisation) -> None:
    token, _key = make_token(party=add_party(organisation=town, name="Joan"), name="Sheet", may_write=False)
    assert "Sheet Joan only read never" in words(client.get("/administration/keys/"))
    client.post(f"/administration/keys/{token.pk}/end/")
    assert ApiToken.objects.get().revoked_at is not None


def test_long_work_is_shown_alone_when_only_it_is_asked_for_and_can_be_stopped(
    ruth: Party, client: Client, town: Organisation
) -> None:
    job = Job.objects.create(
        organisation=town, kind="rank.count", state="running", done_count=30, total_count=120, asked_by=ruth
    )
    page = client.get("/administration/work/").content.decode()
    assert 'hx-trigger="every 3s"' in page
    assert "30 of 120" in page
    part = client.get("/administration/work/", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="work"')
    client.post(f"/administration/work/{job.pk}/cancel/")
    job.refresh_from_db()
    assert job.cancel_asked
    Job.objects.update(state="cancelled")
    assert "hx-trigger" not in client.get("/administration/work/").content.decode()


def test_the_record_is_of_one_person_or_one_thing_where_asked(ruth: Party, client: Client, town: Organisation) -> None:
    joan = add_party(organisation=town, name="Joan", actor=ruth)
    write_audit(act="change_party", record=joan, actor=joan, before={"state": "a"}, after={"state": "b"})
    said = words(client.get(f"/administration/record/?who={joan.pk}"))
    assert "What Joan did." in said
    assert "change party" in said
    assert "state: a → state: b" in said
    assert "add party" not in said
    said = words(client.get(f"/administration/record/?thing={joan.pk}"))
    assert said.count("Joan") + said.count("Ruth") == 2
    assert client.get("/administration/record/?who=nobody").status_code == 200


def test_a_directory_is_looked_at_first_and_then_taken_in_by_the_worker(ruth: Party, client: Client) -> None:
    wrong = SimpleUploadedFile("d.json", json.dumps([{"name": "Library"}]).encode())
    said = words(client.post("/administration/directory/", {"file": wrong}))
    assert "Nothing was taken in. This must be mended first:" in said
    record = {
        "id": "0b4b4b4e-7f9c-4c5a-9a4e-0d8a3f0a1c11",
        "name": "Library",
        "status": "active",
        "description": "Books and a warm room. Open to all.",
        "organization": {"id": "0b4b4b4e-7f9c-4c5a-9a4e-0d8a3f0a1c12", "name": "Council", "description": "It"},
    }
    good = SimpleUploadedFile("d.json", json.dumps([record]).encode())
    answer = client.post("/administration/directory/", {"file": good}, follow=True)
    assert "A directory of services." in words(answer)
    job = Job.objects.get()
    run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, list(Service.objects.values_list("name", flat=True))) == ("done", ["Library"])
    assert "1 added, 0 changed, 0 as before." in words(client.get("/administration/work/"))


PAGES = [
    ("/administration/", 4),
    ("/administration/organisation/", 5),
    ("/administration/backups/", 4),
    ("/administration/people/?q=p", 6),
    ("/administration/places/", 6),
    ("/administration/look/", 5),
    ("/administration/keys/", 5),
    ("/administration/work/", 5),
    ("/administration/record/", 6),
    ("/administration/directory/", 4),
]


def test_every_page_asks_the_same_at_one_and_at_thirty(
    ruth: Party, client: Client, town: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = 0
    for many in (1, 30):
        while made < many:
            made += 1
            party = add_party(organisation=town, name=f"P{made}", actor=ruth)
            appoint(party=party, role="officer", actor=party)
            make_token(party=party, name="K", may_write=True)
            add_place(organisation=town, name=f"Place {made}", actor=party, latitude=52.0, longitude=-1.0)
            Job.objects.create(organisation=town, kind="k", asked_by=party)
        for address, queries in PAGES:
            with django_assert_num_queries(queries, info=address):
                assert client.get(address).status_code == 200
