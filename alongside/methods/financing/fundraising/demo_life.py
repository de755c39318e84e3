"""Who lives through the demonstration campaigns, and how the round begins: people, promises, measures."""

import random as random_module
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.actions import add_outcome, observe
from alongside.core.services.models import Outcome, Service
from alongside.kit import clock
from alongside.methods.financing.fundraising.demo_words import RISKS
from alongside.methods.financing.fundraising.method import METHOD

PARTS = ("verifier", "match_funder", "payment_agent", "creator", "beneficiary")


class Life:
    """One round, with its people by role and its calendar in days from the start."""

    def __init__(
        self,
        *,
        organisation: Organisation,
        people: Sequence[Party],
        service: Service,
        random: random_module.Random,
        start: datetime,
    ) -> None:
        if len(people) < 12:
            raise ValueError("A round of campaigns is lived through by at least twelve people.")
        self.organisation, self.service, self.random, self.start = organisation, service, random, start
        self.cast = dict(zip(PARTS, people, strict=False))
        self.residents = list(people[5:])
        self.members: dict[str, Membership] = {}

    def at(self, day: float) -> Any:
        """Hold the clock at a day of the round."""
        return clock.at(self.start + timedelta(days=day))

    def who(self, role: str) -> Party:
        """The party of a role."""
        return self.cast[role]


# long: it names its keyword arguments one to a line
def begin(life: Life, title: str) -> Initiative:
    """From the idea to a live round with all its stages open."""
    verifier = life.who("verifier")
    _measure(life)
    initiative = actions.start_initiative(
        service=life.service,
        method_key=METHOD.key,
        title=title,
        actor=None,
        summary="Small things that many want: neighbours give a little, and the council adds to it.",
    )
    for role, party in life.cast.items():
        life.members[role] = charter.add_member(
            initiative=initiative, party=party, role=role, actor=None, named_publicly=True
        )
    initiative = actions.shape_initiative(
        initiative=initiative,
        motives=["responsive", "choice"],
        citizen_roles=["innovators", "resources"],
        actor=verifier,
        problem="We would pay for it ourselves, if we knew that the others do too.",
    )
    for at, risk in enumerate(Risk.values):
        actions.answer_risk(
            initiative=initiative, risk=risk, likely=at % 3 == 0, answer=RISKS[at % len(RISKS)], actor=verifier
        )
    _promise(life, "match_funder", "creator", "£1,500 that adds to what people pledge, by the published rule", 150_000)
    _promise(life, "creator", "verifier", "To build what people paid for, and to show every bill", None)
    initiative = actions.commit_initiative(initiative=initiative, actor=verifier)
    initiative = actions.go_live(initiative=initiative, actor=verifier)
    for stage in METHOD.stages:
        actions.open_stage(initiative=initiative, key=stage.key, actor=verifier)
    return initiative


def _promise(life: Life, role: str, other: str, what: str, pence: int | None) -> None:
    offered = charter.offer_commitment(
        membership=life.members[role], what=what, actor=life.who(role), amount=pence, unit="money" if pence else ""
    )
    charter.accept_commitment(commitment=offered, actor=life.who(other))


def _measure(life: Life) -> None:
    """Make sure that the service has both measures with a first reading."""
    for default, value in zip(METHOD.measures, (0, 1), strict=True):
        if not Outcome.objects.filter(service=life.service, kind=default.kind, observations__baseline=True).exists():
            outcome = add_outcome(
                service=life.service,
                statement=str(default.statement),
                measure=str(default.measure),
                unit=default.unit,
                better=default.better,
                kind=default.kind,
                actor=None,
            )
            first = Decimal(value)
            observe(outcome=outcome, on=clock.today(), value=first, source="Demonstration", baseline=True, actor=None)
