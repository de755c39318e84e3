"""All reactions to events, on one page: what happens because something happened.

A reaction writes to the outbox, in the transaction of what it reacts to; it tells no event of its own.
"""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from alongside.core.contributions.events import ContributionAcknowledged
from alongside.core.decisions.events import ActionConfirmed, ActionDone, ActionReturned, DecisionPublished
from alongside.core.initiatives.models import Membership
from alongside.core.messages.actions import tell
from alongside.core.people.models import Party
from alongside.core.questions.events import QuestionClosed, QuestionOpened
from alongside.kit import clock
from alongside.kit.events import listen
from alongside.kit.time import say_date


def _members(initiative_id: UUID, *, side: str) -> list[Party]:
    memberships = Membership.objects.filter(initiative_id=initiative_id, side=side, valid_to__isnull=True)
    return [membership.party for membership in memberships.select_related("party__organisation")]


@listen(QuestionOpened)
def _ask_members(event: QuestionOpened) -> None:
    for party in _members(event.question.initiative_id, side="citizen"):
        with override(party.language or None):
            tell(
                party=party,
                topic="asked",
                key=f"opened:{event.question.pk}",
                subject=event.question.prompt,
                text=_("This is open now."),
                path=f"/questions/{event.question.pk}/",
            )


@listen(QuestionClosed)
def _remind_of_the_promise(event: QuestionClosed) -> None:
    for party in _members(event.question.initiative_id, side="public"):
        with override(party.language or None):
            tell(
                party=party,
                topic="duty",
                key=f"closed:{event.question.pk}",
                subject=_("To be answered by %(date)s: %(prompt)s")
                % {"date": say_date(event.question.answer_by or clock.today()), "prompt": event.question.prompt},
                text=_("It closed with %(count)s contributions.") % {"count": event.question.contribution_count},
                path=f"/questions/{event.question.pk}/",
            )


@listen(ContributionAcknowledged)
def _tell_giver(event: ContributionAcknowledged) -> None:
    party = event.contribution.party
    if party is not None:
        with override(party.language or None):
            tell(
                party=party,
                topic="mine",
                key=f"acknowledged:{event.contribution.pk}",
                subject=_("Somebody has read what you wrote"),
                text=event.recognition.text,
                path=f"/thread/contribution/{event.contribution.pk}/",
            )


@listen(DecisionPublished)
def _tell_contributors(event: DecisionPublished) -> None:
    decision = event.decision
    given = decision.question.contributions.filter(party__isnull=False, state="received")
    for contribution in given.select_related("party__organisation").iterator(chunk_size=1000):
        party = contribution.party
        if party is None:
            continue
        with override(party.language or None):
            tell(
                party=party,
                topic="mine",
                key=f"decided:{decision.pk}",
                subject=_("Your answer: %(result)s") % {"result": decision.result},
                text=decision.reason,
                path=f"/thread/contribution/{contribution.pk}/",
            )


@listen(ActionDone)
def _ask_to_confirm(event: ActionDone) -> None:
    other = "citizen" if event.action.owner.side == "public" else "public"
    for party in _members(event.action.decision.question.initiative_id, side=other):
        with override(party.language or None):
            tell(
                party=party,
                topic="asked",
                key=f"done:{event.action.pk}:{event.action.return_count}",
                subject=_("Is it done? %(what)s") % {"what": event.action.what},
                text=event.action.proof,
                path=f"/thread/action/{event.action.pk}/",
            )


@listen(ActionConfirmed)
def _tell_owner(event: ActionConfirmed) -> None:
    party = event.action.owner.party
    with override(party.language or None):
        tell(
            party=party,
            topic="mine",
            key=f"confirmed:{event.action.pk}",
            subject=_("Confirmed: %(what)s") % {"what": event.action.what},
            text=_("The other side agrees that it is done."),
            path=f"/thread/action/{event.action.pk}/",
        )


@listen(ActionReturned)
def _tell_owner_why_not(event: ActionReturned) -> None:
    party = event.action.owner.party
    with override(party.language or None):
        tell(
            party=party,
            topic="mine",
            key=f"returned:{event.action.pk}:{event.action.return_count}",
            subject=_("Not done yet, says the other side: %(what)s") % {"what": event.action.what},
            text=event.action.returned_why,
            path=f"/thread/action/{event.action.pk}/",
        )
