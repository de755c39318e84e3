"""Demonstration data: a charge from its cost to its yearly look, lived through by the real actions.

The simulation, so that nobody takes it for people: of those who answer, a third pay or would; payers like a price or
help more, others a pool without one; the lower the income band, the more of them stop coming once there is a price.
Figures are made up for a town that does not exist. It is the same from the same seed.

long: three hundred days, one step after the other.
"""

import random as random_module
from collections.abc import Sequence
from datetime import datetime, timedelta

from alongside.blocks.ask.actions import asking as ask
from alongside.blocks.ask.actions import deciding, reading
from alongside.blocks.ask.actions.answering import answer
from alongside.blocks.ask.answers import answers_in, items_of
from alongside.core.accounts.actions import give
from alongside.core.contributions.models import Theming
from alongside.core.contributions.theming import check_theming
from alongside.core.decisions.actions import draft_decision, plan_action, write_answer
from alongside.core.decisions.doing import confirm_action, do_action
from alongside.core.decisions.models import Action
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.questions.actions import add_theme
from alongside.core.questions.models import Question
from alongside.core.services.models import Service
from alongside.kit import clock
from alongside.methods.financing.charges import asking, costing, planning
from alongside.methods.financing.charges.demo_life import Life, begin
from alongside.methods.financing.charges.demo_words import (
    ANSWERS,
    COSTS,
    EXAMPLES,
    LOOK,
    THEMES,
    USES,
    WAIVERS,
    WAYS,
    WORDS,
)
from alongside.methods.financing.charges.models import Plan
from alongside.methods.financing.charges.pricing import publish_tariff
from alongside.methods.financing.charges.taking import book_takings, look_back
from alongside.methods.financing.charges.waiving import ask_waiver, decide_waiver

ANSWER_COUNT, LOOK_COUNT = 99, 72


def live_through(
    *,
    organisation: Organisation,
    people: Sequence[Party],
    service: Service,
    random: random_module.Random,
    start: datetime,
    title: str = "Who pays for a swim?",
) -> Initiative:
    """Live a charge from its cost to its yearly look, and return its initiative; it takes 320 days from `start`.

    `people`: at least twelve parties; the first four play the public side, the sixth and seventh the residents' side.
    """
    life = Life(organisation=organisation, people=people, service=service, random=random, start=start)
    with life.at(0):
        initiative = begin(life, title=title, summary=WORDS["summary"])
    with life.at(3):
        _cost(life, initiative)
    with life.at(8):
        plans = _ways(life, initiative)
        question = _ask(life, initiative)
    _answer_all(life, question, plans)
    with life.at(42):
        _read(life, question)
    with life.at(52):
        chosen = _decide(life, question, plans)
        publish_tariff(plan=chosen, starts_on=life.day(60), reason=WORDS["reason"], actor=life.who("cabinet_member"))
    _pay_less(life, initiative)
    _collect(life, initiative)
    _look(life, initiative)
    initiative.refresh_from_db()
    return initiative


def demonstrate(*, service: Service, seed: int) -> Initiative:
    """Run one charge about a service with the first sixty people of its organisation, over the last 330 days."""
    people = list(Party.objects.filter(organisation_id=service.organisation_id, kind="person").order_by("id")[:60])
    return live_through(
        organisation=service.organisation,
        people=people,
        service=service,
        random=random_module.Random(seed),
        start=clock.now() - timedelta(days=330),
    )


def _cost(life: Life, initiative: Initiative) -> None:
    accountant = life.who("accountant")
    sheet = costing.begin_costs(
        initiative=initiative,
        unit="swim",
        uses=USES,
        year="the year before (simulated)",
        power="lga2003_s93",
        actor=accountant,
    )
    for what, kind, amount, source in COSTS:
        costing.add_cost(sheet=sheet, what=what, kind=kind, amount=amount, source=source, actor=accountant)
    costing.sign_costs(sheet=sheet, actor=accountant)


