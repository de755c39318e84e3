"""What staff and residents of the town said of its services, separately: simulated, as all of the town is.

How often each method really happens is set here. Staff, who know of everything that was tried, tend to see it one step
more often; residents, who see what reached them, one step less, and more of them do not know. That gap is what the
explorer is for.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alongside.core.explorer.actions import Said, answer_methods, begin_sheet, say_could_we, say_how_deep
from alongside.core.explorer.rules import LOOP, PROMISES, RATINGS, Presence, is_present
from alongside.core.initiatives.methods import catalogue
from alongside.core.initiatives.models import Side
from alongside.core.people.models import Party
from alongside.core.services.models import Service
from alongside.doors.town.people import People

STEPS = (Presence.NEVER, Presence.ONCE, Presence.REPEATED, Presence.EMBEDDED)
RESIDENTS = 14
# How often each happens: 1 once, 2 several times, 3 part of how the service works. What is not named never happens.
HAPPENS: Mapping[str, Mapping[str, int]] = {
    "Meals at home": {"user_consultation": 2, "meals_on_wheels": 2, "peer_support": 1, "charges": 1},
    "Library": {"user_consultation": 2, "fundraising": 1, "online_ratings": 1, "design_lab": 1},
    "Parks and greens": {"participatory_budget": 2, "user_consultation": 1, "neighbourhood_watch": 1, "fundraising": 1},
}
NOT_HERE = {
    "school_governors": "There is no school in this.",
    "individual_budget": "Nobody has a budget of their own here.",
}
COULD = {
    "yes": ("People ask for it each time we meet.", "The next town does it, and would show us how."),
    "maybe": ("It needs somebody who has the time.", "Not before we know what it costs."),
    "no": ("There is too little of it to share out.", "We tried to begin and nobody came."),
}


@dataclass(frozen=True)
class _View:
    """How one side sees what happens: by how many steps off, and how many do not know."""

    side: str
    off: int
    unsure: float
    rung: int


STAFF = _View(Side.PUBLIC, 1, 0.05, 4)
PEOPLE = _View(Side.CITIZEN, -1, 0.2, 3)


def explore_the_town(*, people: People, services: Mapping[str, Service], chance: random.Random) -> None:
    """Let every officer, and some residents, fill in their sheets about three services."""
    for name, happens in HAPPENS.items():
        residents = chance.sample(people.residents[1:], RESIDENTS)
        for party, view in [(one, STAFF) for one in people.officers.values()] + [(one, PEOPLE) for one in residents]:
            _fill_in(service=services[name], party=party, view=view, happens=happens, chance=chance)


def _fill_in(*, service: Service, party: Party, view: _View, happens: Mapping[str, int], chance: random.Random) -> None:
    sheet = begin_sheet(service=service, party=party, side=view.side)
    said, depths, dreams = {}, {}, {}
    for key in [method.key for method in catalogue()]:
        answer = _seen(happens.get(key, 0), view=view, chance=chance)
        said[key] = Said(answer=answer)
        if key in NOT_HERE and answer == Presence.NEVER:
            said[key] = Said(answer=Presence.NOT_HERE, why=NOT_HERE[key])
        elif is_present(answer):
            depths[key] = _depth(view=view, chance=chance)
        elif answer == Presence.NEVER and chance.random() < 0.25:
            dreams[key] = _dream(chance)
    answer_methods(sheet=sheet, answers=said)
    for key, depth in depths.items():
        say_how_deep(sheet=sheet, method_key=key, **depth)
    for key, dream in dreams.items():
        say_could_we(sheet=sheet, method_key=key, **dream)


def _seen(step: int, *, view: _View, chance: random.Random) -> Presence:
    if chance.random() < view.unsure:
        return Presence.DONT_KNOW
    if step and chance.random() < 0.5:
        step += view.off
    return STEPS[min(max(step, 0), len(STEPS) - 1)]


def _depth(*, view: _View, chance: random.Random) -> dict[str, Any]:
    return {
        "rung": min(6, max(2, view.rung + chance.choice((-1, 0, 0, 1)))),
        "promises": [mark for mark in PROMISES if chance.random() < 0.6],
        "loop": [mark for mark in LOOP if chance.random() < 0.5 + 0.1 * view.off],
        "evidence": chance.choice((0, 1, 1, 2)),
    }


def _dream(chance: random.Random) -> dict[str, Any]:
    could = chance.choices(("yes", "maybe", "no"), (3, 4, 2))[0]
    weight = {"yes": 3, "maybe": 2, "no": 1}[could]
    ratings = {name: min(4, max(0, weight + chance.choice((-1, 0, 1)))) for name in RATINGS}
    return {"could": could, "reason": chance.choice(COULD[could]), "ratings": ratings}
