"""Writes that close a vote: the box is sealed, its seal is said at once, and what was watched is erased."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.rank.actions import locked
from alongside.blocks.rank.models import Poll, TextCode
from alongside.blocks.rank.roll.limits import forget_watched
from alongside.blocks.rank.sealing import seal
from alongside.blocks.rank.turnout import turnout_by_area
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.actions import close_question
from alongside.core.questions.models import Question
from alongside.kit.refused import Refused


@transaction.atomic
def close_poll(*, poll: Poll, actor: Party | None) -> Poll:
    """Close the vote at its time and seal the box: from now on any change to a ballot would show.

    Batches of paper that came in time may still be entered until it is counted; the box is then sealed anew, and both
    seals stay to be read. Counters of addresses and devices are erased, and with them codes on their way to telephones.
    """
    poll = locked(poll)
    if poll.state != Poll.State.OPEN:
        raise Refused(_("It is not open."))
    require("question.open", party=actor, initiative=poll.question.initiative) if actor else None
    if poll.question.state == Question.State.OPEN:
        close_question(question=poll.question, actor=actor)
    forget_watched(poll)
    TextCode.objects.filter(organisation_id=poll.organisation_id, poll=poll).delete()
    poll.state, poll.turnout = Poll.State.CLOSED, turnout_by_area(poll)
    poll.sealed_digest = seal(poll).digest
    poll.save(update_fields=["state", "turnout", "sealed_digest"])
    write_audit(
        act="close_poll",
        record=poll,
        actor=actor,
        before={"state": "open"},
        after={"state": "closed", "ballots": poll.ballot_count, "sealed": poll.sealed_digest},
    )
    return poll
