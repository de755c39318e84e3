"""Writes that count: the official result by the published rule, and beside it what another rule would have decided."""

import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside import __version__
from alongside.blocks.rank.actions import locked
from alongside.blocks.rank.election import MINOR, election_of, options_of
from alongside.blocks.rank.models import Option, PaperBatch, Poll, Result
from alongside.blocks.rank.publishing import text_and_digest
from alongside.blocks.rank.roll.keys import erase_key
from alongside.blocks.rank.rules import LARGE_COUNT
from alongside.blocks.rank.sealing import digest_of_box
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.jobs.actions import Running, job, start_job
from alongside.core.jobs.models import Job
from alongside.core.people.models import Party
from alongside.core.threads.actions import tie
from alongside.engines.budgeting import (
    Election,
    Rule,
    certificate,
    count,
    explain,
    json_text,
    money_each_round,
    votes_each_round,
)
from alongside.kit.refused import Refused

JOB = "rank.count"


def ask_for_count(*, poll: Poll, actor: Party) -> Result | Job:
    """Count now, or, where there are very many ballots, as a job whose progress the page shows."""
    require("rank.count", party=actor, initiative=poll.question.initiative)
    _require_closed(poll)
    if poll.ballot_count <= LARGE_COUNT:
        return count_poll(poll=poll, actor=actor)
    return start_job(organisation=poll.question.organisation, kind=JOB, arguments={"poll": str(poll.pk)}, actor=actor)


@job(JOB)
def _count_as_job(running: Running) -> dict[str, Any]:
    poll = Poll.objects.get(organisation_id=running.job.organisation_id, pk=running.arguments["poll"])
    if poll.state == Poll.State.COUNTED:  # An earlier attempt finished and died before it could say so.
        return {}
    actor = running.job.asked_by
    result = count_poll(poll=poll, actor=actor, running=running)
    return {"result": str(result.pk)}


def _require_closed(poll: Poll) -> None:
    if poll.state == Poll.State.COUNTED:
        raise Refused(_("The votes have been counted."))
    if poll.state != Poll.State.CLOSED:
        raise Refused(_("Votes are counted after the vote has closed, not while people vote."))
    entering = PaperBatch.objects.filter(
        organisation_id=poll.organisation_id, poll=poll, state=PaperBatch.State.ENTERING
    ).first()
    if entering is not None:
        raise Refused(_("The batch of paper “%(label)s” is not in the box yet.") % {"label": entering.label})


@transaction.atomic
def count_poll(*, poll: Poll, actor: Party | None, running: Running | None = None) -> Result:
    """Count the ballots by the rule that was published before the vote, and write down why each won or lost.

    Refuses before closing and twice, while a batch of paper is being entered, and where the box is not as it was
    sealed: somebody has then changed a ballot. The key under which evidence was hashed is erased.
    """
    require("rank.count", party=actor, initiative=poll.question.initiative)
    poll = locked(poll)
    _require_closed(poll)
    if digest_of_box(poll) != poll.sealed_digest:
        raise Refused(_("The box is not as it was sealed: a ballot was changed since. Nothing is counted."))
    options = options_of(poll)
    election = election_of(poll, options)
    official = _write_result(poll=poll, rule=poll.rule, options=options, election=election, running=running)
    if poll.other_rule:
        _write_result(
            poll=poll, rule=poll.other_rule, options=options, election=election, running=running, official=False
        )
    poll.state = Poll.State.COUNTED
    poll.save(update_fields=["state"])
    erase_key(poll)
    tie(source=poll.question, target=official, relation="became")
    write_audit(
        act="count_poll",
        record=poll,
        actor=actor,
        before={"state": "closed"},
        after={"state": "counted", "ballots": official.voters, "file": official.file_digest},
    )
    return official


def _write_result(
    *, poll: Poll, rule: str, options: list[Option], election: Election, running: Running | None, official: bool = True
) -> Result:
    def tell(raises: int, spent: object) -> None:
        if running is not None and raises % 200 == 0:
            running.progress(raises, 0)

    found = count(election, Rule.from_json(rule), progress=tell)
    number = {option.key: option.number for option in options}
    winners = [number[key] for key in found.order]
    reasons = {str(number[key]): reason.as_data() for key, reason in explain(found).items()}
    rounds = {"money_each_round": money_each_round(found), "effective_votes_each_round": votes_each_round(found)}
    for name, told in rounds.items() if official else ():
        for key, each in told.items():
            reasons[str(number[key])][name] = each
    engine = found.as_data() | ({"share": str(found.share)} if found.share is not None else {})
    return Result.objects.create(
        organisation_id=poll.organisation_id,
        poll=poll,
        official=official,
        rule=rule,
        winners=winners,
        spent=int(found.spent * MINOR),
        voters=found.voters,
        reasons=_as_json(reasons),
        engine=_as_json(engine),
        software=f"alongside {__version__}",
        file_digest=text_and_digest(poll, winners=winners)[1],
        certificate=certificate(found) if official else "",
    )


def _as_json(data: Any) -> Any:
    """Return data for a JSON column: numbers that are not whole as text with all their digits."""
    return json.loads(json_text(data), parse_float=str)
