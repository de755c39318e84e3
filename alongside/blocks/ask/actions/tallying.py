"""Stored counts of answers: kept with each answer, proved by counting again."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from alongside.blocks.ask import rules
from alongside.blocks.ask.answers import answers_in
from alongside.blocks.ask.models import Item, Tally
from alongside.core.contributions.models import Contribution
from alongside.core.questions.models import Question

COUNTED = (Item.Kind.ONE, Item.Kind.SEVERAL, Item.Kind.SCALE)


def _marks(contribution: Contribution, counted: set[str]) -> list[tuple[str, str]]:
    """Return what one answer adds one to: pairs of what it is about, and the value."""
    marks = [("channel", str(contribution.channel))]
    if contribution.place_id:
        marks.append(("place", str(contribution.place_id)))
    for key, answer in answers_in(contribution.body).items():
        if key in counted:
            marks += [(key, value[:300]) for value in rules.sorted_values(answer)]
    return marks


def _counted_items(question_id: UUID | None) -> set[str]:
    return {
        str(key) for key in Item.objects.filter(question=question_id, kind__in=COUNTED).values_list("pk", flat=True)
    }


def count_answer(contribution: Contribution, change: int) -> None:
    """Add an answer to the stored counts, or take it out of them; the core calls this in the answer's transaction."""
    for about, value in _marks(contribution, _counted_items(contribution.question_id)):
        where: dict[str, Any] = {"organisation_id": contribution.organisation_id, "question": contribution.question}
        stored = Tally.objects.filter(**where, about=about, value=value)
        if not stored.update(count=F("count") + change):
            Tally.objects.get_or_create(**where, about=about, value=value)
            stored.update(count=F("count") + change)


@transaction.atomic
def recount(question: Question) -> dict[tuple[str, str], tuple[int, int]]:
    """Count all answers again, put right what was stored, and return what differed: stored and counted, by mark.

    Nothing differs unless a row was changed behind the back of the actions; an erased answer keeps no body to count,
    so what was stored of it stays.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    answers = Contribution.objects.filter(organisation_id=question.organisation_id, question=question)
    stored = {
        (t.about, t.value): t for t in Tally.objects.filter(organisation_id=question.organisation_id, question=question)
    }
    if answers.filter(state=Contribution.State.ERASED).exists():
        return {}
    counted_items = _counted_items(question.pk)
    counted: Counter[tuple[str, str]] = Counter()
    for contribution in answers.filter(state=Contribution.State.RECEIVED).iterator(chunk_size=1000):
        counted.update(_marks(contribution, counted_items))
    wrong = {}
    for mark in {*stored, *counted}:
        was = stored[mark].count if mark in stored else 0
        if was != counted[mark]:
            wrong[mark] = (was, counted[mark])
            Tally.objects.update_or_create(
                organisation_id=question.organisation_id,
                question=question,
                about=mark[0],
                value=mark[1],
                defaults={"count": counted[mark]},
            )
    return wrong
