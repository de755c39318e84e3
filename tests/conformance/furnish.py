"""Fills a stage with things, each by the actions of its block, so that its pages can be looked at."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

from alongside.core.contributions.actions import receive_contribution
from alongside.core.initiatives.actions import close_stage, open_stage
from alongside.core.initiatives.methods import Method
from alongside.core.questions.actions import draft_question, open_question
from alongside.core.questions.models import Question
from alongside.kit import clock
from alongside.methods.registry import folder_of
from tests.conformance.town import Run, decider_of, open_question_in

POT = 100_000_00  # minor units


def drafted(*, run: Run, stage: str, draft: Callable[..., Question] = draft_question) -> Question:
    """A question that says all that it must and is not open yet, in a stage that is; `draft` is the block's way."""
    open_stage(initiative=run.initiative, key=stage, actor=run.town.officer)
    closes = clock.now() + timedelta(days=run.initiative.method.least_open_days + 1)
    return draft(
        initiative=run.initiative,
        stage=stage,
        prompt="What should come first?",
        actor=run.player_for("question.write", stage),
        fixed="The budget",
        open_to_change="The order",
        information="What each costs.",
        decider=decider_of(run),
        closes_at=closes,
        answer_by=closes.date() + timedelta(days=14),
    )


def _ask(*, run: Run, stage: str, count: int) -> Question:
    from alongside.blocks.ask.actions.asking import write_question

    question = drafted(run=run, stage=stage, draft=write_question)
    question = open_question(question=question, actor=run.player_for("question.open", stage))
    if "contribution.add" in run.initiative.method.stage(stage).acts:
        for number in range(count):
            receive_contribution(
                initiative=run.initiative,
                question=question,
                form="response",
                text=f"An example of an answer, {number}",
                actor=None,
                public=True,
            )
    return question


def _propose(*, run: Run, stage: str, count: int) -> Question:
    from alongside.blocks.propose.actions import add_proposal

    question = open_question_in(run=run, stage=stage)
    if "propose.add" in run.initiative.method.stage(stage).acts:
        for number in range(count):
            add_proposal(
                question=question,
                title=f"An example of a proposal, {number}",
                summary="A bench by the door",
                text="A bench by the door, where people wait.",
                actor=run.town.somebody,
                party=run.town.somebody,
                cost=1000,
            )
    return question


def _rank(*, run: Run, stage: str, count: int) -> Question:
    """A vote on what was proposed in an earlier stage; there are at least two things to choose from."""
    from alongside.blocks.fund.actions import ringfence_pot
    from alongside.blocks.propose.models import Proposal
    from alongside.blocks.rank.actions import create_poll, open_poll, put_on_ballot

    method = run.initiative.method
    earlier = {act: stage.key for stage in reversed(method.stages) for act in stage.acts}
    open_stage(initiative=run.initiative, key=earlier["fund.ringfence"], actor=run.town.officer)
    ringfence_pot(
        initiative=run.initiative,
        amount=POT,
        source="An example of a budget",
        actor=run.player_for("fund.ringfence", earlier["fund.ringfence"]),
    )
    proposed = _propose(run=run, stage=earlier["propose.add"], count=max(count, 2))
    for key in (earlier["fund.ringfence"], earlier["propose.add"]):
        close_stage(initiative=run.initiative, key=key, actor=run.town.officer)
    question = drafted(run=run, stage=stage)
    writer = run.player_for("question.write", stage)
    poll = create_poll(question=question, ballot_kind="approval", budget=POT, actor=writer)
    for proposal in Proposal.objects.filter(question=proposed).select_related("contribution").order_by("number"):
        put_on_ballot(
            poll=poll, contribution=proposal.contribution, title=proposal.title, cost=proposal.cost or 1, actor=writer
        )
    open_poll(poll=poll, actor=run.player_for("question.open", stage))
    return question


def _fund(*, run: Run, stage: str, count: int) -> Question | None:
    """A campaign that people pledge to, where the stage takes pledges; else the pot, which is asked of nobody."""
    from alongside.blocks.fund.actions import draft_campaign, open_campaign, pledge

    open_stage(initiative=run.initiative, key=stage, actor=run.town.officer)
    if "fund.pledge" not in run.initiative.method.stage(stage).acts:
        return None
    creator = run.player_for("fund.campaign", stage)
    idea, _code = receive_contribution(
        initiative=run.initiative, form="proposal", text="A bench", actor=None, party=creator, act="fund.pledge"
    )
    campaign = draft_campaign(
        contribution=idea,
        title="An example of a campaign",
        costs=[{"what": "Timber", "pence": POT}],
        closes_at=clock.now() + timedelta(days=run.initiative.method.least_open_days + 1),
        actor=creator,
    )
    campaign = open_campaign(
        campaign=campaign,
        stage=stage,
        decider=decider_of(run),
        answer_by=campaign.closes_at.date() + timedelta(days=14),
        actor=run.player_for("fund.open_campaign", stage),
    )
    for number in range(count):
        words = {"words": f"An example of a reason, {number}", "public": True}
        somebody = run.town.somebody
        pledge(campaign=campaign, kind="money", amount=100, actor=somebody, party=somebody, **words)
    return campaign.question


FURNISHED: dict[str, Callable[..., Question | None]] = {
    "ask": _ask,
    "fund": _fund,
    "propose": _propose,
    "rank": _rank,
}


def _furnished_by(method: Method) -> dict[str, Callable[..., Question]]:
    """The ways of the blocks, and those that a method brings in its tests/furnishing.py, which come first."""
    if not (folder_of(method) / "tests" / "furnishing.py").is_file():
        return FURNISHED
    own = import_module(f"alongside.methods.{method.kind}.{method.key}.tests.furnishing")
    return {**FURNISHED, **own.FURNISHED}


def furnish(*, run: Run, stage: str, count: int) -> Question | None:
    """Open a stage and fill it with `count` things of its block; return its question, None where none is asked."""
    found = run.initiative.method.stage(stage)
    furnished = _furnished_by(run.initiative.method)
    if found.block in furnished and "question.open" in found.acts:
        return furnished[found.block](run=run, stage=stage, count=count)
    open_stage(initiative=run.initiative, key=stage, actor=run.town.officer)
    return None
