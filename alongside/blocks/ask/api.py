"""What a consultation asks, answering it item by item, and what people said, for programs."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.blocks.ask.actions.answering import answer
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.models import Item
from alongside.blocks.ask.queries import decision_of, phase_of, places_of
from alongside.blocks.ask.report import choices_counted, tallies_of, themes_said
from alongside.core.api.access import MAY, party_of
from alongside.core.api.finding import visible_question
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Flag, Given, Line, Words
from alongside.core.questions.models import Question
from alongside.kit.ids import uuid4
from alongside.kit.suppression import shown_total

router = Router(tags=["ask"])


class ItemOut(Schema):
    """One thing that is asked. `shown_if_id`: it is asked where that item was answered with one of `shown_values`."""

    id: UUID
    kind: str
    prompt: str
    hint: str
    required: bool
    choices: list[str]
    least: int | None
    most: int | None
    unit: str
    shown_if_id: UUID | None
    shown_values: list[str]


class AnswersIn(Given):
    """Answers by id of the item: a text, also for a number or a choice, or texts where several may be chosen.

    `publish` names the texts that may be shown to everybody. The same `key` a second time changes nothing.
    """

    answers: Annotated[dict[UUID, Words | list[Line]], Field(max_length=200)]
    publish: Annotated[list[UUID], Field(max_length=200)] = []
    named: Flag = False
    key: UUID | None = None


class AnsweredOut(Schema):
    """The receipt. `code` shows what became of it, without signing in; empty where this form came before."""

    contribution_id: UUID
    code: str
    acknowledge_by: datetime
    answer_by: date


class ChosenOut(Schema):
    """How often a choice was made; null where the number would speak of few people."""

    choice: str
    count: int | None


class CountedOut(Schema):
    """What was chosen in answer to one item."""

    item_id: UUID
    prompt: str
    choices: list[ChosenOut]


class SaidOut(Schema):
    """One theme: its count, null where that is hidden; words that their givers let be shown; what was answered."""

    theme_id: UUID
    title: str
    description: str
    count: int | None
    quotes: list[str]
    verdict: str | None
    why: str | None


class ReportOut(Schema):
    """What people said. Empty until everything has been read."""

    total: int | None
    is_read: bool
    themes: list[SaidOut]
    choices: list[CountedOut]


@router.get("/questions/{uuid:key}/items", auth=MAY, response={200: list[ItemOut], **REPLIES})
def items(request: HttpRequest, key: UUID) -> Any:
    """What a consultation asks, in order; a place is answered with one of the names among its choices."""
    question = visible_question(request, key, block="ask")
    found = items_of(question)
    places = list(places_of(question)) if any(item.kind == Item.Kind.PLACE for item in found) else []
    return [_show(item, places) for item in found]


def _show(item: Item, places: list[str]) -> dict[str, Any]:
    names = "kind prompt hint required least most unit shown_if_id shown_values"
    choices = places if item.kind == Item.Kind.PLACE else item.choices
    return {name: getattr(item, name) for name in names.split()} | {"id": item.pk, "choices": choices}


@router.post("/questions/{uuid:key}/answers", auth=MAY, response={201: AnsweredOut, **REPLIES})
def answer_items(request: HttpRequest, key: UUID, payload: AnswersIn) -> Any:
    """Answer a consultation, item by item; the receipt comes at once."""
    contribution, code = answer(
        question=visible_question(request, key, block="ask"),
        raw={str(item): given for item, given in payload.answers.items()},
        actor=party_of(request),
        key=str(payload.key or uuid4()),
        publish=[str(item) for item in payload.publish],
        named=payload.named,
    )
    receipt = {"contribution_id": contribution.pk, "code": code}
    return Status(201, receipt | {"acknowledge_by": contribution.acknowledge_by, "answer_by": contribution.answer_by})


@router.get("/questions/{uuid:key}/report", auth=MAY, response={200: ReportOut, **REPLIES})
def report(request: HttpRequest, key: UUID) -> Any:
    """What people said, as everybody may see it: small counts hidden (rule 15), words with leave."""
    question = visible_question(request, key, block="ask")
    phase = phase_of(question)
    is_read = phase == "decided" or (phase == "reading" and not question.unthemed_count)
    return {"total": shown_total(question.contribution_count), "is_read": is_read} | (
        _said(question) if is_read else {"themes": [], "choices": []}
    )


def _said(question: Question) -> dict[str, Any]:
    themes = [
        {
            "theme_id": said.theme.pk,
            "title": said.theme.title,
            "description": said.theme.description,
            "count": said.count,
            "quotes": [words for words, _by, _language in said.quotes],
            "verdict": said.answer.verdict if said.answer else None,
            "why": said.answer.why if said.answer else None,
        }
        for said in themes_said(question, decision=decision_of(question))
    ]
    counted = [
        {
            "item_id": one.item.pk,
            "prompt": one.item.prompt,
            "choices": [{"choice": choice, "count": count} for choice, count in one.choices],
        }
        for one in choices_counted(items_of(question), tallies_of(question))
    ]
    return {"themes": themes, "choices": counted}
