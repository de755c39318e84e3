"""Codes by text message: sent to a telephone, typed within ten minutes, and then exchanged for a code to vote with."""

import hmac
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.blocks.rank.models import CodeBatch, Poll, RollEntry, TextCode, Tries
from alongside.blocks.rank.roll.actions import Evidence, entry_of
from alongside.blocks.rank.roll.codes import give_code
from alongside.blocks.rank.roll.gateway import gateway
from alongside.blocks.rank.roll.keys import hashed
from alongside.blocks.rank.roll.limits import note, refuse_beyond
from alongside.blocks.rank.roll.rules import (
    TEXT_ADDRESS,
    TEXT_LASTS,
    TEXT_NUMBER,
    TEXT_PEOPLE,
    TEXT_TRIES,
    Limit,
    plain_telephone,
)
from alongside.core.initiatives.permissions import require
from alongside.kit import clock, ids
from alongside.kit.refused import Refused

DIGITS = "0123456789ABCDEF"
LENGTH = 6
SALT = "rank.text"
PAIR = Limit("text-pair", 1, TEXT_PEOPLE.span)


def ask_for_text(*, poll: Poll, given: Evidence, telephone: str, address: str) -> str:
    """Send a code to the telephone of somebody on the roll; return a token with which it is typed in.

    Refuses who may not vote, what is no number, more than three messages an hour to one number, more than eight a
    minute from one address, and a third person of this election on the same telephone.
    """
    require("rank.cast", party=None, initiative=poll.question.initiative)
    if not poll.by_text:
        raise Refused(_("This vote asks for no code by text message."))
    number = plain_telephone(telephone)
    if not number:
        raise Refused(_("Write a telephone number that gets text messages, like 07700 900123."), "telephone")
    refuse_beyond(poll=poll, limit=TEXT_ADDRESS, place=address)
    entry = entry_of(poll=poll, given=given)
    _refuse_many_people(poll=poll, entry=entry, number=number)
    refuse_beyond(poll=poll, limit=TEXT_NUMBER, place=number)
    sent, digits = _make(poll=poll, entry=entry)
    text = _("%(digits)s is your code for the vote of %(name)s. It lasts ten minutes. Tell it to nobody.")
    try:
        gateway().send(to=number, text=text % {"digits": digits, "name": poll.question.organisation.name})
    except Refused:
        sent.delete()
        raise
    return signing.dumps(str(sent.pk), salt=SALT)


def _refuse_many_people(*, poll: Poll, entry: RollEntry, number: str) -> None:
    """Count a person once for each telephone, however often they ask."""
    if note(poll=poll, limit=PAIR, place=f"{number} {entry.pk}") == 1 and (
        note(poll=poll, limit=TEXT_PEOPLE, place=number) > TEXT_PEOPLE.most
    ):
        key = hashed(poll=poll, purpose=PAIR.kind, value=f"{number} {entry.pk}")[:32]
        Tries.objects.filter(organisation_id=poll.organisation_id, poll=poll, kind=PAIR.kind, place=key).delete()
        raise Refused(
            _("Two people have voted with this telephone already. Use another, or ask the returning officer."),
            "telephone",
        )


@transaction.atomic
def _make(*, poll: Poll, entry: RollEntry) -> tuple[TextCode, str]:
    digits = ids.letters(alphabet=DIGITS, count=LENGTH)
    TextCode.objects.filter(organisation_id=poll.organisation_id, poll=poll, entry=entry).delete()
    sent = TextCode(organisation_id=poll.organisation_id, poll=poll, entry=entry, expires_at=clock.now() + TEXT_LASTS)
    sent.digest = _digest(poll=poll, sent=sent, digits=digits)
    sent.save(force_insert=True)
    return sent, digits


def _digest(*, poll: Poll, sent: TextCode, digits: str) -> str:
    return hashed(poll=poll, purpose="text", value=f"{sent.pk}:{digits.strip().upper().replace('O', '0')}")


def type_text(*, poll: Poll, token: str, digits: str) -> str:
    """Exchange the code of a text message for a code to vote with, which is returned this once.

    Refuses a wrong one (five tries), and one that is older than ten minutes.
    """
    require("rank.cast", party=None, initiative=poll.question.initiative)
    gone = Refused(_("That code has run out, or it was tried too often. Ask for another message."), "digits")
    try:
        key = UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        raise gone from None
    waiting = TextCode.objects.filter(organisation_id=poll.organisation_id, poll=poll, pk=key)
    # The try is written before it is judged, in a transaction of its own: a refusal does not take it back.
    if not waiting.filter(tries__lt=TEXT_TRIES, expires_at__gt=clock.now()).update(tries=F("tries") + 1):
        raise gone
    with transaction.atomic():
        sent = waiting.select_for_update(of=("self",)).select_related("entry__code").first()
        if sent is None:
            raise gone
        if not hmac.compare_digest(sent.digest, _digest(poll=poll, sent=sent, digits=digits)):
            raise Refused(_("That is not the code that was sent. Look again at the message."), "digits")
        if sent.entry.voted:
            raise gone
        code = give_code(poll=poll, entry=sent.entry, kind=CodeBatch.Kind.SENT, label=_("Text messages"), by=None)
        sent.delete()
    return code
