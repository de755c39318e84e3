"""The pages of a tax choice: few statements, as many with thirty payments as with one, and no draft for everybody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.core.people.models import Party, User
from alongside.kit import clock
from alongside.methods.financing.tax_agreement import earmarking, voting
from alongside.methods.financing.tax_agreement.models import Earmark, Purpose
from alongside.methods.financing.tax_agreement.tests.world import Town, make_tax_town

PUBLIC = ("", "bill/", "words/", "money/")
LEAD = {
    "lead/": "finance_officer",
    "lead/options/": "finance_officer",
    "lead/ask/": "returning_officer",
    "lead/decide/": "council",
    "lead/account/": "finance_officer",
}


@pytest.fixture
def town(db: None) -> Town:
    return make_tax_town()


def client_of(party: Party | None) -> Client:
    client = Client(headers={"host": "localhost"})
    if party is not None:
        if party.user is None:
            party.user = User.objects.create_user(email=f"{party.pk}@example.org")
            party.save(update_fields=["user"])
        client.force_login(party.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def set_apart(town: Town) -> Earmark:
    """Options, panel, vote, decision; money came in."""
    base = town.signed()
    town.panel()
    poll = town.counted(town.vote(3, 3))
    with clock.at(poll.question.closes_at + timedelta(days=2)):  # type: ignore[operator]  # an open question closes
        voting.decide_on_vote(
            initiative=town.run.initiative,
            option=base.options.get(number=3),
            reason="Most asked for it.",
            owner=town.member("finance_officer"),
            due=clock.today() + timedelta(days=400),
            actor=town.who("council"),
        )
    earmark = Earmark.objects.get()
    earmarking.collect(earmark=earmark, amount=50_000_00, on=clock.today(), actor=town.who("finance_officer"))
    return earmark


def pay(town: Town, earmark: Earmark, count: int) -> None:
    purpose = Purpose.objects.filter(option=earmark.option)[0]
    for number in range(count):
        earmarking.spend(
            purpose=purpose, amount=5, what=f"Hour {number}", on=clock.today(), actor=town.who("finance_officer")
        )


def statements(town: Town) -> dict[str, int]:
    counted = {}
    for path, role in [*((path, "") for path in PUBLIC), *LEAD.items(), ("money/ ", "watcher")]:
        client = client_of(town.who(role) if role else None)
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(f"/tax/{town.run.initiative.pk}/{path.strip()}")
        assert answer.status_code == 200, path
        assert len(answer.content) < 60_000
        counted[path] = len(seen)
    return counted


def test_every_page_is_as_quick_with_thirty_payments_as_with_one(town: Town) -> None:
    earmark = set_apart(town)
    pay(town, earmark, 1)
    one = statements(town)
    pay(town, earmark, 29)
    assert statements(town) == one
    assert {path: count for path, count in one.items() if count > 12} == {}


def test_what_is_not_signed_is_seen_by_the_team_alone(town: Town) -> None:
    town.write(town.base())
    path = f"/tax/{town.run.initiative.pk}/"
    assert "youth club" not in client_of(None).get(path).content.decode()
    assert "youth club" in client_of(town.who("finance_officer")).get(path).content.decode()
    assert client_of(None).get(f"{path}bill/").status_code == 404
    for page in LEAD:
        assert client_of(None).get(f"{path}{page}").status_code == 403
        assert client_of(town.run.town.somebody).get(f"{path}{page}").status_code == 403


def test_a_bill_is_worked_out_and_nothing_of_it_is_kept(town: Town) -> None:
    town.signed()
    path = f"/tax/{town.run.initiative.pk}/bill/"
    with CaptureQueriesContext(connection) as seen:
        answer = client_of(None).post(path, {"band": "H", "alone": ""})
    assert "£18" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert [row["sql"] for row in seen if not row["sql"].lstrip().startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert client_of(None).post(path, {"band": "Z"}).status_code == 409
