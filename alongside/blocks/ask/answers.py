"""Reading one answer, whoever typed it: a person on a page, an officer from paper, a file."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.ask import rules
from alongside.blocks.ask.models import Item
from alongside.core.contributions.rules import LONGEST_TEXT
from alongside.core.questions.models import Question
from alongside.kit.refused import Refused

SHORT_TEXT = 300
"""Characters in a short text."""


def read_answer(item: Item, raw: Any, *, places: Iterable[str] = (), demand: bool = True) -> Any:
    """Return what was answered to an item, in the form in which it is kept; None for no answer.

    Text is a str, one choice a str, several a list of str, a step of a scale and a whole number an int, another number
    a float, a place its name. Refuses, with the item's key as field, what is no answer to it; an empty one only where
    it is required and `demand` is set.
    """
    texts = (
        [str(one).strip() for one in raw]
        if isinstance(raw, list | tuple)
        else [str(raw if raw is not None else "").strip()]
    )
    texts = [text for text in texts if text]
    if not texts:
        if item.required and demand:
            raise Refused(_missing(item), item.key)
        return None
    if item.kind == Item.Kind.SEVERAL:
        return list(dict.fromkeys(_one_of(item, text, item.choices) for text in texts))
    text = texts[0]
    if item.kind == Item.Kind.ONE:
        return _one_of(item, text, item.choices)
    if item.kind == Item.Kind.SCALE:
        return int(_one_of(item, text.partition(" ")[0], item.choices))
    if item.kind == Item.Kind.PLACE:
        return _one_of(item, text, list(places))
    if item.kind == Item.Kind.NUMBER:
        return _number(item, text)
    return _text(item, text)


def _missing(item: Item) -> str:
    if item.kind in {Item.Kind.ONE, Item.Kind.SCALE, Item.Kind.PLACE}:
        return _("Choose one answer to “%(prompt)s”.") % {"prompt": item.prompt}
    if item.kind == Item.Kind.SEVERAL:
        return _("Choose at least one answer to “%(prompt)s”.") % {"prompt": item.prompt}
    return _("Write an answer to “%(prompt)s”.") % {"prompt": item.prompt}


def _one_of(item: Item, text: str, choices: Sequence[str]) -> str:
    for choice in choices:
        if text == choice or text.casefold() == choice.casefold():
            return choice
    raise Refused(
        _("“%(text)s” is not one of the answers. They are: %(choices)s.")
        % {"text": rules.first_words(text), "choices": ", ".join(choices)},
        item.key,
    )


def _number(item: Item, text: str) -> int | float:
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text.replace(" ", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or abs(value) > 1e12:
        raise Refused(
            _("“%(text)s” is not a number. Write it in figures, like 12.") % {"text": rules.first_words(text)}, item.key
        )
    if (item.least is not None and value < item.least) or (item.most is not None and value > item.most):
        raise Refused(_bounds(item), item.key)
    return int(value) if value.is_integer() else value


def _bounds(item: Item) -> str:
    if item.least is not None and item.most is not None:
        return _("The number must be from %(least)s to %(most)s.") % {"least": item.least, "most": item.most}
    if item.least is not None:
        return _("The number must be %(least)s or more.") % {"least": item.least}
    return _("The number must be %(most)s or less.") % {"most": item.most}


def _grouped(number: int) -> str:
    return str(number_format(number, force_grouping=True))


def _text(item: Item, text: str) -> str:
    most = SHORT_TEXT if item.kind == Item.Kind.SHORT else LONGEST_TEXT
    words = text.replace("\r\n", "\n").replace("\x00", "")
    if len(words) > most:
        over = len(words) - most
        raise Refused(
            ngettext(
                "That is %(count)s characters. Please take out %(over)s character: there is room for %(most)s.",
                "That is %(count)s characters. Please take out %(over)s characters: there is room for %(most)s.",
                over,
            )
            % {"count": _grouped(len(words)), "over": _grouped(over), "most": _grouped(most)},
            item.key,
        )
    return words


def read_answers(
    items: Sequence[Item], raw: Mapping[str, Any], *, places: Iterable[str] = (), demand: bool = True
) -> dict[str, Any]:
    """Return the answers to the items that are asked after them, by key; what a branch hides is left out.

    Refuses the first that is no answer, and an empty form: at least one thing is answered.
    """
    known = list(places)
    kept: dict[str, Any] = {}
    for item in items:
        if item in rules.shown(items, kept):
            value = read_answer(item, raw.get(item.key), places=known, demand=demand)
            if value is not None:
                kept[item.key] = value
    if not kept:
        raise Refused(_("There is nothing written yet."))
    return kept


def items_of(question: Question) -> list[Item]:
    """Return what a question asks, in order. A question without items asks for one free text, kept under its own id."""
    found = list(question.items.order_by("position", "id"))
    return found or [
        Item(
            pk=question.pk,
            organisation_id=question.organisation_id,
            question=question,
            position=1,
            kind=Item.Kind.LONG,
            prompt=_("Your answer"),
            required=True,
        )
    ]


def answers_in(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that a contribution's body holds, by the key of the item."""
    found = body.get("answers", {})
    return dict(found) if isinstance(found, dict) else {}
