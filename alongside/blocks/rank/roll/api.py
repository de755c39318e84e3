"""Who may vote, for programs: the roll, codes, the desk, and what looks unusual."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.blocks.rank.models import CodeBatch, Poll
from alongside.blocks.rank.roll import actions, limits, texts
from alongside.blocks.rank.roll.codes import issue_codes, void_code
from alongside.blocks.rank.roll.rules import EVIDENCE
from alongside.blocks.rank.visit import visible_poll
from alongside.core.api.access import MAY, MUST, actor_of
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import NO_NUL, Flag, Given, Line, WhyIn
from alongside.core.initiatives.permissions import require

router = Router(tags=["rank"])
Short = Annotated[str, Field(max_length=200, pattern=NO_NUL)]


class RollRulesIn(Given):
    """Before the vote. `evidence`: parts of what somebody shows, as `name,birth,postcode`, or "" for none."""

    evidence: Poll.Evidence
    by_text: Flag
    wins: Poll.Wins
    roll_only: Flag


class RollIn(Given):
    """A table with a heading: the columns that the evidence names, and `area` if there is one. A long roll in parts."""

    table: Annotated[str, Field(max_length=2_000_000, pattern=NO_NUL)]


class EvidenceIn(Given):
    """What somebody says to show that they may vote; the parts that this vote asks for. None of it is kept."""

    number: Short = ""
    name: Short = ""
    birth: Short = ""
    postcode: Short = ""


class TextMessageIn(EvidenceIn):
    """The same, with the telephone that gets one message."""

    telephone: Short


class TypedIn(Given):
    """The token that came with the request for a message, and what stands in the message."""

    token: Line
    digits: Short


class CodesIn(Given):
    """A batch of codes that are handed out as a stack."""

    kind: Literal["printed", "posted", "sent", "paper"]
    label: Annotated[str, Field(min_length=1, max_length=120, pattern=NO_NUL)]
    count: Annotated[int, Field(strict=True, ge=1, le=100_000)]


class JudgementIn(Given):
    """What somebody made of something unusual; published with their name."""

    key: UUID
    verdict: Literal["ordinary", "acted", "wrong"]
    why: Annotated[str, Field(max_length=500, pattern=NO_NUL)]


class CountOut(Schema):
    """How many people came onto the roll."""

    people: int


class CodeOut(Schema):
    """A code to vote with, told this once: only its digest is kept."""

    code: str


class TokenOut(Schema):
    """With this the code of the message is typed in."""

    token: str


class NumberedOut(CodeOut):
    """A code with the number that stands on its letter."""

    serial: int


class BatchOut(Schema):
    """A batch of codes in numbers: its control totals."""

    id: UUID
    kind: str
    label: str
    first: int
    size: int
    used_count: int
    void_count: int


class MadeOut(BatchOut):
    """A batch that was just made, with its codes, told this once."""

    codes: list[NumberedOut]


class RollOut(Schema):
    """The roll in numbers, and its batches of codes."""

    evidence: str
    by_text: bool
    wins: str
    roll_only: bool
    people: int
    voted: int
    waiting: int
    batches: list[BatchOut]


class UnusualOut(Schema):
    """Something for a person to look at; it says nothing of where it came from."""

    key: UUID
    kind: str
    since: datetime
    count: int
    words: str


def _shown(poll: Poll) -> dict[str, Any]:
    batches = CodeBatch.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("first")
    rules = {name: getattr(poll, name) for name in ("evidence", "by_text", "wins", "roll_only")}
    return rules | vars(actions.roll_totals(poll)) | {"batches": list(batches)}


def _team(request: HttpRequest, key: UUID) -> Poll:
    poll = visible_poll(request, key)
    require("rank.issue_codes", party=actor_of(request), initiative=poll.question.initiative)
    return poll


@router.get("/questions/{uuid:key}/roll", auth=MUST, response={200: RollOut, **REPLIES})
def roll(request: HttpRequest, key: UUID) -> Any:
    """The roll and the codes of a vote as numbers; for the team that runs it."""
    return _shown(_team(request, key))


@router.put("/questions/{uuid:key}/roll/rules", auth=MUST, response={200: RollOut, **REPLIES})
def rules_of_roll(request: HttpRequest, key: UUID, payload: RollRulesIn) -> Any:
    """Say who may vote and what shows it, before the vote opens."""
    return _shown(actions.set_rules_of_roll(poll=_team(request, key), actor=actor_of(request), **payload.dict()))


@router.post("/questions/{uuid:key}/roll", auth=MUST, response={201: CountOut, **REPLIES})
def take_in(request: HttpRequest, key: UUID, payload: RollIn) -> Any:
    """Take a roll in from a table, all of its lines or none; only hashes under a key of this vote are kept."""
    people = actions.take_in_roll(poll=_team(request, key), text=payload.table, actor=actor_of(request))
    return Status(201, {"people": people})


@router.post("/questions/{uuid:key}/roll/registrations", auth=MUST, response={201: CodeOut, **REPLIES})
def register(request: HttpRequest, key: UUID, payload: EvidenceIn) -> Any:
    """At a desk: check what somebody shows against the roll, and get a code for them."""
    code = actions.register(poll=_team(request, key), given=payload.dict(), actor=actor_of(request))
    return Status(201, {"code": code})


@router.post("/questions/{uuid:key}/evidence", auth=MAY, response={201: CodeOut, **REPLIES})
def prove(request: HttpRequest, key: UUID, payload: EvidenceIn) -> Any:
    """Show that one may vote, and get a code; refused where the vote asks for a text message as well."""
    poll = visible_poll(request, key)
    limits.refuse_beyond(poll=poll, limit=EVIDENCE, place=limits.address_of(request))
    return Status(201, {"code": actions.prove(poll=poll, given=payload.dict())})


@router.post("/questions/{uuid:key}/texts", auth=MAY, response={201: TokenOut, **REPLIES})
def ask_for_text(request: HttpRequest, key: UUID, payload: TextMessageIn) -> Any:
    """Show that one may vote, and ask for a code by text message; the number is not kept."""
    poll, address = visible_poll(request, key), limits.address_of(request)
    limits.refuse_beyond(poll=poll, limit=EVIDENCE, place=address)
    given = payload.dict(exclude={"telephone"})
    token = texts.ask_for_text(poll=poll, given=given, telephone=payload.telephone, address=address)
    return Status(201, {"token": token})


@router.post("/questions/{uuid:key}/texts/typed", auth=MAY, response={201: CodeOut, **REPLIES})
def type_text(request: HttpRequest, key: UUID, payload: TypedIn) -> Any:
    """Exchange the code of a message for a code to vote with."""
    poll = visible_poll(request, key)
    return Status(201, {"code": texts.type_text(poll=poll, token=payload.token, digits=payload.digits)})


@router.post("/questions/{uuid:key}/codes", auth=MUST, response={201: MadeOut, **REPLIES})
def make_codes(request: HttpRequest, key: UUID, payload: CodesIn) -> Any:
    """Make a batch of codes; they are told this once."""
    batch, made = issue_codes(poll=_team(request, key), actor=actor_of(request), **payload.dict())
    names = "id kind label first size used_count void_count"
    shown: dict[str, Any] = {name: getattr(batch, name) for name in names.split()}
    return Status(201, shown | {"codes": [{"serial": serial, "code": code} for serial, code in made]})


@router.post("/questions/{uuid:key}/codes/{int:serial}/void", auth=MUST, response={200: RollOut, **REPLIES})
def void_a_code(
    request: HttpRequest, key: UUID, serial: Annotated[int, Field(ge=0, le=2**31 - 1)], payload: WhyIn
) -> Any:
    """Make a code void that nobody has used."""
    poll = _team(request, key)
    void_code(poll=poll, serial=serial, why=payload.why, actor=actor_of(request))
    return _shown(poll)


@router.get("/questions/{uuid:key}/unusual", auth=MUST, response={200: list[UnusualOut], **REPLIES})
def unusual(request: HttpRequest, key: UUID) -> Any:
    """What looks unusual and nobody has judged yet; nothing is removed by a machine."""
    return limits.unusual(_team(request, key))


@router.post("/questions/{uuid:key}/unusual", auth=MUST, response={200: list[UnusualOut], **REPLIES})
def judge(request: HttpRequest, key: UUID, payload: JudgementIn) -> Any:
    """Say what something unusual was; what is left to judge comes back."""
    poll = _team(request, key)
    limits.judge(poll=poll, key=str(payload.key), verdict=payload.verdict, why=payload.why, actor=actor_of(request))
    return limits.unusual(poll)
