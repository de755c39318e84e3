"""A vote for programs: its ballot, casting, turnout and result. A ballot goes in and cannot be asked for again."""

import json
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.casting import BY_STAFF, Sheet, cast_ballot, void_ballot
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import ask_for_count
from alongside.blocks.rank.election import options_of
from alongside.blocks.rank.models import Channel, Poll, Result
from alongside.blocks.rank.publishing import receipts_text
from alongside.blocks.rank.roll.codes import find_code
from alongside.blocks.rank.roll.limits import address_of, note_ballot, refuse_beyond
from alongside.blocks.rank.roll.rules import WRONG_CODE
from alongside.blocks.rank.turnout import shown_areas, turnout_by_channel
from alongside.blocks.rank.visit import visible_poll
from alongside.core.api.access import MAY, MUST, actor_of, party_of
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import NO_NUL, Given
from alongside.core.people.models import Party
from alongside.kit.refused import Refused

router = Router(tags=["rank"])
Number = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]


class BallotOptionOut(Schema):
    """One thing that a ballot can name, by its number."""

    number: int
    contribution_id: UUID
    title: str
    summary: str
    cost: int
    category: str
    neighbourhood_id: UUID | None


class PollOut(Schema):
    """What a ballot may say, how much there is (minor units), and the rule that counts it, with every parameter."""

    question_id: UUID
    ballot_kind: str
    budget: int
    currency: str
    most_choices: int | None
    most_points: int | None
    roll_only: bool
    rule: dict[str, Any]
    other_rule: dict[str, Any] | None
    state: str
    options: list[BallotOptionOut]


class BallotIn(Given):
    """Numbers of options, best first where the ballot is ranked; points beside them where it has any.

    `code` from a letter; without one, whoever the key is of votes. `channel` is for staff who help somebody. `change`:
    the code for changes of the ballot that this one replaces, where the last one counts.
    """

    choices: Annotated[list[Number], Field(max_length=1000)]
    points: Annotated[list[Number], Field(max_length=1000)] = []
    code: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9 -]*$")] = ""
    channel: Literal["web", "assisted"] = "web"
    change: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9 -]*$")] = ""


class SlipOut(Schema):
    """What the voter keeps, told this once: the receipt, "" where a ballot was changed, and the code for changes."""

    receipt: str
    change: str


class VoidIn(Given):
    """The slip of a voter who wants their own ballot taken out, and why."""

    receipt: Annotated[str, Field(max_length=40, pattern=NO_NUL)]
    change: Annotated[str, Field(max_length=40, pattern=NO_NUL)]
    why: Annotated[str, Field(max_length=200, pattern=NO_NUL)]


class VoteMoveIn(Given):
    """One step of a vote."""

    to: Literal["open", "closed", "counted"]


class MovedOut(Schema):
    """Where the vote is now; a large count runs as a job, and says `counted` once it is done."""

    state: str


class FateOut(Schema):
    """What became of one option, and every figure that decided it."""

    number: int
    won: bool
    reason: dict[str, Any]


class ResultOut(Schema):
    """One count by one rule. `winners` are numbers of options in the order in which they won."""

    official: bool
    rule: dict[str, Any]
    winners: list[int]
    spent: int
    voters: int
    software: str
    file_digest: str
    options: list[FateOut]


class NumberOut(Schema):
    """A number of ballots; null where it would speak of few people."""

    name: str
    count: int | None


class SealOut(Schema):
    """What was said of the box at a moment: see `alongside seal`."""

    at: datetime
    ballots: int
    receipts: int
    digest: str


class TurnoutOut(Schema):
    """Who voted, as numbers. `sealed_digest` stands for the closed box: nobody changes a ballot unseen."""

    ballots: int
    spoiled: int
    voided: int
    replaced: int
    sealed_digest: str
    seals: list[SealOut]
    channels: list[NumberOut]
    areas: list[NumberOut]


@router.get("/questions/{uuid:key}/poll", auth=MAY, response={200: PollOut, **REPLIES})
def poll(request: HttpRequest, key: UUID) -> Any:
    """The vote and what stands on its ballot, in the order of the numbers: show each voter an order of their own."""
    found = visible_poll(request, key)
    names = "question_id ballot_kind budget currency most_choices most_points roll_only state"
    return {name: getattr(found, name) for name in names.split()} | {
        "rule": json.loads(found.rule),
        "other_rule": json.loads(found.other_rule) if found.other_rule else None,
        "options": options_of(found),
    }


