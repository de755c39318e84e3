"""The pages of charges: few statements, as many with thirty things as with one, and nobody reads what is not theirs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.core.people.actions import add_party
from alongside.core.people.models import Party, User
from alongside.kit import clock
from alongside.methods.financing.charges import planning
from alongside.methods.financing.charges.models import Plan, Tariff
from alongside.methods.financing.charges.pricing import publish_tariff
from alongside.methods.financing.charges.taking import book_takings
from alongside.methods.financing.charges.tests.world import SWIM, Pool, make_pool
from alongside.methods.financing.charges.waiving import ask_waiver

PUBLIC = ("", "household/", "said/", "prices/", "year/")
LEAD = {
    "lead/": "lead",
    "lead/costs/": "accountant",
    "lead/ways/": "lead",
    "lead/ask/": "lead",
    "lead/prices/": "cabinet_member",
    "lead/money/": "accountant",
    "requests/": "waiver_officer",
}


@pytest.fixture
def pool(db: None) -> Pool:
    return make_pool()


def client_of(party: Party | None) -> Client:
    client = Client(headers={"host": "localhost"})
    if party is not None:
        if party.user is None:
            party.user = User.objects.create_user(email=f"{party.pk}@example.org")
            party.save(update_fields=["user"])
        client.force_login(party.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def furnish(pool: Pool) -> None:
    """Cost, ways, one answer, a decision and a price that began some time ago."""
    pool.cost()
    _free, paid, _help = pool.three_ways()
    question = pool.question()
    pool.say(question, pays=0, option=paid.title, uses=4, band=0)
    pool.decide(question, paid)
    assert question.closes_at is not None
    with clock.at(question.closes_at + timedelta(days=1)):
        day = clock.today()
        publish_tariff(plan=paid, starts_on=day, reason="Sundays.", actor=pool.who("cabinet_member"))


def add(pool: Pool, numbers: range) -> None:
    """More of everything that a page lists."""
    tariff, initiative = Tariff.objects.get(), pool.run.initiative
    for number in numbers:
        planning.add_example(
            initiative=initiative, title=f"Household {number}", uses={SWIM: 5}, entitled=[], actor=pool.who("lead")
        )
        party = add_party(organisation=pool.run.town.organisation, name=f"Person {number}")
        ask_waiver(initiative=initiative, words="Please", actor=party)
        day = tariff.starts_on + timedelta(days=number)
        with clock.at(tariff.at + timedelta(days=100)):
            book_takings(
                initiative=initiative,
                starts_on=day,
                ends_on=day,
                uses=1,
                income=5,
                collecting=0,
                actor=pool.who("accountant"),
            )


def statements(pool: Pool) -> dict[str, int]:
    counted = {}
    for path, role in [*((path, "") for path in PUBLIC), *LEAD.items()]:
        client = client_of(pool.who(role) if role else None)
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(f"/charges/{pool.run.initiative.pk}/{path}")
        assert answer.status_code == 200, path
        assert len(answer.content) < 60_000
        counted[path] = len(seen)
    return counted


def test_every_page_is_as_quick_with_thirty_things_as_with_one(pool: Pool) -> None:
    furnish(pool)
    add(pool, range(1))
    one = statements(pool)
    add(pool, range(1, 30))
    assert statements(pool) == one
    assert {path: count for path, count in one.items() if count > 12} == {}


def test_what_is_being_written_and_what_was_asked_in_confidence_is_seen_by_few(pool: Pool) -> None:
    pool.cost()
    pool.way("charge", "Secret plan", (SWIM, 100, 10))
    path = f"/charges/{pool.run.initiative.pk}/"
    assert "Secret plan" not in client_of(None).get(path).content.decode()
    assert "Secret plan" in client_of(pool.who("lead")).get(f"{path}lead/ways/").content.decode()
    for page in LEAD:
        assert client_of(None).get(f"{path}{page}").status_code == 403
        assert client_of(pool.run.town.somebody).get(f"{path}{page}").status_code == 403
    assert client_of(pool.who("lead")).get(f"{path}requests/").status_code == 403
    assert client_of(None).get(f"{path}less/").status_code == 302
    assert Plan.objects.count() == 1


def test_a_household_is_worked_out_and_nothing_of_it_is_kept(pool: Pool) -> None:
    furnish(pool)
    path = f"/charges/{pool.run.initiative.pk}/household/"
    client = client_of(None)
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(path, {"uses-0": "100", "uses-1": "", "entitled": ["On Universal Credit"]})
    assert answer.status_code == 200
    assert "£150" in answer.content.decode()  # half of £3, a hundred times
    assert answer["Cache-Control"] == "no-store"
    assert [row["sql"] for row in seen if not row["sql"].lstrip().startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert client.post(path, {}).status_code == 409
