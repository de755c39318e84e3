"""Who lives through the demonstration of a tax choice, and how it begins: people, promises, measures."""

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
from alongside.methods.financing.tax_agreement.method import METHOD
from alongside.methods.living import promise, read_first

PUBLIC = ("finance_officer", "returning_officer", "council")
CITIZEN = ("panel_member", "watcher")


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
        if len(people) < 10:
            raise ValueError("A tax choice is lived through by at least ten people.")
        super().__init__(organisation=organisation, service=service, random=random, start=start)
        self.cast = dict(zip(PUBLIC, people[:3], strict=True)) | dict(zip(CITIZEN, people[5:7], strict=True))


# long: it names its keyword arguments one to a line
def begin(life: Life, *, title: str, summary: str) -> Initiative:
    """From the idea to the open first stage."""
    lead = life.who("finance_officer")
    read_first(service=life.service, method=METHOD, values=(0, 12), source="Demonstration (simulated)")
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
    promise(
        life, of="finance_officer", to="watcher", what="Spend the extra money as promised, and account for every pound"
    )
    promise(life, of="watcher", to="finance_officer", what="Look at every payment within a month")
    initiative = actions.commit_initiative(initiative=initiative, actor=lead)
    initiative = actions.go_live(initiative=initiative, actor=lead)
    actions.open_stage(initiative=initiative, key="options", actor=lead)
    return initiative
