"""Writes about contributions: receiving, acknowledging, withdrawing."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.contributions import counting, rules
from alongside.core.contributions.events import ContributionAcknowledged, ContributionReceived
from alongside.core.contributions.models import Channel, Contribution, PaperForm, PromiseTally
from alongside.core.contributions.paper import claim_form
from alongside.core.contributions.receipts import write_receipt
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import memberships_of, require
from alongside.core.people.actions import digest_of
from alongside.core.people.models import Party
from alongside.core.questions.models import Question, Theme
from alongside.core.questions.rules import takes_contributions
from alongside.core.recognition.models import Recognition
from alongside.core.threads.actions import tie
from alongside.kit import clock, events, ids
from alongside.kit.refused import Refused


def new_code() -> str:
    """Return a fresh code of twelve letters, 60 random bits; shown in groups of four."""
    return ids.letters(alphabet=rules.CODE_LETTERS, count=12)


def check_text(text: str) -> str:
    """Return the words without surrounding space; refuse none, and more than can be read."""
    words = text.strip()
    if not words:
        raise Refused(_("There is nothing written yet."), "text")
    if len(words) > rules.LONGEST_TEXT:
        raise Refused(
            _("That is %(count)s characters. Please keep it to %(most)s, or bring the rest as a document.")
            % {"count": len(words), "most": rules.LONGEST_TEXT},
            "text",
        )
    return words


def _check_open(*, question: Question, channel: str, at: datetime) -> None:
    """Refuse outside the question's times (rule 4); paper that came in time may be entered until the decision."""
    if question.state == Question.State.DECIDED:
        raise Refused(_("This was decided. You can read the decision, and what became of what people said."))
    in_time = takes_contributions(state="open", opens_at=question.opens_at, closes_at=question.closes_at, now=at)
    if question.state == Question.State.DRAFT or (question.state == Question.State.OPEN and not in_time):
        raise Refused(_("This is not open for answers at this time."))
    if question.state == Question.State.CLOSED and not (channel == Channel.PAPER and in_time):
        raise Refused(_("This closed. Answers on paper that came in time can still be entered."))


# long: it names its keyword arguments one to a line
@transaction.atomic
def receive_contribution(
    *,
    initiative: Initiative,
    form: str,
    text: str,
    actor: Party | None,
    question: Question | None = None,
    party: Party | None = None,
    act: str = "contribution.add",
    channel: str = Channel.WEB,
    received_at: datetime | None = None,
    code: str = "",
    **details: Any,
) -> tuple[Contribution, str]:
    """Take in what somebody gives, with a receipt at once (rule 8). Returns it with the receipt's code.

    `actor` is who enters it, `party` whom it comes from (None: nobody said); where they differ, `entered_by` is kept.
    `received_at` is when it came in, for what was written on paper. `code` is a code that the giver holds already,
    from a printed form. `details` are other columns of Contribution.
    Refuses by role and stage (rule 3), outside the question's times and after a decision (rule 4).
    """
    at = received_at or clock.now()
    require(act, party=actor, initiative=initiative)
    question = _check_takes(initiative=initiative, question=question, channel=channel, at=at)
    code = code or new_code()
    sides = {membership.side for membership in memberships_of(party=party, initiative=initiative)}
    contribution = Contribution(
        **_promised(initiative=initiative, question=question, at=at),
        form=form,
        text=check_text(text),
        party=party,
        side="public" if sides == {"public"} else "citizen",
        channel=channel,
        entered_by=actor if actor != party else None,
        receipt_digest=digest_of(code),
        **details,
    )
    _save(contribution)
    write_audit(
        act="receive_contribution", record=contribution, actor=actor, after={"form": form, "channel": str(channel)}
    )
    events.tell(ContributionReceived(contribution=contribution))
    return contribution, code


def _check_takes(*, initiative: Initiative, question: Question | None, channel: str, at: datetime) -> Question | None:
    """Return the question under a lock, where it and its initiative take something in at that moment."""
    if at > clock.now():
        raise Refused(_("It cannot have come in later than now."), "received_at")
    if initiative.state not in {Initiative.State.LIVE, Initiative.State.ASSESSING}:
        raise Refused(_("“%(title)s” takes nothing in at this time.") % {"title": initiative.title})
    if question is not None:
        question = Question.objects.select_for_update().get(pk=question.pk)
        _check_open(question=question, channel=channel, at=at)
    return question


def _promised(*, initiative: Initiative, question: Question | None, at: datetime) -> dict[str, Any]:
    """Return where a contribution belongs, when it came, and by when it is promised a word and an answer."""
    zone = initiative.place.time_zone if initiative.place else "Europe/London"
    promised = question.answer_by if question else None
    return {
        "organisation_id": initiative.organisation_id,
        "initiative": initiative,
        "question": question,
        "at": at,
        "acknowledge_by": rules.acknowledge_by(at=at, days=initiative.acknowledge_days),
        "answer_by": rules.answer_by(at=at, days=initiative.answer_days, promised=promised, zone=zone),
    }


def _save(contribution: Contribution) -> None:
    try:
        with transaction.atomic():
            contribution.save(force_insert=True)
    except IntegrityError as problem:
        decided = _("This was decided. You can read the decision, and what became of what people said.")
        raise Refused(decided) from problem
    _count(contribution, 1)
    write_receipt(contribution)


