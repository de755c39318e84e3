"""Demonstration data: a community chest lived through by the real actions, from the call to the stories.

The simulation, so that nobody takes it for people: each wish has a merit from 0 to 5; a member of the panel gives it
that many points, one more or one less by lot. Most wishes come from one neighbourhood, on purpose: the page shows from
where nobody applies. Words are written for a town that does not exist.

long: a hundred and fifty days, one step after the other.
"""

import random as random_module
from collections.abc import Sequence
from datetime import datetime, timedelta

from alongside.blocks.fund.actions import approve_award, approve_payment, keep_receipt, pay, prepare_payment
from alongside.core.accounts.actions import give
from alongside.core.contributions.actions import acknowledge
from alongside.core.decisions.doing import confirm_action, do_action
from alongside.core.decisions.models import Action
from alongside.core.initiatives import actions
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.questions.actions import close_question, draft_question, open_question
from alongside.core.recognition.actions import thank
from alongside.core.services.models import Service
from alongside.kit import clock
from alongside.methods.prioritisation.community_chest.actions import create_round
from alongside.methods.prioritisation.community_chest.agreeing import (
    draft_result,
    publish_result,
    recommend_all,
    set_awards,
)
from alongside.methods.prioritisation.community_chest.applying import answer_host, apply_for_grant, ask_host, keep_group
from alongside.methods.prioritisation.community_chest.demo_life import Life, begin, picture
from alongside.methods.prioritisation.community_chest.demo_words import (
    CHECKS,
    CRITERIA,
    ELSEWHERE,
    REPORTS,
    TERMS,
    THANKS,
    WISHES,
)
from alongside.methods.prioritisation.community_chest.granting import accept_grant, file_report, read_report
from alongside.methods.prioritisation.community_chest.judging import (
    check_application,
    close_scoring,
    declare,
    file_sheet,
)
from alongside.methods.prioritisation.community_chest.models import Application, Grant, Round

LATE = 5  # the how-manieth wish whose group has not reported in time


def live_through(
    *,
    organisation: Organisation,
    people: Sequence[Party],
    service: Service,
    random: random_module.Random,
    start: datetime,
    title: str = "Millbrook’s community chest",
) -> Initiative:
    """Live through one round and open the next, and return the initiative.

    `people`: at least thirty parties; the first five play the public side. `start`: the day on which it begins; the
    first round takes 130 days, and the second opens on day 150.
    """
    life = Life(organisation=organisation, people=people, service=service, random=random, start=start)
    with life.at(0):
        initiative = begin(life, title)
        grant_round = _open_round(life, initiative, "Spring chest", "this spring", day=1, closes=20)
    for number in range(len(WISHES)):
        _apply(life, grant_round, number)
    grant_round = _judge(life, initiative, grant_round)
    _decide(life, initiative, grant_round)
    for place, grant in enumerate(Grant.objects.filter(application__grant_round=grant_round).order_by("id")):
        _pay(life, grant, place)
    _hear(life, grant_round)
    _give_time(life, initiative)
    with life.at(150):
        actions.open_stage(initiative=initiative, key="apply", actor=life.who("fund_officer"))
        _open_round(life, initiative, "Autumn chest", "this autumn", day=150, closes=175)
    initiative.refresh_from_db()
    return initiative


def demonstrate(*, service: Service, seed: int) -> Initiative:
    """Run one community chest about a service with the first forty people of its organisation, over 160 days."""
    people = list(Party.objects.filter(organisation_id=service.organisation_id, kind="person").order_by("id")[:40])
    start = clock.now() - timedelta(days=160)
    chance = random_module.Random(seed)
    return live_through(organisation=service.organisation, people=people, service=service, random=chance, start=start)


