"""Writes that let ballots into the box: online, with a code, on a screen at a place, with a helper, from paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.rank import rules
from alongside.blocks.rank.actions import locked
from alongside.blocks.rank.models import Ballot, Channel, CodeBatch, Option, Poll, Receipt, RollEntry, Tally, VotingCode
from alongside.blocks.rank.roll.codes import require_usable
from alongside.blocks.rank.sealing import lay_in, new_receipt, take_out
from alongside.core.audit.actions import audit_entry, write_audit, write_audits
from alongside.core.contributions.actions import new_code
from alongside.core.contributions.rules import read_code
from alongside.core.initiatives.permissions import require
from alongside.core.people.actions import digest_of
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.refused import Refused

BY_STAFF = frozenset({Channel.ASSISTED})


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One filled-in ballot: numbers of options, points beside them where it has any, and who or which code it is of.

    `change`: where the last one counts, the code that its voter was given with the ballot that this one replaces.
    """

    choices: Sequence[int]
    points: Sequence[int] = ()
    party: Party | None = None
    code: str = ""
    change: str = ""


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What a voter takes home. `receipt` stands in the published list and leads to no ballot; "" for a changed one,
    whose receipt stays. `change` lets its holder, and nobody else, change the ballot until closing; "" where none may.
    """

    receipt: str = ""
    change: str = ""


def paper_of(poll: Poll) -> rules.Paper:
    """Return what a ballot of this poll may say."""
    costs = dict(Option.objects.filter(organisation_id=poll.organisation_id, poll=poll).values_list("number", "cost"))
    return rules.Paper(
        kind=poll.ballot_kind,
        costs=costs,
        budget=poll.budget,
        most_choices=poll.most_choices,
        most_points=poll.most_points,
    )


def refuse_wrong(*, poll: Poll, found: rules.Wrong) -> None:
    """Say in words what is wrong with a ballot, and by how much."""
    amount = found.amount
    words = {
        "none": _("Choose at least one project."),
        "unknown": _("There is no number %(number)s on this ballot.") % {"number": amount},
        "twice": _("The same project is chosen twice."),
        "many": ngettext(
            "That is %(count)s too many. Take one out.", "That is %(count)s too many. Take some out.", amount
        )
        % {"count": amount},
        "over": _("That is %(over)s more than there is. Take something out.") % {"over": money(amount, poll.currency)},
        "points": _("Give each project that you choose a whole number of points, at least one."),
        "yes_no": _("Say yes or no to each project that you have a view on: on paper 3=y for a yes, 5=n for a no."),
        "points_over": ngettext("That is %(count)s point too many.", "That is %(count)s points too many.", amount)
        % {"count": amount},
    }
    raise Refused(words[found.why], "choices")


@transaction.atomic
def cast_ballot(*, poll: Poll, sheet: Sheet, channel: str, actor: Party | None) -> Slip:
    """Let one ballot in. One person, one ballot: the first or the last, as was said before the vote (rule 11)."""
    return cast_ballots(poll=poll, sheets=[sheet], channel=channel, actor=actor)[0]


@transaction.atomic
# long: one piece, so that every step of a ballot stands in one place
def cast_ballots(*, poll: Poll, sheets: Sequence[Sheet], channel: str, actor: Party | None) -> list[Slip]:
    """Let ballots in, all or none, and return what each voter takes home. Paper goes in by the batch (paper/actions).

    Refuses by role, outside the vote's time, what a ballot may not say, an unknown, void or used code, somebody who is
    not on a frozen roll, and a second ballot that does not bring the code of change of the first.
    """
    act = "rank.enter_paper" if channel in BY_STAFF else "rank.cast"
    require(act, party=actor, initiative=poll.question.initiative)
    if channel == Channel.PAPER:
        raise Refused(_("Paper goes in by the batch, entered twice by two people."))
    poll = locked(poll)
    require_time(poll)
    paper = paper_of(poll)
    for sheet in sheets:
        if found := rules.wrong(paper=paper, choices=sheet.choices, points=sheet.points):
            refuse_wrong(poll=poll, found=found)
    changed = [sheet for sheet in sheets if sheet.change]
    if changed and (len(sheets) > 1 or poll.wins != Poll.Wins.LAST):
        raise Refused(_("In this vote the first ballot counts, and it stays."), "change")
    voters = mark_voters(poll=poll, sheets=sheets)
    ballots = [ballot_of(poll=poll, sheet=sheet, channel=channel) for sheet in sheets]
    codes = [new_code() if poll.wins == Poll.Wins.LAST else "" for _ballot in ballots]
    for ballot, code, voter in zip(ballots, codes, voters, strict=True):
        ballot.digest = _change_digest(code, voter) if code else ""
    if changed:
        take_back(poll=poll, change=changed[0].change, voters=voters)
        Poll.objects.filter(pk=poll.pk).update(replaced_count=F("replaced_count") + 1)
    receipts = [new_receipt(poll) for _ballot in ballots if not changed]
    lay_in(poll=poll, rows=ballots)
    lay_in(poll=poll, rows=receipts)
    count_in(poll=poll, channel=channel, count=len(ballots))
    if changed:
        return [Slip(change=rules.group_of_code(codes[0]))]
    return [
        Slip(receipt=rules.receipt_of(receipt.id), change=rules.group_of_code(code))
        for receipt, code in zip(receipts, codes, strict=True)
    ]


def _change_digest(code: str, voter: UUID) -> str:
    """Return what stands with a ballot of its code of change, which is of use to its own voter only.

    Without the code, of 60 random bits, nobody can tell from it who the voter is.
    """
    return digest_of(f"{read_code(code)}:{voter}")


def take_back(*, poll: Poll, change: str, voters: Sequence[UUID]) -> None:
    """Take out of the box the ballot to which the code of change belongs, of one of these voters; refuse another code.

    All ballots of the poll are looked through: an index of these codes would keep the order in which they came.
    """
    digests = {_change_digest(change, voter) for voter in voters}
    box = Ballot.objects.filter(organisation_id=poll.organisation_id, poll=poll).exclude(digest="")
    found = next((ballot for ballot in box.iterator(chunk_size=5000) if ballot.digest in digests), None)
    if found is None:
        raise Refused(
            _("That is not the code to change a ballot of this vote. It stands on the slip that you were given."),
            "change",
        )
    take_out(poll=poll, rows=[found])
    count_in(poll=poll, channel=found.channel, count=-1)


@transaction.atomic
def void_ballot(*, poll: Poll, receipt: str, change: str, why: str, actor: Party) -> None:
    """Take a ballot out of the count, with the reason, when its own voter brings the whole slip: fraud, bought votes.

    Nobody else can: a ballot that we could find, we could read. Its receipt goes with it; the roll goes on saying that
    this person has voted. Refuses where the first ballot counts: there no code of change is given out.
    """
    require("rank.enter_paper", party=actor, initiative=poll.question.initiative)
    poll = locked(poll)
    require_time(poll)
    if not why.strip():
        raise Refused(_("Say why the ballot is taken out: it is written down with your name."), "why")
    wanted = read_code(receipt)
    keys = Receipt.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("id")
    known = next((row for row in keys.iterator(chunk_size=5000) if read_code(rules.receipt_of(row.id)) == wanted), None)
    if known is None:
        raise Refused(_("There is no such receipt in the box."), "receipt")
    voted = RollEntry.objects.filter(organisation_id=poll.organisation_id, poll=poll, voted=True)
    take_back(poll=poll, change=change, voters=list(voted.values_list("id", flat=True)))
    take_out(poll=poll, rows=[known])
    Poll.objects.filter(pk=poll.pk).update(voided_count=F("voided_count") + 1)
    write_audit(act="void_ballot", record=poll, actor=actor, after={"why": why.strip()[:200]})


def require_time(poll: Poll, *, paper: bool = False) -> None:
    """Refuse outside the vote's time; paper that came in time may be entered until it is counted."""
    if poll.state == Poll.State.PREPARING:
        raise Refused(_("The vote has not opened yet."))
    if poll.state == Poll.State.COUNTED:
        raise Refused(_("The votes have been counted. You can read the result."))
    closes_at = poll.question.closes_at
    ended = poll.state == Poll.State.CLOSED or closes_at is None or clock.now() >= closes_at
    if ended and not paper:
        raise Refused(_("The vote has closed. Ballots that came in time are being counted."))
    opens_at = poll.question.opens_at
    if opens_at is not None and clock.now() < opens_at:
        raise Refused(_("The vote has not opened yet."))


