"""Demonstration data, by the real actions: a campaign that comes together with match and one that does not; and,
where it is asked for, one that is still open and one that the team has yet to check.

The simulation, so that nobody takes it for people: what somebody pledges is heavy-tailed (most give £5 to £25, one in
seven gives £100); pledges come on the first four days and on the last three, half as many in between; on the last
evening people give £25 each until it comes together. Of what is asked for, nine in ten comes in within two weeks, by
bank transfer. Words are written for a town that does not exist.
"""

import random as random_module
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from alongside.blocks.fund.actions import (
    close_campaign,
    draft_campaign,
    open_campaign,
    pay,
    pledge,
    prepare_payment,
    publish_match_rule,
    receive_gift,
    ringfence_pot,
    settle_match,
)
from alongside.blocks.fund.actions.closing import match_of
from alongside.blocks.fund.actions.collecting import fail_collection, take_payment
from alongside.blocks.fund.models import Campaign, Collection, Pledge
from alongside.blocks.propose.actions import add_proposal
from alongside.core.contributions.actions import acknowledge
from alongside.core.decisions.doing import confirm_action, do_action
from alongside.core.decisions.models import Action
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.questions.actions import close_question, draft_question, open_question
from alongside.core.recognition.actions import show_thanks
from alongside.core.services.models import Service
from alongside.kit import clock
from alongside.methods.financing.fundraising.actions import publish_outcome, thank_backers
from alongside.methods.financing.fundraising.demo_life import Life, begin
from alongside.methods.financing.fundraising.demo_words import BOARD, ROOF, STAGE, THANKS, TREES, WHY

POT = 150_000
AMOUNTS = (500, 1_000, 1_000, 1_500, 2_000, 2_500, 10_000)
DAYS = {25: 4, 26: 4, 27: 4, 28: 4, 33: 2, 40: 2, 46: 2, 52: 4, 53: 4, 54: 4}
"""The days of the first two campaigns on which people pledge, each with its weight."""
RULE = {"percent": 100, "most_per_backer": 5_000, "most_per_project": 100_000, "least_backers": 10}


# long: it names its keyword arguments one to a line
def live_through(
    *,
    organisation: Organisation,
    people: Sequence[Party],
    service: Service,
    random: random_module.Random,
    start: datetime,
    title: str = "Millbrook gives together",
    going_on: bool = False,
) -> Initiative:
    """Live a round of two campaigns, from the ideas to the thanks, and return its initiative; it takes 130 days.

    `going_on` leaves two more behind: one open since day 112, of day 126, and one that waits to be checked.

    `people`: at least twelve parties; the first three play the public side, the next two create and gain from it, the
    others pledge.
    """
    life = Life(organisation=organisation, people=people, service=service, random=random, start=start)
    with life.at(0):
        initiative = begin(life, title)
        ringfence_pot(initiative=initiative, amount=POT, source="Small grants", actor=life.who("match_funder"))
        publish_match_rule(pot=initiative.pot, rule=RULE, actor=life.who("match_funder"))
    words = (ROOF, STAGE, TREES, BOARD) if going_on else (ROOF, STAGE)
    ideas = _ideas(life, initiative, words, days=160 if going_on else 21)
    roof, stage = (_campaign(life, initiative, idea, words) for idea, words in zip(ideas[:2], words[:2], strict=True))
    _pledge_all(life, roof, count=36, days=DAYS)
    _pledge_all(life, stage, count=9, days=DAYS)
    _last_evening(life, roof)
    for campaign in (roof, stage):
        with life.at(56):
            if campaign.question is not None:
                close_question(question=campaign.question, actor=None)
            close_campaign(campaign=campaign)
    _collect(life, roof)
    _tell(life, Campaign.objects.get(pk=roof.pk), "Build it, and show the bills", "creator")
    _tell(life, Campaign.objects.get(pk=stage.pk), "Ask the parks team for a smaller stage", "verifier")
    _deliver(life, Campaign.objects.get(pk=roof.pk))
    if going_on:
        _begin_two_more(life, initiative, ideas[2:])
    initiative.refresh_from_db()
    return initiative


def _begin_two_more(life: Life, initiative: Initiative, ideas: Sequence[Any]) -> None:
    """A campaign with two thirds of what it needs and twelve days to go, and one that the team has yet to check."""
    trees = _campaign(life, initiative, ideas[0], TREES, day=108)
    _pledge_all(life, trees, count=14, days={day: 4 if day < 117 else 2 for day in range(113, 126)})
    _draft(life, ideas[1], BOARD, day=124)


def demonstrate(*, service: Service, seed: int) -> Initiative:
    """Run one round about a service with the first forty people of its organisation, over the last half year."""
    people = list(Party.objects.filter(organisation_id=service.organisation_id, kind="person").order_by("id")[:40])
    start = clock.now() - timedelta(days=140)
    chance = random_module.Random(seed)
    return live_through(organisation=service.organisation, people=people, service=service, random=chance, start=start)


