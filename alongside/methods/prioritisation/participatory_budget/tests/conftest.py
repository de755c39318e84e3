"""A participatory budget up to its checked proposals, with a pot, ready for its rules and its vote."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from django.test import Client

from alongside.blocks.fund.actions import ringfence_pot
from alongside.blocks.propose.actions import add_proposal
from alongside.blocks.propose.checking import appraise_proposal
from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.casting import Sheet, cast_ballots
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import count_poll
from alongside.blocks.rank.models import Poll
from alongside.blocks.rank.roll.codes import issue_codes
from alongside.core.initiatives import actions
from alongside.core.initiatives.methods import method
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.questions.actions import close_question, draft_question, open_question
from alongside.core.questions.models import Question
from alongside.core.services.actions import add_place
from alongside.core.services.models import Place
from alongside.engines.budgeting import Rule
from alongside.kit import clock
from alongside.methods.prioritisation.participatory_budget.actions import (
    announce_result,
    sort_by_result,
    winners_of,
)
from alongside.methods.prioritisation.participatory_budget.outcome.ballots import polls_of
from alongside.methods.prioritisation.participatory_budget.rules import Terms
from alongside.methods.prioritisation.participatory_budget.steering.actions import agree_rules, write_rules
from alongside.methods.prioritisation.participatory_budget.steering.laying import lay_ballots
from tests.conformance.town import Run, decider_of, make_town, start

POT = 100_000
GREEDY = Rule(kind="greedy", ties="most-votes,lowest-cost,id", threshold=Fraction(1))
IDEAS = (
    ("Benches", 60_000, "hill"),
    ("A crossing", 50_000, "hill"),
    ("Trees", 30_000, "quay"),
    ("A lamp", 20_000, "quay"),
    ("A slide", 10_000, ""),
    ("A mural", 5_000, ""),
)


@dataclass
class Round:
    """A round, with who plays which part, and the moment from which on it votes; what stands on it: IDEAS."""

    run: Run
    proposals: Question
    places: dict[str, Place]
    opened: datetime = field(default_factory=clock.now)

    @property
    def initiative(self) -> Initiative:
        """Its initiative."""
        return self.run.initiative

    def who(self, role: str) -> Party:
        """Who plays a role."""
        return self.run.players[role]

    def terms(self, **changed: object) -> Terms:
        """Plain rules: tick what you like, most votes first."""
        return Terms(**{"ballot_kind": "approval", "rule": GREEDY, "who": "Everybody", "people": {}, **changed})  # type: ignore[arg-type]  # columns by name

    def agree(self, **changed: object) -> None:
        """Write rules as a resident and agree them as the officer."""
        version = write_rules(
            initiative=self.initiative, terms=self.terms(**changed), why="So.", actor=self.who("steering_resident")
        )
        agree_rules(version=version, actor=self.who("steering_officer"))

    def lay(self, budget: int = POT) -> list[Poll]:
        """Lay the ballots down."""
        return lay_ballots(
            initiative=self.initiative,
            proposals=self.proposals,
            prompt="Choose",
            budget=budget,
            closes_at=self.opened + timedelta(days=50),
            answer_by=(self.opened + timedelta(days=80)).date(),
            information="Costs are checked.",
            actor=self.who("steering_officer"),
        )

    def open_and_cast(self, votes: dict[str, int]) -> None:
        """Open every ballot and cast for each title as many ballots with codes."""
        for poll in polls_of(self.initiative):
            open_poll(poll=poll, actor=self.who("steering_officer"))
            number = {option.title: option.number for option in poll.options.all()}
            wanted = [number[title] for title, count in votes.items() if title in number for _one in range(count)]
            if wanted:
                returning = self.who("returning_officer")
                _batch, made = issue_codes(poll=poll, kind="posted", label="All", count=len(wanted), actor=returning)
                sheets = [Sheet(choices=[one], code=code) for one, (_s, code) in zip(wanted, made, strict=True)]
                cast_ballots(poll=poll, sheets=sheets, channel="code", actor=None)

    def count(self) -> None:
        """Close and count every ballot, after its time."""
        for poll in polls_of(self.initiative):
            closed = close_poll(poll=poll, actor=self.who("steering_officer"))
            count_poll(poll=closed, actor=self.who("returning_officer"))

    def announce(self) -> None:
        """Answer everybody and promise each winner."""
        polls = polls_of(self.initiative)
        sort_by_result(
            polls=polls, proposals=self.proposals, elsewhere="Ask the chest.", actor=self.who("returning_officer")
        )
        owner = Membership.objects.get(initiative=self.initiative, role="steering_officer")
        due = (self.opened + timedelta(days=200)).date()
        announce_result(
            polls=polls,
            proposals=self.proposals,
            owners={option.pk: (owner, due) for option in winners_of(polls)},
            reason="We keep to the count.",
            actor=self.who("decider"),
        )

    def page(self, path: str, role: str = "") -> tuple[Client, str]:
        """A browser of somebody, and the address of a page of this round."""
        from alongside.core.people.models import User

        client = Client(headers={"host": "localhost"})
        if role:
            party = self.who(role)
            user = User.objects.create_user(f"{party.pk}@example.org")
            Party.objects.filter(pk=party.pk).update(user=user)
            client.force_login(user)
        return client, f"/participatory-budget/{self.initiative.pk}/{path}"


def make_places(organisation: Organisation) -> dict[str, Place]:
    """Two neighbourhoods."""
    return {
        key: add_place(organisation=organisation, name=key.title(), actor=None, kind="neighbourhood")
        for key in ("hill", "quay")
    }


# long: one piece, so that it reads as it happened
def make_round(opened: datetime, before: Round | None = None) -> Round:
    """Bring six proposals, check them, set the pot aside; every stage is open. `before`: in the town of that round."""
    with clock.at(opened - timedelta(days=45)):
        town = before.run.town if before else make_town()
        run = start(town=town, method=method("participatory_budget"), title="Our streets")
        for key in ("rules", "propose", "check", "vote", "result", "deliver"):
            actions.open_stage(initiative=run.initiative, key=key, actor=town.officer)
    places = before.places if before else make_places(town.organisation)
    officer = run.players["steering_officer"]
    with clock.at(opened):
        ringfence_pot(initiative=run.initiative, amount=POT, source="Streets", actor=officer)
    with clock.at(opened - timedelta(days=40)):
        question = draft_question(
            initiative=run.initiative,
            stage="propose",
            prompt="What should £1,000 do?",
            actor=officer,
            fixed="The money",
            open_to_change="The rest",
            information="A bench costs £600.",
            decider=decider_of(run),
            closes_at=opened - timedelta(days=10),
            answer_by=(opened + timedelta(days=90)).date(),
        )
        question = open_question(question=question, actor=officer)
        made = [
            add_proposal(
                question=question,
                title=title,
                summary=f"{title} are needed",
                text=f"The story of {title}.",
                actor=town.somebody,
                party=town.somebody,
                cost=cost,
                neighbourhood=places.get(place),
                latitude=51.5 + at / 1000,
                longitude=-1.2,
            )[0]
            for at, (title, cost, place) in enumerate(IDEAS)
        ]
    with clock.at(opened):
        question = close_question(question=question, actor=officer)
        for proposal, (_title, cost, _place) in zip(made, IDEAS, strict=True):
            appraise_proposal(
                proposal=proposal, feasible=True, cost=cost, reason="Firm ground.", actor=run.players["checker"]
            )
    return Round(run, question, places, opened)


@pytest.fixture
def round_(db: None) -> Round:
    """A round before its rules."""
    return make_round(clock.now())


@pytest.fixture
def counted(db: None) -> Round:
    """A round with one count that Benches and Trees won, announced a few days ago."""
    found = make_round(clock.now() - timedelta(days=60))
    with clock.at(found.opened):
        found.agree()
        found.lay()
        found.open_and_cast({"Benches": 3, "Trees": 2, "A crossing": 1})
    with clock.at(found.opened + timedelta(days=51)):
        found.count()
        found.announce()
    return found
