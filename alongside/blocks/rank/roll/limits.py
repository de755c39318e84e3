"""Counting tries in the database, so that a limit holds whichever process meets them; and what looks unusual."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.rank.models import Judgement, Poll, Tries
from alongside.blocks.rank.roll.keys import hashed
from alongside.blocks.rank.roll.rules import WRONG_CODE, Limit, span_of
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import Refused

HOUR = timedelta(hours=1)
FROM_ADDRESS, FROM_DEVICE, BURST = Limit("address", 10, HOUR), Limit("device", 5, HOUR), Limit("burst", 30, HOUR)
"""Ballots in an hour, above which somebody should look: from one address, from one device, and in all."""


def address_of(request: HttpRequest) -> str:
    """Return the network address of a visitor. Behind proxies of our own it is what the outermost of them saw."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    behind = settings.TRUSTED_PROXIES
    return seen[-behind] if 0 < behind <= len(seen) else str(request.META.get("REMOTE_ADDR", ""))


@transaction.atomic
def note(*, poll: Poll, limit: Limit, place: str = "") -> int:
    """Count one more, and return how many there are now in this span of time from this place ("" for the whole vote).

    Of the place only a hash under the key of the election is kept, and that until closing.
    """
    since = span_of(moment=clock.now(), span=limit.span)
    key = hashed(poll=poll, purpose=limit.kind, value=place)[:32] if place else ""
    where: dict[str, Any] = {
        "organisation_id": poll.organisation_id,
        "poll_id": poll.pk,
        "kind": limit.kind,
        "place": key,
        "since": since,
    }
    Tries.objects.get_or_create(**where)
    Tries.objects.filter(**where).update(count=F("count") + 1)
    return Tries.objects.values_list("count", flat=True).get(**where)


def refuse_beyond(*, poll: Poll, limit: Limit, place: str) -> None:
    """Count one more, and refuse it above the limit. Call it outside the transaction of what is then refused."""
    if note(poll=poll, limit=limit, place=place) > limit.most:
        raise Refused(
            _("That was tried too often. Wait for a while, or ask the returning officer: nothing of yours is lost.")
        )


def note_ballot(*, poll: Poll, request: HttpRequest, kiosk: bool) -> None:
    """Count a ballot for the hour, and, unless from a screen at a polling place, for its address and its device."""
    note(poll=poll, limit=BURST)
    if kiosk:
        return
    address = address_of(request)
    note(poll=poll, limit=FROM_ADDRESS, place=address)
    note(poll=poll, limit=FROM_DEVICE, place=f"{address} {request.headers.get('User-Agent', '')}")


@dataclass(frozen=True, kw_only=True)
class Unusual:
    """Something for a person to look at. `key` names it in a form; it says nothing of where it came from."""

    key: str
    kind: str
    since: datetime
    count: int
    words: str


def unusual(poll: Poll) -> list[Unusual]:
    """Return what is above the usual and nobody has judged yet, newest first; nothing is decided or removed by it."""
    rows = list(Tries.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("-since", "kind", "id"))
    hours = [row.count for row in rows if row.kind == BURST.kind]
    burst = max(BURST.most, 5 * int(median(hours))) if hours else 0
    most = {
        FROM_ADDRESS.kind: FROM_ADDRESS.most,
        FROM_DEVICE.kind: FROM_DEVICE.most,
        WRONG_CODE.kind: WRONG_CODE.most // 2,
        BURST.kind: burst,
    }
    judged = set(
        Judgement.objects.filter(organisation_id=poll.organisation_id, poll=poll).values_list("kind", "since", "count")
    )
    return [
        Unusual(key=str(row.pk), kind=row.kind, since=row.since, count=row.count, words=_say(row.kind, row.count))
        for row in rows
        if row.count > most.get(row.kind, row.count) and (row.kind, row.since, row.count) not in judged
    ]


def _say(kind: str, count: int) -> str:
    words = {
        "address": ngettext("%(n)s ballot from one address", "%(n)s ballots from one address", count),
        "device": ngettext("%(n)s ballot from one device", "%(n)s ballots from one device", count),
        "burst": ngettext("%(n)s ballot, far more than usual", "%(n)s ballots, far more than usual", count),
        "wrong-code": ngettext("%(n)s wrong code from one address", "%(n)s wrong codes from one address", count),
        "wrong": ngettext(
            "%(n)s ballot was cast that should not have been",
            "%(n)s ballots were cast that should not have been",
            count,
        ),
    }
    return words[kind] % {"n": f"{count:,}"}


def say_judgement(judgement: Judgement) -> str:
    """Say what was judged, as `unusual` said it."""
    return _say(judgement.kind, judgement.count)


@transaction.atomic
def judge(*, poll: Poll, key: str, verdict: str, why: str, actor: Party) -> Judgement:
    """Say what something unusual was, with the reason, in one's own name. It changes no ballot and no code."""
    require("rank.issue_codes", party=actor, initiative=poll.question.initiative)
    found = next((one for one in unusual(poll) if one.key == key), None)
    if found is None:
        raise Refused(_("It has been judged already, or it is gone."))
    return _judge(poll=poll, kind=found.kind, since=found.since, count=found.count, verdict=verdict, why=why, by=actor)


@transaction.atomic
def record_wrong_ballots(*, poll: Poll, count: int, why: str, actor: Party) -> Judgement:
    """Record that ballots were cast that should not have been and that nobody can find: the result says how many.

    Whoever reads it can hold the number against the margin by which something won or lost.
    """
    require("rank.issue_codes", party=actor, initiative=poll.question.initiative)
    if count < 1:
        raise Refused(_("Say how many."), "count")
    return _judge(poll=poll, kind="wrong", since=None, count=count, verdict="wrong", why=why, by=actor)


def _judge(
    *, poll: Poll, kind: str, since: datetime | None, count: int, verdict: str, why: str, by: Party
) -> Judgement:
    if verdict not in Judgement.Verdict.values or verdict == Judgement.Verdict.OPEN:
        raise Refused(_("Say what you found."), "verdict")
    if not why.strip():
        raise Refused(_("Give the reason: it is published with your name."), "why")
    judgement = Judgement.objects.create(
        organisation_id=poll.organisation_id,
        poll=poll,
        kind=kind,
        since=since,
        count=count,
        verdict=verdict,
        why=why.strip()[:500],
        by=by,
    )
    write_audit(act="judge_unusual", record=judgement, actor=by, after={"kind": kind, "verdict": verdict})
    return judgement


def forget_watched(poll: Poll) -> None:
    """At closing: keep what nobody judged as such, in numbers, and erase every counter."""
    Judgement.objects.bulk_create(
        Judgement(
            organisation_id=poll.organisation_id,
            poll=poll,
            kind=one.kind,
            since=one.since,
            count=one.count,
            verdict=Judgement.Verdict.OPEN,
        )
        for one in unusual(poll)
    )
    Tries.objects.filter(organisation_id=poll.organisation_id, poll=poll).delete()
