"""Who lives through the demonstration charge, and how it begins: people, promises, measures."""

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
from alongside.methods.financing.charges.method import METHOD
from alongside.methods.living import promise, read_first

PUBLIC = ("lead", "accountant", "cabinet_member", "waiver_officer")
CITIZEN = ("user_representative", "non_user")


class Life(living.Life):
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
        super().__init__(organisation=organisation, service=service, random=random, start=start)
        self.cast = dict(zip(PUBLIC, people[:4], strict=True)) | dict(zip(CITIZEN, people[5:7], strict=True))
        self.residents = list(people[7:])


# long: it names its keyword arguments one to a line
def begin(life: Life, *, title: str, summary: str) -> Initiative:
    """From the idea to the open first stage."""
    lead = life.who("lead")
    read_first(service=life.service, method=METHOD, values=(100, 0), source="Demonstration (simulated)")
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
    promise(life, of="lead", to="user_representative", what="Show every cost, and answer every theme with a reason")
    promise(life, of="user_representative", to="lead", what="Ask at the pool, and help at the desk two evenings a week")
    initiative = actions.commit_initiative(initiative=initiative, actor=lead)
    initiative = actions.go_live(initiative=initiative, actor=lead)
    actions.open_stage(initiative=initiative, key="cost", actor=lead)
    return initiative
