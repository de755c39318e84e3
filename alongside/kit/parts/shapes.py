"""What the larger components show, as plain data: a view fills these in, a template tag draws them.

`side` is always "public", "citizens" or "together". Words arrive translated; times and numbers arrive as text or as
numbers, as each says. Nothing here knows what a service or an initiative is.
"""

from dataclasses import dataclass, field
from typing import Literal

Side = Literal["public", "citizens", "together"]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One large number: what it is, its value as shown ("91 %"), and beneath it what it is out of."""

    label: str
    value: str
    of: str = ""
    side: str = ""
    link: str = ""
    link_label: str = ""


@dataclass(frozen=True, kw_only=True)
class ThreadItem:
    """One thing on a thread: on whose strand, when, what; `answers` draws the crossing from the other strand."""

    side: Side
    title: str
    when: str = ""
    label: str = ""
    body: str = ""
    quote: str = ""
    quote_by: str = ""
    note: str = ""
    answers: bool = False
    language: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class CharterSide:
    """What one side promises: its name for itself, and its promises, each with an optional small line beneath."""

    label: str
    promises: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Charter:
    """What both sides owe each other, and the line at the foot where they meet ("Agreed 6 April, until ...")."""

    public: CharterSide
    citizens: CharterSide
    agreed: str = ""


@dataclass(frozen=True, kw_only=True)
class Promises:
    """How promises were kept: numbers of contributions answered in time, answered or still open late, not yet due."""

    kept: int
    late: int
    waiting: int

    @property
    def due(self) -> int:
        """Give the denominator: what has come due."""
        return self.kept + self.late

    @property
    def total(self) -> int:
        """Give everything that was received."""
        return self.due + self.waiting

    @property
    def percent(self) -> int:
        """Give the share kept of those due, in whole percent; 100 only if all were kept, 0 only if none was."""
        if self.kept in (0, self.due):
            return 100 if self.kept else 0
        return min(99, max(1, round(100 * self.kept / self.due)))


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """One thing both sides gave, in one unit: numbers for the bars, and the words that say them ("812 hours")."""

    label: str
    public: float
    citizens: float
    public_text: str
    citizens_text: str


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of a method: done, now or next; `note` says when or what."""

    label: str
    state: Literal["done", "now", "next"]
    note: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of a history: when, what, by which side."""

    when: str
    words: str
    side: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do: where, what, and its status with a kind from `status`."""

    label: str
    link: str
    note: str = ""
    status: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place on a map and in the list beside it; degrees in WGS 84."""

    title: str
    latitude: float
    longitude: float
    note: str = ""
    side: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class BasketLine:
    """One thing in a ballot basket; `remove_value` is what the form posts to take it out."""

    label: str
    amount: str
    remove_value: str = ""


@dataclass(frozen=True, kw_only=True)
class Basket:
    """What a voter has chosen, with the total and what is left, both as shown."""

    lines: tuple[BasketLine, ...] = field(default=())
    total: str = ""
    left: str = ""
