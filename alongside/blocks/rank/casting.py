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
from alongside.blocks.rank.models import Ballot, Channel, CodeBatch, Option, Poll, RollEntry, Tally, VotingCode
from alongside.blocks.rank.sealing import lay_in
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.rules import read_code
from alongside.core.initiatives.permissions import require
from alongside.core.people.actions import digest_of
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.refused import Refused

BY_STAFF = frozenset({Channel.ASSISTED, Channel.PAPER})


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One filled-in ballot: numbers of options, points beside them where it has any, and who or which code it is of."""

    choices: Sequence[int]
    points: Sequence[int] = ()
    party: Party | None = None
    code: str = ""


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
        "points_over": ngettext("That is %(count)s point too many.", "That is %(count)s points too many.", amount)
        % {"count": amount},
    }
    raise Refused(words[found.why], "choices")


@transaction.atomic
def cast_ballot(*, poll: Poll, sheet: Sheet, channel: str, actor: Party | None) -> None:
    """Let one ballot in. The first of a person or a code counts; a second one is refused (rule 11)."""
    cast_ballots(poll=poll, sheets=[sheet], channel=channel, actor=actor)


@transaction.atomic
def cast_ballots(*, poll: Poll, sheets: Sequence[Sheet], channel: str, actor: Party | None) -> int:
    """Let ballots in, all or none, and return how many; a batch of paper is entered like this.

    Refuses by role, outside the vote's time (paper that came in time: until it is counted), what a ballot may not say,
    an unknown, void or used code, somebody who is not on a frozen roll, and a second ballot.
    """
    act = "rank.enter_paper" if channel in BY_STAFF else "rank.cast"
    require(act, party=actor, initiative=poll.question.initiative)
    poll = locked(poll)
    _require_time(poll=poll, channel=channel)
    paper = paper_of(poll)
    for sheet in sheets:
        if found := rules.wrong(paper=paper, choices=sheet.choices, points=sheet.points):
            refuse_wrong(poll=poll, found=found)
    codes = _codes_of(poll=poll, sheets=sheets)
    entries = _mark_roll(poll=poll, sheets=sheets, codes=codes)
    _use_codes(list(codes.values()))
    lay_in(poll=poll, ballots=[_ballot(poll=poll, sheet=sheet, channel=channel) for sheet in sheets])
    _count(poll=poll, channel=channel, count=len(sheets))
    # The day is written, not the moment; and nothing of the ballot, which has no identity outside the box.
    with clock.at(clock.now().replace(hour=0, minute=0, second=0, microsecond=0)):
        for entry in entries:
            write_audit(act="vote", record=entry)
    return len(sheets)


def _require_time(*, poll: Poll, channel: str) -> None:
    if poll.state == Poll.State.PREPARING:
        raise Refused(_("The vote has not opened yet."))
    if poll.state == Poll.State.COUNTED:
        raise Refused(_("The votes have been counted. You can read the result."))
    closes_at = poll.question.closes_at
    ended = poll.state == Poll.State.CLOSED or closes_at is None or clock.now() >= closes_at
    if ended and channel != Channel.PAPER:
        raise Refused(_("The vote has closed. Ballots that came in time are being counted."))
    opens_at = poll.question.opens_at
    if opens_at is not None and clock.now() < opens_at:
        raise Refused(_("The vote has not opened yet."))


def _codes_of(*, poll: Poll, sheets: Sequence[Sheet]) -> dict[str, VotingCode]:
    """Return the codes of the sheets by their digest, locked; refuse one that lets no ballot in."""
    written = [sheet.code for sheet in sheets if sheet.code]
    digests = [digest_of(read_code(code)) for code in written]
    found = {
        code.digest: code
        for code in VotingCode.objects.select_for_update(of=("self",))
        .select_related("party")
        .filter(organisation_id=poll.organisation_id, poll=poll, digest__in=digests)
    }
    times = Counter(digests)
    for code, digest in zip(written, digests, strict=True):
        state = found[digest].state if digest in found else ""
        if state == VotingCode.State.USED or (state and times[digest] > 1):
            raise Refused(
                _("A ballot with the code %(code)s is in the box already. The first one counts.") % {"code": code},
                "code",
            )
        if state == VotingCode.State.VOID:
            raise Refused(
                _("The code %(code)s was made void. Ask the returning officer for another.") % {"code": code}, "code"
            )
        if not state:
            raise Refused(
                _("There is no code %(code)s for this vote. Look again at your letter.") % {"code": code}, "code"
            )
    return found


# long: it names its keyword arguments one to a line
def _mark_roll(*, poll: Poll, sheets: Sequence[Sheet], codes: dict[str, VotingCode]) -> list[RollEntry]:
    """Mark on the roll that these have voted, each once."""
    wanted = []
    for sheet in sheets:
        code = codes[digest_of(read_code(sheet.code))] if sheet.code else None
        party = sheet.party or (code.party if code else None)
        if code is None and party is None:
            raise Refused(_("Sign in, or type the code from your letter."), "code")
        wanted.append((party, code))
    known = {
        entry.party_id: entry
        for entry in RollEntry.objects.filter(
            organisation_id=poll.organisation_id, poll=poll, party__in=[party for party, _code in wanted if party]
        )
    }
    entries = []
    for party, code in wanted:
        entry = known.get(party.pk) if party else None
        if entry is not None and entry.voted:
            raise Refused(_("You have voted already, and your ballot counts. Each person has one."), "code")
        if entry is None and poll.roll_only and code is None:
            raise Refused(_("You are not on the roll of this vote, which was closed when it opened."))
        entry = entry or RollEntry(
            organisation_id=poll.organisation_id,
            poll=poll,
            party=party,
            area_id=party.home_place_id if party else None,
        )
        entry.code, entry.voted = code, True
        if party:
            known[party.pk] = entry
        entries.append(entry)
    RollEntry.objects.bulk_create(
        entries, batch_size=2000, update_conflicts=True, unique_fields=["id"], update_fields=["code", "voted"]
    )
    return entries


def _use_codes(codes: list[VotingCode]) -> None:
    VotingCode.objects.filter(pk__in=[code.pk for code in codes]).update(state=VotingCode.State.USED)
    batches: dict[UUID, int] = {}
    for code in codes:
        batches[code.batch_id] = batches.get(code.batch_id, 0) + 1
    for batch, count in batches.items():
        CodeBatch.objects.filter(pk=batch).update(used_count=F("used_count") + count)


def _ballot(*, poll: Poll, sheet: Sheet, channel: str) -> Ballot:
    choices, points = rules.as_text(kind=poll.ballot_kind, choices=sheet.choices, points=sheet.points)
    return Ballot(organisation_id=poll.organisation_id, poll=poll, channel=channel, choices=choices, points=points)


def _count(*, poll: Poll, channel: str, count: int) -> None:
    Tally.objects.get_or_create(organisation_id=poll.organisation_id, poll=poll, channel=channel)
    Tally.objects.filter(organisation_id=poll.organisation_id, poll=poll, channel=channel).update(
        ballot_count=F("ballot_count") + count
    )
    Poll.objects.filter(pk=poll.pk).update(ballot_count=F("ballot_count") + count)