def _ways(life: Life, initiative: Initiative) -> list[Plan]:
    lead = life.who("lead")
    plans = []
    for kind, title, says, saving, why, collecting, prices, lesses in WAYS:
        plan = planning.add_plan(
            initiative=initiative,
            kind=kind,
            title=title,
            says=says,
            saving=saving,
            saving_why=why,
            collecting=collecting,
            actor=lead,
        )
        for what, amount, uses in prices:
            planning.set_price(plan=plan, what=what, amount=amount, uses=uses, actor=lead)
        for who, how, value, what, uses, proof in lesses:
            planning.add_concession(
                plan=plan, who=who, kind=how, value=value, what=what, uses=uses, proof=proof, actor=lead
            )
        plans.append(plan)
    for household, often, entitled in EXAMPLES:
        planning.add_example(initiative=initiative, title=household, uses=often, entitled=entitled, actor=lead)
    return plans


def _ask(life: Life, initiative: Initiative) -> Question:
    question = asking.ask_about_options(
        initiative=initiative,
        prompt=WORDS["prompt"],
        fixed=WORDS["fixed"],
        open_to_change=WORDS["open"],
        information=WORDS["information"],
        decider=life.members["cabinet_member"],
        closes_at=life.start + timedelta(days=40),
        answer_by=life.day(60),
        actor=life.who("lead"),
    )
    return ask.open_now(question=question, actor=life.who("lead"))


def _answer_all(life: Life, question: Question, plans: list[Plan]) -> None:
    """People answer over a month; a line is written back to each of them a day later."""
    kept, words = question.settings[asking.SETTING], items_of(question)[0]
    for number in range(ANSWER_COUNT):
        group, band = number % 3, number // 3 % 3  # one pays, one comes and would not, one stays away
        weights = (2, 5, 4, 3) if group == 0 else (5, 2, 4, 2)
        plan = life.random.choices(plans, weights)[0]
        raw = {
            words.key: life.random.choice(ANSWERS),
            kept["pay"]: asking.pay_choices()[group],
            kept["option"]: plan.title,
            kept["uses"]: str(0 if group == 2 else life.random.randint(1, 12)),
            kept["band"]: asking.band_choices()[band],
        }
        with life.at(9 + 30 * number / ANSWER_COUNT):
            answer(question=question, raw=raw, actor=None, key=f"demonstration:{number}", publish=[words.key])
    _write_back(life, question, day=41)


def _write_back(life: Life, question: Question, *, day: float) -> None:
    found = list(question.contributions.select_related("initiative", "party__organisation").order_by("id"))
    with life.at(day):
        reading.acknowledge_many(
            contributions=found, text="Thank you, {name}. We read {words}.", actor=life.who("lead")
        )


def _read(life: Life, question: Question) -> None:
    lead, accountant = life.who("lead"), life.who("accountant")
    question = ask.close_and_read(question=question, actor=lead)
    asking.count_groups(question=question, actor=lead)
    themes = {title: add_theme(question=question, title=title, actor=lead) for title, *_rest in THEMES}
    words = items_of(question)[0]
    for one in question.contributions.select_related("initiative", "question").order_by("id"):
        said = str(answers_in(one.body).get(words.key, ""))
        title = next(title for title, mark, _verdict, _why in THEMES if mark in said)
        for reader in (lead, accountant):
            reading.read_into_themes(contribution=one, themes=[themes[title]], actor=reader)
    for theme in themes.values():
        theming = Theming.objects.filter(theme=theme).select_related("contribution__initiative").order_by("id").first()
        if theming is not None:
            check_theming(theming=theming, actor=life.who("non_user"))
    ask.begin_deciding(question=question, actor=lead)


def _decide(life: Life, question: Question, plans: list[Plan]) -> Plan:
    """The council takes the price with help, made cheaper for children after what people said."""
    decider, lead = life.who("cabinet_member"), life.who("lead")
    question.refresh_from_db()
    chosen = planning.adapt_plan(plan=plans[2], title=WORDS["adapted"], says=WORDS["adapted_says"], actor=lead)
    draft = asking.choose_plan(question=question, plan=chosen, reason=WORDS["reason"], actor=decider)
    for title, _mark, verdict, why in THEMES:
        theme = question.themes.get(title=title)
        if theme.contribution_count:
            write_answer(decision=draft, theme=theme, verdict=verdict, why=why, actor=decider)
    plan_action(
        decision=draft,
        what="Answer everybody who asks to pay less within ten days",
        owner=life.members["waiver_officer"],
        due=life.day(150),
        actor=decider,
    )
    deciding.publish(question=question, actor=decider, has_read=True)
    return chosen


