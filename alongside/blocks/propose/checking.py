"""Writes of the open check: joining proposals with consent, appraising, appealing, answering an appeal."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.blocks.propose.actions import is_proposer, locked, move_proposal
from alongside.blocks.propose.models import Appeal, Appraisal, Merge, Proposal, Status, Support
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.threads.actions import tie
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused


@transaction.atomic
def suggest_merge(*, source: Proposal, target: Proposal, why: str, actor: Party) -> Merge:
    """Suggest to join one proposal to another. A proposer who suggests it has agreed for their own side."""
    initiative = source.question.initiative
    require("propose.merge", party=actor, initiative=initiative)
    if source.pk == target.pk or source.question_id != target.question_id:
        raise Refused(_("Choose another proposal of the same round."), "target")
    if not source.listed or not target.listed:
        raise Refused(_("One of the two was joined with another or withdrawn."), "target")
    if not why.strip():
        raise Refused(_("Say why the two belong together."), "why")
    try:
        with transaction.atomic():
            merge = Merge.objects.create(
                organisation_id=source.organisation_id,
                source=source,
                target=target,
                suggested_by=actor,
                why=why.strip()[:300],
            )
    except IntegrityError:
        raise Refused(_("Somebody has suggested this already.")) from None
    write_audit(act="suggest_merge", record=merge, actor=actor)
    if is_proposer(proposal=source, party=actor) or is_proposer(proposal=target, party=actor):
        return agree_to_merge(merge=merge, actor=actor)
    return merge


@transaction.atomic
def agree_to_merge(*, merge: Merge, actor: Party) -> Merge:
    """Agree, as a proposer, that the two are joined; once both have, it happens."""
    merge = _open_merge(merge)
    now, mine = clock.now(), False
    if is_proposer(proposal=merge.source, party=actor):
        merge.source_agreed_at, mine = merge.source_agreed_at or now, True
    if is_proposer(proposal=merge.target, party=actor):
        merge.target_agreed_at, mine = merge.target_agreed_at or now, True
    if not mine:
        raise NotAllowed(_("The two proposers decide whether their proposals are joined."))
    merge.save(update_fields=["source_agreed_at", "target_agreed_at"])
    write_audit(act="agree_to_merge", record=merge, actor=actor)
    if merge.source_agreed_at and merge.target_agreed_at:
        _join(merge=merge, actor=actor)
    return merge


@transaction.atomic
def refuse_merge(*, merge: Merge, actor: Party) -> Merge:
    """Say no, as a proposer: both stay as they are."""
    merge = _open_merge(merge)
    if not (is_proposer(proposal=merge.source, party=actor) or is_proposer(proposal=merge.target, party=actor)):
        raise NotAllowed(_("The two proposers decide whether their proposals are joined."))
    merge.refused_at = clock.now()
    merge.save(update_fields=["refused_at"])
    write_audit(act="refuse_merge", record=merge, actor=actor)
    return merge


def _open_merge(merge: Merge) -> Merge:
    merge = (
        Merge.objects.select_for_update(of=("self",))
        .select_related("source__contribution", "target__contribution", "source__question")
        .get(pk=merge.pk)
    )
    if merge.done_at or merge.refused_at:
        raise Refused(_("This suggestion has been answered already."))
    return merge


def _join(*, merge: Merge, actor: Party) -> None:
    """Join the two: the target takes over the support, counting each person once; the source points to it."""
    # In the order of their ids, so that two merges over the same proposals never wait for each other.
    first, second = (locked(one) for one in sorted((merge.source, merge.target), key=lambda one: one.pk))
    source, target = (first, second) if first.pk == merge.source_id else (second, first)
    reason = _("Joined with “%(title)s”, as both proposers agreed.") % {"title": target.title}
    move_proposal(proposal=source, after=Status.MERGED, by=actor, reason=reason)
    have = Support.objects.filter(organisation_id=target.organisation_id, proposal=target).values("party")
    moved = Support.objects.filter(organisation_id=source.organisation_id, proposal=source).exclude(party__in=have)
    gained = Support.objects.bulk_create(
        Support(organisation_id=target.organisation_id, proposal=target, party_id=one.party_id, at=one.at)
        for one in moved
    )
    Proposal.objects.filter(pk=target.pk).update(support_count=F("support_count") + len(gained))
    merge.done_at = clock.now()
    merge.save(update_fields=["done_at"])
    tie(source=source.contribution, target=target.contribution, relation="merged")
    write_audit(act="join_proposals", record=target, actor=actor, after={"supports": len(gained)})


@transaction.atomic
def appraise_proposal(*, proposal: Proposal, feasible: bool, cost: int | None, reason: str, actor: Party) -> Appraisal:
    """Say whether a proposal can be done, what it costs (minor units), and why; a later one replaces it."""
    require("propose.appraise", party=actor, initiative=proposal.question.initiative)
    proposal = locked(proposal)
    if is_proposer(proposal=proposal, party=actor):
        raise NotAllowed(_("You proposed it yourself. Somebody else checks it."))
    if not reason.strip():
        raise Refused(_("Say why, so that the proposer can follow it."), "reason")
    if feasible and not cost:
        raise Refused(_("Say what it costs."), "checked_cost")
    appraisal = Appraisal.objects.create(
        organisation_id=proposal.organisation_id,
        proposal=proposal,
        feasible=feasible,
        cost=cost,
        reason=reason.strip(),
        by=actor,
    )
    proposal.checked_cost = cost
    proposal.save(update_fields=["checked_cost"])
    after = Status.FEASIBLE if feasible else Status.NOT_FEASIBLE
    move_proposal(proposal=proposal, after=after, by=actor, reason=reason)
    write_audit(act="appraise_proposal", record=appraisal, actor=actor, after={"feasible": feasible, "cost": cost})
    return appraisal


@transaction.atomic
def appeal(*, proposal: Proposal, text: str, actor: Party) -> Appeal:
    """Say, as its proposer, what a no overlooked; once for each no."""
    require("propose.appeal", party=actor, initiative=proposal.question.initiative)
    proposal = locked(proposal)
    if not is_proposer(proposal=proposal, party=actor):
        raise NotAllowed(_("Who proposed it can ask for it to be checked again."))
    newest = proposal.appraisals.order_by("-id").first()
    if newest is None or newest.feasible or proposal.status != Status.NOT_FEASIBLE:
        raise Refused(_("There is no “cannot be done” to look at again."))
    if Appeal.objects.filter(organisation_id=proposal.organisation_id, appraisal=newest).exists():
        raise Refused(_("This has been looked at again, and answered."))
    if not text.strip():
        raise Refused(_("Say what was overlooked."), "appeal")
    asked = Appeal.objects.create(
        organisation_id=proposal.organisation_id, appraisal=newest, party=actor, text=text.strip()
    )
    move_proposal(proposal=proposal, after=Status.APPEALED, by=actor, reason="")
    write_audit(act="appeal", record=asked, actor=actor)
    return asked


@transaction.atomic
def answer_appeal(*, asked: Appeal, upheld: bool, answer: str, actor: Party, cost: int | None = None) -> Appeal:
    """Answer an appeal with a reason, by a checker who did not give the first answer where there is another one.

    Upheld, the proposal can be done after all and needs a cost.
    """
    asked = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("appraisal__proposal__question__initiative")
        .get(pk=asked.pk)
    )
    proposal = asked.appraisal.proposal
    require("propose.appraise", party=actor, initiative=proposal.question.initiative)
    if asked.answered_at:
        raise Refused(_("This has been answered already."))
    if asked.appraisal.by_id == actor.pk and _other_checkers(proposal=proposal, actor=actor):
        raise NotAllowed(_("You said no at first. Another checker looks at it again."))
    if not answer.strip():
        raise Refused(_("Say why, to the person who asked."), "answer")
    asked.upheld, asked.answer, asked.answered_by, asked.answered_at = upheld, answer.strip(), actor, clock.now()
    asked.save(update_fields=["upheld", "answer", "answered_by", "answered_at"])
    appraise_proposal(proposal=proposal, feasible=upheld, cost=cost if upheld else None, reason=answer, actor=actor)
    write_audit(act="answer_appeal", record=asked, actor=actor, after={"upheld": upheld})
    return asked


def _other_checkers(*, proposal: Proposal, actor: Party) -> bool:
    initiative = proposal.question.initiative
    return initiative.memberships.filter(role="checker", valid_to__isnull=True).exclude(party=actor).exists()
