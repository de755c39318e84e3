"""Writes by everybody else: supporting, commenting, moderating."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.blocks.propose.actions import locked
from alongside.blocks.propose.models import Comment, Proposal, Support
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import Refused

LONGEST_COMMENT = 2000


def _require_listed(proposal: Proposal) -> None:
    if not proposal.listed:
        raise Refused(_("This proposal was joined with another or withdrawn."))


@transaction.atomic
def support_proposal(*, proposal: Proposal, actor: Party) -> Proposal:
    """Stand behind a proposal; twice is the same as once."""
    require("propose.support", party=actor, initiative=proposal.question.initiative)
    proposal = locked(proposal)
    _require_listed(proposal)
    try:
        with transaction.atomic():
            Support.objects.create(organisation_id=proposal.organisation_id, proposal=proposal, party=actor)
    except IntegrityError:
        return proposal
    Proposal.objects.filter(pk=proposal.pk).update(support_count=F("support_count") + 1)
    write_audit(act="support_proposal", record=proposal)  # Without who: support is shown only as a number.
    return proposal


@transaction.atomic
def end_support(*, proposal: Proposal, actor: Party) -> Proposal:
    """Take one's support back."""
    require("propose.support", party=actor, initiative=proposal.question.initiative)
    proposal = locked(proposal)
    gone, _tables = Support.objects.filter(
        organisation_id=proposal.organisation_id, proposal=proposal, party=actor
    ).delete()
    if gone:
        Proposal.objects.filter(pk=proposal.pk).update(support_count=F("support_count") - 1)
        write_audit(act="end_support", record=proposal)
    return proposal


@transaction.atomic
def comment_on_proposal(*, proposal: Proposal, text: str, actor: Party, named: bool = False) -> Comment:
    """Say something about a proposal, to be read by everybody."""
    require("propose.comment", party=actor, initiative=proposal.question.initiative)
    proposal = locked(proposal)
    _require_listed(proposal)
    words = text.strip()
    if not words:
        raise Refused(_("There is nothing written yet."), "comment")
    if len(words) > LONGEST_COMMENT:
        raise Refused(_("Please keep it to %(most)s characters.") % {"most": LONGEST_COMMENT}, "comment")
    comment = Comment.objects.create(
        organisation_id=proposal.organisation_id, proposal=proposal, party=actor, text=words, named=named
    )
    Proposal.objects.filter(pk=proposal.pk).update(comment_count=F("comment_count") + 1)
    write_audit(act="comment_on_proposal", record=comment, actor=actor)
    return comment


@transaction.atomic
def hide_comment(*, comment: Comment, why: str, actor: Party) -> Comment:
    """Hide a comment that breaks the rules of the place; that it was hidden, and why, stays in sight."""
    require("initiative.manage", party=actor, initiative=comment.proposal.question.initiative)
    if not why.strip():
        raise Refused(_("Say why, in words that its writer and everybody can read."), "why")
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.hidden_at:
        raise Refused(_("It is hidden already."))
    comment.hidden_at, comment.hidden_by, comment.hidden_why = clock.now(), actor, why.strip()[:300]
    comment.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
    Proposal.objects.filter(pk=comment.proposal_id).update(comment_count=F("comment_count") - 1)
    write_audit(act="hide_comment", record=comment, actor=actor, after={"hidden": True})
    return comment
