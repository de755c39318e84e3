"""Writes about proposals that came on paper."""

from datetime import datetime
from typing import Any

from django.db import transaction

from alongside.blocks.propose.actions import add_proposal
from alongside.blocks.propose.models import Proposal
from alongside.core.contributions.models import Channel
from alongside.core.contributions.paper import claim_form, giver_of_sheet
from alongside.core.people.models import Party
from alongside.core.questions.models import Question


@transaction.atomic
# long: it names its keyword arguments one to a line
def enter_proposal(
    *,
    question: Question,
    code: str,
    received_at: datetime,
    actor: Party,
    title: str,
    summary: str,
    text: str,
    name: str = "",
    email: str = "",
    phone: str = "",
    named: bool = False,
    **details: Any,
) -> tuple[Proposal, str]:
    """Enter a proposal from a printed form, once; without a code as a loose sheet. Returns it and its receipt's code.

    The code of the sheet is the receipt's, so that the slip which the person tore off opens their thread. With a name
    it is theirs: they can be written to, appeal, and agree to a merger. Refuses a code that no sheet of this question
    has, one that was entered before, and whatever add_proposal refuses.
    """
    paper = claim_form(question=question, code=code)
    party = giver_of_sheet(question=question, actor=actor, name=name, email=email, phone=phone)
    proposal, receipt = add_proposal(
        question=question,
        title=title,
        summary=summary,
        text=text,
        actor=actor,
        party=party,
        channel=Channel.PAPER,
        received_at=received_at,
        named=named,
        act="paper.enter",
        code=paper.code if paper else "",
        **details,
    )
    if paper is not None:
        paper.contribution = proposal.contribution
        paper.save(update_fields=["contribution"])
    return proposal, receipt
