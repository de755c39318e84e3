"""Sheets of a consultation: what stands on them, and all of them as one tagged PDF in large print."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.models import Item
from alongside.blocks.ask.queries import places_of, zone_of
from alongside.core.contributions.models import PaperForm
from alongside.core.questions.models import Question
from alongside.kit.paper import pdf_of_parts

AT_ONCE = 20
"""How many sheets a page makes while one waits; more are long work."""
MOST_SHEETS = 500


def in_groups(code: str) -> str:
    """Write a code in groups of four, as people copy it."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def sheets_of(*, question: Question, first: UUID, last: UUID) -> dict[str, Any]:
    """Return what the sheets of one printing show, from the first code to the last."""
    made = PaperForm.objects.filter(
        organisation_id=question.organisation_id, question=question, pk__gte=first, pk__lte=last
    ).order_by("pk")[:MOST_SHEETS]
    items = items_of(question)
    numbers = {item.key: number for number, item in enumerate(items, start=1)}
    rows = [
        {
            "item": item,
            "number": numbers[item.key],
            "after": numbers.get(item.shown_if_key),
            "choices": [item.label_of(c) for c in item.choices],
        }
        for item in items
    ]
    names = list(places_of(question))[:24] if any(item.kind == Item.Kind.PLACE for item in items) else []
    return {
        "sheets": [in_groups(sheet.code) for sheet in made],
        "rows": rows,
        "places": names,
        "zone": zone_of(question),
    }


def pdf_of(
    *, question: Question, shown: dict[str, Any], progress: Callable[[int, int], None] = lambda done, total: None
) -> bytes:
    """Return the sheets as PDF/UA-1. `progress` is told how many are laid out."""
    return pdf_of_parts(parts=_parts(question=question, shown=shown, progress=progress), styles=["ask/sheets.css"])


def _parts(*, question: Question, shown: dict[str, Any], progress: Callable[[int, int], None]) -> Iterator[str]:
    """Give the sheets some at a time; each part has been laid out when the next is asked for."""
    count = len(shown["sheets"])
    for at in range(0, count, AT_ONCE):
        part = shown | {"sheets": shown["sheets"][at : at + AT_ONCE]}
        context = {"question": question, "organisation": question.organisation, **part}
        yield render_to_string("ask/sheets_pdf.html", context)
        progress(min(at + AT_ONCE, count), count)
