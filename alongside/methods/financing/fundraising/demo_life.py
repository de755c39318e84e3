"""Who lives through the demonstration campaigns, and how the round begins: people, promises, measures."""

import random as random_module
from collections.abc import Sequence
from datetime import datetime

from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.models import Service
from alongside.methods import living
from alongside.methods.financing.fundraising.demo_words import RISKS
from alongside.methods.financing.fundraising.method import METHOD
from alongside.methods.living import promise, read_first

PARTS = ("verifier", "match_funder", "payment_agent", "creator", "beneficiary")


class Life(living.Life):
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
        super().__init__(organisation=organisation, service=service, random=random, start=start)
        self.cast = dict(zip(PARTS, people, strict=False))
        self.residents = list(people[5:])


# long: it names its keyword arguments one to a line
def begin(life: Life, title: str) -> Initiative:
    """From the idea to a live round with all its stages open."""
    verifier = life.who("verifier")
    read_first(service=life.service, method=METHOD, values=(0, 1))
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
    promise(
        life,
        of="match_funder",
        to="creator",
        what="£1,500 that adds to what people pledge, by the published rule",
        amount=150_000,
        unit="money",
    )
    promise(life, of="creator", to="verifier", what="To build what people paid for, and to show every bill")
    initiative = actions.commit_initiative(initiative=initiative, actor=verifier)
    initiative = actions.go_live(initiative=initiative, actor=verifier)
    for stage in METHOD.stages:
        actions.open_stage(initiative=initiative, key=stage.key, actor=verifier)
    return initiative
