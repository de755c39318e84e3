"""Demonstration data: a whole participatory budget, lived through by the real actions.

The simulation, so that nobody takes it for people: the popularity of proposals is heavy-tailed (Pareto, 1.4: a few are
liked by many, most by few); each voter lives in one of the districts and likes what is near three times as much; about
one in five ticks by district alone. Two proposals are planted with the same cost and the same supporters, so that the
rule for ties decides. Words are written for a town that does not exist.

long: two hundred days, one step after the other.
"""

import random as random_module
from collections.abc import Sequence
from datetime import datetime, timedelta

from alongside.blocks.propose.actions import add_proposal
from alongside.blocks.propose.checking import agree_to_merge, answer_appeal, appeal, appraise_proposal, suggest_merge
from alongside.blocks.propose.models import Proposal
from alongside.blocks.propose.talking import comment_on_proposal, hide_comment, support_proposal
from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.casting import cast_ballots
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import count_poll
from alongside.blocks.rank.models import Poll
from alongside.blocks.rank.roll.codes import issue_codes, void_code
from alongside.core.contributions.actions import acknowledge
from alongside.core.initiatives import actions
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.questions.actions import close_question, draft_question, open_question
from alongside.core.questions.models import Question
from alongside.core.services.models import Service
from alongside.kit import clock
from alongside.methods.prioritisation.participatory_budget.actions import (
    announce_result,
    sort_by_result,
    winners_of,
)
from alongside.methods.prioritisation.participatory_budget.outcome.ballots import polls_of
from alongside.methods.prioritisation.participatory_budget.staged.delivering import deliver
from alongside.methods.prioritisation.participatory_budget.staged.life import POT, Life, begin, write_the_rules
from alongside.methods.prioritisation.participatory_budget.staged.votes import Voters, bring_paper
from alongside.methods.prioritisation.participatory_budget.staged.words import CATEGORIES, COMMENTS, IDEAS
from alongside.methods.prioritisation.participatory_budget.steering.laying import lay_ballots

BALLOTS = {"code": 900, "paper": 420, "kiosk": 140, "assisted": 28}
ELSEWHERE = (
    "You can bring it again next year, ask the community chest for a small grant, "
    "or find neighbours who would do a part."
)


# long: one step of the round after the other
def live_through(
    *,
    organisation: Organisation,
    people: Sequence[Party],
    service: Service,
    random: random_module.Random,
    start: datetime,
    until: datetime | None = None,
    title: str = "Our streets, our £240,000",
) -> Initiative:
    """Live a participatory budget from the pot to the first winner that stands, and return its initiative.

    `people`: at least thirteen parties; the first five play the public side. `start`: the day on which it begins; the
    whole takes 200 days; `until` ends it sooner, with the vote still open.
    """
    life = Life(organisation=organisation, people=people, service=service, random=random, start=start)
    with life.at(0):
        initiative = begin(life, title)
    proposals = _propose(life, initiative)
    poll = _vote(life, initiative, proposals)
    if until is not None and life.start + timedelta(days=120) > until:
        return initiative
    with life.at(120):
        close_poll(poll=poll, actor=life.who("steering_officer"))
        actions.close_stage(initiative=initiative, key="vote", actor=life.who("steering_officer"))
        actions.open_stage(initiative=initiative, key="result", actor=life.who("steering_officer"))
    with life.at(121):
        count_poll(poll=_again(poll), actor=life.who("returning_officer"))
        sort_by_result(
            polls=polls_of(initiative),
            proposals=proposals,
            elsewhere=ELSEWHERE,
            actor=life.who("returning_officer"),
        )
    with life.at(126):
        _announce(life, polls=polls_of(initiative), proposals=proposals)
    deliver(life, initiative, proposals)
    initiative.refresh_from_db()
    return initiative


def demonstrate(*, service: Service, seed: int) -> Initiative:
    """Run one participatory budget about a service with the first sixty people of its organisation, over 210 days."""
    people = list(Party.objects.filter(organisation_id=service.organisation_id, kind="person").order_by("id")[:60])
    start = clock.now() - timedelta(days=210)
    chance = random_module.Random(seed)
    return live_through(organisation=service.organisation, people=people, service=service, random=chance, start=start)


