"""The consultations of the town, each lived through by the real actions from its script, up to a day.

The simulation, so that nobody takes it for people: answers come in a heavy-tailed way (many in the first days, a second
rise before the end), six in ten online, a quarter on paper; a resident speaks once; each day an officer writes back to
about two thirds of what waits, so that some wait longer than was promised. Which theme an answer belongs to is drawn by
the shares of the script.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from alongside.blocks.ask.actions.answering import answer, enter_answer
from alongside.blocks.ask.actions.asking import close_and_read, open_now, save_item, write_question
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.models import Item
from alongside.core.contributions.actions import acknowledge
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.core.services.models import Service
from alongside.doors.town import deciding
from alongside.doors.town.words import RISKS, Script, Voice
from alongside.kit import clock
from alongside.methods.design.user_consultation.method import METHOD

OPEN_DAYS = 22
ROLES = ("lead", "analyst", "decider", "citizen_checker", "representative")


@dataclass
class Life:
    """One run: its people by role, what was drawn, and its calendar in days from the start."""

    service: Service
    script: Script
    chance: random.Random
    start: datetime
    people: dict[str, Party]
    residents: list[Party]
    answers: int
    initiative: Initiative = field(init=False)
    question: Question = field(init=False)
    items: list[Item] = field(default_factory=list)
    members: dict[str, Membership] = field(default_factory=dict)
    voices: dict[Any, Voice] = field(default_factory=dict)
    card: Contribution | None = None

    def day(self, number: float) -> datetime:
        """Return the moment of a day of the run."""
        return self.start + timedelta(days=number)


def live_through(
    *,
    people: Sequence[Party],
    service: Service,
    chance: random.Random,
    start: datetime,
    until: datetime,
    script: Script,
    answers: int,
) -> Initiative:
    """Live a consultation from the idea on, and return its initiative.

    `people`: at least twelve parties; the first three play the public side, the next two check and confirm for the
    residents. The whole takes 130 days from `start`; `until` ends it, wherever it is then. `answers`: how many answer.
    """
    life = Life(
        service=service,
        script=script,
        chance=chance,
        start=start,
        people=dict(zip(ROLES, people, strict=False)),
        residents=list(people[5:]),
        answers=answers,
    )
    for number, step in _calendar(life):
        if life.day(number) > until:
            break
        with clock.at(life.day(number)):
            step(life)
    life.initiative.refresh_from_db()
    return life.initiative


def _calendar(life: Life) -> list[tuple[float, Callable[[Any], None]]]:
    """Everything that happens, with its day; answers and words back fall where chance puts them."""
    steps: list[tuple[float, Callable[[Any], None]]] = [(0, _shape), (2, _promise), (3, _ask), (5, _write_card)]
    for _answer in range(life.answers):
        early = life.chance.random() < 0.7
        day = min(life.chance.paretovariate(1.1), 20.0) if early else life.chance.uniform(17, OPEN_DAYS - 0.5)
        steps.append((3 + day, _answer_it))
    steps += [(number, _write_back) for number in range(4, 3 + OPEN_DAYS + 8)]
    steps += [(3 + OPEN_DAYS + 0.1, _close), *deciding.STEPS]
    return sorted(steps, key=lambda pair: pair[0])


def _shape(life: Life) -> None:
    script, lead = life.script, life.people["lead"]
    life.initiative = actions.start_initiative(
        service=life.service,
        method_key=METHOD.key,
        title=script.title,
        summary=script.summary,
        actor=lead,
        place=life.service.place.parent if life.service.place else None,
    )
    for role in ROLES:
        life.members[role] = charter.add_member(
            initiative=life.initiative, party=life.people[role], role=role, actor=lead, named_publicly=True
        )
    life.initiative = actions.shape_initiative(
        initiative=life.initiative,
        problem=script.problem,
        motives=script.motives,
        citizen_roles=script.citizen_roles,
        actor=lead,
    )
    for risk, said in zip(Risk.values, RISKS, strict=True):
        likely = life.chance.random() < 0.3
        actions.answer_risk(initiative=life.initiative, risk=risk, likely=likely, answer=said, actor=lead)


def _promise(life: Life) -> None:
    lead = life.people["lead"]
    for role, other, what, amount in (
        ("lead", "representative", life.script.public_promise, None),
        ("analyst", "representative", "Every answer read by two people", 40 * 60),
        ("representative", "lead", life.script.citizen_promise, None),
        ("citizen_checker", "lead", "A look at every theme before anything is decided", 6 * 60),
    ):
        commitment = charter.offer_commitment(
            membership=life.members[role],
            what=what,
            actor=life.people[role],
            amount=amount,
            unit="minutes" if amount else "",
        )
        charter.accept_commitment(commitment=commitment, actor=life.people[other])
    life.initiative = actions.commit_initiative(initiative=life.initiative, actor=lead)
    life.initiative = actions.go_live(initiative=life.initiative, actor=lead)
    actions.open_stage(initiative=life.initiative, key="plan", actor=lead)


def _ask(life: Life) -> None:
    script, lead = life.script, life.people["lead"]
    question = write_question(
        initiative=life.initiative,
        stage="ask",
        prompt=script.prompt,
        actor=lead,
        fixed=script.fixed,
        open_to_change=script.open_to_change,
        information=script.information,
        decider=life.members["decider"],
        closes_at=life.day(3 + OPEN_DAYS),
        answer_by=life.day(3 + OPEN_DAYS + 16).date(),
    )
    hint = "Only to see whom we have not heard from"
    save_item(question=question, actor=lead, kind="place", prompt="Where do you live?", hint=hint)
    life.question = open_now(question=question, actor=lead)
    life.items = items_of(life.question)


def _raw(life: Life, words: str) -> dict[str, str]:
    """Return what is typed into the form: the words, and for two in three the neighbourhood."""
    raw: dict[str, str] = {}
    for item in life.items:
        if item.is_words:
            raw[item.key] = words
        elif life.chance.random() < 0.66 and (home := life.chance.choice(life.residents).home_place):
            raw[item.key] = home.name
    return raw


def _write_card(life: Life) -> None:
    """One card on paper, typed in by an officer: the word with which the thread begins."""
    if not life.script.card:
        return
    life.card, _code = enter_answer(
        question=life.question,
        raw=_raw(life, life.script.card),
        actor=life.people["lead"],
        channel="paper",
        received_on=clock.today(),
        key=f"card:{life.question.pk}",
        may_show=True,
        name="A daughter from the Tuesday club",
    )
    life.voices[life.card.pk] = life.script.voices[0]


def _answer_it(life: Life) -> None:
    chance = life.chance
    voice = chance.choices(life.script.voices, [one.share for one in life.script.voices])[0]
    channel = chance.choices(("web", "paper", "phone", "in_person"), (60, 25, 8, 7))[0]
    shown = chance.random() < 0.6
    raw, key = _raw(life, chance.choice(voice.words)), f"{len(life.voices)}:{life.question.pk}"
    if channel == "web":
        signed = chance.random() < 0.45 and len(life.residents) > 3
        party = life.residents.pop(chance.randrange(1, len(life.residents))) if signed else None
        texts = [item.key for item in life.items if item.is_words] if shown else []
        given, _code = answer(question=life.question, raw=raw, actor=party, key=key, publish=texts)
    else:
        given, _code = enter_answer(
            question=life.question,
            raw=raw,
            actor=life.people["analyst"],
            channel=channel,
            received_on=clock.today(),
            key=key,
            may_show=shown,
        )
    life.voices[given.pk] = voice


def _write_back(life: Life) -> None:
    """A round at the desk: most of what waits is answered, some of it stays for another day."""
    waiting = Contribution.objects.filter(question=life.question, acknowledged_at__isnull=True, state="received")
    text = "I have read what you wrote, and it goes to the two who gather all answers."
    for contribution in waiting.order_by("id"):
        if life.chance.random() < 0.68:
            acknowledge(contribution=contribution, text=text, actor=life.people["lead"])


def _close(life: Life) -> None:
    life.question = close_and_read(question=life.question, actor=life.people["lead"])
