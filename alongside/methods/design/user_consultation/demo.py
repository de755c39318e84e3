"""Demonstration data: a whole consultation, lived through by the real actions.

The simulation, so that nobody takes it for people: what somebody writes about is heavy-tailed (theme k of 8 has weight
1/k, so two themes hold half of the answers); about one in seven writes about two things. Answers come in at a rate that
falls by half every four days and doubles in the last three; seven in ten come online, the others on paper, by phone or
at a desk. A line is written back after a lognormal time (median one day), so that some are late, and are counted as
late. The words are put together from fragments written for a town that does not exist.
"""

import random as random_module
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from alongside.blocks.ask.actions import asking, deciding, reading
from alongside.blocks.ask.actions.answering import answer, enter_answer
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.models import Item
from alongside.blocks.ask.queries import places_of
from alongside.core.accounts.actions import give
from alongside.core.contributions.actions import print_paper_forms
from alongside.core.contributions.models import Contribution, Theming
from alongside.core.contributions.theming import check_theming
from alongside.core.decisions.actions import draft_decision, plan_action, write_answer
from alongside.core.decisions.doing import confirm_action
from alongside.core.decisions.models import Action
from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.questions.actions import add_theme
from alongside.core.questions.models import Question, Theme
from alongside.core.reviews.actions import end_initiative, review_initiative
from alongside.core.services.actions import add_outcome, observe
from alongside.core.services.models import Observation, Outcome, Service
from alongside.kit import clock
from alongside.methods.design.user_consultation import demo_words as words
from alongside.methods.design.user_consultation.method import METHOD

ANSWERS = 150
OPENS, CLOSES, ANSWER_BY, DECIDED = 7, 35, 70, 58
ROLES = ("lead", "analyst", "decider", "citizen_checker", "representative")


@dataclass
class _Life:
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
    life = _Life(organisation, service, random, start, cast, list(people[7:]), {})
    with life.at(0):
        initiative = _begin(life)
    with life.at(OPENS - 1):
        question = _ask(life, initiative)
    traced = _answers(life, question, count=answers)
    _write_back(life, question)
    _understand(life, question, traced=traced)
    _decide(life, question)
    _act_and_thank(life, question)
    _look_back(life, initiative)
    initiative.refresh_from_db()
    return initiative


def demonstrate(*, service: Service, seed: int) -> Initiative:
    """Run one consultation about a service with the first sixty people of its organisation, ending half a year later."""
    people = list(Party.objects.filter(organisation_id=service.organisation_id, kind="person").order_by("id")[:60])
    start = clock.now() - timedelta(days=200)
    chance = random_module.Random(seed)
    return live_through(organisation=service.organisation, people=people, service=service, random=chance, start=start)


def _begin(life: _Life) -> Initiative:
    """Shape it, agree the charter, and go live."""
    lead, resident = life.party["lead"], life.party["representative"]
    for measure in METHOD.measures:
        outcome = add_outcome(
            service=life.service,
            statement=str(measure.statement),
            measure=str(measure.measure),
            unit=measure.unit,
            better=measure.better,
            kind=measure.kind,
            actor=lead,
        )
        first = Decimal("31") if measure.kind == "outcome" else Decimal("1.4")
        observe(
            outcome=outcome,
            on=life.day(0),
            value=first,
            source="Last year's consultations (simulated)",
            actor=lead,
            n=6,
            baseline=True,
        )
    initiative = actions.start_initiative(
        service=life.service,
        method_key=METHOD.key,
        title="Sundays at the library",
        actor=lead,
        summary="When and how should the library open on Sundays?",
    )
    initiative = actions.shape_initiative(
        initiative=initiative,
        problem="“I work all week, and when I am free you are shut.”",
        motives=["quality", "responsive"],
        citizen_roles=["innovators", "resources"],
        actor=lead,
    )
    for risk in Risk.values:
        actions.answer_risk(
            initiative=initiative,
            risk=risk,
            likely=risk == Risk.INEQUALITY,
            actor=lead,
            answer="We go to those who rarely answer: the lunch club, the night shift, the estate.",
        )
    for role in ROLES:
        life.member[role] = charter.add_member(
            initiative=initiative, party=life.party[role], role=role, actor=lead, named_publicly=True
        )
    ours = charter.offer_commitment(
        membership=life.member["lead"], what="Read every answer, and answer every theme with a reason", actor=lead
    )
    charter.accept_commitment(commitment=ours, actor=resident)
    theirs = charter.offer_commitment(
        membership=life.member["representative"],
        what="Write the question with us, and look at what was done",
        actor=resident,
    )
    charter.accept_commitment(commitment=theirs, actor=lead)
    initiative = actions.commit_initiative(initiative=initiative, actor=lead)
    initiative = actions.go_live(initiative=initiative, actor=lead)
    actions.open_stage(initiative=initiative, key="plan", actor=lead)
    return initiative


