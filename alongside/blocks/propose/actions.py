"""Writes about a proposal by those who bring it: bringing, changing, withdrawing; and its history of statuses."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.propose import rules
from alongside.blocks.propose.models import Proposal, Status, StatusChange, Word
from alongside.blocks.propose.pictures import read_picture
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.actions import receive_contribution
from alongside.core.contributions.models import Channel, Contribution
from alongside.core.initiatives.permissions import may, require
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.kit.refused import NotAllowed, Refused

PLACE = ("neighbourhood", "where", "latitude", "longitude")


@transaction.atomic
# long: it names its keyword arguments one to a line
def add_proposal(
    *,
    question: Question,
    title: str,
    summary: str,
    text: str,
    actor: Party | None,
    party: Party | None,
    picture: Any = None,
    picture_alt: str = "",
    channel: str = Channel.WEB,
    received_at: datetime | None = None,
    named: bool = True,
    act: str = "propose.add",
    code: str = "",
    **details: Any,
) -> tuple[Proposal, str]:
    """Take in a proposal as a contribution, with its receipt. Returns it with the receipt's code.

    `code` is one that the giver holds already, from a printed form. `details` are category, cost (minor units) and the
    place of Proposal. Refuses what receive_contribution refuses, a
    missing title or summary, a picture without a description, and a category that the question does not name.
    """
    _check_details(question=question, title=title, summary=summary, details=details)
    contribution, code = receive_contribution(
        initiative=question.initiative,
        question=question,
        form="proposal",
        text=text.strip() or summary,
        actor=actor,
        party=party,
        act=act,
        code=code,
        channel=channel,
        received_at=received_at,
        public=True,
        named=named and party is not None,
        place=details.get("neighbourhood"),
    )
    proposal = Proposal(
        organisation_id=question.organisation_id,
        contribution=contribution,
        question=question,
        number=_next_number(question),
        title=title.strip(),
        summary=summary.strip(),
        **details,
    )
    if picture:
        _keep_picture(proposal=proposal, upload=picture, alt=picture_alt)
    proposal.save(force_insert=True)
    _index(proposal)
    _note(proposal=proposal, before="", by=actor, reason="")
    write_audit(act="add_proposal", record=proposal, actor=actor, after={"number": proposal.number})
    return proposal, code


def _check_details(*, question: Question, title: str, summary: str, details: dict[str, Any]) -> None:
    if not title.strip():
        raise Refused(_("Give your proposal a title of a few words."), "title")
    if not summary.strip():
        raise Refused(_("Say in a sentence or two what you want done."), "summary")
    categories = [key for key, _title in question.settings.get("categories", [])]
    if details.get("category") and details["category"] not in categories:
        raise Refused(_("Choose one of the subjects in the list."), "category")
    most = question.settings.get("most_cost")
    if most and (details.get("cost") or 0) > most:
        raise Refused(_("This is more than one proposal may cost here."), "cost")


def _next_number(question: Question) -> int:
    """The next number without a gap. receive_contribution holds the lock of the question until we have written it."""
    newest = Proposal.objects.filter(organisation_id=question.organisation_id, question=question).order_by("-number")
    last = newest.values_list("number", flat=True).first()
    return 0 if last is None else last + 1


def _keep_picture(*, proposal: Proposal, upload: Any, alt: str) -> None:
    if not alt.strip():
        raise Refused(_("Say in a few words what the picture shows, for those who cannot see it."), "picture_alt")
    wide, small = read_picture(upload)
    proposal.picture_alt = alt.strip()[:200]
    proposal.picture.save(f"{proposal.pk}.jpg", wide, save=False)
    proposal.thumbnail.save(f"{proposal.pk}-small.jpg", small, save=False)


def _index(proposal: Proposal) -> None:
    """Keep the words that a search finds the proposal by."""
    Word.objects.filter(organisation_id=proposal.organisation_id, proposal=proposal).delete()
    words = rules.words_of(f"{proposal.title} {proposal.summary} {proposal.where}")
    Word.objects.bulk_create(
        Word(
            organisation_id=proposal.organisation_id,
            proposal=proposal,
            question_id=proposal.question_id,
            number=proposal.number,
            word=word,
        )
        for word in sorted(words)
    )


def _note(*, proposal: Proposal, before: str, by: Party | None, reason: str) -> StatusChange:
    return StatusChange.objects.create(
        organisation_id=proposal.organisation_id,
        proposal=proposal,
        before=before,
        after=proposal.status,
        by=by,
        reason=reason.strip(),
    )


def locked(proposal: Proposal) -> Proposal:
    """Return the proposal under a lock, with what its rules need."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("question__initiative", "contribution__party")
        .get(pk=proposal.pk)
    )


