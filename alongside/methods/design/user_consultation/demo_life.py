"""Who takes part in the demonstration consultation, and its calendar."""

import random as random_module
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from alongside.core.initiatives.models import Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.models import Service
from alongside.kit import clock

OPENS, CLOSES, ANSWER_BY, DECIDED = 7, 35, 70, 58
ROLES = ("lead", "analyst", "decider", "citizen_checker", "representative")


@dataclass
class Life:
    """One run: its people by role, its calendar in days from the start, and the only source of chance."""

    organisation: Organisation
    service: Service
    chance: random_module.Random
    start: datetime
    party: dict[str, Party]
    residents: list[Party]
    member: dict[str, Membership]

    def at(self, day: float) -> Any:
        """Hold the clock so many days after the start."""
        return clock.at(self.start + timedelta(days=day))

    def day(self, number: float) -> date:
        """Return the date so many days after the start."""
        return (self.start + timedelta(days=number)).date()