def _pay_less(life: Life, initiative: Initiative) -> None:
    """A few ask in confidence; each has an answer, one of them late."""
    officer = life.who("waiver_officer")
    for number, (words, percent, answer_) in enumerate(WAIVERS):
        with life.at(61 + 3 * number):
            waiver = ask_waiver(initiative=initiative, words=words, actor=life.residents[number])
        with life.at(61 + 3 * number + (14 if number == 2 else 4)):
            decide_waiver(
                waiver=waiver,
                granted=bool(percent),
                percent_off=percent,
                until=life.day(300) if percent else None,
                answer=answer_,
                actor=officer,
            )


def _done(life: Life, initiative: Initiative) -> None:
    """What was promised with the decision is done, and the users' representative confirms it."""
    action = Action.objects.get(decision__question__initiative=initiative, decision__state="published")
    with life.at(145):
        do_action(action=action, proof=WORDS["answered"], actor=life.who("waiver_officer"))
    with life.at(147):
        confirm_action(action=Action.objects.get(pk=action.pk), actor=life.who("user_representative"))


def _collect(life: Life, initiative: Initiative) -> None:
    for first, last, uses, income, collecting in LOOK["takings"]:
        with life.at(last + 2):
            book_takings(
                initiative=initiative,
                starts_on=life.day(first),
                ends_on=life.day(last),
                uses=uses,
                income=income,
                collecting=collecting,
                actor=life.who("accountant"),
            )
    _done(life, initiative)
    with life.at(240):
        for side, amount, what, role in (
            ("citizen", 180 * 60, "Evenings at the desk", "user_representative"),
            ("public", 90 * 60, "Costs, questions, answers", "lead"),
        ):
            give(
                initiative=initiative,
                side=side,
                unit="minutes",
                amount=amount,
                what=what,
                key=f"demonstration:{side}:{initiative.pk}",
                actor=life.who(role),
            )


# long: it names its keyword arguments one to a line
def _look(life: Life, initiative: Initiative) -> None:
    """Ask who still comes, and look back."""
    with life.at(246):
        question = asking.ask_about_use(
            initiative=initiative,
            prompt=LOOK["prompt"],
            actor=life.who("lead"),
            fixed=LOOK["fixed"],
            open_to_change=LOOK["open"],
            information=LOOK["information"],
            decider=life.members["cabinet_member"],
            closes_at=life.start + timedelta(days=276),
            answer_by=life.day(310),
        )
        question = ask.open_now(question=question, actor=life.who("lead"))
    kept, words = question.settings[asking.SETTING], items_of(question)[0]
    for number in range(LOOK_COUNT):
        band = number % 3
        stays = number // 3 % 20 < (9, 7, 7)[band]
        raw = {
            words.key: life.random.choice(ANSWERS),
            kept["pay"]: asking.pay_choices()[2 if stays else number % 2],
            kept["uses"]: str(0 if stays else life.random.randint(1, 10)),
            kept["band"]: asking.band_choices()[band],
        }
        with life.at(247 + 28 * number / LOOK_COUNT):
            answer(question=question, raw=raw, actor=None, key=f"demonstration:look:{number}")
    _write_back(life, question, day=276.5)
    with life.at(278):
        _read(life, question)
    with life.at(300):
        look_back(
            initiative=initiative,
            starts_on=life.day(60),
            ends_on=life.day(239),
            cost=LOOK["cost"],
            verdict="keep",
            words=LOOK["words"],
            actor=life.who("lead"),
        )
        _close_look(life, question)


def _close_look(life: Life, question: Question) -> None:
    decider = life.who("cabinet_member")
    question.refresh_from_db()
    draft = draft_decision(question=question, result=LOOK["result"], reason=LOOK["words"], actor=decider)
    for title, _mark, _verdict, _why in THEMES:
        theme = question.themes.get(title=title)
        if theme.contribution_count:
            write_answer(decision=draft, theme=theme, verdict="noted", why=LOOK["noted"], actor=decider)
    plan_action(decision=draft, what=LOOK["action"], owner=life.members["lead"], due=life.day(400), actor=decider)
    deciding.publish(question=question, actor=decider, has_read=True)
