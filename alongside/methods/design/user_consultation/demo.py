"""Demonstration data: a whole consultation, lived through by the real actions.

The simulation, so that nobody takes it for people: what somebody writes about is heavy-tailed (theme k of 8 has weight
1/k, so two themes hold half of the answers); about one in seven writes about two things. Answers come in at a rate that
falls by half every four days and doubles in the last three; seven in ten come online, the others on paper, by phone or
at a desk. A line is written back after a lognormal time (median half a day), so that some are late, and are counted as
late. The words are put together from fragments written for a town that does not exist.
"""

import random as random_module
from collections.abc import Sequence
from datetime import datetime, timedelta

from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.models import Service
from alongside.kit import clock
from alongside.methods.design.user_consultation.demo_answering import answer_all, write_back_to_all
from alongside.methods.design.user_consultation.demo_asking import ask, begin
from alongside.methods.design.user_consultation.demo_deciding import act_and_thank, decide, look_back, understand
from alongside.methods.design.user_consultation.demo_life import OPENS, ROLES, Life

ANSWERS = 150


def live_through(
    *,
    organisation: Organisation,
    people: Sequence[Party],
    service: Service,
    random: random_module.Random,
    start: datetime,
    answers: int = ANSWERS,
) -> Initiative:
    """Live a consultation from the idea to its closing, and return its initiative; it takes 190 days from `start`.

    `people`: at least twelve parties. The first three play lead, analyst and decider; the sixth and seventh are the
    resident checker and the representative; the others answer, and some answer without a name.
    """
    cast = dict(zip(ROLES, [*people[:3], *people[5:7]], strict=True))
    life = Life(organisation, service, random, start, cast, list(people[7:]), {})
    with life.at(0):
        initiative = begin(life)
    with life.at(OPENS - 1):
        question = ask(life, initiative)
    traced = answer_all(life, question, count=answers)
    write_back_to_all(life, question)
    understand(life, question, traced=traced)
    decide(life, question)
    act_and_thank(life, question)
    look_back(life, initiative)
    initiative.refresh_from_db()
    return initiative


def demonstrate(*, service: Service, seed: int) -> Initiative:
    """Run one consultation about a service with the first sixty people of its organisation, over half a year."""
    people = list(Party.objects.filter(organisation_id=service.organisation_id, kind="person").order_by("id")[:60])
    start = clock.now() - timedelta(days=200)
    chance = random_module.Random(seed)
    return live_through(organisation=service.organisation, people=people, service=service, random=chance, start=start)
