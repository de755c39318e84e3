"""Demonstration data: a tax choice from its figures to the account of its first year, lived by the real actions.

The simulation, so that nobody takes it for people: of those who answer and vote about half want the larger rise, three
in ten the smaller, the others none; three of four understand the amounts. Figures and words are made up for a town that
does not exist. It is the same from the same seed.
"""

import random as random_module
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from alongside.blocks.ask.actions import asking as ask
from alongside.blocks.ask.actions import deciding, reading
from alongside.blocks.ask.actions.answering import answer
from alongside.blocks.ask.answers import answers_in, items_of
from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.casting import Sheet, cast_ballots
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import count_poll
from alongside.blocks.rank.demo import bring_stack
from alongside.blocks.rank.models import Poll
from alongside.blocks.rank.roll.codes import issue_codes
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
from alongside.kit.money import money
from alongside.methods.financing.tax_agreement import asking, earmarking, options, rules, voting
from alongside.methods.financing.tax_agreement import demo_words as words
from alongside.methods.financing.tax_agreement.demo_life import Life, begin
from alongside.methods.financing.tax_agreement.models import Earmark, Option, Purpose
from alongside.methods.financing.tax_agreement.queries import base_of, worked

ANSWERS, BALLOTS = 45, {"code": 420, "paper": 130}
DAYS = 560
"""From the idea to the account of the first year, which begins on a 1 April and must be over."""


def live_through(
    *,
    organisation: Organisation,
    people: Sequence[Party],
    service: Service,
    random: random_module.Random,
    start: datetime,
    title: str = "The bus, the club, or no rise",
) -> Initiative:
    """Live a tax choice from its figures to the account of its first year; it takes 560 days from `start`.

    `people`: at least ten parties; the first three play the public side, the sixth and seventh the residents' side.
    The rise is for the financial year that begins next after day 120.
    """
    life = Life(organisation=organisation, people=people, service=service, random=random, start=start)
    with life.at(0):
        initiative = begin(life, title=title, summary="£214,000 is short. Three options in pounds, a panel, a vote.")
    with life.at(2):
        year = rules.year_of(life.day(120)) + 1
        _write(life, initiative, year=year)
    with life.at(10):
        survey = _survey(life, initiative)
    _answer_all(life, survey)
    with life.at(42):
        _read_and_answer(life, survey)
    with life.at(46):
        poll = _vote(life, initiative)
    _done(life, survey, proof="The vote is open; every home has its letter.", day=48)
    _count_and_decide(life, initiative, poll)
    earmark = Earmark.objects.filter(organisation=organisation, base__initiative=initiative).first()
    if earmark is not None:
        last = _account(life, earmark, year=year)
        _done(life, poll.question, proof="The account of the first year is published.", day=last + 1)
    initiative.refresh_from_db()
    return initiative


def demonstrate(*, service: Service, seed: int) -> Initiative:
    """Run one tax choice about a service, so long ago that its first year is over by now."""
    people = list(Party.objects.filter(organisation_id=service.organisation_id, kind="person").order_by("id")[:60])
    return live_through(
        organisation=service.organisation,
        people=people,
        service=service,
        random=random_module.Random(seed),
        start=start_for(clock.now()),
    )


def start_for(end: datetime) -> datetime:
    """Return a beginning from which the account of the first year can be published by `end`: a November before it."""
    last = rules.year_of(end.date()) - 1 if end.date() >= date(end.year, 5, 20) else rules.year_of(end.date()) - 2
    return datetime(last - 1, 11, 20, 9, tzinfo=end.tzinfo)


def _write(life: Life, initiative: Initiative, *, year: int) -> None:
    officer = life.who("finance_officer")
    base = options.write_base(initiative=initiative, actor=officer, year=year, **words.FIGURES)
    for title, rise, does, does_not, purposes in words.WAYS:
        option = options.write_option(base=base, title=title, rise=rise, does=does, does_not=does_not, actor=officer)
        for what, amount in purposes:
            options.set_purpose(option=option, what=what, amount=amount, actor=officer)
    options.sign_options(base=base, actor=officer)


def _survey(life: Life, initiative: Initiative) -> Question:
    asking.record_panel(initiative=initiative, actor=life.who("panel_member"), **words.PANEL)
    drafted = asking.ask_everybody(
        initiative=initiative,
        prompt=words.PROMPT,
        decider=life.members["council"],
        closes_at=life.start + timedelta(days=40),
        answer_by=life.day(100),
        actor=life.who("returning_officer"),
    )
    return ask.open_now(question=drafted, actor=life.who("returning_officer"))


def _answer_all(life: Life, survey: Question) -> None:
    kept, text = survey.settings[asking.SETTING], items_of(survey)[0]
    base = base_of(survey.initiative)
    found = worked(base) if base else []
    for number in range(ANSWERS):
        said, wanted = life.random.choice(words.SURVEY_ANSWERS)
        right = life.random.random() < 0.75
        guess = kept["right"] if right else money(found[2].lines[0].more)
        raw = {text.key: said, kept["option"]: words.WAYS[wanted][0], kept["check"]: guess}
        with life.at(11 + 28 * number / ANSWERS):
            answer(question=survey, raw=raw, actor=None, key=f"demonstration:{number}", publish=[text.key])
    found_all = list(survey.contributions.select_related("initiative", "party__organisation").order_by("id"))
    with life.at(41):
        reading.acknowledge_many(
            contributions=found_all, text="Thank you, {name}. We read {words}.", actor=life.who("returning_officer")
        )


