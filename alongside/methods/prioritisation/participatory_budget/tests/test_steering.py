"""The rules: as data, in versions, agreed by both sides; and the ballots that are laid down by them."""

from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.blocks.propose.models import Proposal
from alongside.blocks.rank.actions import change_poll, open_poll
from alongside.blocks.rank.models import Option, Poll, RollEntry
from alongside.core.people.models import Party
from alongside.engines.budgeting import Rule
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.prioritisation.participatory_budget.models import LaidBallot, RulesVersion
from alongside.methods.prioritisation.participatory_budget.rules import Terms, shares
from alongside.methods.prioritisation.participatory_budget.steering.actions import agree_rules, write_rules
from alongside.methods.prioritisation.participatory_budget.steering.laying import bring_up_to_date, fill_rolls
from alongside.methods.prioritisation.participatory_budget.tests.conftest import GREEDY, Round

EQUAL = Rule(kind="equal-shares", completion="add1-overspend", ties="lowest-cost,most-votes,id")


@given(
    total=st.integers(0, 10**12),
    people=st.dictionaries(st.text(min_size=1, max_size=4), st.integers(1, 10**7), max_size=12),
    percent=st.integers(0, 90),
)
def test_shares_add_up_and_none_is_a_penny_off(total: int, people: dict[str, int], percent: int) -> None:
    found = shares(total=total, people=people, whole_percent=percent)
    assert sum(found.values()) == total
    rest = total - found.get("", 0)
    everybody = sum(people.values())
    assert all(abs(found[key] * everybody - rest * count) < everybody for key, count in people.items())
    assert found == shares(total=total, people=dict(reversed(people.items())), whole_percent=percent)


def test_shares_by_hand() -> None:
    people = {"a": 1, "b": 1, "c": 1}
    assert shares(total=100, people=people) == {"a": 34, "b": 33, "c": 33}
    assert shares(total=1000, people={"a": 3, "b": 1}, whole_percent=20) == {"": 200, "a": 600, "b": 200}
    assert shares(total=100, people={}) == {"": 100}


def test_rules_survive_their_own_data() -> None:
    terms = Terms(
        ballot_kind="points",
        most_points=10,
        rule=EQUAL,
        other_rule=GREEDY,
        who="All",
        roll_only=True,
        repeat="last",
        people={"x": 3},
        whole_percent=10,
    )
    assert Terms.from_data(terms.as_data()) == terms
    with pytest.raises(TypeError):
        Terms.from_data({**terms.as_data(), "unknown": 1})


def test_each_side_agrees_for_itself_and_both_are_needed(round_: Round) -> None:
    resident, officer = round_.who("steering_resident"), round_.who("steering_officer")
    version = write_rules(initiative=round_.initiative, terms=round_.terms(), why="So.", actor=resident)
    assert (version.number, version.is_agreed) == (1, False)
    with pytest.raises(Refused, match="not agreed yet"):
        round_.lay()
    with pytest.raises(Refused, match="Your side has agreed already"):
        agree_rules(version=version, actor=resident)
    for other in ("scrutineer", "decider"):
        with pytest.raises(NotAllowed):
            agree_rules(version=version, actor=round_.who(other))
    assert agree_rules(version=version, actor=officer).is_agreed
    assert [poll.rule for poll in round_.lay()] == [GREEDY.to_json()]


def test_a_vote_opens_only_by_the_newest_rules(round_: Round) -> None:
    with pytest.raises(Refused, match="First the steering group writes the rules"):
        round_.lay()
    round_.agree()
    (poll,) = round_.lay()
    officer, resident = round_.who("steering_officer"), round_.who("steering_resident")
    newer = write_rules(
        initiative=round_.initiative, terms=round_.terms(rule=EQUAL, most_choices=2), why="Fairer.", actor=resident
    )
    with pytest.raises(Refused, match="not agreed yet"):
        open_poll(poll=poll, actor=officer)
    agree_rules(version=newer, actor=officer)
    with pytest.raises(Refused, match="The rules have changed"):
        open_poll(poll=poll, actor=officer)
    assert bring_up_to_date(initiative=round_.initiative, proposals=round_.proposals, actor=officer) == 6
    poll.refresh_from_db()
    assert (poll.rule, poll.most_choices) == (EQUAL.to_json(), 2)
    change_poll(poll=poll, actor=officer, most_choices=4)
    with pytest.raises(Refused, match="The rules have changed"):
        open_poll(poll=poll, actor=officer)
    bring_up_to_date(initiative=round_.initiative, proposals=round_.proposals, actor=officer)
    assert open_poll(poll=poll, actor=officer).state == Poll.State.OPEN
    with pytest.raises(Refused, match="People vote by the rules as they are"):
        write_rules(initiative=round_.initiative, terms=round_.terms(), why="Again.", actor=resident)


