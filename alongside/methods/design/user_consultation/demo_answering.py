"""The answers of the demonstration consultation, and what was written back."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from alongside.blocks.ask.actions import reading
from alongside.blocks.ask.actions.answering import answer, enter_answer
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.models import Item
from alongside.blocks.ask.queries import places_of
from alongside.core.contributions.actions import print_paper_forms
from alongside.core.contributions.models import Contribution
from alongside.core.questions.models import Question
from alongside.kit import clock
from alongside.methods.design.user_consultation import demo_words as words
from alongside.methods.design.user_consultation.demo_life import CLOSES, OPENS, Life


def _arrival(life: Life) -> float:
    """Return a day between opening and closing: fast at first, slower, and once more at the end."""
    length = CLOSES - OPENS
    if life.chance.random() < 0.22:
        return CLOSES - min(life.chance.expovariate(1.2), length - 0.1) - 0.01
    return OPENS + min(life.chance.expovariate(1 / 5.8), length - 0.1) + 0.01


def _text(life: Life) -> str:
    weights = [1 / rank for rank in range(1, len(words.THEMES) + 1)]
    about = life.chance.choices(words.THEMES, weights, k=2 if life.chance.random() < 0.15 else 1)
    parts = []
    for _title, becauses, asks, _verdict, _why in dict.fromkeys(about):
        parts.append(f"{life.chance.choice(becauses)}, so {life.chance.choice(asks)}.")
    return " ".join([*parts, life.chance.choice(words.AND)]).strip()


def _raw(life: Life, items: Sequence[Item], places: Sequence[str], text: str) -> dict[str, Any]:
    """Return what one person types and ticks."""
    when = life.chance.choices(words.WHEN, (3, 6, 1))[0]
    count = min(1 + int(life.chance.expovariate(0.8)), len(words.FOR))
    raw: dict[str, Any] = {}
    for item in items:
        if item.kind == Item.Kind.LONG:
            raw[item.key] = text
        elif item.kind == Item.Kind.ONE:
            raw[item.key] = when
        elif item.kind == Item.Kind.SHORT:
            raw[item.key] = life.chance.choice(words.KEPT_AWAY) if when == words.WHEN[2] else ""
        elif item.kind == Item.Kind.SEVERAL:
            raw[item.key] = life.chance.sample(words.FOR, count)
        elif item.kind == Item.Kind.SCALE:
            raw[item.key] = str(life.chance.choices((1, 2, 3, 4, 5), (1, 1, 2, 4, 5))[0])
        elif places and life.chance.random() < 0.85:
            raw[item.key] = life.chance.choices(places, [1 / rank for rank in range(1, len(places) + 1)])[0]
    return raw


# long: it names its keyword arguments one to a line
def answer_all(life: Life, question: Question, *, count: int) -> Contribution:
    """Let people answer in every channel; return the one on paper that is followed to what came of it."""
    with life.at(OPENS + 0.1):
        sheets = print_paper_forms(question=question, count=max(count // 5, 5), actor=life.party["lead"])
    items, places = items_of(question), list(places_of(question))
    traced = _on_paper(
        life, question, items=items, places=places, text=words.TRACED, code=sheets.pop().code, day=OPENS + 3.2
    )
    named = iter(life.residents)
    for number, day in enumerate(sorted(_arrival(life) for _one in range(count - 1))):
        text = _text(life)
        way = life.chance.choices(("web", "paper", "phone", "in_person"), (70, 15, 8, 7))[0]
        if way == "paper" and sheets:
            _on_paper(life, question, items=items, places=places, text=text, code=sheets.pop().code, day=day)
        elif way in {"phone", "in_person"}:
            with life.at(day):
                enter_answer(
                    question=question,
                    raw=_raw(life, items, places, text),
                    actor=life.party["analyst"],
                    channel=way,
                    received_on=life.day(day),
                    key=f"demonstration:{number}",
                    may_show=life.chance.random() < 0.3,
                )
        else:
            party = next(named, None) if life.chance.random() < 0.45 else None
            with life.at(day):
                shown = [items[0].key] if life.chance.random() < 0.4 else []
                answer(
                    question=question,
                    raw=_raw(life, items, places, text),
                    actor=party,
                    key=f"demonstration:{number}",
                    publish=shown,
                    named=life.chance.random() < 0.5,
                )
    return traced


def _on_paper(
    life: Life, question: Question, *, items: Sequence[Item], places: Sequence[str], text: str, code: str, day: float
) -> Contribution:
    """Let somebody hand in a sheet, and an officer enter it a day or two later."""
    with life.at(day + 1 + life.chance.random()):
        contribution, _code = enter_answer(
            question=question,
            raw=_raw(life, items, places, text),
            actor=life.party["lead"],
            channel="paper",
            code=code,
            received_on=life.day(day),
            key=f"demonstration:{code}",
            may_show=True,
        )
    return contribution


def write_back_to_all(life: Life, question: Question) -> None:
    """Write back to each, most of them in time: the time it takes is lognormal, so that a few wait long."""
    due = []
    for contribution in question.contributions.select_related("initiative", "party__organisation"):
        came = max(contribution.at, life.start + timedelta(days=OPENS))
        due.append((came + timedelta(days=min(life.chance.lognormvariate(-0.6, 0.9) + 0.1, 25)), contribution))
    for moment, contribution in sorted(due, key=lambda pair: pair[0]):
        with clock.at(moment):
            reading.acknowledge_many(
                contributions=[contribution], text=life.chance.choice(words.WRITTEN_BACK), actor=life.party["lead"]
            )
