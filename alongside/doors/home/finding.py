"""Search: over services, places, initiatives, questions, public decisions, and words that people let us publish.

Every database can do this: each word is looked for anywhere in a text, in any order, whatever has all words comes
before whatever has some, and a title counts more than a text. Capitals and accents do not matter, in English or Welsh:
"ty" finds "Tŷ". Word endings are cut so that "libraries" finds "library". No index is kept, so nothing can be out of
step; the tables searched here stay small, and of contributions only public ones are read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core.contributions.models import Contribution
from alongside.core.decisions.models import Decision
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.questions.models import Question
from alongside.core.services.models import Place, Service
from alongside.kit.folding import fold

MOST_WORDS, MOST_OF_A_KIND, MOST = 6, 15, 40
ALL_WORDS, IN_TITLE, IN_TEXT, AT_START = 100, 10, 3, 5
SMALL = (
    " a an and are at be by can do for from how i in is it my of on or our the they to we what when where who with you "
    "y a'r ar yn i'r "
)
ENDINGS = ("ies", "ing", "es", "ed", "s", "y", "e")


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing that was found: what it is, its title, where it is, a few of its words, how well it fits."""

    kind: str
    title: str
    link: str
    excerpt: str
    score: int


@dataclass(frozen=True, kw_only=True)
class Source:
    """One table that is searched: its rows, the field that is the title, the fields that are text, how to show one."""

    kind: Any
    rows: Callable[[Organisation], QuerySet[Any]]
    title: str
    texts: tuple[str, ...]
    show: Callable[[Any], tuple[str, str, str]]


def stems(words: str) -> list[str]:
    """Return what is looked for: the words that mean something, small, without their endings, each once.

    Where all words are small ones, they are looked for as they are.
    """
    said = re.findall(r"[\w'’]+", fold(words))[: MOST_WORDS * 3]
    chosen = [word for word in said if f" {word} " not in SMALL and len(word) > 1] or said
    return list(dict.fromkeys(_without_ending(word) for word in chosen))[:MOST_WORDS]


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def find(*, organisation: Organisation, words: str) -> list[Hit]:
    """Return what fits, best first: one query for each table, at most 40 hits."""
    looked_for = stems(words)
    if not looked_for:
        return []
    hits = [hit for source in SOURCES for hit in _hits(source, organisation=organisation, looked_for=looked_for)]
    return sorted(hits, key=lambda hit: -hit.score)[:MOST]


def _hits(source: Source, *, organisation: Organisation, looked_for: list[str]) -> list[Hit]:
    score: Any = Value(0)
    any_of, all_of = Q(), Q()
    for stem in looked_for:
        in_title = Q(**{f"{source.title}__folded__contains": stem})
        in_text = Q()
        for name in source.texts:
            in_text |= Q(**{f"{name}__folded__contains": stem})
        score = score + Case(
            When(in_title, then=IN_TITLE), When(in_text, then=IN_TEXT), default=0, output_field=IntegerField()
        )
        any_of |= in_title | in_text
        all_of &= in_title | in_text
    score = score + Case(When(all_of, then=ALL_WORDS), default=0, output_field=IntegerField())
    score = score + Case(
        When(Q(**{f"{source.title}__folded__startswith": looked_for[0]}), then=AT_START),
        default=0,
        output_field=IntegerField(),
    )
    rows = source.rows(organisation).filter(any_of).annotate(score=score).order_by("-score", "-id")[:MOST_OF_A_KIND]
    return [_shown(source, row, looked_for) for row in rows]


def _shown(source: Source, row: Any, looked_for: list[str]) -> Hit:
    title, link, text = source.show(row)
    return Hit(kind=str(source.kind), title=title, link=link, excerpt=excerpt(text, looked_for), score=row.score)


def excerpt(text: str, looked_for: list[str], *, words: int = 28) -> str:
    """Return the stretch of a text in which the first word looked for stands, about `words` long."""
    said = text.split()
    place = next((n for n, word in enumerate(said) if any(stem in fold(word) for stem in looked_for)), 0)
    first = max(0, place - 8)
    cut = " ".join(said[first : first + words])
    return ("… " if first else "") + cut + (" …" if first + words < len(said) else "")


def _words_of(row: Contribution) -> tuple[str, str, str]:
    """Show somebody's words: the first of them as the title; a short text is not said twice."""
    title = Truncator(row.text).words(12)
    return title, _address("thread", "contribution", row.pk), "" if title == row.text else row.text


def _address(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def _of(model: type[Model], **scope: Any) -> Callable[[Organisation], QuerySet[Any]]:
    return lambda organisation: model._default_manager.filter(organisation=organisation, **scope)


SOURCES: tuple[Source, ...] = (
    Source(
        kind=gettext_lazy("Service"),
        rows=_of(Service, ended_on__isnull=True),
        title="name",
        texts=("summary", "description"),
        show=lambda row: (row.name, _address("service", row.slug), f"{row.summary}. {row.description}"),
    ),
    Source(
        kind=gettext_lazy("Initiative"),
        rows=_of(Initiative, listed=True),
        title="title",
        texts=("summary", "problem"),
        show=lambda row: (row.title, _address("initiative", row.slug), row.summary or row.problem),
    ),
    Source(
        kind=gettext_lazy("Question"),
        title="prompt",
        texts=("open_to_change", "information", "fixed"),
        rows=lambda organisation: _of(Question, initiative__listed=True)(organisation).exclude(state="draft"),
        show=lambda row: (row.prompt, _address("question", row.pk), row.open_to_change),
    ),
    Source(
        kind=gettext_lazy("Decision"),
        rows=_of(Decision, state="published", question__initiative__listed=True),
        title="result",
        texts=("reason",),
        show=lambda row: (row.result, _address("thread", "decision", row.pk), row.reason),
    ),
    Source(
        kind=gettext_lazy("Place"),
        rows=_of(Place),
        title="name",
        texts=("name",),
        show=lambda row: (row.name, _address("place", row.slug), ""),
    ),
    Source(
        kind=gettext_lazy("Somebody’s words"),
        title="text",
        texts=("text",),
        rows=_of(Contribution, public=True, state="received", initiative__listed=True),
        show=_words_of,
    ),
)


def advice(words: str) -> str:
    """Say how to search better when nothing was found."""
    if len(stems(words)) > 2:
        return _("Try one plain word: “bus”, not “public transport strategy”.")
    return _("Try another word for it, or fewer letters: “librar” finds library and libraries.")