def move_proposal(*, proposal: Proposal, after: str, by: Party | None, reason: str) -> None:
    """Give a locked proposal its next status, with the reason in its history; used by the actions of this block."""
    before = proposal.status
    if not rules.may_become(before=before, after=after):
        words = {"before": proposal.get_status_display(), "after": Status(after).label}
        raise Refused(_("“%(before)s” cannot become “%(after)s”.") % words)
    proposal.status = after
    proposal.listed = after not in {Status.MERGED, Status.WITHDRAWN}
    proposal.save(update_fields=["status", "listed"])
    _note(proposal=proposal, before=before, by=by, reason=reason)


@transaction.atomic
# long: it names its keyword arguments one to a line
def change_proposal(
    *,
    proposal: Proposal,
    actor: Party | None,
    title: str,
    summary: str,
    text: str,
    picture: Any = None,
    picture_alt: str = "",
    **details: Any,
) -> Proposal:
    """Change a proposal, by its proposer or who manages it, until it has been checked."""
    proposal = locked(proposal)
    initiative = proposal.question.initiative
    if not (
        is_proposer(proposal=proposal, party=actor) or may("initiative.manage", party=actor, initiative=initiative)
    ):
        raise NotAllowed(_("Only who proposed it can change it."))
    if proposal.status != Status.RECEIVED:
        raise Refused(_("It has been checked as it stands. Write a comment to add something."))
    _check_details(question=proposal.question, title=title, summary=summary, details=details)
    if text.strip():
        Contribution.objects.filter(pk=proposal.contribution_id).update(text=text.strip())
    proposal.title, proposal.summary = title.strip(), summary.strip()
    for name, value in details.items():
        setattr(proposal, name, value)
    if picture:
        _keep_picture(proposal=proposal, upload=picture, alt=picture_alt)
    proposal.save()
    _index(proposal)
    write_audit(act="change_proposal", record=proposal, actor=actor, after={"changed": sorted(details)})
    return proposal


def is_proposer(*, proposal: Proposal, party: Party | None) -> bool:
    """Say whether it came from this party."""
    return party is not None and proposal.contribution.party_id == party.pk


def follow_withdrawal(contribution: Contribution, change: int) -> None:
    """Take a proposal off the list when its contribution is withdrawn; the core calls this for each of this block."""
    if change > 0:
        return
    for found in Proposal.objects.select_for_update().filter(contribution=contribution, listed=True):
        move_proposal(proposal=found, after=Status.WITHDRAWN, by=contribution.party, reason="")


@transaction.atomic
def record_outcome(
    *, question: Question, chosen: Iterable[Contribution], others: Iterable[Contribution], actor: Party, reason: str
) -> None:
    """Write the result of the vote on the proposals that stood in it."""
    require("decision.write", party=actor, initiative=question.initiative)
    for contributions, after in ((chosen, Status.CHOSEN), (others, Status.NOT_CHOSEN)):
        found = Proposal.objects.select_for_update().filter(
            organisation_id=question.organisation_id, contribution__in=list(contributions), status=Status.FEASIBLE
        )
        for proposal in found:
            move_proposal(proposal=proposal, after=after, by=actor, reason=reason)
    write_audit(act="record_outcome", record=question, actor=actor)
