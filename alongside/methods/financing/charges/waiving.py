"""Writes about paying less in confidence: a person asks, one officer answers within days, nobody else reads it."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.messages.actions import tell
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.financing.charges.models import Waiver
from alongside.methods.financing.charges.pricing import newest_tariff
from alongside.methods.financing.charges.rules import WAIVER_DAYS


@transaction.atomic
def ask_waiver(*, initiative: Initiative, words: str, actor: Party, party: Party | None = None) -> Waiver:
    """Ask to pay less or nothing, in one's own words. Promises an answer within `WAIVER_DAYS` days.

    `party`: for whom, where the waiver officer writes down what somebody said. Refuses before there are prices, and a
    second request while one waits.
    """
    require("charges.ask_waiver", party=actor, initiative=initiative)
    if party is not None and party != actor:
        require("charges.decide_waiver", party=actor, initiative=initiative)
    tariff = newest_tariff(initiative)
    if tariff is None:
        raise Refused(_("There is nothing to pay yet."))
    if not words.strip():
        raise Refused(_("Say in a sentence what would help. You need not prove anything here."), "words")
    if len(words) > 5000:
        raise Refused(_("Please keep it to 5,000 characters."), "words")
    today = clock.today(zone=initiative.organisation.time_zone)
    try:
        with transaction.atomic():
            waiver = Waiver.objects.create(
                organisation_id=initiative.organisation_id,
                initiative=initiative,
                tariff=tariff,
                party=party or actor,
                words=words.strip(),
                answer_by=today + timedelta(days=WAIVER_DAYS),
            )
    except IntegrityError:
        raise Refused(_("Your request is being looked at already.")) from None
    write_audit(act="ask_waiver", record=waiver, actor=actor)
    return waiver


@transaction.atomic
def ask_for_somebody(*, initiative: Initiative, name: str, contact: str, words: str, actor: Party) -> Waiver:
    """Write down, as the waiver officer, what somebody asked on paper, by telephone or at the desk."""
    require("charges.decide_waiver", party=actor, initiative=initiative)
    if not name.strip():
        raise Refused(_("Write down a name, so that the answer reaches them."), "name")
    by = {"email": contact.strip()} if "@" in contact else {"phone": contact.strip()}
    how = "email" if "@" in contact else ("text" if contact.strip() else "letter")
    party = add_party(organisation=initiative.organisation, name=name.strip(), actor=actor, contact_by=how, **by)
    return ask_waiver(initiative=initiative, words=words, actor=actor, party=party)


@transaction.atomic
def decide_waiver(
    *, waiver: Waiver, granted: bool, answer: str, actor: Party, percent_off: int = 0, until: date | None = None
) -> Waiver:
    """Answer a request, as the waiver officer, with the reason; the person is told at once.

    Refuses one's own request, a second answer, no reason, and a grant without how much (1 to 100 %) and until when.
    """
    require("charges.decide_waiver", party=actor, initiative=waiver.initiative)
    waiver = Waiver.objects.select_for_update(of=("self",)).select_related("initiative__organisation").get(pk=waiver.pk)
    if waiver.state != Waiver.State.ASKED:
        raise Refused(_("This request has its answer."))
    if waiver.party_id == actor.pk:
        raise NotAllowed(_("Nobody decides about their own request."))
    if not answer.strip():
        raise Refused(_("Write the reason, to the person."), "answer")
    today = clock.today(zone=waiver.initiative.organisation.time_zone)
    if granted and not 1 <= percent_off <= 100:
        raise Refused(_("Say how much less they pay: 1 to 100 per cent."), "percent_off")
    if granted and (until is None or until <= today):
        raise Refused(_("Say until when; a day to come."), "until")
    waiver.state = Waiver.State.GRANTED if granted else Waiver.State.REFUSED
    waiver.answer, waiver.by, waiver.answered_at = answer.strip(), actor, clock.now()
    waiver.percent_off, waiver.until = (percent_off, until) if granted else (0, None)
    waiver.save(update_fields=["state", "answer", "by", "answered_at", "percent_off", "until"])
    write_audit(act="decide_waiver", record=waiver, actor=actor, after={"kept": today <= waiver.answer_by})
    _tell(waiver)
    return waiver


def _tell(waiver: Waiver) -> None:
    """Tell the person that there is an answer; what it says stands on their own page, not in the message."""
    if waiver.party is None:
        return
    tell(
        party=waiver.party,
        topic="mine",
        key=f"waiver:{waiver.pk}",
        subject=_("Your request has its answer"),
        text=_("You asked us something on %(day)s. The answer is on your own page.")
        % {"day": date_format(waiver.at, "j F Y")},
        path=f"/charges/{waiver.initiative_id}/less/",
    )


@transaction.atomic
def withdraw_waiver(*, waiver: Waiver, actor: Party) -> Waiver:
    """Take one's own request back; its words go."""
    waiver = Waiver.objects.select_for_update().get(pk=waiver.pk)
    if waiver.party_id != actor.pk:
        raise NotAllowed(_("Only the person who asked can take it back."))
    if waiver.state != Waiver.State.ASKED:
        raise Refused(_("This request has its answer."))
    waiver.state, waiver.words = Waiver.State.WITHDRAWN, ""
    waiver.save(update_fields=["state", "words"])
    write_audit(act="withdraw_waiver", record=waiver, actor=actor)
    return waiver
