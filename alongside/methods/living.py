"""Living through a demonstration: who is who on which day, first readings, and promises of both sides."""

import random as random_module
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from alongside.core.initiatives import charter
from alongside.core.initiatives.methods import Method
from alongside.core.initiatives.models import Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.actions import add_outcome, observe
from alongside.core.services.models import Outcome, Service
from alongside.kit import clock


class Life:
    """One run, with its people by role and its calendar in days from the start. A method adds its own people."""

    def __init__(
        self, *, organisation: Organisation, service: Service, random: random_module.Random, start: datetime
    ) -> None:
        self.organisation, self.service, self.random, self.start = organisation, service, random, start
        self.cast: dict[str, Party] = {}
        self.members: dict[str, Membership] = {}

    def at(self, day: float) -> Any:
        """Hold the clock at a day of the run."""
        return clock.at(self.start + timedelta(days=day))

    def day(self, number: float) -> date:
        """Return the date so many days after the start."""
        return (self.start + timedelta(days=number)).date()

    def who(self, role: str) -> Party:
        """Return the party of a role: as it was cast, else as it joined."""
        return self.cast[role] if role in self.cast else self.members[role].party


def read_first(*, service: Service, method: Method, values: Sequence[int], source: str = "Demonstration") -> None:
    """Make sure that a service has a method's measures, each with a first reading; `values` in their order."""
    for default, value in zip(method.measures, values, strict=True):
        if not Outcome.objects.filter(service=service, kind=default.kind, observations__baseline=True).exists():
            outcome = add_outcome(
                service=service,
                statement=str(default.statement),
                measure=str(default.measure),
                unit=default.unit,
                better=default.better,
                kind=default.kind,
                actor=None,
            )
            first = Decimal(value)
            observe(outcome=outcome, on=clock.today(), value=first, source=source, baseline=True, actor=None)


def promise(life: Life, *, of: str, to: str, what: str, amount: int | None = None, unit: str = "") -> None:
    """Let the member of one role promise something, and the member of another accept it."""
    offered = charter.offer_commitment(
        membership=life.members[of], what=what, actor=life.who(of), amount=amount, unit=unit
    )
    charter.accept_commitment(commitment=offered, actor=life.who(to))