@pytest.mark.parametrize(
    ("changed", "why", "words"),
    [
        ({}, " ", "Say why"),
        ({"ballot_kind": "shouting"}, "So.", "Choose what a ballot may say"),
        ({"ballot_kind": "points"}, "So.", "how many points"),
        ({"repeat": "both"}, "So.", "which ballot"),
        ({"people": {"x": 0}}, "So.", "number of people"),
        ({"people": {"x": 5}, "whole_percent": 95}, "So.", "at most 90"),
    ],
)
def test_rules_that_say_too_little_are_refused(round_: Round, changed: dict[str, object], why: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        write_rules(
            initiative=round_.initiative, terms=round_.terms(**changed), why=why, actor=round_.who("steering_resident")
        )
    assert RulesVersion.objects.count() == 0


def test_the_same_rules_are_no_new_version(round_: Round) -> None:
    round_.agree()
    with pytest.raises(Refused, match="These are the rules already"):
        write_rules(
            initiative=round_.initiative, terms=round_.terms(), why="Again.", actor=round_.who("steering_resident")
        )


def by_district(round_: Round) -> dict[str, int]:
    return {str(round_.places["hill"].pk): 200, str(round_.places["quay"].pk): 100}


def test_each_district_has_its_pot_its_ballot_and_its_roll(round_: Round) -> None:
    round_.agree(people=by_district(round_), whole_percent=10)
    polls = round_.lay()
    names = {one.poll_id: one.place.name if one.place else "" for one in LaidBallot.objects.select_related("place")}
    assert {names[poll.pk]: poll.budget for poll in polls} == {"": 10_000, "Hill": 60_000, "Quay": 30_000}
    assert {poll.question.prompt for poll in polls} == {"Choose: the whole town", "Choose: Hill", "Choose: Quay"}
    stands = {
        names[poll.pk]: sorted(Option.objects.filter(poll=poll).values_list("title", flat=True)) for poll in polls
    }
    assert stands == {
        "": ["A mural", "A slide"],
        "Hill": ["A crossing", "Benches"],
        "Quay": ["A lamp", "Trees"],
    }
    for proposal in Proposal.objects.filter(contribution__in=Option.objects.values("contribution")):
        [page] = Option.objects.filter(contribution=proposal.contribution_id).values_list("page", flat=True)
        assert page == reverse("propose:campaign", args=[proposal.question_id, proposal.pk])
    Party.objects.filter(pk=round_.run.town.somebody.pk).update(home_place=round_.places["hill"])
    fill_rolls(initiative=round_.initiative, actor=round_.who("returning_officer"))
    here = RollEntry.objects.filter(party=round_.run.town.somebody).values_list("poll_id", flat=True)
    assert sorted(names[poll] for poll in here) == ["", "Hill"]
    assert fill_rolls(initiative=round_.initiative, actor=round_.who("returning_officer")) == 0


def test_a_proposal_without_a_pot_is_named(round_: Round) -> None:
    round_.agree(people=by_district(round_))
    with pytest.raises(Refused, match="“A slide” belongs to no district"):
        round_.lay()
    assert Poll.objects.count() == 0


def test_a_ballot_with_one_project_is_refused_before_it_is_laid(round_: Round) -> None:
    Proposal.objects.filter(title="A lamp").update(status="not_feasible")
    round_.agree(people=by_district(round_), whole_percent=10)
    with pytest.raises(Refused, match="For Quay there are fewer than two projects"):
        round_.lay()


def test_a_project_above_its_districts_pot_is_named_before_it_is_laid(round_: Round) -> None:
    Proposal.objects.filter(title="A lamp").update(checked_cost=31_000)
    round_.agree(people=by_district(round_), whole_percent=10)
    with pytest.raises(Refused, match="“A lamp” costs £310, but the pot of Quay is £300"):
        round_.lay()


def test_districts_stay_once_their_ballots_lie(round_: Round) -> None:
    round_.agree(people=by_district(round_), whole_percent=10)
    round_.lay()
    fewer = {key: count for key, count in by_district(round_).items() if count == 200}
    with pytest.raises(Refused, match="the districts stay"):
        write_rules(
            initiative=round_.initiative,
            terms=replace(round_.terms(), people=fewer),
            why="Fewer.",
            actor=round_.who("steering_resident"),
        )


def test_the_votes_together_never_spend_more_than_the_pot(round_: Round) -> None:
    round_.agree(people=by_district(round_), whole_percent=10)
    polls = round_.lay(budget=120_000)
    with pytest.raises(Refused, match="together spend £1,200, but the pot holds £1,000"):
        open_poll(poll=polls[-1], actor=round_.who("steering_officer"))


# long: one walk through one page
def test_the_page_writes_agrees_and_publishes(round_: Round) -> None:
    client, path = round_.page("rules/", "steering_resident")
    sent = {
        "do": "write",
        "ballot_kind": "knapsack",
        "kind": "equal-shares",
        "utility": "cost",
        "completion": "add1-overspend",
        "step": "1",
        "start": "exact",
        "ties": "lowest-cost,most-votes,id",
        "threshold": "3",
        "skip": "on",
        "other_kind": "greedy",
        "who": "All who live here",
        "repeat": "last",
        "why": "Fair.",
    }
    refused = client.post(path, {**sent, "by_district": "on", "why": ""})
    assert refused.status_code == 409
    assert "Why these rules?" in refused.content.decode()
    assert client.post(path, sent).status_code == 302
    version = RulesVersion.objects.get()
    assert (version.said.rule.completion, int(version.said.rule.threshold), version.said.repeat) == (
        "add1-overspend",
        3,
        "last",
    )
    visitor, _path = round_.page("rules/")
    shown = visitor.get(path)
    assert shown.status_code == 200
    assert "Waiting for the other side" in shown.content.decode()
    assert b"Write the next version" not in shown.content
    told = visitor.get(path + "1.json").json()
    assert (told["version"], told["rules"], told["agreed"]["public"]) == (1, version.terms, None)
    assert visitor.get(path + "2.json").status_code == 404
    assert visitor.post(path, {"do": "agree"}).status_code == 403


def test_nobody_writes_rules_from_outside(round_: Round) -> None:
    with pytest.raises(NotAllowed):
        write_rules(initiative=round_.initiative, terms=round_.terms(), why="Mine.", actor=round_.run.town.somebody)
