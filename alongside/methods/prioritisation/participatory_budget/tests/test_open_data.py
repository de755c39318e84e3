"""What a vote lets out as open data, at each of its stages (rules 11 and 15)."""

import json
from typing import Any

import pytest

from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import count_poll
from alongside.blocks.rank.models import Ballot, Poll, Receipt
from alongside.blocks.rank.tests.conftest import Vote, prepare
from alongside.core.questions.actions import close_question
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.methods.exports import records, tables_of
from alongside.methods.prioritisation.participatory_budget.pabulib import export_election

BOX = ("rank.Ballot", "rank.Receipt", "rank.ImportedLine", "rank.Tally", "rank.Result")


@pytest.fixture
def vote(db: None) -> Vote:
    """An open vote in which twelve people voted on a screen, and one with a helper."""
    vote = prepare()
    vote.poll = open_poll(poll=vote.again(), actor=vote.officer)
    for at in range(12):
        vote.cast(1 + at % 4, party=vote.person(f"Voter {at}"))
    vote.cast(4, code=vote.codes(1)[0], channel="assisted")
    return vote


def out(vote: Vote) -> dict[str, list[dict[str, Any]]]:
    """Every row that is let out, by table."""
    initiative = vote.again().question.initiative
    return {
        table.label: list(records(table=table, initiative=initiative))
        for table in tables_of(initiative.method)
        if table.label in initiative.method.exports
    }


def nothing_of_the_box(vote: Vote) -> None:
    tables = out(vote)
    assert {label: tables[label] for label in BOX} == {label: [] for label in BOX}
    keys = [*Ballot.objects.values_list("pk", flat=True), *Receipt.objects.values_list("pk", flat=True)]
    told = json.dumps(tables, default=str)
    assert [key for key in keys if str(key) in told or key.hex in told] == []
    with pytest.raises(Refused):
        export_election(vote.again().question.initiative)


def test_the_ballots_come_out_when_they_are_counted_and_at_no_stage_before(vote: Vote) -> None:
    nothing_of_the_box(vote)
    on_paper = vote.codes(1, kind="paper")
    with clock.at(vote.after_closing()):
        nothing_of_the_box(vote)
        close_question(question=vote.again().question, actor=vote.officer)
        nothing_of_the_box(vote)  # Closed, and not sealed yet.
        close_poll(poll=vote.again(), actor=None)
        nothing_of_the_box(vote)  # Paper may still come in: a batch of one would be the difference of two exports.
        vote.paper(["2"], on_paper)
        nothing_of_the_box(vote)
        count_poll(poll=vote.again(), actor=vote.returning)
        tables = out(vote)
    assert sorted(row["choices"] for row in tables["rank.Ballot"]) == sorted([*"123412341234", "4", "2"])
    assert {row["channel"] for row in tables["rank.Ballot"]} == {"web", "other"}
    assert all("digest" not in row for row in tables["rank.Ballot"])
    assert len(tables["rank.Receipt"]) == Receipt.objects.count()
    assert export_election(vote.again().question.initiative).count("\n") > 13


def test_the_turnout_of_few_is_not_let_out(vote: Vote) -> None:
    with clock.at(vote.after_closing()):
        close_poll(poll=vote.again(), actor=None)
        count_poll(poll=vote.again(), actor=vote.returning)
        Poll.objects.filter(pk=vote.poll.pk).update(turnout={"a": 40, "b": 3, "c": 25, "": 12})
        (row,) = out(vote)["rank.Poll"]
    assert row["turnout"] == {"a": 40, "b": None, "c": 25, "": None}
