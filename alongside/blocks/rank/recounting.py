"""Counting a vote again: seal, roll, codes, receipts, paper, and the result, from the tables and from the file."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum

from alongside.blocks.rank.election import election_of, options_of
from alongside.blocks.rank.models import (
    Ballot,
    Channel,
    CodeBatch,
    PaperBatch,
    Poll,
    Receipt,
    RollEntry,
    Tally,
    TextCode,
    Tries,
)
from alongside.blocks.rank.publishing import text_and_digest
from alongside.blocks.rank.sealing import digest_of_box
from alongside.engines.budgeting import Rule, check, count
from alongside.standards.pabulib import read, text_of


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was counted again: what was written down, and what is found now."""

    what: str
    said: str
    found: str

    @property
    def holds(self) -> bool:
        """Say whether they are the same."""
        return self.said == self.found


def recount(poll: Poll) -> list[Check]:
    """Count everything about a vote again, from the rows and from the file as it is published; nothing is written."""
    checks = [*_box(poll), *_codes(poll), *_paper(poll)]
    if not hasattr(poll, "imported"):
        checks += _roll(poll)
    if poll.state in (Poll.State.CLOSED, Poll.State.COUNTED):
        checks += _sealed(poll)
    if poll.state == Poll.State.COUNTED:
        checks += _result(poll)
    return checks


def _check(what: str, said: object, found: object) -> Check:
    return Check(what=what, said=str(said), found=str(found))


def _box(poll: Poll) -> Iterator[Check]:
    rows = Ballot.objects.filter(organisation_id=poll.organisation_id, poll=poll).count()
    tallies = Tally.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    yield _check("ballots in the box", poll.ballot_count, rows)
    yield _check(
        "ballots by channel, together", poll.ballot_count, tallies.aggregate(all=Sum("ballot_count"))["all"] or 0
    )
    if hasattr(poll, "imported"):
        return
    paper = tallies.filter(channel=Channel.PAPER).aggregate(all=Sum("ballot_count"))["all"] or 0
    receipts = Receipt.objects.filter(organisation_id=poll.organisation_id, poll=poll).count()
    yield _check("receipts, one for each ballot that is not paper", rows - paper, receipts)


def _roll(poll: Poll) -> Iterator[Check]:
    batches = PaperBatch.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    waiting = batches.filter(state=PaperBatch.State.ENTERING).aggregate(all=Sum("paper_count"))["all"] or 0
    voted = RollEntry.objects.filter(organisation_id=poll.organisation_id, poll=poll, voted=True).count()
    accounted = poll.ballot_count + poll.spoiled_count + poll.voided_count + waiting
    yield _check("on the roll have voted: counted, spoiled, taken out, paper that waits", accounted, voted)


def _codes(poll: Poll) -> Iterator[Check]:
    batches = CodeBatch.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("first")
    counted = batches.annotate(
        made=Count("codes"), used=Count("codes", Q(codes__state="used")), void=Count("codes", Q(codes__state="void"))
    )
    wrong = counted.exclude(size=F("made"), used_count=F("used"), void_count=F("void"))
    yield _check("batches of codes that do not add up", 0, wrong.count())


def _paper(poll: Poll) -> Iterator[Check]:
    batches = list(PaperBatch.objects.filter(organisation_id=poll.organisation_id, poll=poll))
    wrong = [batch for batch in batches if batch.arrived_count != batch.paper_count + len(batch.aside)]
    yield _check("batches of paper that do not add up", 0, len(wrong))
    yield _check("spoiled papers", poll.spoiled_count, sum(batch.spoiled_count for batch in batches))


def _sealed(poll: Poll) -> Iterator[Check]:
    here = {"organisation_id": poll.organisation_id, "poll": poll}
    yield _check("seal of the box", poll.sealed_digest, digest_of_box(poll))
    last = poll.seals.order_by("number").last()
    yield _check("the last seal that was said", poll.sealed_digest, last.digest if last else "none")
    yield _check("codes for changes that are left", 0, Ballot.objects.filter(**here).exclude(digest="").count())
    left = Tries.objects.filter(**here).count() + TextCode.objects.filter(**here).count()
    yield _check("counters of addresses that are left", 0, left)


def _result(poll: Poll) -> Iterator[Check]:
    official = poll.results.get(official=True)
    text, digest = text_and_digest(poll, winners=official.winners)
    yield _check("published file, byte for byte", official.file_digest, digest)
    if not hasattr(poll, "imported"):
        yield _check("published file, read and written again", text.encode(), text_of(read(text)).encode())
    rule, options = Rule.from_json(official.rule), options_of(poll)
    keys = {option.number: option.key for option in options}
    said = ", ".join(keys[number] for number in official.winners)
    yield _check("winners, from the tables", said, ", ".join(count(election_of(poll, options), rule).order))
    wrong = check(official.certificate, read(text).election) if official.certificate else None
    yield _check("certificate, from the published file", "holds", wrong or "holds")
    yield _check("winners, from the published file", said, ", ".join(count(read(text).election, rule).order))
