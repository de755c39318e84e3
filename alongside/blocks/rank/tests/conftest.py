"""A live participatory budget with a vote that is open, or about to be."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from alongside.blocks.rank.actions import create_poll, open_poll, put_on_ballot
from alongside.blocks.rank.casting import Sheet, Slip, cast_ballot
from alongside.blocks.rank.demo import bring_stack
from alongside.blocks.rank.models import PaperBatch, Poll
from alongside.blocks.rank.roll.codes import issue_codes
from alongside.core.accounts.actions import Line, open_account, post
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives import actions
from alongside.core.initiatives.methods import method
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.questions.actions import draft_question
from alongside.kit import clock
from tests.conformance.town import Run, decider_of, make_town, start

BUDGET = 100_000
COSTS = (60_000, 50_000, 40_000, 30_000)


@dataclass
class Vote:
    """A vote, with who plays which part. `opened` is the moment at which it opened."""

    run: Run
    poll: Poll
    opened: datetime = field(default_factory=clock.now)

    @property
    def officer(self) -> Party:
        return self.run.players["steering_officer"]

    @property
    def returning(self) -> Party:
        return self.run.players["returning_officer"]

    def person(self, name: str = "Ann", **details: object) -> Party:
        """Somebody who signed in."""
        return add_party(organisation=self.run.town.organisation, name=name, **details)

    def cast(
        self, *choices: int, party: Party | None = None, code: str = "", channel: str = "web", change: str = ""
    ) -> Slip:
        """Let one ballot in; return what its voter takes home."""
        actor = self.returning if channel == "assisted" else party
        sheet = Sheet(choices=choices, party=party, code=code, change=change)
        return cast_ballot(poll=self.again(), sheet=sheet, channel=channel, actor=actor)

    def paper(self, papers: list[str], codes: list[str]) -> PaperBatch:
        """Bring a stack of paper into the box, whose two readers agree."""
        scrutineer = self.run.players["scrutineer"]
        return bring_stack(
            poll=self.again(), label="The hall", codes=codes, papers=papers, first=self.returning, second=scrutineer
        )

    def codes(self, count: int, kind: str = "printed") -> list[str]:
        """Fresh codes."""
        _batch, made = issue_codes(poll=self.poll, kind=kind, label="Letters", count=count, actor=self.returning)
        return [code for _serial, code in made]

    def again(self) -> Poll:
        """The poll as it is now."""
        return Poll.objects.select_related("question__initiative__organisation").get(pk=self.poll.pk)

    def after_closing(self) -> datetime:
        """A moment after the vote has closed."""
        closes_at = self.again().question.closes_at
        assert closes_at is not None
        return closes_at + timedelta(hours=1)


def set_aside(run: Run, amount: int) -> None:
    """Put money in the pot on the ledger, which is all that this block knows of a pot."""
    initiative, organisation = run.initiative, run.town.organisation
    pot = open_account(
        organisation=organisation, key=f"pot:{initiative.pk}", name="Pot", unit="money", currency="GBP", floor=0
    )
    budget = open_account(organisation=organisation, key="budget", name="Budget", unit="money", currency="GBP")
    lines = [Line(account=budget, amount=-amount), Line(account=pot, amount=amount)]
    post(organisation=organisation, key=f"set-aside-{amount}", what="Set aside", lines=lines, actor=None)


# long: one piece, so that it reads as it happened
def prepare(kind: str = "approval", pot: int = BUDGET, **details: object) -> Vote:
    """A vote that is prepared."""
    run = start(town=make_town(), method=method("participatory_budget"))
    for key in ("vote", "result"):
        actions.open_stage(initiative=run.initiative, key=key, actor=run.town.officer)
    officer = run.players["steering_officer"]
    question = draft_question(
        initiative=run.initiative,
        stage="vote",
        prompt="Choose",
        actor=officer,
        fixed="The money",
        open_to_change="The rest",
        information="Costs are checked.",
        decider=decider_of(run),
        closes_at=clock.now() + timedelta(days=20),
        answer_by=(clock.now() + timedelta(days=60)).date(),
    )
    poll = create_poll(question=question, ballot_kind=kind, budget=BUDGET, actor=officer, **details)  # type: ignore[arg-type]  # columns by name
    for at, cost in enumerate(COSTS, start=1):
        contribution = Contribution.objects.create(
            organisation=run.town.organisation,
            initiative=run.initiative,
            form="proposal",
            text=f"Project {at}",
            acknowledge_by=clock.now(),
            answer_by=clock.today(),
        )
        put_on_ballot(poll=poll, contribution=contribution, title=f"Project {at}", cost=cost, actor=officer)
    if pot:
        set_aside(run, pot)
    return Vote(run, poll)


@pytest.fixture
def make_vote(db: None) -> Callable[..., Vote]:
    """Make an open vote; the arguments are those of `prepare`."""

    def make(kind: str = "approval", **details: object) -> Vote:
        vote = prepare(kind, **details)  # type: ignore[arg-type]  # columns by name
        vote.poll = open_poll(poll=vote.again(), actor=vote.officer)
        return vote

    return make


@pytest.fixture
def vote(make_vote: Callable[..., Vote]) -> Vote:
    return make_vote()