def _ask(life: _Life, initiative: Initiative) -> Question:
    """Write the question with the residents' representative, choose what is asked, and open it."""
    lead = life.party["lead"]
    question = asking.write_question(
        initiative=initiative,
        stage="ask",
        prompt=words.PROMPT,
        actor=life.party["representative"],
        fixed=words.FIXED,
        open_to_change=words.OPEN,
        information=words.INFORMATION,
        decider=life.member["decider"],
        rung="engagement",
        opens_at=life.start + timedelta(days=OPENS),
        closes_at=life.start + timedelta(days=CLOSES),
        answer_by=life.day(ANSWER_BY),
    )
    first = items_of(question)[0]
    asking.save_item(
        question=question,
        item=first,
        actor=lead,
        prompt="What would bring you to the library on a Sunday?",
        hint="A sentence or two is enough.",
    )
    when = asking.save_item(
        question=question,
        actor=lead,
        kind=Item.Kind.ONE,
        prompt="When would you come?",
        options=list(words.WHEN),
        required=True,
    )
    asking.save_item(
        question=question,
        actor=lead,
        kind=Item.Kind.SHORT,
        prompt="What keeps you away?",
        shown_if=when,
        shown_values=[words.WHEN[2]],
    )
    asking.save_item(
        question=question, actor=lead, kind=Item.Kind.SEVERAL, prompt="What would you use?", options=list(words.FOR)
    )
    asking.save_item(
        question=question,
        actor=lead,
        kind=Item.Kind.SCALE,
        prompt="How much would it matter to you?",
        low="Not at all",
        high="Very much",
    )
    asking.save_item(question=question, actor=lead, kind=Item.Kind.PLACE, prompt="Where do you live?")
    asking.add_to_pack(
        question=question,
        title="What Sundays cost",
        says="Staff, heating, and what other towns pay",
        url="https://library.example/sundays",
        actor=lead,
    )
    return asking.open_now(question=question, actor=lead)


def _arrival(life: _Life) -> float:
    """Return a day between opening and closing: fast at first, slower, and once more at the end."""
    length = CLOSES - OPENS
    if life.chance.random() < 0.22:
        return CLOSES - min(life.chance.expovariate(1.2), length - 0.1) - 0.01
    return OPENS + min(life.chance.expovariate(1 / 5.8), length - 0.1) + 0.01


def _text(life: _Life) -> str:
    weights = [1 / rank for rank in range(1, len(words.THEMES) + 1)]
    about = life.chance.choices(words.THEMES, weights, k=2 if life.chance.random() < 0.15 else 1)
    parts = []
    for _title, becauses, asks, _verdict, _why in dict.fromkeys(about):
        parts.append(f"{life.chance.choice(becauses)}, so {life.chance.choice(asks)}.")
    return " ".join([*parts, life.chance.choice(words.AND)]).strip()


def _raw(life: _Life, items: Sequence[Item], places: Sequence[str], text: str) -> dict[str, Any]:
    """Return what one person types and ticks."""
    when = life.chance.choices(words.WHEN, (3, 6, 1))[0]
    count = min(1 + int(life.chance.expovariate(0.8)), len(words.FOR))
    raw: dict[str, Any] = {}
    for item in items:
        if item.kind == Item.Kind.LONG:
            raw[item.key] = text
        elif item.kind == Item.Kind.ONE:
            raw[item.key] = when
        elif item.kind == Item.Kind.SHORT:
            raw[item.key] = life.chance.choice(words.KEPT_AWAY) if when == words.WHEN[2] else ""
        elif item.kind == Item.Kind.SEVERAL:
            raw[item.key] = life.chance.sample(words.FOR, count)
        elif item.kind == Item.Kind.SCALE:
            raw[item.key] = str(life.chance.choices((1, 2, 3, 4, 5), (1, 1, 2, 4, 5))[0])
        elif places and life.chance.random() < 0.85:
            raw[item.key] = life.chance.choices(places, [1 / rank for rank in range(1, len(places) + 1)])[0]
    return raw


