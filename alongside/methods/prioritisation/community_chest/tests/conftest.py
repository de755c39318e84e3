"""A round that is open, with the people of both sides, for the tests of the method."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from alongside.blocks.fund.actions import ringfence_pot
from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.methods import method
from alongside.core.initiatives.models import Membership
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.questions.actions import close_question, draft_question, open_question
from alongside.core.questions.models import Question
from alongside.kit import clock
from alongside.methods.prioritisation.community_chest.actions import create_round
from alongside.methods.prioritisation.community_chest.applying import apply_for_grant, keep_group
from alongside.methods.prioritisation.community_chest.judging import (
    check_application,
    close_scoring,
    declare,
    file_sheet,
)
from alongside.methods.prioritisation.community_chest.models import Application, Group, Round
from tests.conformance.town import Run, decider_of, make_town, start

CRITERIA = (("People it reaches", "Who gains?", 2), ("Can it be done", "", 1))
CHECKS = (("local", "It happens in the town"), ("safe", "Children and adults at risk are safe"))


@dataclass
class Chest:
    """A chest of £2,000 with an open round of £1,000, grants from £50 to £500."""

    run: Run
    grant_round: Round

    def who(self, role: str) -> Party:
        """Who plays a role."""
        return self.run.players[role]

    def member(self, role: str) -> Membership:
        """The membership of a role."""
        return Membership.objects.get(initiative=self.run.initiative, role=role, party=self.who(role))

    def person(self, name: str = "Example of a neighbour") -> Party:
        """Somebody new."""
        return add_party(organisation=self.run.town.organisation, name=name)

    def group(self, name: str = "Seed swap", *, keeper: Party | None = None, **more: Any) -> Group:
        """A group of neighbours, kept by somebody."""
        keeper = keeper or self.person(f"Example of a keeper of {name}")
        return keep_group(
            organisation=self.run.town.organisation, name=name, actor=keeper, **({"sort": "informal"} | more)
        )

    def apply(
        self, name: str = "Seed swap", amount: int = 40_000, *, keeper: Party | None = None, **more: Any
    ) -> Application:
        """An application of a group of that name."""
        group = more.pop("group", None) or self.group(name, keeper=keeper)
        today = clock.today()
        details: dict[str, Any] = {
            "title": f"Beds for {name}",
            "text": "Six raised beds by the hall, built on two Saturdays.",
            "outcome": "Thirty households grow something.",
            "amount": amount,
            "whole_cost": amount,
            "starts_on": today + timedelta(days=60),
            "ends_on": today + timedelta(days=90),
            "actor": group.keeper,
            "party": group.keeper,
        }
        application, _code = apply_for_grant(grant_round=self.grant_round, group=group, **(details | more))
        return application

    def close(self) -> None:
        """Let the closing time pass."""
        Question.objects.filter(pk=self.grant_round.question_id).update(
            opens_at=clock.now() - timedelta(days=30), closes_at=clock.now() - timedelta(minutes=1)
        )
        close_question(question=self.grant_round.question, actor=self.who("fund_officer"))
        self.grant_round = Round.objects.select_related("question__initiative").get(pk=self.grant_round.pk)

    def check(self, application: Application, *, met: bool = True) -> Application:
        """The fund officer's check."""
        findings = {key: (met, "Looked at the plan.") for key, _words in CHECKS}
        return check_application(application=application, findings=findings, actor=self.who("fund_officer"))

    def score(self, application: Application, role: str, *points: int) -> None:
        """One member of the panel declares no interest and scores."""
        declare(application=application, interest=False, actor=self.who(role))
        given = {
            str(one.pk): many for one, many in zip(self.grant_round.criteria.order_by("number"), points, strict=True)
        }
        file_sheet(application=application, points=given, comment="It reaches many.", actor=self.who(role))

    def scored(self, *points: tuple[Application, int]) -> None:
        """Close the round, check each, score it with so many points from both, and end the scoring."""
        self.close()
        for application, many in points:
            self.check(application)
            for role in ("panel_officer", "panel_resident"):
                self.score(application, role, many, many)
        close_scoring(grant_round=self.grant_round, actor=self.who("fund_officer"))
        self.grant_round.refresh_from_db()


@pytest.fixture
def chest(db: None) -> Chest:
    """A chest with an open round."""
    return open_chest()


# long: it names its keyword arguments one to a line
def open_chest(**details: Any) -> Chest:
    """Bring a chest to its open round, all stages open."""
    run = start(town=make_town(), method=method("community_chest"), title="The chest")
    for stage in run.initiative.method.stages:
        actions.open_stage(initiative=run.initiative, key=stage.key, actor=run.town.officer)
    officer = run.players["fund_officer"]
    second = add_party(organisation=run.town.organisation, name="Example of a second panel resident")
    charter.add_member(initiative=run.initiative, party=second, role="panel_resident", actor=run.town.officer)
    ringfence_pot(initiative=run.initiative, amount=200_000, source="Neighbourhoods", actor=officer, two_people_from=0)
    question = draft_question(
        initiative=run.initiative,
        stage="apply",
        prompt="What would your group do with up to £500?",
        actor=officer,
        fixed="£1,000 in all",
        open_to_change="What for",
        information="A short form.",
        decider=decider_of(run),
        closes_at=clock.now() + timedelta(days=20),
        answer_by=(clock.now() + timedelta(days=60)).date(),
    )
    grant_round = create_round(
        question=question,
        programme="Spring chest",
        amount=100_000,
        least=5_000,
        most=50_000,
        terms="Spend it on what you said.",
        elsewhere="Ask the hardship fund of the parish.",
        criteria=CRITERIA,
        checks=CHECKS,
        actor=officer,
        **details,
    )
    open_question(question=question, actor=officer)
    return Chest(run=run, grant_round=Round.objects.select_related("question__initiative").get(pk=grant_round.pk))
