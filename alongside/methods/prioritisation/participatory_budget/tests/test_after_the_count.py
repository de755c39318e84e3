"""After the count: districts side by side, other rules on the same ballots, the booklet."""

from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from weasyprint import CSS, HTML

from alongside.blocks.fund.models import Award
from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.election import options_of
from alongside.blocks.rank.roll.codes import issue_codes
from alongside.core.contributions.models import Contribution
from alongside.core.decisions.models import Action
from alongside.kit import clock
from alongside.kit.money import money
from alongside.methods.prioritisation.participatory_budget.outcome.ballots import polls_of
from alongside.methods.prioritisation.participatory_budget.outcome.districts import districts_of
from alongside.methods.prioritisation.participatory_budget.printed.booklet import (
    LONGEST_STORY,
    STYLE,
    _story,
    booklet,
    booklet_html,
)
from alongside.methods.prioritisation.participatory_budget.rehearsal import counting
from alongside.methods.prioritisation.participatory_budget.rehearsal.counting import count_by, rules_for
from alongside.methods.prioritisation.participatory_budget.tests.conftest import Round, make_round


def rows(round_: Round) -> list[tuple[object, ...]]:
    return [(one.name, one.share, one.winners, one.won, one.per_head) for one in districts_of(round_.initiative)]


def test_separate_pots_side_by_side(db: None) -> None:
    found = make_round(clock.now() - timedelta(days=60))
    people = {str(found.places["hill"].pk): 200, str(found.places["quay"].pk): 100}
    with clock.at(found.opened):
        found.agree(people=people, whole_percent=10)
        found.lay()
        found.open_and_cast({"Benches": 3, "A crossing": 1, "A slide": 1})
    with clock.at(found.opened + timedelta(days=51)):
        found.count()
    assert rows(found) == [("Hill", 60_000, 1, 60_000, 300), ("Quay", 30_000, 0, 0, 0), ("", 10_000, 1, 10_000, None)]
    client, path = found.page("districts/")
    shown = client.get(path).content.decode()
    assert "Each district had a pot of its own" in shown
    assert money(60_000) in shown
    with clock.at(found.opened + timedelta(days=52)):
        found.announce()
    assert sorted(Award.objects.values_list("title", "amount")) == [("A slide", 10_000), ("Benches", 60_000)]


def test_one_count_beside_what_each_would_have_had(counted: Round) -> None:
    for key, people in (("hill", 900), ("quay", 100)):
        place = counted.places[key]
        place.population = people
        place.save()
    assert rows(counted) == [("Hill", 90_000, 1, 60_000, 67), ("Quay", 10_000, 1, 30_000, 300), ("", 0, 0, 0, None)]
    client, path = counted.page("districts/")
    assert "There was one count over everything" in client.get(path).content.decode()


def test_before_the_count_no_district_has_anything(round_: Round) -> None:
    round_.agree()
    round_.lay()
    assert districts_of(round_.initiative) == []
    client, path = round_.page("districts/")
    assert "Nothing is counted yet." in client.get(path).content.decode()


def test_every_rule_on_the_same_ballots_by_hand(counted: Round) -> None:
    """Six ballots with one project each; £1,000: 3 for Benches (£600), 2 for Trees (£300), 1 for A crossing (£500)."""
    (poll,) = polls_of(counted.initiative)
    options = options_of(poll)
    rules = rules_for("approval")
    found = dict(
        zip(rules, count_by(poll=poll, options=options, rules=[rule for _words, rule in rules.values()]), strict=True)
    )
    title = {option.number: option.title for option in options}
    assert [title[number] for number in found["most"].winners] == ["Benches", "Trees"]
    assert (found["most"].spent, round(found["most"].heard, 4)) == (90_000, round(5 / 6, 4))
    assert found["most"].money_each == (3 * 60_000 + 2 * 30_000) // 6 == 40_000
    # By equal shares each directs £166.66: Trees has £333 behind it, Benches £500 of £600; raised, both.
    assert [title[number] for number in found["equal"].winners] == ["Trees"]
    assert sorted(title[number] for number in found["equal-raised"].winners) == ["Benches", "Trees"]
    assert found["most"].by_place == {
        str(counted.places["hill"].pk): 60_000,
        str(counted.places["quay"].pk): 30_000,
    }


