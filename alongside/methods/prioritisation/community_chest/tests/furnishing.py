"""Fills a round with applications, for the suite that looks at the pages of every method."""

from datetime import timedelta
from typing import Any

from alongside.blocks.fund.actions import ringfence_pot
from alongside.blocks.rank.actions import open_poll
from alongside.core.initiatives.actions import close_stage, open_stage
from alongside.core.questions.actions import close_question, draft_question, open_question
from alongside.core.questions.models import Question
from alongside.kit import clock
from alongside.methods.prioritisation.community_chest.actions import create_round
from alongside.methods.prioritisation.community_chest.applying import apply_for_grant, keep_group
from alongside.methods.prioritisation.community_chest.judging import check_application
from alongside.methods.prioritisation.community_chest.models import Application, Round
from alongside.methods.prioritisation.community_chest.voting import prepare_vote
from tests.conformance.town import Run, decider_of


# long: it names its keyword arguments one to a line
def a_round(*, run: Run, stage: str, count: int, **details: Any) -> Question:
    """An open round with `count` applications of as many groups."""
    open_stage(initiative=run.initiative, key=stage, actor=run.town.officer)
    writer = run.player_for("question.write", stage)
    closes = clock.now() + timedelta(days=run.initiative.method.least_open_days + 1)
    question = draft_question(
        initiative=run.initiative,
        stage=stage,
        prompt="What would your group do with up to £500?",
        actor=writer,
        fixed="£20,000 in all",
        open_to_change="What for",
        information="A short form.",
        decider=decider_of(run),
        closes_at=closes,
        answer_by=closes.date() + timedelta(days=14),
    )
    grant_round = create_round(
        question=question,
        programme="An example of a fund",
        amount=2_000_000,
        most=50_000,
        terms="Spend it on what you said.",
        elsewhere="Ask the parish.",
        criteria=[("People it reaches", "", 2)],
        checks=[("local", "It happens in the town")],
        actor=writer,
        **details,
    )
    open_question(question=question, actor=run.player_for("question.open", stage))
    for number in range(count):
        keeper = run.town.somebody
        group = keep_group(
            organisation=run.town.organisation, name=f"Example of a group, {number}", sort="informal", actor=keeper
        )
        apply_for_grant(
            grant_round=grant_round,
            group=group,
            title=f"An example of an application, {number}",
            text="Six raised beds by the hall.",
            outcome="Thirty households grow something.",
            amount=40_000,
            whole_cost=40_000,
            starts_on=closes.date(),
            ends_on=closes.date(),
            actor=keeper,
            party=keeper,
        )
    return question


def a_vote(*, run: Run, stage: str, count: int) -> Question:
    """A vote on `count` applications, at least two, that can all be funded."""
    question = a_round(run=run, stage="apply", count=max(count, 2), decides_by="vote")
    Question.objects.filter(pk=question.pk).update(
        opens_at=clock.now() - timedelta(days=30), closes_at=clock.now() - timedelta(minutes=1)
    )
    officer = run.players["fund_officer"]
    close_question(question=question, actor=officer)
    for key in ("pot", "judge"):
        open_stage(initiative=run.initiative, key=key, actor=run.town.officer)
    ringfence_pot(initiative=run.initiative, amount=2_000_000, source="An example of a budget", actor=officer)
    grant_round = Round.objects.select_related("question__initiative", "question__decider").get(question=question)
    for one in Application.objects.filter(grant_round=grant_round):
        check_application(application=one, findings={"local": (True, "It does.")}, actor=officer)
    for key in ("pot", "apply", "judge"):
        close_stage(initiative=run.initiative, key=key, actor=run.town.officer)
    open_stage(initiative=run.initiative, key=stage, actor=run.town.officer)
    closes = clock.now() + timedelta(days=run.initiative.method.least_open_days + 1)
    poll = prepare_vote(
        grant_round=grant_round, closes_at=closes, answer_by=closes.date() + timedelta(days=14), actor=officer
    )
    return open_poll(poll=poll, actor=officer).question


FURNISHED = {"chest": a_round, "rank": a_vote}
