"""Writes about proposals that came on paper."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.propose.actions import add_proposal
from alongside.blocks.propose.models import Proposal
from alongside.core.contributions.models import Channel, PaperForm
from alongside.core.contributions.rules import read_code
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.kit.refused import Refused


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
    paper = None
    if code.strip():
        paper = (
            PaperForm.objects.select_for_update()
            .filter(organisation_id=question.organisation_id, question=question, code=read_code(code))
            .first()
        )
        if paper is None:
            raise Refused(
                _("No form of this question has the code %(code)s. Look again at the top of the sheet.")
                % {"code": code},
                "code",
            )
        if paper.contribution_id:
            raise Refused(_("The form %(code)s was entered before.") % {"code": code}, "code")
    party = _giver(question=question, actor=actor, name=name, email=email, phone=phone)
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


def _giver(*, question: Question, actor: Party, name: str, email: str, phone: str) -> Party | None:
    """Return the party of somebody who gave a name, so that what is said back reaches them; None for no name."""
    if not name.strip():
        if email.strip() or phone.strip():
            raise Refused(_("Write down a name too, so that we know whom to write to."), "name")
        return None
    by = Party.ContactBy.EMAIL if email.strip() else Party.ContactBy.TEXT if phone.strip() else Party.ContactBy.LETTER
    return add_party(
        organisation=question.organisation,
        name=name,
        actor=actor,
        email=email.strip(),
        phone=phone.strip(),
        contact_by=by,
    )