# long: one day after the other
def _read_and_answer(life: Life, survey: Question) -> None:
    first, second, council = life.who("finance_officer"), life.who("returning_officer"), life.who("council")
    survey = ask.close_and_read(question=survey, actor=first)
    themes = {title: add_theme(question=survey, title=title, actor=first) for title, *_rest in words.THEMES}
    text = items_of(survey)[0]
    for one in survey.contributions.select_related("initiative", "question").order_by("id"):
        said = str(answers_in(one.body).get(text.key, ""))
        title = next(title for title, mark, _verdict, _why in words.THEMES if mark in said)
        for reader in (first, second):
            reading.read_into_themes(contribution=one, themes=[themes[title]], actor=reader)
    for theme in themes.values():
        theming = Theming.objects.filter(theme=theme).select_related("contribution__initiative").order_by("id").first()
        if theming is not None:
            check_theming(theming=theming, actor=life.who("watcher"))
    ask.begin_deciding(question=survey, actor=first)
    draft = draft_decision(question=survey, result=words.RESULT, reason=words.REASON, actor=council)
    for title, _mark, verdict, why in words.THEMES:
        theme = survey.themes.get(title=title)
        if theme.contribution_count:
            write_answer(decision=draft, theme=theme, verdict=verdict, why=why, actor=council)
    plan_action(
        decision=draft,
        what="Put the three options to the vote",
        owner=life.members["returning_officer"],
        due=life.day(90),
        actor=council,
    )
    deciding.publish(question=survey, actor=council, has_read=True)


def _vote(life: Life, initiative: Initiative) -> Poll:
    officer = life.who("returning_officer")
    poll = voting.put_to_vote(
        initiative=initiative,
        prompt=words.PROMPT,
        decider=life.members["council"],
        closes_at=life.start + timedelta(days=80),
        answer_by=life.day(110),
        actor=officer,
    )
    poll = open_poll(poll=_again(poll), actor=officer)
    for channel, count in BALLOTS.items():
        kind = "posted" if channel == "code" else "paper"
        _batch, made = issue_codes(poll=poll, kind=kind, label=kind.capitalize(), count=count + 50, actor=officer)
        codes = [code for _serial, code in made[:count]]
        choices = life.random.choices((1, 2, 3), (22, 30, 48), k=count)
        if channel == "paper":
            watcher = life.who("watcher")
            papers = [str(choice) for choice in choices]
            bring_stack(
                poll=_again(poll), label="The town hall", codes=codes, papers=papers, first=officer, second=watcher
            )
            continue
        sheets = [Sheet(choices=(choice,), code=code) for choice, code in zip(choices, codes, strict=True)]
        cast_ballots(poll=_again(poll), sheets=sheets, channel=channel, actor=None)
    return _again(poll)


def _done(life: Life, question: Question, *, proof: str, day: float) -> None:
    """What was promised is done, and a resident confirms it."""
    action = Action.objects.get(decision__question=question, decision__state="published")
    with life.at(day):
        do_action(action=action, proof=proof, actor=action.owner.party)
    with life.at(day + 2):
        confirm_action(action=Action.objects.get(pk=action.pk), actor=life.who("watcher"))


def _again(poll: Poll) -> Poll:
    return Poll.objects.select_related("question__initiative__organisation").get(pk=poll.pk)


def _count_and_decide(life: Life, initiative: Initiative, poll: Poll) -> None:
    officer = life.who("returning_officer")
    with life.at(81):
        close_poll(poll=_again(poll), actor=officer)
        count_poll(poll=_again(poll), actor=officer)
    with life.at(100):
        voting.decide_on_vote(
            initiative=initiative,
            option=Option.objects.get(organisation=life.organisation, base__initiative=initiative, number=3),
            reason=words.REASON,
            owner=life.members["finance_officer"],
            due=life.day(DAYS),
            actor=life.who("council"),
        )


def _account(life: Life, earmark: Earmark, *, year: int) -> int:
    """The first year: two collections, payments that a resident looks at, the account; returns the day of that."""
    officer, watcher = life.who("finance_officer"), life.who("watcher")
    purposes = list(Purpose.objects.filter(organisation=life.organisation, option=earmark.option).order_by("position"))
    first = (date(year, 4, 1) - life.day(0)).days
    for day, amount in ((first + 40, 100_200_00), (first + 200, 97_800_00)):
        with life.at(day + 1):
            earmarking.collect(earmark=earmark, amount=amount, on=life.day(day), actor=officer)
    for at, amount, what, day, doubt in words.PAYMENTS:
        on = first + day
        with life.at(on + 1):
            paid = earmarking.spend(purpose=purposes[at], amount=amount, what=what, on=life.day(on), actor=officer)
        with life.at(on + 4):
            earmarking.check_payment(spent=paid, actor=watcher, doubt=doubt)
    with life.at(first + 385):
        earmarking.publish_statement(earmark=earmark, year=year, words=words.STATEMENT, actor=officer)
    return first + 385
