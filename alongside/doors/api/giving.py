"""Contributions: giving, acknowledging, gathering under themes, thanking."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from alongside.core.api.access import MAY, MUST, actor_of, organisation_of, party_of
from alongside.core.api.finding import theme_of, visible_question
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Flag, Given, Key, Limit, Line, Moment, Page, Words, page
from alongside.core.contributions import actions, theming
from alongside.core.contributions.models import Contribution, Theming
from alongside.core.initiatives.permissions import may
from alongside.core.recognition.actions import thank

router = Router(tags=["contributions"])


class ContributionOut(Schema):
    """What somebody gave. `text` is null where the giver does not let it be shown."""

    id: UUID
    initiative_id: UUID
    question_id: UUID | None
    form: str
    side: str
    channel: str
    at: datetime
    state: str
    text: str | None
    acknowledge_by: datetime
    acknowledged_at: datetime | None
    answer_by: date
    answered_at: datetime | None


class ReceiptOut(Schema):
    """The receipt: keep the code; it shows what became of it, without signing in."""

    contribution: ContributionOut
    code: str


class ContributionIn(Given):
    """Something to give."""

    text: Words
    public: Flag = False
    named: Flag = False
    channel: Literal["web", "phone", "in_person"] = "web"


class PaperIn(Given):
    """A sheet to enter: its code, what stands on it, when it came in."""

    code: Key = ""
    text: Words
    received_at: Moment


class WordsIn(Given):
    """Words to somebody."""

    text: Words


class CodeIn(Given):
    """The code of a receipt; not needed by the signed-in giver."""

    code: Line = ""


class ThemingOut(Schema):
    """A contribution under a theme; `confirmed` once a second person agreed."""

    id: UUID
    theme_id: UUID
    confirmed: bool
    checked: bool


class CheckIn(Given):
    """Whether a resident agrees: empty, or why not."""

    disputed: Line = ""


def show_contribution(contribution: Contribution, *, words: bool) -> dict[str, Any]:
    """Return a contribution for JSON, with its words where `words` says that the caller may read them."""
    names = (
        "id initiative_id question_id form side channel at state acknowledge_by acknowledged_at answer_by answered_at"
    )
    shown = {name: getattr(contribution, name) for name in names.split()}
    return shown | {"text": contribution.text if words and contribution.state == "received" else None}


def _contribution(request: HttpRequest, key: UUID) -> Contribution:
    rows = Contribution.objects.select_related("initiative__service", "question", "party")
    return get_object_or_404(rows, organisation=organisation_of(request), pk=key)


def _may_read(request: HttpRequest, contribution: Contribution) -> bool:
    party = party_of(request)
    if contribution.public or (party is not None and contribution.party_id == party.pk):
        return True
    return may("contribution.acknowledge", party=party, initiative=contribution.initiative)


@router.get("/questions/{uuid:key}/contributions", auth=MAY, response={200: Page[ContributionOut], **REPLIES})
def contributions(request: HttpRequest, key: UUID, after: UUID | None = None, limit: Limit = 50) -> Any:
    """What was given to a question: the words of all for who answers them, of others only those that are public."""
    found = visible_question(request, key)
    everything = may("contribution.acknowledge", party=party_of(request), initiative=found.initiative)
    rows = found.contributions.filter(state="received")
    return page(
        rows if everything else rows.filter(public=True),
        after=after,
        limit=limit,
        show=lambda row: show_contribution(row, words=True),
    )


@router.post("/questions/{uuid:key}/contributions", auth=MAY, response={201: ReceiptOut, **REPLIES})
def give(request: HttpRequest, key: UUID, payload: ContributionIn) -> Any:
    """Give something; the receipt comes at once (rule 8)."""
    found, party = visible_question(request, key), party_of(request)
    own = payload.channel == "web"
    contribution, code = actions.receive_contribution(
        initiative=found.initiative,
        question=found,
        form="response",
        actor=party,
        party=party if own else None,
        act="contribution.add" if own else "paper.enter",
        **payload.dict(),
    )
    return Status(201, {"contribution": show_contribution(contribution, words=True), "code": code})


@router.post("/questions/{uuid:key}/paper", auth=MUST, response={201: ReceiptOut, **REPLIES})
def enter_paper(request: HttpRequest, key: UUID, payload: PaperIn) -> Any:
    """Enter what was written on a printed form."""
    contribution, code = actions.enter_paper(
        question=visible_question(request, key), actor=actor_of(request), **payload.dict()
    )
    return Status(201, {"contribution": show_contribution(contribution, words=True), "code": code})


@router.get("/contributions/{uuid:key}", auth=MAY, response={200: ContributionOut, **REPLIES})
def contribution(request: HttpRequest, key: UUID) -> Any:
    """One contribution, with its words for the giver and for who answers, and for all where it is public."""
    found = _contribution(request, key)
    return show_contribution(found, words=_may_read(request, found))


@router.post("/contributions/{uuid:key}/acknowledgement", auth=MUST, response={204: None, **REPLIES})
def acknowledge(request: HttpRequest, key: UUID, payload: WordsIn) -> Any:
    """Say, as a person, that it was read."""
    actions.acknowledge(contribution=_contribution(request, key), text=payload.text, actor=actor_of(request))
    return Status(204, None)


@router.post("/contributions/{uuid:key}/withdrawal", auth=MAY, response={204: None, **REPLIES})
def withdraw(request: HttpRequest, key: UUID, payload: CodeIn) -> Any:
    """Take back what one gave."""
    actions.withdraw_contribution(contribution=_contribution(request, key), actor=party_of(request), code=payload.code)
    return Status(204, None)


@router.put("/contributions/{uuid:key}/themes/{uuid:theme}", auth=MUST, response={200: ThemingOut, **REPLIES})
def put_under(request: HttpRequest, key: UUID, theme: UUID) -> Any:
    """Put it under a theme, or confirm that as the second person."""
    one = theming.theme_contribution(
        contribution=_contribution(request, key), theme=theme_of(request, theme), actor=actor_of(request)
    )
    return {
        "id": one.pk,
        "theme_id": one.theme_id,
        "confirmed": one.second_by_id is not None,
        "checked": one.checked_by_id is not None,
    }


@router.post("/themings/{uuid:key}/check", auth=MUST, response={204: None, **REPLIES})
def check(request: HttpRequest, key: UUID, payload: CheckIn) -> Any:
    """Agree as a resident, or say why not."""
    rows = Theming.objects.select_related("contribution__initiative")
    one = rows.filter(organisation=organisation_of(request), pk=key).first()
    if one is None:
        raise Http404
    theming.check_theming(theming=one, actor=actor_of(request), disputed=payload.disputed)
    return Status(204, None)


@router.post("/contributions/{uuid:key}/thanks", auth=MUST, response={204: None, **REPLIES})
def thank_giver(request: HttpRequest, key: UUID, payload: WordsIn) -> Any:
    """Thank whoever gave it."""
    found = _contribution(request, key)
    thank(initiative=found.initiative, contribution=found, text=payload.text, from_party=actor_of(request))
    return Status(204, None)
