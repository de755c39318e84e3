"""Writes that bring paper into the count: checking counterfoils, entering twice, settling differences, accepting.

Who votes on paper is known by the counterfoil, or the outer envelope, with its code; what they chose stands on the
ballot, without one. Counterfoils are checked first, while both are still together, so that a second ballot of somebody
can be set aside unopened. Then they are parted, and nothing joins them again.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.rank import rules
from alongside.blocks.rank.actions import locked
from alongside.blocks.rank.casting import (
    Sheet,
    ballot_of,
    count_in,
    mark_voters,
    paper_of,
    refuse_wrong,
    require_time,
)
from alongside.blocks.rank.models import Channel, PaperBatch, PaperSheet, Poll, RollEntry, VotingCode
from alongside.blocks.rank.paper.rules import SPOILED, Difference, Reading, differences, read_numbers
from alongside.blocks.rank.sealing import lay_in, seal
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.rules import read_code
from alongside.core.initiatives.permissions import may, require
from alongside.core.people.actions import digest_of
from alongside.core.people.models import Party
from alongside.kit.refused import Refused

MOST_PAPERS = 500


@transaction.atomic
# long: one piece, so that it reads as it is done at the table
def check_in(*, poll: Poll, label: str, arrived: int, codes: Sequence[str], actor: Party) -> PaperBatch:
    """Check the counterfoils of a stack against the roll; return the batch of those that may count.

    `arrived`: how many papers were counted by hand; refuses another number of codes. A code that is unknown, void or
    used, or whose person has voted already, is set aside with its reason. The others are marked on the roll at once, so
    that nobody votes on a screen meanwhile.
    """
    require("rank.enter_paper", party=actor, initiative=poll.question.initiative)
    poll = locked(poll)
    require_time(poll, paper=True)
    if not label.strip():
        raise Refused(_("Name the batch, so that you find the stack again."), "label")
    if not 1 <= arrived <= MOST_PAPERS:
        raise Refused(_("Between 1 and %(most)s papers in a batch.") % {"most": MOST_PAPERS}, "arrived")
    if len(codes) != arrived:
        raise Refused(
            ngettext(
                "%(arrived)s papers were counted, but %(count)s code is written here.",
                "%(arrived)s papers were counted, but %(count)s codes are written here.",
                len(codes),
            )
            % {"arrived": arrived, "count": len(codes)},
            "codes",
        )
    good, aside = _sorted_out(poll=poll, codes=codes)
    batch = PaperBatch.objects.create(
        organisation_id=poll.organisation_id,
        poll=poll,
        label=label.strip()[:120],
        arrived_count=arrived,
        paper_count=len(good),
        aside=aside,
        by=actor,
        state=PaperBatch.State.ENTERING if good else PaperBatch.State.ACCEPTED,
    )
    mark_voters(poll=poll, sheets=[Sheet(choices=(), code=code) for code in good])
    write_audit(
        act="check_in_paper",
        record=batch,
        actor=actor,
        after={"arrived": arrived, "to_enter": len(good), "set_aside": len(aside)},
    )
    return batch


def _sorted_out(*, poll: Poll, codes: Sequence[str]) -> tuple[list[str], list[dict[str, str]]]:
    """Return the codes that may count, and of each other its number and why it was set aside. No code is kept."""
    digests = [digest_of(read_code(code)) for code in codes]
    known = {
        code.digest: code
        for code in VotingCode.objects.filter(organisation_id=poll.organisation_id, poll=poll, digest__in=digests)
    }
    roll = RollEntry.objects.filter(organisation_id=poll.organisation_id, poll=poll, voted=True)
    voted = set(roll.filter(party__in=[code.party_id for code in known.values() if code.party_id]).values_list("party"))
    good, aside, seen, people = [], [], set(), {key for (key,) in voted}
    for code, digest in zip(codes, digests, strict=True):
        found = known.get(digest)
        why = ""
        if found is None:
            why = _("no code of this vote")
        elif digest in seen:
            why = _("the same code twice in this stack")
        elif found.state == VotingCode.State.VOID:
            why = _("made void: %(why)s") % {"why": found.void_why}
        elif found.state == VotingCode.State.USED or (found.party_id and found.party_id in people):
            why = _("a ballot of this person is in the box already")
        if why:
            aside.append({"serial": str(found.serial) if found else "", "why": why})
            continue
        seen.add(digest)
        if found is not None and found.party_id:
            people.add(found.party_id)
        good.append(code)
    return good, aside


def read_paper(*, poll: Poll, text: str, place: int, paper: rules.Paper | None = None) -> Reading:
    """Read what was typed for one paper: the numbers that are marked, or a letter that says why it is spoiled.

    `paper` is what a ballot of the poll may say, where the caller has read that already. Refuses what is neither, and
    numbers that no ballot may have, with the place in the stack.
    """
    typed = text.strip().lower()
    if typed in SPOILED:
        return Reading(spoiled=SPOILED[typed])
    try:
        numbers, points = read_numbers(typed)
    except ValueError:
        raise Refused(
            _("Paper %(place)s: write the numbers that are marked, or a letter for a spoiled one.") % {"place": place},
            "papers",
        ) from None
    if found := rules.wrong(paper=paper or paper_of(poll), choices=numbers, points=points):
        try:
            refuse_wrong(poll=poll, found=found)
        except Refused as refused:
            raise Refused(
                _("Paper %(place)s: %(why)s If it is marked so, type the letter of a spoiled paper.")
                % {"place": place, "why": refused.message},
                "papers",
            ) from None
    choices, given = rules.as_text(kind=poll.ballot_kind, choices=numbers, points=points)
    return Reading(choices=choices, points=given)


@transaction.atomic
# long: one piece, so that it reads as it is done at the table
def enter_papers(*, batch: PaperBatch, papers: Sequence[str], actor: Party) -> PaperBatch:
    """Enter all papers of a batch, in the order of the stack. The second entry is another person's, who sees no first.

    Refuses another number of papers than was counted, the same person twice, and a third entry.
    """
    initiative = batch.poll.question.initiative
    # A method may let others read than those who check in and accept: the other side, at best.
    if not may("rank.check_paper", party=actor, initiative=initiative):
        require("rank.enter_paper", party=actor, initiative=initiative)
    batch = _entering(batch)
    if batch.first_by_id is not None and batch.second_by_id is not None:
        raise Refused(_("It was entered twice already. Settle the differences."))
    if batch.first_by_id == actor.pk:
        raise Refused(_("You entered it the first time. Somebody else does it the second time."))
    if len(papers) != batch.paper_count:
        raise Refused(
            _("%(count)s papers are entered here, but %(papers)s were counted. Count the stack again.")
            % {"count": len(papers), "papers": batch.paper_count},
            "papers",
        )
    turn = 1 if batch.first_by_id is None else 2
    paper = paper_of(batch.poll)
    readings = [
        read_paper(poll=batch.poll, text=text, place=place, paper=paper) for place, text in enumerate(papers, start=1)
    ]
    PaperSheet.objects.bulk_create(
        PaperSheet(
            organisation_id=batch.organisation_id,
            batch=batch,
            turn=turn,
            place=place,
            choices=reading.choices,
            points=reading.points,
            spoiled=reading.spoiled,
        )
        for place, reading in enumerate(readings, start=1)
    )
    if turn == 1:
        batch.first_by = actor
    else:
        batch.second_by = actor
    batch.save(update_fields=["first_by", "second_by"])
    write_audit(act="enter_papers", record=batch, actor=actor, after={"turn": turn, "papers": len(papers)})
    return batch


def _entering(batch: PaperBatch) -> PaperBatch:
    """Return the batch under a lock; refuse one that is in the box."""
    found = (
        PaperBatch.objects.select_for_update(of=("self",))
        .select_related("poll__question__initiative", "poll__question__organisation")
        .get(pk=batch.pk)
    )
    if found.state != PaperBatch.State.ENTERING:
        raise Refused(_("This batch is in the box already."))
    require_time(found.poll, paper=True)
    return found


def readings_of(batch: PaperBatch, turn: int) -> dict[int, Reading]:
    """Return what one of the two people read, by place in the stack."""
    rows = PaperSheet.objects.filter(organisation_id=batch.organisation_id, batch=batch, turn=turn)
    return {
        place: Reading(choices=choices, points=points, spoiled=spoiled)
        for place, choices, points, spoiled in rows.values_list("place", "choices", "points", "spoiled")
    }


def differences_of(batch: PaperBatch) -> list[Difference]:
    """Return the papers that the two read differently."""
    return differences(first=readings_of(batch, 1), second=readings_of(batch, 2))


@transaction.atomic
def settle(*, batch: PaperBatch, place: int, text: str, actor: Party) -> PaperBatch:
    """Say what a paper says on which two differed, once both have looked at it again."""
    require("rank.enter_paper", party=actor, initiative=batch.poll.question.initiative)
    batch = _entering(batch)
    differs = next((one for one in differences_of(batch) if one.place == place), None)
    if differs is None:
        raise Refused(_("The two do not differ on paper %(place)s.") % {"place": place}, "place")
    reading = read_paper(poll=batch.poll, text=text, place=place)
    sheets = PaperSheet.objects.filter(organisation_id=batch.organisation_id, batch=batch, place=place)
    sheets.update(choices=reading.choices, points=reading.points, spoiled=reading.spoiled)
    write_audit(act="settle_paper", record=batch, actor=actor, after={"place": place})
    return batch


@transaction.atomic
def accept_batch(*, batch: PaperBatch, actor: Party) -> PaperBatch:
    """Put a batch in the box. Refuses before it was entered twice, and while the two differ: the totals must agree.

    Spoiled papers are counted, with their reasons, and put nothing in the box. After closing the box is sealed anew.
    """
    require("rank.enter_paper", party=actor, initiative=batch.poll.question.initiative)
    poll = locked(batch.poll)
    batch = _entering(batch)
    first, second = readings_of(batch, 1), readings_of(batch, 2)
    if len(first) != batch.paper_count or len(second) != batch.paper_count:
        raise Refused(_("Two people enter every paper before the batch goes into the box."))
    if differs := differences(first=first, second=second):
        raise Refused(
            _("The two differ on paper %(places)s. Look at it together.")
            % {"places": ", ".join(str(one.place) for one in differs)}
        )
    counted = [reading for reading in first.values() if not reading.spoiled]
    ballots = [ballot_of(poll=poll, sheet=_sheet(reading), channel=Channel.PAPER) for reading in counted]
    lay_in(poll=poll, rows=ballots)
    count_in(poll=poll, channel=Channel.PAPER, count=len(ballots))
    batch.state, batch.spoiled_count = PaperBatch.State.ACCEPTED, batch.paper_count - len(ballots)
    batch.save(update_fields=["state", "spoiled_count"])
    poll.refresh_from_db()
    poll.spoiled_count += batch.spoiled_count
    if poll.state == Poll.State.CLOSED:
        poll.sealed_digest = seal(poll).digest
    poll.save(update_fields=["spoiled_count", "sealed_digest"])
    after = {"ballots": len(ballots), "spoiled": batch.spoiled_count, "sealed": poll.sealed_digest}
    write_audit(act="accept_paper", record=batch, actor=actor, after=after)
    return batch


def _sheet(reading: Reading) -> Sheet:
    points = [int(given) for given in reading.points.split(",") if given]
    return Sheet(choices=[int(number) for number in reading.choices.split(",")], points=points)
