"""How the suite of all methods fills a stage of this one: the vote has the options that were signed."""

from alongside.blocks.rank.actions import open_poll
from alongside.core.initiatives.actions import close_stage, open_stage
from alongside.core.questions.models import Question
from alongside.methods.financing.tax_agreement import options, voting
from alongside.methods.financing.tax_agreement.tests.world import Town, again
from tests.conformance.town import Run


def _vote(*, run: Run, stage: str, count: int) -> Question:
    """An open vote on so many options, at least two."""
    town = Town(run)
    officer = town.who("finance_officer")
    open_stage(initiative=run.initiative, key="options", actor=run.town.officer)
    base = town.base()
    for number in range(max(2, count)):
        option = options.write_option(
            base=base,
            title=f"£{number} more" if number else "No rise",
            rise=number * 100,
            does="The bus runs.",
            does_not="The pool shuts.",
            actor=officer,
        )
        if number:
            options.set_purpose(option=option, what="Bus", amount=100, actor=officer)
    options.sign_options(base=base, actor=officer)
    close_stage(initiative=run.initiative, key="options", actor=run.town.officer)
    open_stage(initiative=run.initiative, key=stage, actor=run.town.officer)
    poll = voting.put_to_vote(
        initiative=run.initiative, prompt="Which?", actor=town.who("returning_officer"), **town.times()
    )
    return open_poll(poll=again(poll), actor=town.who("returning_officer")).question


FURNISHED = {"rank": _vote}
