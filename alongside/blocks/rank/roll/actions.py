"""Writes about the roll: what shows that somebody may vote, taking a roll in, registering, proving."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.rank.actions import locked, require_preparing
from alongside.blocks.rank.models import CodeBatch, Poll, RollEntry, VotingCode
from alongside.blocks.rank.roll.codes import give_code
from alongside.blocks.rank.roll.keys import hashed
from alongside.blocks.rank.roll.reading import NAMES, RollRefused, read_roll
from alongside.blocks.rank.roll.rules import missing, plain_evidence
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.services.models import Place
from alongside.kit import clock, ids
from alongside.kit.refused import Refused

LARGEST_ROLL = 200_000
Evidence = Mapping[str, str]


@transaction.atomic
def set_rules_of_roll(
    *, poll: Poll, evidence: str, by_text: bool, wins: str, roll_only: bool, actor: Party | None
) -> Poll:
    """Say, before the vote, who may vote, what shows it, and which ballot of a person counts.

    Refuses other evidence once people are on the roll by the old one, and text messages without evidence.
    """
    require("rank.issue_codes", party=actor, initiative=poll.question.initiative)
    poll = require_preparing(poll)
    if evidence not in Poll.Evidence.values or wins not in Poll.Wins.values:
        raise Refused(_("Choose one of these."), "evidence")
    on_roll = RollEntry.objects.filter(organisation_id=poll.organisation_id, poll=poll).exclude(evidence="")
    if evidence != poll.evidence and on_roll.exists():
        raise Refused(_("The roll was taken in with other evidence, of which only hashes are kept."), "evidence")
    if by_text and not evidence:
        raise Refused(
            _("A text message alone shows only that somebody has a telephone. Choose evidence too."), "by_text"
        )
    before = {"evidence": poll.evidence, "wins": poll.wins, "roll_only": poll.roll_only, "by_text": poll.by_text}
    poll.evidence, poll.by_text, poll.wins, poll.roll_only = evidence, by_text, wins, roll_only
    poll.save(update_fields=["evidence", "by_text", "wins", "roll_only"])
    after = {"evidence": evidence, "wins": wins, "roll_only": roll_only, "by_text": by_text}
    write_audit(act="set_rules_of_roll", record=poll, actor=actor, before=before, after=after)
    return poll


@transaction.atomic
# long: it names its keyword arguments one to a line
def take_in_roll(*, poll: Poll, text: str, actor: Party | None) -> int:
    """Take a roll in from a table and return how many came onto it: all of its lines or none.

    Of each line only the hash under the key of this election is kept, and the area. Refuses after opening (rule 12:
    the electorate is frozen), and every line that cannot be read or says somebody twice, by its number.
    """
    require("rank.issue_codes", party=actor, initiative=poll.question.initiative)
    poll = require_preparing(poll)
    if not poll.evidence:
        raise Refused(_("Say first what shows that somebody may vote."))
    roll = RollEntry.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    known = frozenset(roll.exclude(evidence="").values_list("evidence", flat=True))
    read = read_roll(poll=poll, text=text, known=known)
    places = {place.name.casefold(): place for place in Place.objects.filter(organisation_id=poll.organisation_id)}
    unknown = sorted({name for name in read.people.values() if name and name.casefold() not in places})
    read.problems += [_("There is no area called “%(name)s” here.") % {"name": name} for name in unknown]
    if not read.people and not read.problems:
        read.problems.append(_("There is nobody in it."))
    if len(read.people) > LARGEST_ROLL:
        read.problems.append(_("That is more than %(most)s people.") % {"most": f"{LARGEST_ROLL:,}"})
    if read.problems:
        raise RollRefused(read.problems)
    RollEntry.objects.bulk_create(
        (
            RollEntry(
                id=ids.uuid4(),
                organisation_id=poll.organisation_id,
                poll=poll,
                evidence=key,
                area=places[area.casefold()] if area else None,
            )
            for key, area in read.people.items()
        ),
        batch_size=2000,
    )
    write_audit(act="take_in_roll", record=poll, actor=actor, after={"people": len(read.people)})
    return len(read.people)


def evidence_hash(*, poll: Poll, given: Evidence) -> str:
    """Return the hash of what somebody says to show who they are; refuse, by its field, what cannot be read."""
    if not poll.evidence:
        raise Refused(_("This vote asks for no evidence: sign in, or use a code."))
    part = missing(parts=poll.evidence, given=given)
    if part is not None:
        raise Refused(_("Write the %(what)s as it stands on the register.") % {"what": NAMES[part]}, part)
    return hashed(poll=poll, purpose="evidence", value=plain_evidence(parts=poll.evidence, given=given))


@transaction.atomic
def entry_of(*, poll: Poll, given: Evidence) -> RollEntry:
    """Return the line of the roll of somebody who says who they are; refuse, with the reason, who may not vote.

    Where anybody may vote, who is not on the roll yet comes onto it: each evidence once.
    """
    poll = locked(poll)
    closes_at, now = poll.question.closes_at, clock.now()
    if poll.state != Poll.State.OPEN or closes_at is None or now >= closes_at:
        raise Refused(_("The vote is not open now."))
    key = evidence_hash(poll=poll, given=given)
    entry = (
        RollEntry.objects.select_for_update(of=("self",))
        .select_related("code")
        .filter(organisation_id=poll.organisation_id, poll=poll, evidence=key)
        .first()
    )
    if entry is None and poll.roll_only:
        raise Refused(
            _(
                "Nobody with these details is on the roll of this vote, which was closed when it opened. Look at how "
                "they are written on your letter, or ask the returning officer."
            ),
            poll.evidence.partition(",")[0],
        )
    if entry is None:
        entry = RollEntry.objects.create(organisation_id=poll.organisation_id, poll=poll, evidence=key)
    if entry.voted:
        raise Refused(
            _("Somebody with these details has voted already. If it was not you, tell the returning officer now."),
            poll.evidence.partition(",")[0],
        )
    return entry


@transaction.atomic
def prove(*, poll: Poll, given: Evidence) -> str:
    """Give a code, this once, to somebody who showed that they may vote. Refuses where a text message is asked for."""
    require("rank.cast", party=None, initiative=poll.question.initiative)
    if poll.by_text:
        raise Refused(_("This vote also asks for a code that comes by text message."))
    entry = entry_of(poll=poll, given=given)
    return give_code(poll=poll, entry=entry, kind=CodeBatch.Kind.PROVED, label=_("Shown online"), by=None)


@transaction.atomic
def register(*, poll: Poll, given: Evidence, actor: Party) -> str:
    """At a desk: look at what somebody shows, check it against the roll, and return a code for them, this once."""
    require("rank.issue_codes", party=actor, initiative=poll.question.initiative)
    entry = entry_of(poll=poll, given=given)
    code = give_code(poll=poll, entry=entry, kind=CodeBatch.Kind.DESK, label=_("Given out at a desk"), by=actor)
    write_audit(act="register_voter", record=poll, actor=actor)
    return code


@dataclass(frozen=True, kw_only=True)
class RollTotals:
    """The roll in numbers: who may vote, who has, and how many codes wait."""

    people: int
    voted: int
    waiting: int


def roll_totals(poll: Poll) -> RollTotals:
    """Return the control totals of the roll."""
    roll = RollEntry.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    return RollTotals(
        people=roll.count(),
        voted=roll.filter(voted=True).count(),
        waiting=VotingCode.objects.filter(
            organisation_id=poll.organisation_id, poll=poll, state=VotingCode.State.ISSUED
        ).count(),
    )
