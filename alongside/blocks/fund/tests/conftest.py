"""A live participatory budget with a pot, and a live fundraising with a campaign."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from alongside.blocks.fund.actions import (
    close_campaign,
    draft_campaign,
    open_campaign,
    pledge,
    publish_match_rule,
    ringfence_pot,
)
from alongside.blocks.fund.models import Campaign, Pledge, Pot
from alongside.core.accounts.models import Account
from alongside.core.accounts.proving import findings
from alongside.core.contributions.actions import receive_contribution
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives import actions
from alongside.core.initiatives.methods import method
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.kit import clock
from tests.conformance.town import Run, decider_of, make_town, start


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


class Drive:
    """A live fundraising with all its stages open, a pot of £500 that matches pound for pound, and one campaign."""

    def __init__(self) -> None:
        self.run = start(town=make_town(), method=method("fundraising"))
        self.initiative, self.organisation = self.run.initiative, self.run.town.organisation
        for stage in self.initiative.method.stages:
            actions.open_stage(initiative=self.initiative, key=stage.key, actor=self.run.town.officer)
        self.pot = ringfence_pot(
            initiative=self.initiative, amount=50_000, source="Small grants", actor=self.who("match_funder")
        )
        publish_match_rule(pot=self.pot, rule={"percent": 100}, actor=self.who("match_funder"))

    def who(self, role: str) -> Party:
        """Who plays a role."""
        return self.run.players[role]

    def person(self, name: str = "A neighbour", **details: Any) -> Party:
        """Somebody new who signed in."""
        return add_party(organisation=self.organisation, name=name, **details)

    def rule(self, **rule: Any) -> None:
        """Publish another rule for campaigns to come."""
        publish_match_rule(pot=self.pot, rule=rule, actor=self.who("match_funder"))

    def draft(self, target: int = 100_000, **details: Any) -> Campaign:
        """An idea with its campaign, written down by the creator."""
        creator = self.who("creator")
        idea, _code = receive_contribution(
            initiative=self.initiative, form="proposal", text="A roof", actor=creator, party=creator, act="propose.add"
        )
        details.setdefault("closes_at", clock.now() + timedelta(days=20))
        return draft_campaign(
            contribution=idea,
            title="A roof for the bus stop",
            costs=[{"what": "Wood", "pence": target - 1}, {"what": "A nail", "pence": 1}],
            minutes_wanted=600,
            things=[{"what": "A ladder", "count": 2}],
            actor=creator,
            **details,
        )

    def open(self, campaign: Campaign | None = None, **details: Any) -> Campaign:
        """A campaign that the verifier opened."""
        return open_campaign(
            campaign=campaign or self.draft(**details),
            stage="campaign",
            decider=decider_of(self.run),
            answer_by=clock.today() + timedelta(days=60),
            actor=self.who("verifier"),
        )

    def pledge(self, campaign: Campaign, amount: int, party: Party | None = None, **details: Any) -> Pledge:
        """A pledge of money unless said otherwise, by somebody new unless said otherwise."""
        party = party or self.person()
        return pledge(
            campaign=campaign, amount=amount, **({"kind": "money", "actor": party, "party": party} | details)
        )[0]

    def end(self, campaign: Campaign) -> Campaign:
        """The campaign after its last day."""
        with clock.at(campaign.closes_at + timedelta(minutes=1)):
            return close_campaign(campaign=campaign)

    def balances(self, campaign: Campaign) -> tuple[int, int, int]:
        """What lies in the pot, what is put by for the campaign, what it raised."""
        rows = dict(Account.objects.filter(initiative=self.initiative).values_list("key", "balance"))
        return (
            rows[f"pot:{self.initiative.pk}"],
            rows.get(f"match:{campaign.pk}", 0),
            rows.get(f"raised:{campaign.pk}", 0),
        )

    def sound(self) -> bool:
        """Say whether the nightly proof finds nothing."""
        return findings(self.organisation) == []


@pytest.fixture
def drive(db: None) -> Drive:
    return Drive()