def test_rehearsing_again_counts_nothing_anew(counted: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    counting._kept.clear()
    client, path = counted.page("rehearsal/")
    first = client.get(path, {"rule": ["most", "equal"]})
    assert first.status_code == 200
    monkeypatch.setattr(counting, "count", lambda *_a: 1 / 0)
    again = client.get(path, {"rule": ["most", "equal"]})
    assert again.content.decode().count("Wins") == first.content.decode().count("Wins") > 0


def test_rehearsal_waits_for_the_count(round_: Round) -> None:
    round_.agree()
    round_.lay()
    client, path = round_.page("rehearsal/")
    assert "No vote of this round is counted yet." in client.get(path).content.decode()


@pytest.mark.parametrize(
    "asked", [["most"], ["nonsense", "<b>"], ["most", "equal", "equal-raised", "equal-full", "earning"]]
)
def test_whatever_is_asked_for_two_to_four_rules_are_shown(counted: Round, asked: list[str]) -> None:
    client, path = counted.page("rehearsal/")
    shown = client.get(path, {"rule": asked})
    assert shown.status_code == 200
    assert 2 <= len(shown.context["columns"]) <= 4


def test_the_booklet_says_everything_in_small_and_in_large_print(round_: Round) -> None:
    round_.agree(most_choices=3)
    round_.lay()
    polls = polls_of(round_.initiative)
    small, large = (
        booklet_html(initiative=round_.initiative, polls=polls, large=large, codes=["ABCD-EFGH"])
        for large in (False, True)
    )
    for title in ("Benches", "A crossing", "Trees", "A lamp", "A slide", "A mural"):
        assert small.count(title) >= 2
    for words in (
        "The story of Benches.",
        "£600",
        "ABCD-EFGH",
        "Tick every project that you would be glad of. At most 3.",
        "Most votes first",
        'class="town-map"',
        'class="qr"',
    ):
        assert words in small
    assert 'class="large"' in large
    assert 'class="large"' not in small
    made = [HTML(string=html).render(stylesheets=[CSS(filename=finders.find(STYLE))]) for html in (small, large)]
    assert len(made[1].pages) > len(made[0].pages) >= 3


def test_the_booklet_is_a_pdf(round_: Round) -> None:
    round_.agree()
    round_.lay()
    made = booklet(initiative=round_.initiative, polls=polls_of(round_.initiative), large=False)
    assert made.startswith(b"%PDF-")


def test_every_project_has_the_same_room_in_the_booklet(round_: Round) -> None:
    Contribution.objects.filter(proposal__title="Trees").update(text="Many words. " * 200)
    round_.agree()
    (poll,) = round_.lay()
    stories = {option.title: _story(option) for option in options_of(poll)}
    assert len(stories["Trees"]) <= LONGEST_STORY + 2
    assert stories["Benches"] == "The story of Benches."


def test_booklets_with_codes_are_made_for_living_codes_only(round_: Round) -> None:
    round_.agree()
    (poll,) = round_.lay()
    open_poll(poll=poll, actor=round_.who("steering_officer"))
    _batch, made = issue_codes(poll=poll, kind="paper", label="Hall", count=2, actor=round_.who("returning_officer"))
    client, path = round_.page("booklet/", "returning_officer")
    sent = {"poll": poll.pk, "codes": "\n".join(code for _serial, code in made)}
    answer = client.post(path, sent)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    dead = client.post(path, {**sent, "codes": "AAAA-BBBB-CCCC"})
    assert dead.status_code == 409
    assert "lets no ballot in" in dead.content.decode()
    visitor = Client(headers={"host": "localhost"})
    assert visitor.post(path, sent).status_code == 403
    assert visitor.get(f"/participatory-budget/{round_.initiative.pk}/booklet.pdf").content.startswith(b"%PDF-")


def test_a_booklet_of_a_vote_that_is_prepared_is_only_for_its_team(round_: Round) -> None:
    round_.agree()
    round_.lay()
    path = f"/participatory-budget/{round_.initiative.pk}/booklet/"
    assert Client(headers={"host": "localhost"}).get(path).status_code == 404
    client, _path = round_.page("", "returning_officer")
    assert client.get(path).status_code == 200


def test_the_last_round_stands_beside_this_one(db: None) -> None:
    last = make_round(clock.now() - timedelta(days=300))
    found = make_round(clock.now() - timedelta(days=60), before=last)
    for one, votes in ((last, {"A crossing": 2}), (found, {"Benches": 3})):
        with clock.at(one.opened):
            one.agree()
            one.lay()
            one.open_and_cast(votes)
        with clock.at(one.opened + timedelta(days=51)):
            one.count()
    assert [(one.name, one.won, one.before) for one in districts_of(found.initiative)] == [
        ("Hill", 60_000, 50_000),
        ("Quay", 0, 0),
        ("", 0, 0),
    ]
    assert [one.before for one in districts_of(last.initiative)] == [None, None, None]


MOST_QUERIES = 12


def test_no_page_asks_the_database_more_than_it_may(counted: Round) -> None:
    action = Action.objects.filter(decision__question=counted.proposals).order_by("id")[0]
    officer, path = counted.page("", "steering_officer")
    resident, _path = counted.page("", "steering_resident")
    asked = {
        (name, who): int(client.get(path + name)["Server-Timing"].split('"')[1])
        for who, client in (("officer", officer), ("resident", resident))
        for name in (
            "rules/",
            "districts/",
            "booklet/",
            "rehearsal/",
            "delivery/",
            f"delivery/{action.pk}/",
        )
    }
    assert {key: count for key, count in asked.items() if count > MOST_QUERIES} == {}