@router.post("/questions/{uuid:key}/ballots", auth=MAY, response={201: SlipOut, **REPLIES})
def cast(request: HttpRequest, key: UUID, payload: BallotIn) -> Any:
    """Put a ballot in the box; the first or the last of a person counts (rule 11). Only the voter's slip comes back."""
    found, party = visible_poll(request, key), party_of(request)
    sheet = Sheet(
        choices=payload.choices,
        points=payload.points,
        code=payload.code,
        party=_voter(payload, party),
        change=payload.change,
    )
    if payload.code:
        _count_wrong(request, found, payload)
    channel: str = Channel.CODE if payload.code and payload.channel == "web" else payload.channel
    slip = cast_ballot(poll=found, sheet=sheet, channel=channel, actor=party)
    note_ballot(poll=found, request=request, kiosk=channel == Channel.ASSISTED)
    return Status(201, {"receipt": slip.receipt, "change": slip.change})


def _count_wrong(request: HttpRequest, poll: Poll, payload: BallotIn) -> None:
    """Count a code that is none for its address, and refuse to try too many."""
    try:
        find_code(poll=poll, code=payload.code)
    except Refused:
        if not payload.change:
            refuse_beyond(poll=poll, limit=WRONG_CODE, place=address_of(request))


def _voter(payload: BallotIn, party: Party | None) -> Party | None:
    """Who votes: nobody that we know where a code does, and never the member of staff who enters it."""
    return None if payload.code or payload.channel in BY_STAFF else party


@router.post("/questions/{uuid:key}/ballots/void", auth=MUST, response={204: None, **REPLIES})
def void(request: HttpRequest, key: UUID, payload: VoidIn) -> Any:
    """Take a ballot out whose own voter asks for it and shows the whole slip; for the team that runs the vote."""
    void_ballot(poll=visible_poll(request, key), actor=actor_of(request), **payload.dict())
    return Status(204, None)


@router.post("/questions/{uuid:key}/poll/move", auth=MUST, response={200: MovedOut, **REPLIES})
def move(request: HttpRequest, key: UUID, payload: VoteMoveIn) -> Any:
    """Open, close or count the vote; for the team that runs it."""
    found, actor = visible_poll(request, key), actor_of(request)
    {"open": open_poll, "closed": close_poll, "counted": ask_for_count}[payload.to](poll=found, actor=actor)
    found.refresh_from_db(fields=["state"])
    return {"state": found.state}


@router.get("/questions/{uuid:key}/turnout", auth=MAY, response={200: TurnoutOut, **REPLIES})
def turnout(request: HttpRequest, key: UUID) -> Any:
    """How many voted, by channel and area; once the vote has closed."""
    found = visible_poll(request, key)
    if found.state not in {Poll.State.CLOSED, Poll.State.COUNTED}:
        raise Refused(_("The vote has not closed yet."))
    return {
        "ballots": found.ballot_count,
        "spoiled": found.spoiled_count,
        "voided": found.voided_count,
        "replaced": found.replaced_count,
        "sealed_digest": found.sealed_digest,
        "seals": list(found.seals.order_by("number")),
        "channels": [{"name": name, "count": count} for name, count in turnout_by_channel(found)],
        "areas": [{"name": name, "count": count} for name, count in shown_areas(found)],
    }


@router.get("/questions/{uuid:key}/receipts", auth=MAY, response={200: list[str], **REPLIES})
def receipts(request: HttpRequest, key: UUID) -> Any:
    """The sorted receipts of all ballots from screens, once the box is sealed; they lead to no ballot."""
    found = visible_poll(request, key)
    if not found.sealed_digest:
        raise Refused(_("The vote has not closed yet."))
    return receipts_text(found).split()


@router.get("/questions/{uuid:key}/results", auth=MAY, response={200: list[ResultOut], **REPLIES})
def results(request: HttpRequest, key: UUID) -> Any:
    """The result and what the other rule would have decided, the official one first; once it is counted."""
    found = visible_poll(request, key)
    if found.state != Poll.State.COUNTED:
        raise Refused(_("The votes have not been counted yet."))
    rows = (
        Result.objects.filter(organisation_id=found.organisation_id, poll=found)
        .defer("certificate")
        .order_by("-official", "id")
    )
    return [_show(result) for result in rows]


def _show(result: Result) -> dict[str, Any]:
    names = "official winners spent voters software file_digest"
    fates = [
        {"number": int(number), "won": int(number) in result.winners, "reason": reason}
        for number, reason in result.reasons.items()
    ]
    return {name: getattr(result, name) for name in names.split()} | {
        "rule": json.loads(result.rule),
        "options": sorted(fates, key=lambda fate: fate["number"]),
    }
