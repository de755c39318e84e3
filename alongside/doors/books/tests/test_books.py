"""The books on pages and as files: for everybody who may see the initiative, and for nobody who may not."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.core.accounts.actions import give
from alongside.core.accounts.models import Account
from alongside.core.initiatives.methods import method
from alongside.core.initiatives.models import Initiative
from alongside.core.people.actions import appoint
from alongside.core.people.models import User
from alongside.kit import clock
from alongside.standards.tests.test_beancount import prove
from tests.conformance.town import Run, make_town, start


@pytest.fixture
def run(db: None) -> Run:
    made = start(town=make_town(), method=method("user_consultation"))
    for at, (unit, amount) in enumerate((("money", 1250), ("money", 700), ("minutes", 90))):
        give(
            initiative=made.initiative,
            side="public",
            unit=unit,
            amount=amount,
            what=f"Gift {at}",
            key=str(at),
            actor=None,
        )
    return made


def money_account() -> Account:
    return Account.objects.get(key__startswith="given:public:money")


def test_every_account_stands_on_the_page_with_its_balance(run: Run) -> None:
    page = Client().get(reverse("books", args=[run.initiative.slug])).content.decode()
    assert [page.count(words) for words in ("£19.50", "-£19.50", "90 min", "-90 min")] == [2, 1, 2, 1]


def test_a_statement_has_opening_lines_and_closing(run: Run) -> None:
    url = reverse("account_statement", args=[money_account().pk])
    page = Client().get(url).content.decode()
    assert [words in page for words in ("£12.50", "£19.50", "Opening balance", "Closing balance")] == [True] * 4
    early = Client().get(url, {"since": "2001-01-01", "until": "2001-12-31"}).content.decode()
    assert "£12.50" not in early
    assert Client().get(url, {"since": "2001-01-01", "until": "2000-12-31"}).status_code == 422


def test_it_comes_as_a_table_and_as_a_tagged_pdf(run: Run) -> None:
    key = money_account().pk
    rows = Client().get(reverse("account_csv", args=[key])).content.decode().splitlines()
    today = clock.today().isoformat()
    assert rows[2:] == [f"{today},Gift 0,1250,1250", f"{today},Gift 1,700,1950", f"{today},closing balance,,1950"]
    pdf = Client().get(reverse("account_pdf", args=[key]))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_books_of_an_initiative_prove_themselves(run: Run) -> None:
    answer = Client().get(reverse("books_taken_out", args=[run.initiative.slug, "beancount"]))
    balances = prove(b"".join(answer.streaming_content).decode())  # type: ignore[attr-defined]  # it streams
    assert sorted(str(value) for value in balances.values()) == ["-19.50", "-90", "19.50", "90"]
    table = Client().get(reverse("books_taken_out", args=[run.initiative.slug, "csv"]))
    assert len(b"".join(table.streaming_content).splitlines()) == 7  # type: ignore[attr-defined]  # it streams
    assert Client().get(reverse("books_taken_out", args=[run.initiative.slug, "xml"])).status_code == 404


def test_what_is_not_listed_is_not_shown_and_a_person_s_account_never(run: Run) -> None:
    key = money_account().pk
    Account.objects.filter(pk=key).update(party=run.town.somebody)
    assert Client().get(reverse("account_statement", args=[key])).status_code == 404
    Account.objects.filter(pk=key).update(party=None)
    Initiative.objects.update(listed=False)
    for name, argument in (("account_statement", key), ("account_csv", key), ("books", run.initiative.slug)):
        assert Client().get(reverse(name, args=[argument])).status_code == 404


def test_an_administrator_counts_again_and_sees_what_is_wrong(run: Run) -> None:
    run.town.organisation.demonstration = True
    run.town.organisation.save(update_fields=["demonstration"])
    boss = run.town.officer
    boss.user = User.objects.create_user("boss@example.org")
    boss.save(update_fields=["user"])
    client = Client()
    client.force_login(boss.user)
    assert client.get(reverse("admin_books")).status_code == 403
    appoint(party=boss, role="administrator", actor=None)
    assert "were not proved yet" in client.get(reverse("admin_books")).content.decode()
    assert "The books agree" in client.post(reverse("admin_books"), follow=True).content.decode()
    Account.objects.filter(pk=money_account().pk).update(balance=7)
    page = client.post(reverse("admin_books"), follow=True).content.decode()
    assert "1 thing in the books is wrong" in page
    assert "stored 7, its entries sum to 1950" in page
    whole = client.get(reverse("admin_books_taken_out", args=["csv"]))
    assert len(b"".join(whole.streaming_content).splitlines()) == 7  # type: ignore[attr-defined]  # it streams
