"""Who lives through the demonstration of a tax choice, and how it begins: people, promises, measures."""

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
from alongside.methods.financing.tax_agreement.method import METHOD

PUBLIC = ("finance_officer", "returning_officer", "council")
CITIZEN = ("panel_member", "watcher")


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
        if len(people) < 10:
            raise ValueError("A tax choice is lived through by at least ten people.")
        self.organisation, self.service, self.random, self.start = organisation, service, random, start
        self.cast = dict(zip(PUBLIC, people[:3], strict=True)) | dict(zip(CITIZEN, people[5:7], strict=True))
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
    lead = life.who("finance_officer")
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
        problem="“You put it up each year, and I never see what it does.”",
        motives=["choice", "responsive"],
        citizen_roles=["innovators", "resources"],
        actor=lead,
    )
    for risk in Risk.values:
        actions.answer_risk(
            initiative=initiative,
            risk=risk,
            likely=risk == Risk.INEQUALITY,
            answer="Every band sees its pounds, and the reduction scheme stays as it is.",
            actor=lead,
        )
    _promise(life, "finance_officer", "watcher", "Spend the extra money as promised, and account for every pound")
    _promise(life, "watcher", "finance_officer", "Look at every payment within a month")
    initiative = actions.commit_initiative(initiative=initiative, actor=lead)
    initiative = actions.go_live(initiative=initiative, actor=lead)
    actions.open_stage(initiative=initiative, key="options", actor=lead)
    return initiative


def _promise(life: Life, role: str, other: str, what: str) -> None:
    offered = charter.offer_commitment(membership=life.members[role], what=what, actor=life.who(role))
    charter.accept_commitment(commitment=offered, actor=life.who(other))


def _measure(life: Life) -> None:
    """Make sure that the service has both measures with a first reading."""
    for default, value in zip(METHOD.measures, (0, 12), strict=True):
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
