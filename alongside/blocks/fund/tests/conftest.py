"""A live participatory budget with a pot."""

from dataclasses import dataclass

import pytest

from alongside.blocks.fund.actions import ringfence_pot
from alongside.blocks.fund.models import Pot
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives import actions
from alongside.core.initiatives.methods import method
from alongside.core.people.models import Party
from alongside.kit import clock
from tests.conformance.town import Run, make_town, start


@dataclass
class Purse:
    """A pot of £1,000, with who plays which part."""

    run: Run
    pot: Pot

    @property
    def decider(self) -> Party:
        return self.run.players["decider"]

    @property
    def officer(self) -> Party:
        return self.run.players["steering_officer"]

    def contribution(self, words: str = "Benches") -> Contribution:
        """Something to award money to."""
        return Contribution.objects.create(
            organisation=self.run.town.organisation,
            initiative=self.run.initiative,
            form="proposal",
            text=words,
            acknowledge_by=clock.now(),
            answer_by=clock.today(),
        )


def make_purse() -> Purse:
    """Make it, in the database that is there."""
    run = start(town=make_town(), method=method("participatory_budget"))
    for key in ("rules", "result", "deliver"):
        actions.open_stage(initiative=run.initiative, key=key, actor=run.town.officer)
    pot = ringfence_pot(
        initiative=run.initiative, amount=100_000, source="Streets", actor=run.players["steering_officer"]
    )
    return Purse(run, pot)


@pytest.fixture
def purse(db: None) -> Purse:
    return make_purse()
