"""Writes to the outbox, and sending from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import audit_entry, write_audits
from alongside.core.messages.models import Message, MessagePreference, Topic
from alongside.core.messages.rules import after_quiet_hours, next_attempt, next_digest
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import Refused

MOST_ATTEMPTS = 8


def preference(*, party: Party, topic: str) -> str:
    """Return how a party wants one kind of message: at_once unless it chose otherwise, never without an address."""
    chosen = MessagePreference.objects.filter(organisation_id=party.organisation_id, party=party, topic=topic).first()
    return chosen.how if chosen else MessagePreference.How.AT_ONCE


@transaction.atomic
def tell(*, party: Party, topic: str, key: str, subject: str, text: str, path: str = "") -> None:
    """Put a message in the outbox, in the transaction of what it tells of. The same `key` is told once.

    It leaves outside the organisation's quiet hours, or with the next digest, as the party chose.
    """
    how = preference(party=party, topic=topic)
    message = Message(
        organisation_id=party.organisation_id,
        party=party,
        key=key,
        topic=topic,
        subject=subject[:200],
        text=text,
        path=path,
        **_leaving(party, how),
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)  # What was told before stands as it was told.


def _leaving(party: Party, how: str) -> dict[str, Any]:
    """Return when a message leaves for a party that wants its kind so, and whether it does."""
    organisation = party.organisation
    zone = ZoneInfo(organisation.time_zone)
    moment = next_digest(at=clock.now(), how=how, zone=zone)
    moment = after_quiet_hours(at=moment, zone=zone, quiet_from=organisation.quiet_from, quiet_to=organisation.quiet_to)
    return {"not_before": moment, "state": Message.State.NOT_WANTED if how == "never" else Message.State.WAITING}


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One message to one party, for `tell_all`; the fields are those of `tell`."""

    party: Party
    key: str
    subject: str
    text: str
    path: str = ""


@transaction.atomic
def tell_all(*, organisation: Organisation, topic: str, tellings: Iterable[Telling]) -> None:
    """Put many messages of one topic in the outbox as `tell` does, a thousand with each statement."""
    waiting = iter(tellings)
    while some := list(islice(waiting, 1000)):
        chosen = MessagePreference.objects.filter(
            organisation=organisation, topic=topic, party__in={one.party.pk for one in some}
        )
        hows = dict(chosen.values_list("party_id", "how"))
        rows = (
            Message(
                organisation=organisation,
                party=one.party,
                key=one.key,
                topic=topic,
                subject=one.subject[:200],
                text=one.text,
                path=one.path,
                **_leaving(one.party, hows.get(one.party.pk, MessagePreference.How.AT_ONCE)),
            )
            for one in some
        )
        Message.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def set_preference(*, party: Party, topic: str, how: str) -> None:
    """Keep how a party wants one kind of message; messages that wait already leave as they would have."""
    if topic not in Topic.values or how not in MessagePreference.How.values:
        raise Refused(_("Choose one of the four ways."), topic)
    MessagePreference.objects.update_or_create(
        organisation_id=party.organisation_id, party=party, topic=topic, defaults={"how": how}
    )


def unsubscribe_link(*, party: Party, topic: str) -> str:
    """Return the address that ends one kind of message with one click, without signing in."""
    token = signing.dumps([str(party.pk), topic], salt="unsubscribe")
    return f"{settings.SITE_ADDRESS}/messages/stop/{token}/"


def read_unsubscribe_link(*, organisation: Organisation, token: str) -> tuple[Party, str]:
    """Return whom and which kind of message the address of a message means. Refuses an address that we never sent."""
    try:
        party_id, topic = signing.loads(token, salt="unsubscribe")
        return Party.objects.get(organisation=organisation, pk=party_id, erased_at__isnull=True), str(topic)
    except (signing.BadSignature, ValueError, Party.DoesNotExist):
        raise Refused(_("This address is not whole, or it is of somebody who is not here any more.")) from None