def _answers(life: _Life, question: Question, *, count: int) -> Contribution:
    """Let people answer in every channel; return the one on paper that is followed to what came of it."""
    with life.at(OPENS + 0.1):
        sheets = print_paper_forms(question=question, count=max(count // 5, 5), actor=life.party["lead"])
    items, places = items_of(question), list(places_of(question))
    traced = _on_paper(
        life, question, items=items, places=places, text=words.TRACED, code=sheets.pop().code, day=OPENS + 3.2
    )
    named = iter(life.residents)
    for number, day in enumerate(sorted(_arrival(life) for _one in range(count - 1))):
        text = _text(life)
        way = life.chance.choices(("web", "paper", "phone", "in_person"), (70, 15, 8, 7))[0]
        if way == "paper" and sheets:
            _on_paper(life, question, items=items, places=places, text=text, code=sheets.pop().code, day=day)
        elif way in {"phone", "in_person"}:
            with life.at(day):
                enter_answer(
                    question=question,
                    raw=_raw(life, items, places, text),
                    actor=life.party["analyst"],
                    channel=way,
                    received_on=life.day(day),
                    key=f"demonstration:{number}",
                    may_show=life.chance.random() < 0.3,
                )
        else:
            party = next(named, None) if life.chance.random() < 0.45 else None
            with life.at(day):
                shown = [items[0].key] if life.chance.random() < 0.4 else []
                answer(
                    question=question,
                    raw=_raw(life, items, places, text),
                    actor=party,
                    key=f"demonstration:{number}",
                    publish=shown,
                    named=life.chance.random() < 0.5,
                )
    return traced


def _on_paper(
    life: _Life, question: Question, *, items: Sequence[Item], places: Sequence[str], text: str, code: str, day: float
) -> Contribution:
    """Let somebody hand in a sheet, and an officer enter it a day or two later."""
    with life.at(day + 1 + life.chance.random()):
        contribution, _code = enter_answer(
            question=question,
            raw=_raw(life, items, places, text),
            actor=life.party["lead"],
            channel="paper",
            code=code,
            received_on=life.day(day),
            key=f"demonstration:{code}",
            may_show=True,
        )
    return contribution


def _write_back(life: _Life, question: Question) -> None:
    """Write back to each, most of them in time: the time it takes is lognormal, so that a few wait long."""
    due = []
    for contribution in question.contributions.select_related("initiative", "party__organisation"):
        came = max(contribution.at, life.start + timedelta(days=OPENS))
        due.append((came + timedelta(days=min(life.chance.lognormvariate(0, 0.75) + 0.8, 25)), contribution))
    for moment, contribution in sorted(due, key=lambda pair: pair[0]):
        with clock.at(moment):
            reading.acknowledge_many(
                contributions=[contribution], text=life.chance.choice(words.WRITTEN_BACK), actor=life.party["lead"]
            )


def _belongs(text: str, titles: dict[str, Theme]) -> list[Theme]:
    """Return the themes of a text, by the fragments it was put together from."""
    found = [
        titles[title]
        for title, becauses, asks, _v, _w in words.THEMES
        if any(part in text for part in (*asks, *becauses))
    ]
    return found or [titles["Warm, with something hot to drink"]]


def _understand(life: _Life, question: Question, *, traced: Contribution) -> None:
    """Close, gather under themes by two people, and let a resident check: one answer was misunderstood and is moved."""
    lead, analyst = life.party["lead"], life.party["analyst"]
    with life.at(CLOSES + 0.5):
        question = asking.close_and_read(question=question, actor=lead)
        themes = {title: add_theme(question=question, title=title, actor=lead) for title, *_rest in words.THEMES}
    contributions = list(question.contributions.filter(state="received").select_related("initiative", "question"))
    with life.at(CLOSES + 2):
        for one in contributions:
            first = [themes["Buses on a Sunday"]] if one.pk == traced.pk else _belongs(one.text, themes)
            reading.read_into_themes(contribution=one, themes=first, actor=lead)
    with life.at(CLOSES + 5):
        for one in contributions:
            reading.read_into_themes(
                contribution=one, themes=[t.theme for t in one.themings.select_related("theme")], actor=analyst
            )
    with life.at(CLOSES + 8):
        _check(life, question, disputed=traced.pk)
    with life.at(CLOSES + 9):
        right = [themes["Warm, with something hot to drink"]]
        one = next(contribution for contribution in contributions if contribution.pk == traced.pk)
        reading.read_into_themes(contribution=one, themes=right, why=words.DISPUTE, actor=analyst)
        reading.read_into_themes(contribution=one, themes=right, actor=lead)


def _check(life: _Life, question: Question, *, disputed: UUID) -> None:
    checker = life.party["citizen_checker"]
    seen: dict[UUID, int] = {}
    for theming in (
        Theming.objects.filter(theme__question=question).select_related("contribution__initiative").order_by("id")
    ):
        seen[theming.theme_id] = seen.get(theming.theme_id, 0) + 1
        if theming.contribution_id == disputed:
            check_theming(theming=theming, actor=checker, disputed=words.DISPUTE)
        elif seen[theming.theme_id] <= 5:
            check_theming(theming=theming, actor=checker)


def _decide(life: _Life, question: Question) -> None:
    """Decide with reasons, an answer to each theme, and what will be done."""
    decider = life.party["decider"]
    question.refresh_from_db()
    with life.at(DECIDED - 4):
        asking.begin_deciding(question=question, actor=life.party["lead"])
        draft = draft_decision(question=question, result=words.RESULT, reason=words.REASON, actor=decider)
        said = {title: (verdict, why) for title, _b, _a, verdict, why in words.THEMES}
        for theme in Theme.objects.filter(question=question, contribution_count__gt=0):
            verdict, why = said[theme.title]
            write_answer(decision=draft, theme=theme, verdict=verdict, why=why, actor=decider)
        moved = Outcome.objects.filter(service=life.service, kind="outcome").order_by("id").first()
        for what, role, due in words.ACTIONS:
            plan_action(
                decision=draft, what=what, owner=life.member[role], due=life.day(due), outcome=moved, actor=decider
            )
    with life.at(DECIDED):
        deciding.publish(question=question, actor=decider, has_read=True)


def _act_and_thank(life: _Life, question: Question) -> None:
    """Do what was promised, let the other side confirm it, read the measures, and thank everybody."""
    question.refresh_from_db()
    done = Action.objects.filter(decision__question=question).select_related("owner").order_by("id")
    for number, (action, proof) in enumerate(zip(done, words.DONE, strict=True)):
        day = 98 + 6 * number
        with life.at(day):
            deciding.show_done(action=action, proof=proof, actor=action.owner.party)
        with life.at(day + 3):
            other = "representative" if action.owner.side == "public" else "lead"
            confirm_action(action=action, actor=life.party[other])
    with life.at(126):
        _thank(life, question)
        give(
            initiative=question.initiative,
            side="citizen",
            unit="minutes",
            amount=40 * 60,
            what="Answering, checking, pouring tea",
            key=f"demonstration:citizens:{question.initiative_id}",
            actor=life.party["representative"],
        )
        give(
            initiative=question.initiative,
            side="public",
            unit="minutes",
            amount=96 * 60,
            what="Asking, reading, answering",
            key=f"demonstration:public:{question.initiative_id}",
            actor=life.party["lead"],
        )
    with life.at(160):
        _measure(life, question, action=done[0])


def _thank(life: _Life, question: Question) -> None:
    rows = list(
        question.contributions.filter(state="received")
        .select_related("party__organisation")
        .prefetch_related("themings")
    )
    for begin in range(0, len(rows), 50):
        deciding.thank_many(
            question=question, contributions=rows[begin : begin + 50], text=words.THANKS, actor=life.party["lead"]
        )


def _measure(life: _Life, question: Question, *, action: Action) -> None:
    """Read the method's own measures as they came out, and a simulated reading of what the action meant to move."""
    verdicts = [verdict for _t, _b, _a, verdict, _w in words.THEMES]
    share = Decimal(100 * sum(verdict in {"adopted", "adapted"} for verdict in verdicts)) / len(verdicts)
    hours = (Decimal(96) / question.contribution_count).quantize(Decimal("0.01"))
    for outcome in Outcome.objects.filter(service=life.service, measure__in=[str(m.measure) for m in METHOD.measures]):
        value, n = (share, len(verdicts)) if outcome.kind == "outcome" else (hours, question.contribution_count)
        observe(
            outcome=outcome,
            on=life.day(159),
            value=value,
            n=n,
            source="This consultation (simulated)",
            actor=life.party["lead"],
            initiative=question.initiative,
        )
    moved = action.outcome
    latest = (
        Observation.objects.filter(outcome=moved, on__lte=life.day(159)).order_by("-on", "-id").first()
        if moved
        else None
    )
    if moved and latest:
        value = (latest.value * Decimal(str(round(life.chance.gauss(1.06, 0.02), 3)))).quantize(Decimal("0.1"))
        observe(
            outcome=moved,
            on=life.day(159),
            value=value,
            n=latest.n,
            source="Count on four Sundays (simulated)",
            actor=life.party["lead"],
            moved_by=action,
            initiative=question.initiative,
        )


def _look_back(life: _Life, initiative: Initiative) -> None:
    """Judge it with the residents' side, and close it."""
    lead = life.party["lead"]
    initiative.refresh_from_db()
    with life.at(180):
        initiative = actions.start_assessing(initiative=initiative, actor=lead)
        review_initiative(
            initiative=initiative,
            actor=lead,
            citizen_assessor=life.member["representative"],
            summary="People asked for warmth and company more than for books, and got both. The estate was hardly heard.",
            findings={
                ("motive", "quality"): ("yes", "Three of the four things that were done came from what people wrote."),
                ("motive", "responsive"): ("partly", "Decided in time; one line in eight was written back late."),
                ("role", "innovators"): ("yes", "The tea urn was nobody's idea at the council."),
                ("role", "resources"): ("yes", "Residents pour the tea and read the stories."),
            },
        )
        end_initiative(initiative=initiative, state="closed", actor=lead)
