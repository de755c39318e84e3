"""Who lives through the demonstration budget, and how it begins: people, promises, the pot."""

import random as random_module
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from alongside.blocks.fund.actions import ringfence_pot
from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.models import Place, Service
from alongside.engines.budgeting import Rule
from alongside.methods import living
from alongside.methods.living import promise, read_first
from alongside.methods.prioritisation.participatory_budget.method import METHOD
from alongside.methods.prioritisation.participatory_budget.rules import Terms
from alongside.methods.prioritisation.participatory_budget.staged.words import RISKS
from alongside.methods.prioritisation.participatory_budget.steering.actions import agree_rules, write_rules

POT = 24_000_000


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
        super().__init__(organisation=organisation, service=service, random=random, start=start)
        self.officers = list(people[:5])
        self.residents = list(people[5:])
        if len(self.residents) < 8:
            raise ValueError("A participatory budget is lived through by at least thirteen people.")
        self.places = list(Place.objects.filter(organisation=organisation, kind="neighbourhood").order_by("id"))


# long: it names its keyword arguments one to a line
def begin(life: Life, title: str) -> Initiative:
    """From the idea to the pot that is set aside."""
    lead = life.officers[0]
    read_first(service=life.service, method=METHOD, values=(0, 9))
    initiative = actions.start_initiative(
        service=life.service,
        method_key=METHOD.key,
        title=title,
        actor=None,
        summary="£240,000 for parks, streets and squares. Residents propose, check and choose.",
        place=life.places[0].parent if life.places else None,
    )
    _cast(life, initiative)
    initiative = _shape(life, initiative)
    promise(
        life,
        of="steering_officer",
        to="steering_resident",
        what="£240,000 that is spent on what wins, and on nothing else",
        amount=POT,
        unit="money",
    )
    promise(
        life,
        of="steering_resident",
        to="steering_officer",
        what="Eight evenings to write the rules and watch the count",
        amount=8 * 120,
        unit="minutes",
    )
    initiative = actions.commit_initiative(initiative=initiative, actor=lead)
    initiative = actions.go_live(initiative=initiative, actor=lead)
    actions.open_stage(initiative=initiative, key="rules", actor=lead)
    ringfence_pot(initiative=initiative, amount=POT, source="Streets and parks, capital budget", actor=lead)
    return initiative


def _cast(life: Life, initiative: Initiative) -> None:
    """Give the people of both sides their roles."""
    public = ("steering_officer", "checker", "returning_officer", "decider")
    parts = [
        *zip(public, life.officers, strict=False),
        ("checker", life.officers[4]),
        ("steering_resident", life.residents[0]),
        ("scrutineer", life.residents[1]),
    ]
    for role, party in parts:
        found = charter.add_member(initiative=initiative, party=party, role=role, actor=None, named_publicly=True)
        life.members.setdefault(role, found)


def _shape(life: Life, initiative: Initiative) -> Initiative:
    """Why it is done together, and what could go wrong."""
    lead = life.officers[0]
    initiative = actions.shape_initiative(
        initiative=initiative,
        motives=["responsive", "choice"],
        citizen_roles=["innovators", "resources"],
        actor=lead,
        problem="They did up the square and nobody had asked us. We would have put the money into the crossing.",
    )
    for at, risk in enumerate(Risk.values):
        actions.answer_risk(
            initiative=initiative, risk=risk, likely=at % 3 == 0, answer=RISKS[at % len(RISKS)], actor=lead
        )
    return initiative


def write_the_rules(life: Life, initiative: Initiative) -> None:
    """Two versions: the officers' first one, and the one that residents asked for and both sides agreed."""
    officer, resident = life.who("steering_officer"), life.who("steering_resident")
    who = "Everybody who lives in Millbrook, from the age of 12"
    first = Terms(
        ballot_kind="approval",
        most_choices=3,
        rule=Rule(kind="greedy", ties="most-votes,lowest-cost,id", threshold=Fraction(1)),
        who=who,
        people={},
    )
    write_rules(initiative=initiative, terms=first, why="As the town counted the last time.", actor=officer)
    rule = Rule(kind="equal-shares", completion="add1-overspend-utilitarian", ties="lowest-cost,most-votes,id")
    second = replace(first, most_choices=6, rule=rule, other_rule=first.rule)
    why = "The last time the centre took nearly everything. With equal shares the Docks get their part."
    version = write_rules(initiative=initiative, terms=second, why=why, actor=resident)
    agree_rules(version=version, actor=officer)