def _again(poll: Poll) -> Poll:
    return Poll.objects.select_related("question__initiative__organisation").get(pk=poll.pk)


# long: one step of the round after the other
def _propose(life: Life, initiative: Initiative) -> Question:
    """Forty days of proposals, support and comments; then the open check, with an appeal that is upheld."""
    officer = life.who("steering_officer")
    with life.at(2):
        write_the_rules(life, initiative)
        actions.open_stage(initiative=initiative, key="propose", actor=officer)
        question = draft_question(
            initiative=initiative,
            stage="propose",
            prompt="What should £240,000 do for our streets and parks?",
            fixed="£240,000 in all, for things that last at least five years, on land that is the town’s.",
            open_to_change="Everything else: what, where, how large.",
            information="A bench costs about £1,800, a crossing about £40,000, a tree with its care about £900.",
            decider=life.members["decider"],
            closes_at=life.start + timedelta(days=44),
            answer_by=(life.start + timedelta(days=130)).date(),
            actor=officer,
            rung="co_production",
            settings={"categories": [list(pair) for pair in CATEGORIES], "most_cost": POT},
        )
        question = open_question(question=question, actor=officer)
        actions.close_stage(initiative=initiative, key="rules", actor=officer)
    proposals = [_bring(life, question, at) for at in range(len(IDEAS))]
    _talk(life, proposals)
    with life.at(45):
        close_question(question=question, actor=officer)
        actions.open_stage(initiative=initiative, key="check", actor=officer)
        _merge(life, proposals)
        actions.close_stage(initiative=initiative, key="propose", actor=officer)
    _check(life, proposals)
    question.refresh_from_db()
    return question


# long: it names its keyword arguments one to a line
def _bring(life: Life, question: Question, at: int) -> Proposal:
    idea = IDEAS[at]
    place = life.places[at % len(life.places)] if life.places else None
    latitude = longitude = None
    if place is not None and place.latitude is not None and place.longitude is not None:
        latitude = place.latitude + life.random.uniform(-0.004, 0.004)
        longitude = place.longitude + life.random.uniform(-0.006, 0.006)
    party = life.residents[2 + at % (len(life.residents) - 2)]
    with life.at(3 + 38 * at / len(IDEAS)):
        proposal, _code = add_proposal(
            question=question,
            title=idea.title,
            summary=idea.summary,
            text=idea.text,
            actor=party,
            party=party,
            category=idea.category,
            cost=idea.cost * 100,
            neighbourhood=place,
            where=idea.where,
            latitude=latitude,
            longitude=longitude,
            named=at % 3 != 0,
        )
    with life.at(4.5 + 38 * at / len(IDEAS)):
        acknowledge(
            contribution=proposal.contribution,
            actor=life.who("checker"),
            text=f"Thank you. We read “{idea.title}” and will look at the place in the week of the check.",
        )
    return proposal


def _talk(life: Life, proposals: Sequence[Proposal]) -> None:
    """Support is heavy-tailed; comments are few."""
    with life.at(42):
        for proposal in proposals:
            liked = min(len(life.residents), int(life.random.paretovariate(1.4)) + 1)
            for party in life.random.sample(life.residents, liked):
                support_proposal(proposal=proposal, actor=party)
        for at, words in enumerate(COMMENTS):
            party = life.residents[(at * 3) % len(life.residents)]
            comment_on_proposal(
                proposal=proposals[(at * 5) % len(proposals)], text=words, actor=party, named=at % 2 == 0
            )
        rude = comment_on_proposal(proposal=proposals[0], text="Only fools would want this.", actor=life.residents[-1])
        hide_comment(
            comment=rude, why="It insults people. Say what is wrong with the idea.", actor=life.who("steering_officer")
        )


def _merge(life: Life, proposals: Sequence[Proposal]) -> None:
    """The last two ask for the same corner; their proposers agree to bring one."""
    source, target = proposals[-1], proposals[-2]
    merge = suggest_merge(
        source=source, target=target, why="Both ask for shade on the same corner.", actor=life.who("steering_resident")
    )
    for one in (source, target):
        party = one.contribution.party
        if party is not None and merge.done_at is None:
            merge = agree_to_merge(merge=merge, actor=party)