def _open_round(life: Life, initiative: Initiative, programme: str, when: str, *, day: float, closes: float) -> Round:
    officer = life.who("fund_officer")
    with life.at(day):
        question = draft_question(
            initiative=initiative,
            stage="apply",
            prompt=f"What would your group do with up to £500 {when}?",
            actor=officer,
            fixed="£4,000 in this round, £500 at most for one group, and the rules below.",
            open_to_change="What it is for.",
            information="One short page. Groups without a bank account can apply: a larger one holds the money.",
            decider=life.members["decider"],
            closes_at=life.start + timedelta(days=closes),
            answer_by=(life.start + timedelta(days=closes + 25)).date(),
            rung="co_production",
        )
        grant_round = create_round(
            question=question,
            programme=programme,
            amount=400_000,
            least=10_000,
            most=50_000,
            terms=TERMS,
            elsewhere=ELSEWHERE,
            criteria=CRITERIA,
            checks=CHECKS,
            actor=officer,
        )
        open_question(question=question, actor=officer)
    return Round.objects.select_related("question__initiative__organisation").get(pk=grant_round.pk)


# long: it names its keyword arguments one to a line
def _apply(life: Life, grant_round: Round, number: int) -> None:
    wish, keeper = WISHES[number], life.keeper(number)
    started = (life.start + timedelta(days=50)).date()
    with life.at(3 + number):
        group = keep_group(
            organisation=life.organisation,
            name=wish.group,
            sort=wish.sort,
            has_account=wish.account,
            charity_number=wish.charity,
            actor=keeper,
        )
        application, _code = apply_for_grant(
            grant_round=grant_round,
            group=group,
            title=wish.title,
            text=wish.text,
            outcome=wish.outcome,
            amount=wish.pounds * 100,
            whole_cost=wish.whole * 100,
            match_minutes=wish.hours * 60,
            starts_on=started,
            ends_on=started + timedelta(days=20 if number == LATE else 65 + number),
            place=life.places[wish.place % len(life.places)] if life.places else None,
            host=None if wish.account else life.members["fiscal_host"],
            actor=keeper,
            party=keeper,
        )
    with life.at(3.5 + number):
        acknowledge(
            contribution=application.contribution,
            actor=life.who("fund_officer"),
            text=f"Thank you for “{wish.title}”. It is complete; the panel meets in the week after closing.",
        )
        _host(life, application, number)


def _host(life: Life, application: Application, number: int) -> None:
    """The first host says no to one group, which then asks the second."""
    hosting = application.hostings.first()
    if hosting is None:
        return
    if number != 2:
        answer_host(hosting=hosting, holds=True, actor=life.who("fiscal_host"))
        return
    why = "We hold money for three groups already, and our treasurer asks for a rest."
    answer_host(hosting=hosting, holds=False, why=why, actor=life.who("fiscal_host"))
    second = ask_host(application=application, host=life.second_host, actor=life.keeper(number))
    answer_host(hosting=second, holds=True, actor=life.second_host.party)


def _judge(life: Life, initiative: Initiative, grant_round: Round) -> Round:
    """Closed, checked, declared and scored blind; one member of the panel has a link to the soup."""
    officer = life.who("fund_officer")
    with life.at(20.1):
        close_question(question=grant_round.question, actor=officer)
        actions.open_stage(initiative=initiative, key="judge", actor=officer)
        actions.close_stage(initiative=initiative, key="apply", actor=officer)
    grant_round = Round.objects.select_related("question__initiative__organisation").get(pk=grant_round.pk)
    applications = list(Application.objects.filter(grant_round=grant_round).order_by("number"))
    for application in applications:
        wish = WISHES[application.number - 1]
        with life.at(21 + application.number / 10):
            good = "Seen, and in order."
            findings = {key: (not (wish.problem and key == "town"), good) for key, _words in CHECKS}
            if wish.problem:
                findings["town"] = (False, wish.problem)
            check_application(application=application, findings=findings, actor=officer)
    for place, seat in enumerate(life.panel):
        with life.at(25 + place / 4):
            for application in applications:
                _score(life, application, seat)
    with life.at(29):
        return close_scoring(grant_round=grant_round, actor=officer)


def _score(life: Life, application: Application, seat: Party) -> None:
    wish = WISHES[application.number - 1]
    if wish.problem:
        return
    if seat == life.panel[1] and wish.group == "Harbour kitchen":
        declare(application=application, interest=True, what="I wash up there on Thursdays.", actor=seat)
        return
    declare(application=application, interest=False, actor=seat)
    points = {
        str(one.pk): min(5, max(0, wish.merit + life.random.choice((-1, 0, 0, 1))))
        for one in application.grant_round.criteria.order_by("number")
    }
    words = "It reaches people whom little reaches." if wish.merit > 3 else "Kind, but few gain from it."
    file_sheet(application=application, points=points, comment=words, actor=seat)


