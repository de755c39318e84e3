"""A vote for programs: its ballot, casting, turnout and result. A ballot goes in and cannot be asked for again."""

import json
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.blocks.rank.actions import close_poll, open_poll
from alongside.blocks.rank.casting import BY_STAFF, Sheet, cast_ballot
from alongside.blocks.rank.counting import ask_for_count
from alongside.blocks.rank.election import options_of
from alongside.blocks.rank.models import Channel, Poll, Result
from alongside.blocks.rank.turnout import shown_areas, turnout_by_channel
from alongside.core.api.access import MAY, MUST, actor_of, organisation_of, party_of
from alongside.core.api.finding import visible_question
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Given
from alongside.core.people.models import Party
from alongside.kit.refused import Refused

router = Router(tags=["rank"])
Number = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]


class OptionOut(Schema):
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
    options: list[OptionOut]


class BallotIn(Given):
    """Numbers of options, best first where the ballot is ranked; points beside them where it has any.

    `code` from a letter; without one, whoever the key is of votes. `channel` is for staff who enter a ballot.
    """

    choices: Annotated[list[Number], Field(max_length=1000)]
    points: Annotated[list[Number], Field(max_length=1000)] = []
    code: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9 -]*$")] = ""
    channel: Literal["web", "paper", "assisted"] = "web"


class MoveIn(Given):
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


class TurnoutOut(Schema):
    """Who voted, as numbers. `sealed_digest` stands for the closed box: nobody changes a ballot unseen."""

    ballots: int
    sealed_digest: str
    channels: list[NumberOut]
    areas: list[NumberOut]


def _poll(request: HttpRequest, key: UUID) -> Poll:
    question = visible_question(request, key, block="rank")
    rows = Poll.objects.select_related("question__initiative", "question__organisation")
    return get_object_or_404(rows, organisation=organisation_of(request), question=question)


@router.get("/questions/{uuid:key}/poll", auth=MAY, response={200: PollOut, **REPLIES})
def poll(request: HttpRequest, key: UUID) -> Any:
    """The vote and what stands on its ballot, in the order of the numbers: show each voter an order of their own."""
    found = _poll(request, key)
    names = "question_id ballot_kind budget currency most_choices most_points roll_only state"
    return {name: getattr(found, name) for name in names.split()} | {
        "rule": json.loads(found.rule),
        "other_rule": json.loads(found.other_rule) if found.other_rule else None,
        "options": options_of(found),
    }


@router.post("/questions/{uuid:key}/ballots", auth=MAY, response={204: None, **REPLIES})
def cast(request: HttpRequest, key: UUID, payload: BallotIn) -> Any:
    """Put a ballot in the box; the first of a person or a code counts (rule 11), and only that it is in comes back."""
    found, party = _poll(request, key), party_of(request)
    sheet = Sheet(
        choices=payload.choices,
        points=payload.points,
        code=payload.code,
        party=_voter(payload, party),
    )
    channel = Channel.CODE if payload.code and payload.channel == "web" else payload.channel
    cast_ballot(poll=found, sheet=sheet, channel=channel, actor=party)
    return Status(204, None)


def _voter(payload: BallotIn, party: Party | None) -> Party | None:
    """Who votes: nobody that we know where a code does, and never the member of staff who enters it."""
    return None if payload.code or payload.channel in BY_STAFF else party


@router.post("/questions/{uuid:key}/poll/move", auth=MUST, response={200: MovedOut, **REPLIES})
def move(request: HttpRequest, key: UUID, payload: MoveIn) -> Any:
    """Open, close or count the vote; for the team that runs it."""
    found, actor = _poll(request, key), actor_of(request)
    {"open": open_poll, "closed": close_poll, "counted": ask_for_count}[payload.to](poll=found, actor=actor)
    found.refresh_from_db(fields=["state"])
    return {"state": found.state}


@router.get("/questions/{uuid:key}/turnout", auth=MAY, response={200: TurnoutOut, **REPLIES})
def turnout(request: HttpRequest, key: UUID) -> Any:
    """How many voted, by channel and area; once the vote has closed."""
    found = _poll(request, key)
    if found.state not in {Poll.State.CLOSED, Poll.State.COUNTED}:
        raise Refused(_("The vote has not closed yet."))
    return {
        "ballots": found.ballot_count,
        "sealed_digest": found.sealed_digest,
        "channels": [{"name": name, "count": count} for name, count in turnout_by_channel(found)],
        "areas": [{"name": name, "count": count} for name, count in shown_areas(found)],
    }


@router.get("/questions/{uuid:key}/results", auth=MAY, response={200: list[ResultOut], **REPLIES})
def results(request: HttpRequest, key: UUID) -> Any:
    """The result and what the other rule would have decided, the official one first; once it is counted."""
    found = _poll(request, key)
    if found.state != Poll.State.COUNTED:
        raise Refused(_("The votes have not been counted yet."))
    rows = Result.objects.filter(organisation_id=found.organisation_id, poll=found).order_by("-official", "id")
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