# long: it names its keyword arguments one to a line
def _check(life: Life, proposals: Sequence[Proposal]) -> None:
    first, second = life.officers[1], life.officers[4]
    refused = []
    for at, (proposal, idea) in enumerate(zip(proposals[:-1], IDEAS, strict=False)):
        with life.at(50 + at * 0.5):
            checker = first if at % 2 == 0 else second
            appraise_proposal(
                proposal=proposal,
                feasible=not idea.problem,
                cost=None if idea.problem else idea.checked * 100,
                reason=idea.problem or idea.found,
                actor=checker,
            )
            if idea.problem:
                refused.append((proposal, checker))
    if not refused:
        return
    proposal, checker = refused[0]
    party = proposal.contribution.party
    if party is None:
        return
    with life.at(68):
        asked = appeal(
            proposal=proposal,
            actor=party,
            text="The pipes end at number 12; I have asked the water company. The other half is free.",
        )
    with life.at(71):
        answer_appeal(
            asked=asked,
            upheld=True,
            actor=second if checker == first else first,
            cost=1_850_000,
            answer="You are right: the map was old. The half without pipes can be done, and costs less.",
        )


# long: it names its keyword arguments one to a line
def _vote(life: Life, initiative: Initiative, proposals: Question) -> Poll:
    """Thirty days of votes: codes in letters, a screen in the library, helpers, paper from the halls."""
    officer, returning = life.who("steering_officer"), life.who("returning_officer")
    with life.at(80):
        actions.close_stage(initiative=initiative, key="check", actor=officer)
        actions.open_stage(initiative=initiative, key="vote", actor=officer)
        (poll,) = lay_ballots(
            initiative=initiative,
            proposals=proposals,
            prompt="Choose what is done with £240,000",
            budget=POT,
            closes_at=life.start + timedelta(days=115),
            answer_by=(life.start + timedelta(days=130)).date(),
            information="Everything on the ballot was checked; each has its cost. The rule of the count is below.",
            actor=officer,
        )
        batches = {
            "code": issue_codes(
                poll=poll, kind="posted", label="Letters to every household", count=1000, actor=returning
            ),
            "paper": issue_codes(poll=poll, kind="paper", label="Ballots for the halls", count=500, actor=returning),
            "kiosk": issue_codes(poll=poll, kind="printed", label="Library desk", count=200, actor=returning),
        }
        poll = open_poll(poll=_again(poll), actor=officer)
    with life.at(95):
        void_code(poll=poll, serial=batches["code"][0].first + 999, why="The letter came back", actor=returning)
    voters = Voters(random=life.random, poll=poll)
    for channel, count in BALLOTS.items():
        if channel == "paper":
            continue
        made = batches["kiosk" if channel == "assisted" else channel][1]
        codes = [code for _serial, code in (made[:count] if channel != "assisted" else made[-count:])]
        with life.at(100):
            actor = returning if channel == "assisted" else None
            cast_ballots(poll=poll, sheets=[voters.sheet(code=code) for code in codes], channel=channel, actor=actor)
    with life.at(103):
        papers = [code for _serial, code in batches["paper"][1][: BALLOTS["paper"]]]
        scrutineer = life.who("scrutineer")
        bring_paper(poll=_again(poll), voters=voters, codes=papers, returning=returning, scrutineer=scrutineer)
    with life.at(104):
        own = [voters.sheet(party=party) for party in life.residents if life.random.random() < 0.6]
        cast_ballots(poll=poll, sheets=own, channel="web", actor=life.residents[0])
    return poll


def _announce(life: Life, *, polls: Sequence[Poll], proposals: Question) -> None:
    owners = {
        option.pk: (life.members["steering_officer"], (life.start + timedelta(days=180 + 20 * at)).date())
        for at, option in enumerate(winners_of(polls))
    }
    announce_result(
        polls=polls,
        proposals=proposals,
        owners=owners,
        actor=life.who("decider"),
        reason="The ballots were counted by the rule that was published before the vote. We keep to the count.",
    )