def _decide(life: Life, initiative: Initiative, grant_round: Round) -> None:
    officer = life.who("fund_officer")
    with life.at(31):
        actions.open_stage(initiative=initiative, key="decide", actor=officer)
        recommend_all(grant_round=grant_round, actor=officer)
        awards = set_awards(grant_round=grant_round, actor=officer)
    with life.at(32):
        for award in awards:
            approve_award(award=award, actor=life.who("approver"))
        draft_result(grant_round=grant_round, actor=officer)
    with life.at(35):
        publish_result(
            grant_round=grant_round,
            reason="We keep to the points of the panel, down to where the money ends; the last gets what was left.",
            owner=life.members["fund_officer"],
            due=(life.start + timedelta(days=140)).date(),
            actor=life.who("decider"),
        )
        actions.open_stage(initiative=initiative, key="pay", actor=officer)
        for stage in ("judge", "decide"):
            actions.close_stage(initiative=initiative, key=stage, actor=officer)


def _pay(life: Life, grant: Grant, place: int) -> None:
    """Accepted, prepared by one, approved by another, paid, and a receipt shown."""
    keeper = grant.application.contribution.party
    if keeper is None:
        return
    with life.at(37 + place / 4):
        accept_grant(grant=grant, actor=keeper)
        grant = Grant.objects.select_related("award__pot", "application__group").get(pk=grant.pk)
    with life.at(41 + place / 4):
        payment = prepare_payment(
            award=grant.award,
            amount=grant.award.amount,
            what=f"Grant: {grant.application.title}",
            to=grant.application.group.name,
            actor=life.who("payer"),
        )
        payment = approve_payment(payment=payment, actor=life.who("approver"))
    with life.at(43 + place / 4):
        payment = pay(payment=payment, on=clock.today(), actor=life.who("payer"))
    with life.at(70 + place):
        amount = grant.award.amount * 9 // 10
        keep_receipt(payment=payment, what="Materials, as listed", amount=amount, on=clock.today(), actor=keeper)


# long: one story after the other
def _hear(life: Life, grant_round: Round) -> None:
    """Some groups have reported; their stories stand, they are thanked, and they confirm what the council did."""
    officer = life.who("fund_officer")
    grants = Grant.objects.filter(application__grant_round=grant_round).select_related("application__contribution")
    by_title = {grant.application.title: grant for grant in grants}
    for place, words in enumerate(REPORTS):
        wish = WISHES[place]
        grant = by_title.get(wish.title)
        keeper = grant.application.contribution.party if grant else None
        if grant is None or keeper is None:
            continue
        with life.at(95 + 3 * place):
            report = file_report(
                grant=grant,
                text=words,
                kept="partly" if place == 1 else "yes",
                people=12 + 7 * place,
                minutes=wish.hours * 60,
                picture=picture(place),
                picture_alt="A drawing of the day, made for this demonstration",
                public=True,
                actor=keeper,
            )
        with life.at(98 + 3 * place):
            read_report(report=report, actor=officer)
            number = grant.application.number
            action = Action.objects.get(
                decision__question=grant_round.question, what__contains=f"application {number},"
            )
            do_action(action=action, proof="Paid in full; the report is read.", actor=officer)
            confirm_action(action=action, actor=keeper)
            if place < len(THANKS):
                contribution = grant.application.contribution
                thank(
                    initiative=action.decision.question.initiative,
                    contribution=contribution,
                    text=THANKS[place],
                    from_party=officer,
                )


def _give_time(life: Life, initiative: Initiative) -> None:
    """What both sides gave in time beside the money."""
    with life.at(120):
        for side, minutes, what, actor in (
            ("citizen", 4 * 300, "Evenings of the residents on the panel", life.panel[1]),
            ("public", 52 * 60, "Checks, letters and payments", life.who("fund_officer")),
        ):
            give(
                initiative=initiative,
                side=side,
                unit="minutes",
                amount=minutes,
                what=what,
                key=f"chest-{side}:{initiative.pk}",
                actor=actor,
            )