def _ideas(life: Life, initiative: Initiative, words: Sequence[Any], *, days: int) -> list[Any]:
    """What residents would raise money for, and a line back to each."""
    verifier, creator = life.who("verifier"), life.who("creator")
    with life.at(2):
        question = draft_question(
            initiative=initiative,
            stage="idea",
            prompt="What would you raise money for?",
            actor=verifier,
            fixed="The pot and its rule.",
            open_to_change="Which projects there are, and what they need.",
            information="A project gets as much again as people pledge, up to £1,000.",
            decider=life.members["match_funder"],
            closes_at=clock.now() + timedelta(days=days),
            answer_by=clock.today() + timedelta(days=days + 39),
        )
        question = open_question(question=question, actor=verifier)
    made = []
    for at, (title, summary, _costs) in enumerate(words):
        with life.at(4 + at):
            proposal, _code = add_proposal(
                question=question, title=title, summary=summary, text=summary, actor=creator, party=creator
            )
        with life.at(5 + at):
            acknowledge(contribution=proposal.contribution, text="Thank you. We look at the costs.", actor=verifier)
        made.append(proposal.contribution)
    return made


def _draft(life: Life, idea: Any, words: Any, *, day: int) -> Campaign:
    title, summary, costs = words
    with life.at(day):
        return draft_campaign(
            contribution=idea,
            title=title,
            summary=summary,
            costs=list(costs),
            closes_at=life.start + timedelta(days=day + 35),
            minutes_wanted=40 * 60,
            things=[{"what": "A ladder", "count": 2}],
            actor=life.who("creator"),
            deliver_by=(life.start + timedelta(days=day + 90)).date(),
        )


def _campaign(life: Life, initiative: Initiative, idea: Any, words: Any, *, day: int = 20) -> Campaign:
    campaign = _draft(life, idea, words, day=day)
    with life.at(day + 4):
        return open_campaign(
            campaign=campaign,
            stage="campaign",
            decider=life.members["match_funder"],
            answer_by=(life.start + timedelta(days=day + 60)).date(),
            actor=life.who("verifier"),
        )


def _pledge_all(life: Life, campaign: Campaign, *, count: int, days: Mapping[int, int]) -> None:
    """`count` pledges, each on one of the days of the round, as likely as its weight says."""
    reasons = life.random.sample(WHY, len(WHY)) if count > len(WHY) * 2 else []
    for at, day in enumerate(sorted(life.random.choices([*days], [*days.values()], k=count))):
        party = life.random.choice(life.residents) if at else life.residents[0]
        is_time, says = life.random.random() < 0.12, bool(reasons) and life.random.random() < 0.3
        with life.at(day + life.random.random() * 0.4):
            made, _code = pledge(
                campaign=campaign,
                kind="time" if is_time else "money",
                amount=life.random.choice((120, 180, 240) if is_time else AMOUNTS),
                actor=party,
                party=party,
                words=reasons.pop() if says else "",
                public=says,
                named=says and life.random.random() < 0.5,
            )
        with life.at(day + 1):
            acknowledge(
                contribution=made.contribution, text="Thank you! We keep you up to date.", actor=life.who("creator")
            )


def _last_evening(life: Life, campaign: Campaign) -> None:
    """On the last evening somebody goes from door to door until it comes together."""
    with life.at(54.8):
        for _door in range(100):
            campaign = Campaign.objects.select_related("match_account").get(pk=campaign.pk)
            if campaign.pledged + match_of(campaign).amount >= campaign.target:
                return
            party = life.random.choice(life.residents)
            made, _code = pledge(campaign=campaign, kind="money", amount=2_500, actor=party, party=party)
            acknowledge(contribution=made.contribution, text="You made it happen!", actor=life.who("creator"))


def _collect(life: Life, campaign: Campaign) -> None:
    """Nine in ten pay within two weeks; hours and ladders are given as the roof is built."""
    rows = Collection.objects.filter(organisation_id=life.organisation.pk, pledge__campaign=campaign)
    for at, collection in enumerate(rows.select_related("pledge").order_by("id")):
        with life.at(58 + at % 13):
            if life.random.random() < 0.9:
                take_payment(collection=collection, amount=collection.amount, currency="GBP", payment_id=f"bank:{at}")
            else:
                fail_collection(collection=collection, why="It did not come within two weeks.")
    for made in Pledge.objects.filter(campaign=campaign, kind="time", state="standing").order_by("id"):
        with life.at(90):
            receive_gift(made=made, actor=life.who("creator"))


def _tell(life: Life, campaign: Campaign, next_step: str, owner: str) -> None:
    with life.at(60):
        publish_outcome(
            campaign=campaign,
            reason="The rule was published before anybody pledged, and the numbers decided. We keep to them.",
            next_step=next_step,
            owner=life.members[owner],
            due=(life.start + timedelta(days=110)).date(),
            actor=life.who("match_funder"),
        )


def _deliver(life: Life, campaign: Campaign) -> None:
    """The match is settled, the wood is paid for, it stands, and who waits under it says thank you."""
    agent = life.who("payment_agent")
    with life.at(75):
        settle_match(campaign=campaign, actor=life.who("match_funder"))
        campaign.refresh_from_db()
        payment = prepare_payment(
            campaign=campaign, amount=campaign.collected * 9 // 10, what="Oak, boards and the crane", actor=agent
        )
        pay(payment=payment, on=clock.today(), actor=agent)
    with life.at(112):
        action = Action.objects.get(decision__question=campaign.question, decision__state="published")
        action = do_action(action=action, proof="It stands since Saturday.", actor=life.who("creator"))
        confirm_action(action=action, actor=life.who("verifier"))
        thanked = thank_backers(campaign=campaign, text=THANKS, actor=life.who("beneficiary"))
        show_thanks(recognition=thanked[0], shown=True, actor=life.who("creator"))
