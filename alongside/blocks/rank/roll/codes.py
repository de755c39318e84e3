"""Writes about voting codes: issuing batches, voiding single ones."""

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from alongside.blocks.rank.actions import locked
from alongside.blocks.rank.models import CodeBatch, Poll, RollEntry, VotingCode
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.actions import new_code
from alongside.core.contributions.rules import read_code
from alongside.core.initiatives.permissions import require
from alongside.core.people.actions import digest_of
from alongside.core.people.models import Party
from alongside.kit.refused import Refused

MOST_CODES = 50_000
HANDED_OUT = frozenset({CodeBatch.Kind.PRINTED, CodeBatch.Kind.POSTED, CodeBatch.Kind.SENT, CodeBatch.Kind.PAPER})
"""Codes that are made in a stack; the others are made one at a time for somebody on the roll."""


def _next_serial(poll: Poll) -> int:
    codes = VotingCode.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    return int(codes.aggregate(last=Max("serial"))["last"] or 0) + 1


def find_code(*, poll: Poll, code: str) -> VotingCode:
    """Return a code that can be used; refuse one that is unknown, void or used, in the words for whoever typed it."""
    found = VotingCode.objects.filter(
        organisation_id=poll.organisation_id, poll=poll, digest=digest_of(read_code(code))
    ).first()
    require_usable(code=code, state=found.state if found else "")
    assert found is not None  # noqa: S101  # an unknown one was refused
    return found


def require_usable(*, code: str, state: str) -> None:
    """Refuse a code by its state ("" for one that there is not)."""
    if state == VotingCode.State.USED:
        raise Refused(
            _("A ballot with the code %(code)s is in the box already. The first one counts.") % {"code": code}, "code"
        )
    if state == VotingCode.State.VOID:
        raise Refused(
            _("The code %(code)s was made void. Ask the returning officer for another.") % {"code": code}, "code"
        )
    if not state:
        raise Refused(_("There is no code %(code)s for this vote. Look again at your letter.") % {"code": code}, "code")


@transaction.atomic
def give_code(*, poll: Poll, entry: RollEntry, kind: str, label: str, by: Party | None) -> str:
    """Make a code for somebody on the roll and return it, this once. One that they had and did not use becomes void.

    All codes of a `kind` and a giver are one batch, which grows: its numbers add up at every moment.
    """
    poll = locked(poll)
    if entry.code is not None and entry.code.state == VotingCode.State.ISSUED:
        _void(entry.code, why="Replaced by a newer one")
    batch, _created = CodeBatch.objects.get_or_create(
        organisation_id=poll.organisation_id,
        poll=poll,
        kind=kind,
        by=by,
        defaults={"label": label[:120], "first": _next_serial(poll), "size": 0},
    )
    code = new_code()
    entry.code = VotingCode.objects.create(
        organisation_id=poll.organisation_id,
        poll=poll,
        batch=batch,
        serial=_next_serial(poll),
        digest=digest_of(code),
        party_id=entry.party_id,
    )
    entry.save(update_fields=["code"])
    CodeBatch.objects.filter(pk=batch.pk).update(size=F("size") + 1)
    return code


@transaction.atomic
# long: it names its keyword arguments one to a line
def issue_codes(
    *, poll: Poll, kind: str, label: str, count: int, actor: Party, parties: list[Party] | None = None
) -> tuple[CodeBatch, list[tuple[int, str]]]:
    """Make a batch of codes and return them with their serial numbers, this once: only digests are kept.

    With `parties`, one code is made for each of them, who then cannot vote signed in as well.
    """
    require("rank.issue_codes", party=actor, initiative=poll.question.initiative)
    poll = locked(poll)
    if poll.state in {Poll.State.CLOSED, Poll.State.COUNTED}:
        raise Refused(_("The vote has closed; a code could not be used any more."))
    count = len(parties) if parties is not None else count
    if not 1 <= count <= MOST_CODES:
        raise Refused(_("Between 1 and %(most)s codes at a time.") % {"most": f"{MOST_CODES:,}"}, "count")
    if kind not in HANDED_OUT or not label.strip():
        raise Refused(_("Say how the codes reach people, and name the batch so that you know it again."), "label")
    batch = CodeBatch.objects.create(
        organisation_id=poll.organisation_id,
        poll=poll,
        kind=kind,
        label=label.strip()[:120],
        first=_next_serial(poll),
        size=count,
        by=actor,
    )
    made = [(batch.first + at, new_code()) for at in range(count)]
    VotingCode.objects.bulk_create(
        (
            VotingCode(
                organisation_id=poll.organisation_id,
                poll=poll,
                batch=batch,
                serial=serial,
                digest=digest_of(code),
                party=parties[at] if parties is not None else None,
            )
            for at, (serial, code) in enumerate(made)
        ),
        batch_size=2000,
    )
    write_audit(act="issue_codes", record=batch, actor=actor, after={"size": count, "kind": kind})
    return batch, made


@transaction.atomic
def void_code(*, poll: Poll, serial: int, why: str, actor: Party) -> VotingCode:
    """Make an unused code void: lost, spoiled, sent to the wrong house. A used one cannot: nobody knows its ballot."""
    require("rank.issue_codes", party=actor, initiative=poll.question.initiative)
    code = (
        VotingCode.objects.select_for_update()
        .filter(organisation_id=poll.organisation_id, poll=poll, serial=serial)
        .first()
    )
    if code is None:
        raise Refused(_("No code of this vote has the number %(serial)s.") % {"serial": serial}, "serial")
    if code.state != VotingCode.State.ISSUED:
        raise Refused(_("This code is %(state)s.") % {"state": code.get_state_display().lower()}, "serial")
    if not why.strip():
        raise Refused(_("Say why it becomes void."), "why")
    _void(code, why=why)
    write_audit(act="void_code", record=code, actor=actor, after={"serial": serial})
    return code


def _void(code: VotingCode, *, why: str) -> None:
    code.state, code.void_why = VotingCode.State.VOID, why.strip()[:200]
    code.save(update_fields=["state", "void_why"])
    CodeBatch.objects.filter(pk=code.batch_id).update(void_count=F("void_count") + 1)
