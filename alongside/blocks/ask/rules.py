"""What is shown after which answers, what is read as words, which theme is near, who is under-heard. Pure functions."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

ON_ONE_PAGE = 3
"""So many items, without a branch, stand on one page; a longer form asks one thing at a time."""


class Asked(Protocol):
    """What the rules need to know of an item."""

    prompt: str
    shown_values: list[str]

    @property
    def key(self) -> str:
        """Under which its answer stands."""

    @property
    def shown_if_key(self) -> str:
        """The key of the earlier item that it depends on, or ""."""

    @property
    def is_words(self) -> bool:
        """Whether it is answered in a person's own words."""


A = TypeVar("A", bound=Asked)
A_Key = TypeVar("A_Key")
Answers = Mapping[str, Any]


def values_of(answer: Any) -> set[str]:
    """Return an answer as the set of what was chosen, in the words of the choices."""
    if answer is None or answer == "":
        return set()
    return {str(value) for value in answer} if isinstance(answer, list) else {str(answer)}


def shown(items: Iterable[A], answers: Answers) -> list[A]:
    """Return the items that are asked after these answers: a branch needs its earlier item shown and so answered."""
    found: dict[str, A] = {}
    for item in items:
        earlier = item.shown_if_key
        if not earlier or (earlier in found and values_of(answers.get(earlier)) & set(item.shown_values)):
            found[item.key] = item
    return list(found.values())


def pages(items: Sequence[A]) -> list[list[A]]:
    """Return the pages of the form: one for a short form without branches, else one for each item."""
    if len(items) <= ON_ONE_PAGE and not any(item.shown_if_key for item in items):
        return [list(items)]
    return [[item] for item in items]


def next_page(items: Sequence[A], answers: Answers, *, seen: Iterable[int], after: int) -> int | None:
    """Return the number (from 1) of the page to show after page `after`: the first shown one not seen yet, or None."""
    visible = {item.key for item in shown(items, answers)}
    been = {*seen, after}
    for number, page in enumerate(pages(items), start=1):
        if number not in been and any(item.key in visible for item in page):
            return number
    return None


def words(items: Iterable[A], answers: Answers) -> str:
    """Return what is read into themes: the free text; with the questions before it where there are several texts.

    Where somebody ticked boxes and wrote nothing, the ticks written out, so that every answer can be read.
    """
    given = [item for item in items if answers.get(item.key) not in (None, "", [])]
    written = [item for item in given if item.is_words]
    if len(written) == 1:
        return str(answers[written[0].key])
    lines = [f"{item.prompt}\n{', '.join(sorted_values(answers[item.key]))}" for item in written or given]
    return "\n\n".join(lines)


def sorted_values(answer: Any) -> list[str]:
    """Return an answer as a list of words, in the order in which it was given."""
    return [str(value) for value in answer] if isinstance(answer, list) else [str(answer)]


def has_words(items: Iterable[A], answers: Answers) -> bool:
    """Say whether anything was written in a person's own words."""
    return any(item.is_words and answers.get(item.key) for item in items)


_PLAIN = frozenset(
    [
        "about",
        "after",
        "again",
        "also",
        "another",
        "because",
        "been",
        "before",
        "being",
        "could",
        "does",
        "doing",
        "done",
        "down",
        "each",
        "even",
        "every",
        "from",
        "have",
        "having",
        "here",
        "into",
        "just",
        "like",
        "make",
        "more",
        "most",
        "much",
        "need",
        "only",
        "open",
        "other",
        "over",
        "please",
        "really",
        "should",
        "some",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "things",
        "think",
        "this",
        "those",
        "very",
        "want",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "would",
        "your",
    ]
)


def _stems(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    found = re.findall(r"[^\W\d_]{4,}", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return {word.removesuffix("s") for word in found if word not in _PLAIN}


def near_themes(text: str, themes: Mapping[A_Key, Iterable[str]], *, most: int = 3) -> list[A_Key]:
    """Return the keys of the themes that share the rarest words with a text, nearest first, at most `most`.

    `themes` maps a theme to its title and the texts gathered there so far. A word counts by the logarithm of how few
    themes hold it; a theme that shares none is left out.
    """
    held = {key: set().union(*(_stems(one) for one in texts)) for key, texts in themes.items()}
    holders = Counter(word for stems in held.values() for word in stems)
    mine = _stems(text)
    scores = {key: sum(math.log(1 + len(held) / holders[word]) for word in mine & stems) for key, stems in held.items()}
    order = list(themes)
    return sorted((key for key in order if scores[key] > 0), key=lambda key: (-scores[key], order.index(key)))[:most]


@dataclass(frozen=True, kw_only=True)
class Area:
    """Answers from one place beside the people who live there. `population` is None where it is not known."""

    key: str
    name: str
    answers: int
    population: int | None

    @property
    def per_thousand(self) -> float | None:
        """Answers for each thousand people."""
        return 1000 * self.answers / self.population if self.population else None


def under_heard(areas: Sequence[Area]) -> set[str]:
    """Return the keys of the areas that gave less than half as many answers for their people as all areas together."""
    known = [area for area in areas if area.population]
    people = sum(area.population or 0 for area in known)
    if not people:
        return set()
    overall = sum(area.answers for area in known) / people
    return {area.key for area in known if area.answers / (area.population or 1) < overall / 2}


PLACEHOLDER = re.compile(r"\{(\w+)\}")


def unknown_placeholders(text: str, known: Iterable[str]) -> list[str]:
    """Return the placeholders of a text that nothing would fill, in their order."""
    allowed = set(known)
    return [name for name in PLACEHOLDER.findall(text) if name not in allowed]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put each value in its place; what is filled in is never read as a placeholder again."""
    return PLACEHOLDER.sub(lambda found: values.get(found.group(1), found.group(0)), text)


def first_words(text: str, *, most: int = 60) -> str:
    """Return the beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[:most].rpartition(" ")[0] or line[:most]
    return f"{cut.rstrip(',.;:')} …"


def sample(keys: Iterable[int], *, size: int) -> list[int]:
    """Return at most `size` of the keys (128-bit identities), drawn by their random lower bits.

    Nobody chooses it: the same rows give the same sample for whoever looks, and it is spread over time.
    """
    return sorted(keys, key=lambda key: (key & ((1 << 62) - 1), key))[:size]
