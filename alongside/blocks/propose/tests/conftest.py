"""A live participatory budget with an open round of proposals."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from alongside.blocks.propose.actions import add_proposal
from alongside.blocks.propose.models import Proposal
from alongside.core.initiatives import actions
from alongside.core.initiatives.methods import method
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.questions.actions import draft_question, open_question
from alongside.core.questions.models import Question
from alongside.kit import clock
from tests.conformance.town import Run, decider_of, make_town, start


@dataclass
class Round:
    """An open round, with who plays which part."""

    run: Run
    question: Question

    def person(self, name: str = "Ann") -> Party:
        """Somebody who signed in."""
        return add_party(organisation=self.run.town.organisation, name=name)

    def bring(self, party: Party | None = None, **details: object) -> Proposal:
        """A proposal of a person."""
        party = party or self.person()
        given = {"title": "Benches", "summary": "Somewhere to sit.", "text": "On the hill.", **details}
        return add_proposal(question=self.question, actor=party, party=party, **given)[0]  # type: ignore[arg-type]  # columns by name


@pytest.fixture
def round_(db: None) -> Round:
    run = start(town=make_town(), method=method("participatory_budget"))
    for key in ("propose", "check"):
        actions.open_stage(initiative=run.initiative, key=key, actor=run.town.officer)
    question = draft_question(
        initiative=run.initiative,
        stage="propose",
        prompt="What should we do?",
        actor=run.players["steering_officer"],
        fixed="The money",
        open_to_change="The rest",
        information="A bench costs £1,800.",
        decider=decider_of(run),
        closes_at=clock.now() + timedelta(days=20),
        answer_by=(clock.now() + timedelta(days=60)).date(),
        settings={"categories": [["rest", "Rest"], ["green", "Green"]]},
    )
    return Round(run, open_question(question=question, actor=run.players["steering_officer"]))
