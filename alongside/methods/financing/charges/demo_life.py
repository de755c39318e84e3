"""Who lives through the demonstration charge, and how it begins: people, promises, measures."""

import random as random_module
from collections.abc import Sequence
from datetime import date, datetime, timedelta
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
from alongside.methods.financing.charges.method import METHOD

PUBLIC = ("lead", "accountant", "cabinet_member", "waiver_officer")
CITIZEN = ("user_representative", "non_user")


class Life:
    """One run, with its people by role and its calendar in days from the start."""

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
            raise ValueError("A charge is lived through by at least twelve people.")
        self.organisation, self.service, self.random, self.start = organisation, service, random, start
        self.cast = dict(zip(PUBLIC, people[:4], strict=True)) | dict(zip(CITIZEN, people[5:7], strict=True))
        self.residents = list(people[7:])
        self.members: dict[str, Membership] = {}

    def at(self, day: float) -> Any:
        """Hold the clock at a day of the run."""
        return clock.at(self.start + timedelta(days=day))

    def day(self, number: float) -> date:
        """Return the date so many days after the start."""
        return (self.start + timedelta(days=number)).date()

    def who(self, role: str) -> Party:
        """Return the party of a role."""
        return self.cast[role]


# long: it names its keyword arguments one to a line
def begin(life: Life, *, title: str, summary: str) -> Initiative:
    """From the idea to the open first stage."""
    lead = life.who("lead")
    _measure(life)
    initiative = actions.start_initiative(
        service=life.service, method_key=METHOD.key, title=title, actor=None, summary=summary
    )
    for role in (*PUBLIC, *CITIZEN):
        life.members[role] = charter.add_member(
            initiative=initiative, party=life.who(role), role=role, actor=None, named_publicly=True
        )
    initiative = actions.shape_initiative(
        initiative=initiative,
        problem="“Tell us what it costs before you tell us what we pay.”",
        motives=["choice", "cost"],
        citizen_roles=["innovators", "resources"],
        actor=lead,
    )
    for risk in Risk.values:
        actions.answer_risk(
            initiative=initiative,
            risk=risk,
            likely=risk == Risk.INEQUALITY,
            answer="We count who still comes, by income, before and after.",
            actor=lead,
        )
    _promise(life, "lead", "user_representative", "Show every cost, and answer every theme with a reason")
    _promise(life, "user_representative", "lead", "Ask at the pool, and help at the desk two evenings a week")
    initiative = actions.commit_initiative(initiative=initiative, actor=lead)
    initiative = actions.go_live(initiative=initiative, actor=lead)
    actions.open_stage(initiative=initiative, key="cost", actor=lead)
    return initiative


def _promise(life: Life, role: str, other: str, what: str) -> None:
    offered = charter.offer_commitment(membership=life.members[role], what=what, actor=life.who(role))
    charter.accept_commitment(commitment=offered, actor=life.who(other))


def _measure(life: Life) -> None:
    """Make sure that the service has both measures with a first reading."""
    for default, value in zip(METHOD.measures, (100, 0), strict=True):
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
            observe(
                outcome=outcome,
                on=clock.today(),
                value=Decimal(value),
                source="Demonstration (simulated)",
                baseline=True,
                actor=None,
            )