@transaction.atomic
def stop_messages(*, party: Party, topic: str) -> None:
    """Stop one kind of message from now on, also those that wait."""
    set_preference(party=party, topic=topic, how=MessagePreference.How.NEVER)
    waiting = Message.objects.filter(organisation_id=party.organisation_id, party=party, topic=topic)
    waiting.filter(state=Message.State.WAITING).update(state=Message.State.NOT_WANTED)


def needs_letter(party: Party) -> bool:
    """Say whether a message to a party must go on paper: it asked for letters, or it has no address for e-mail."""
    by_email = party.contact_by == Party.ContactBy.EMAIL
    return party.contact_by == Party.ContactBy.LETTER or (by_email and not party.email)


@transaction.atomic
def mark_letters_printed(*, letters: Sequence[Message], actor: Party) -> int:
    """Say that letters were printed and are on their way; returns how many. One that was printed before stays so."""
    keys = [letter.pk for letter in letters]
    waiting = Message.objects.select_for_update().filter(organisation_id=actor.organisation_id, pk__in=keys)
    printed = list(waiting.filter(state=Message.State.LETTER))
    waiting.filter(pk__in=[letter.pk for letter in printed]).update(state=Message.State.SENT, sent_at=clock.now())
    write_audits(
        audit_entry(act="print_letter", record=letter, actor=actor, after={"state": "sent"}) for letter in printed
    )
    return len(printed)


def send_waiting(organisation: Organisation) -> int:
    """Send what is due, one e-mail for each party and kind, and return how many messages left.

    Each is claimed before it is sent: a worker that dies in between leaves it to be tried again after an hour, so
    that a person may get one message twice, but never none.
    """
    sent = 0
    due = Message.objects.filter(organisation=organisation, state=Message.State.WAITING, not_before__lte=clock.now())
    for party_id, topic in due.values_list("party_id", "topic").distinct()[:200]:
        sent += _send_one(organisation=organisation, party_id=party_id, topic=topic)
    return sent


def _claim(*, organisation: Organisation, party_id: UUID, topic: str) -> list[Message]:
    with transaction.atomic():
        due = Message.objects.select_for_update().filter(
            organisation=organisation, party_id=party_id, topic=topic, state="waiting", not_before__lte=clock.now()
        )
        messages = list(due.select_related("party__organisation").order_by("id")[:50])
        for message in messages:
            message.attempts += 1
        for attempts in {message.attempts for message in messages}:
            alike = [message.pk for message in messages if message.attempts == attempts]
            later = next_attempt(at=clock.now(), attempts=attempts)
            Message.objects.filter(pk__in=alike).update(attempts=attempts, not_before=later)
    return messages


# long: it names its keyword arguments one to a line
def _send_one(*, organisation: Organisation, party_id: UUID, topic: str) -> int:
    messages = _claim(organisation=organisation, party_id=party_id, topic=topic)
    if not messages:
        return 0
    party = messages[0].party
    if not party.email or party.contact_by != Party.ContactBy.EMAIL:
        state = Message.State.LETTER if needs_letter(party) else Message.State.NOT_WANTED
        Message.objects.filter(pk__in=[m.pk for m in messages]).update(state=state)
        return 0
    subject = (
        messages[0].subject
        if len(messages) == 1
        else _("%(count)s things from %(name)s")
        % {
            "count": len(messages),
            "name": organisation.name,
        }
    )
    parts = [f"{m.subject}\n\n{m.text}\n{settings.SITE_ADDRESS}{m.path}" for m in messages]
    link = unsubscribe_link(party=party, topic=topic)
    foot = _("You get this because you asked for it. Stop this kind of message: %(link)s") % {"link": link}
    email = EmailMessage(
        subject,
        "\n\n".join([*parts, foot]),
        to=[party.email],
        headers={"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    try:
        email.send()
    except OSError as problem:  # The mail server does not answer: try again later, give up after a week or so.
        for message in messages:
            message.problem = type(problem).__name__
            message.state = Message.State.GIVEN_UP if message.attempts >= MOST_ATTEMPTS else Message.State.WAITING
            message.save(update_fields=["problem", "state"])
        return 0
    Message.objects.filter(pk__in=[m.pk for m in messages]).update(state=Message.State.SENT, sent_at=clock.now())
    return len(messages)