def mark_voters(*, poll: Poll, sheets: Sequence[Sheet]) -> list[UUID]:
    """Mark on the roll, and on the codes, that these have voted; return their lines of the roll; refuse who may not.

    The audit is given the day and not the moment, and nothing of the ballot, which has no identity outside the box.
    """
    codes = _codes_of(poll=poll, sheets=sheets)
    entries, fresh = _mark_roll(poll=poll, sheets=sheets, codes=codes)
    _use_codes([code for code in codes.values() if code.state == VotingCode.State.ISSUED])
    with clock.at(clock.now().replace(hour=0, minute=0, second=0, microsecond=0)):
        write_audits([audit_entry(act="vote", record=entry) for entry in fresh])
    return [entry.pk for entry in entries]


def _codes_of(*, poll: Poll, sheets: Sequence[Sheet]) -> dict[str, VotingCode]:
    """Return the codes of the sheets by their digest, locked; refuse one that lets no ballot in."""
    written = [sheet for sheet in sheets if sheet.code]
    digests = [digest_of(read_code(sheet.code)) for sheet in written]
    found = {
        code.digest: code
        for code in VotingCode.objects.select_for_update(of=("self",))
        .select_related("party")
        .filter(organisation_id=poll.organisation_id, poll=poll, digest__in=digests)
    }
    times = Counter(digests)
    for sheet, digest in zip(written, digests, strict=True):
        state = found[digest].state if digest in found else ""
        if state and times[digest] > 1:
            state = VotingCode.State.USED
        if state == VotingCode.State.USED and sheet.change:
            continue
        require_usable(code=sheet.code, state=state)
    return found