def _count(contribution: Contribution, change: int) -> None:
    """Keep the stored counters in the same transaction."""
    Initiative.objects.filter(pk=contribution.initiative_id).update(contribution_count=F("contribution_count") + change)
    if contribution.question_id:
        unthemed = change if contribution.themed_at is None else 0
        Question.objects.filter(pk=contribution.question_id).update(
            contribution_count=F("contribution_count") + change, unthemed_count=F("unthemed_count") + unthemed
        )
    counting.count(contribution=contribution, change=change)


def tally_promise(*, contribution: Contribution, promise: str, kept: bool) -> None:
    """Add one kept or late promise to the stored histogram, by the whole days it took."""
    where: dict[str, Any] = {
        "organisation_id": contribution.organisation_id,
        "initiative_id": contribution.initiative_id,
        "promise": promise,
        "quarter": rules.quarter_of(clock.today()),
        "days": max(0, (clock.now() - contribution.at).days),
    }
    column = "kept_count" if kept else "late_count"
    stored = PromiseTally.objects.filter(**where)
    if not stored.update(**{column: F(column) + 1}):
        PromiseTally.objects.get_or_create(**where)
        stored.update(**{column: F(column) + 1})


@transaction.atomic
def acknowledge(*, contribution: Contribution, text: str, actor: Party) -> Recognition:
    """Say, as a person, that it was read. Whether that was in the promised time is counted, either way (rule 8)."""
    require("contribution.acknowledge", party=actor, initiative=contribution.initiative)
    contribution = Contribution.objects.select_for_update().select_related("initiative").get(pk=contribution.pk)
    if contribution.acknowledged_at:
        raise Refused(_("Somebody has written back already."))
    if contribution.state != Contribution.State.RECEIVED:
        raise Refused(_("It was withdrawn."))
    if not text.strip():
        raise Refused(_("Write a line to the person."), "text")
    contribution.acknowledged_at = clock.now()
    contribution.save(update_fields=["acknowledged_at"])
    kept = contribution.acknowledged_at <= contribution.acknowledge_by
    tally_promise(contribution=contribution, promise=PromiseTally.Promise.ACKNOWLEDGEMENT, kept=kept)
    recognition = Recognition.objects.create(
        organisation_id=contribution.organisation_id,
        initiative=contribution.initiative,
        contribution=contribution,
        to_party=contribution.party,
        from_party=actor,
        form=Recognition.Form.ACKNOWLEDGEMENT,
        text=text.strip(),
        at=clock.now(),
    )
    tie(source=contribution, target=recognition, relation="received")
    write_audit(act="acknowledge", record=contribution, actor=actor, after={"kept": kept})
    events.tell(ContributionAcknowledged(contribution=contribution, recognition=recognition))
    return recognition


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, actor: Party | None, code: str = "") -> Contribution:
    """Take back what one gave, as the signed-in giver or with the receipt's code. It stays counted as withdrawn."""
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    is_giver = actor is not None and contribution.party_id == actor.pk
    has_code = bool(code) and digest_of(rules.read_code(code)) == contribution.receipt_digest
    if not (is_giver or has_code):
        raise Refused(_("Only the person who gave it can take it back; the code is on the receipt."), "code")
    if contribution.state != Contribution.State.RECEIVED:
        raise Refused(_("It was withdrawn already."))
    contribution.state = Contribution.State.WITHDRAWN
    contribution.public = False
    contribution.save(update_fields=["state", "public"])
    _count(contribution, -1)
    for theming in contribution.themings.all():
        Theme.objects.filter(pk=theming.theme_id).update(contribution_count=F("contribution_count") - 1)
    write_audit(
        act="withdraw_contribution",
        record=contribution,
        actor=actor,
        before={"state": "received"},
        after={"state": "withdrawn"},
    )
    return contribution


@transaction.atomic
def print_paper_forms(*, question: Question, count: int, actor: Party | None) -> list[PaperForm]:
    """Make `count` (1 to 500) forms with a code each, to be printed and entered later."""
    require("paper.print", party=actor, initiative=question.initiative)
    if not 1 <= count <= 500:
        raise Refused(_("Between 1 and 500 forms at a time."), "count")
    forms = PaperForm.objects.bulk_create(
        PaperForm(organisation_id=question.organisation_id, question=question, code=new_code())
        for _form in range(count)
    )
    write_audit(act="print_paper_forms", record=question, actor=actor, after={"count": count})
    return forms


# long: it names its keyword arguments one to a line
@transaction.atomic
def enter_paper(
    *,
    question: Question,
    code: str,
    text: str,
    actor: Party,
    received_at: datetime,
    form: str = "response",
    **details: Any,
) -> tuple[Contribution, str]:
    """Enter what was written on a printed form, once. Without a code it is entered as a loose sheet."""
    paper = claim_form(question=question, code=code)
    # The sheet's code is the receipt's: the slip that the person tore off opens their thread.
    contribution, receipt = receive_contribution(
        initiative=question.initiative,
        question=question,
        form=form,
        text=text,
        actor=actor,
        act="paper.enter",
        channel=details.pop("channel", Channel.PAPER),
        received_at=received_at,
        code=paper.code if paper else "",
        **details,
    )
    if paper is not None:
        paper.contribution = contribution
        paper.save(update_fields=["contribution"])
    return contribution, receipt
