"""Bank statements: a line with our reference pays once, a statement twice changes nothing, the rest is listed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.blocks.fund.actions import match_line, put_line_aside, take_in_statement
from alongside.blocks.fund.models import BankLine, Campaign, Collection, Pledge
from alongside.blocks.fund.rules import references_in
from alongside.blocks.fund.tests.conftest import Drive
from alongside.core.people.models import User
from alongside.kit.refused import NotAllowed, Refused
from alongside.standards.tests.test_camt053 import entry, statement


@pytest.fixture
def due(drive: Drive) -> list[Pledge]:
    """Two pledges of £60 and £40 that are asked for."""
    campaign = drive.open(target=10_000)
    made = [drive.pledge(campaign, amount) for amount in (6_000, 4_000)]
    drive.end(campaign)
    return made


def reference(made: Pledge) -> str:
    return Collection.objects.get(pledge=made).reference


def take_in(drive: Drive, *entries: str, version: str = "08") -> dict[str, int]:
    taken = take_in_statement(
        initiative=drive.initiative, data=statement(*entries, version=version), actor=drive.who("payment_agent")
    )
    return dict(taken.__dict__)


@pytest.mark.parametrize("version", ["02", "08"])
def test_what_matches_pays_once_and_the_same_statement_twice_changes_nothing(
    drive: Drive, due: list[Pledge], version: str
) -> None:
    first, second = map(reference, due)
    spaced = f"roof {first[:4]} {first[4:8]}-{first[8:]} thanks".lower()
    lines = [
        entry("60.00", words=spaced, ref="1", version=version),
        entry("39.99", words=second, ref="2", version=version),
        entry("5.00", words="a cake sale", ref="3", version=version),
        entry("12.00", "DBIT", words="bank charges", ref="4", version=version),
    ]
    assert take_in(drive, *lines, version=version) == {"matched": 1, "waiting": 2, "went_out": 1, "known": 0}
    assert take_in(drive, *lines, version=version) == {"matched": 0, "waiting": 0, "went_out": 0, "known": 4}
    assert (Campaign.objects.get().collected, drive.sound()) == (6_000, True)
    assert sorted(BankLine.objects.filter(state="waiting").values_list("why", flat=True)) == [
        "another amount",
        "no reference",
    ]


def test_money_that_comes_twice_and_a_line_with_two_references_wait_for_a_person(
    drive: Drive, due: list[Pledge]
) -> None:
    first, second = map(reference, due)
    lines = [entry("60.00", words=first, ref=str(at)) for at in range(2)]
    lines.append(entry("100.00", words=f"{first} {second}", ref="9"))
    assert take_in(drive, *lines) == {"matched": 1, "waiting": 2, "went_out": 0, "known": 0}
    assert sorted(BankLine.objects.filter(state="waiting").values_list("why", flat=True)) == [
        "paid twice",
        "several references",
    ]


def test_a_broken_file_is_refused_with_its_line_and_nothing_of_it_stays(drive: Drive, due: list[Pledge]) -> None:
    good = entry("60.00", words=reference(due[0]), ref="1")
    for data in (statement(good)[:-40], statement(good, entry("1.005", ref="2"))):
        with pytest.raises(Refused, match=r"^Line \d+: "):
            take_in_statement(initiative=drive.initiative, data=data, actor=drive.who("payment_agent"))
    assert (BankLine.objects.count(), Campaign.objects.get().collected) == (0, 0)


def test_a_person_matches_or_puts_aside_what_waits(drive: Drive, due: list[Pledge]) -> None:
    take_in(drive, entry("40.00", words="from Ann", ref="1"), entry("5.00", words="cake", ref="2"))
    mine, cake = BankLine.objects.order_by("id")
    agent = drive.who("payment_agent")
    with pytest.raises(Refused, match="Nothing was asked for"):
        match_line(line=mine, reference="AS0000000000", initiative=drive.initiative, actor=agent)
    with pytest.raises(Refused, match="another amount"):
        match_line(line=mine, reference=reference(due[0]), initiative=drive.initiative, actor=agent)
    with pytest.raises(NotAllowed):
        match_line(line=mine, reference=reference(due[1]), initiative=drive.initiative, actor=drive.who("creator"))
    match_line(line=mine, reference=reference(due[1]), initiative=drive.initiative, actor=agent)
    put_line_aside(line=cake, why="The cake sale", initiative=drive.initiative, actor=agent)
    with pytest.raises(Refused, match="dealt with"):
        put_line_aside(line=cake, why="Again", initiative=drive.initiative, actor=agent)
    assert [line.state for line in BankLine.objects.order_by("id")] == ["matched", "aside"]
    assert (Campaign.objects.get().collected, drive.sound()) == (4_000, True)


def test_the_page_takes_a_file_in_and_shows_what_waits(drive: Drive, due: list[Pledge]) -> None:
    agent, address = drive.who("payment_agent"), f"/fund/{drive.initiative.pk}/bank/"
    agent.user = User.objects.create_user("agent@example.org")
    agent.save(update_fields=["user"])
    client = Client()
    assert client.get(address).status_code == 403
    client.force_login(agent.user)
    data = statement(
        entry("60.00", words=reference(due[0]), ref="1"),
        entry("5.00", words="Cake & tea", ref="2").replace("&", "&amp;"),
    )
    page = client.post(address, {"do": "take_in", "file": SimpleUploadedFile("s.xml", data)}, follow=True)
    text = page.content.decode()
    assert "1 lines matched, 1 wait for you" in text
    assert ("Cake &amp; tea" in text, "no reference" in text) == (True, True)
    broken = client.post(address, {"do": "take_in", "file": SimpleUploadedFile("s.xml", data[:-30])}, follow=True)
    assert "broken off" in broken.content.decode()
    assert "Choose the file first" in client.post(address, {"do": "take_in"}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("AS0123456789", ["AS0123456789"]),
        ("as-0l23 4S67 89", ["AS01234S6789"]),
        ("XXASO1234567890", ["AS0123456789"]),
        ("AS012345678", []),
        ("nothing", []),
    ],
)
def test_references_are_found_however_they_are_written(words: str, found: list[str]) -> None:
    assert references_in(words) == found