def _mark_roll(
    *, poll: Poll, sheets: Sequence[Sheet], codes: dict[str, VotingCode]
) -> tuple[list[RollEntry], list[RollEntry]]:
    """Mark on the roll that these have voted, each once; return their lines, and those that are marked anew."""
    wanted = [(sheet, codes[digest_of(read_code(sheet.code))] if sheet.code else None) for sheet in sheets]
    parties = [sheet.party or (code.party if code else None) for sheet, code in wanted]
    roll = RollEntry.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    known = {entry.party_id: entry for entry in roll.filter(party__in=[party for party in parties if party])}
    given = {entry.code_id: entry for entry in roll.filter(code__in=[code for _sheet, code in wanted if code])}
    entries, fresh = [], []
    for (sheet, code), party in zip(wanted, parties, strict=True):
        entry = (given.get(code.pk) if code else None) or (known.get(party.pk) if party else None)
        entry = _line_of(poll=poll, sheet=sheet, party=party, code=code, entry=entry)
        if not entry.voted:
            entry.code, entry.voted = code, True
            fresh.append(entry)
        if party:
            known[party.pk] = entry
        entries.append(entry)
    RollEntry.objects.bulk_create(
        fresh, batch_size=2000, update_conflicts=True, unique_fields=["id"], update_fields=["code", "voted"]
    )
    return entries, fresh


def _line_of(
    *, poll: Poll, sheet: Sheet, party: Party | None, code: VotingCode | None, entry: RollEntry | None
) -> RollEntry:
    """Return the line of the roll that a sheet is of, a new one where anybody may vote; refuse who may not."""
    if code is None and party is None:
        raise Refused(_("Sign in, or type the code from your letter."), "code")
    if entry is not None and entry.voted and not sheet.change:
        raise Refused(_("You have voted already, and your ballot counts. Each person has one."), "code")
    if sheet.change and (entry is None or not entry.voted):
        raise Refused(_("You have not voted yet: leave the code for changes empty."), "change")
    if entry is None and poll.roll_only and code is None:
        raise Refused(_("You are not on the roll of this vote, which was closed when it opened."))
    area = party.home_place_id if party else None
    return entry or RollEntry(organisation_id=poll.organisation_id, poll=poll, party=party, area_id=area)


def _use_codes(codes: list[VotingCode]) -> None:
    VotingCode.objects.filter(pk__in=[code.pk for code in codes]).update(state=VotingCode.State.USED)
    batches: dict[UUID, int] = {}
    for code in codes:
        batches[code.batch_id] = batches.get(code.batch_id, 0) + 1
    for batch, count in batches.items():
        CodeBatch.objects.filter(pk=batch).update(used_count=F("used_count") + count)


def ballot_of(*, poll: Poll, sheet: Sheet, channel: str) -> Ballot:
    """Return a ballot as it is kept: what it says, and how it came."""
    choices, points = rules.as_text(kind=poll.ballot_kind, choices=sheet.choices, points=sheet.points)
    return Ballot(organisation_id=poll.organisation_id, poll=poll, channel=channel, choices=choices, points=points)


def count_in(*, poll: Poll, channel: str, count: int) -> None:
    """Bring the stored turnout up to date."""
    Tally.objects.get_or_create(organisation_id=poll.organisation_id, poll=poll, channel=channel)
    Tally.objects.filter(organisation_id=poll.organisation_id, poll=poll, channel=channel).update(
        ballot_count=F("ballot_count") + count
    )
    Poll.objects.filter(pk=poll.pk).update(ballot_count=F("ballot_count") + count)
