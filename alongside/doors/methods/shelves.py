"""How the catalogue is laid out: the four co's, their kinds, and what each asks in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import CO, Method, Text, catalogue

CO_TITLES: Mapping[str, Text] = {
    "commission": _("Decide together"),
    "design": _("Shape together"),
    "deliver": _("Do together"),
    "assess": _("Judge together"),
}
KIND_TITLES: Mapping[str, Text] = {
    "planning": _("Co-planning"),
    "prioritisation": _("Co-prioritisation"),
    "financing": _("Co-financing"),
    "design": _("Co-design"),
    "managing": _("Co-managing"),
    "performing": _("Co-performing"),
    "assessment": _("Co-assessment"),
}
KIND_QUESTIONS: Mapping[str, Text] = {
    "planning": _("What is this service for, and what should come next?"),
    "prioritisation": _("What does the money go to first?"),
    "financing": _("Who pays, knowingly and willingly?"),
    "design": _("How should the service work?"),
    "managing": _("Who runs it, and looks after its buildings?"),
    "performing": _("Who does a part of the work, for themselves or for others?"),
    "assessment": _("How well does it work, and what must change?"),
}


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """One of the seven kinds with its methods."""

    kind: str
    title: Text
    question: Text
    methods: tuple[Method, ...]


@dataclass(frozen=True, kw_only=True)
class Bay:
    """One of the four co's with its shelves."""

    co: str
    title: Text
    shelves: tuple[Shelf, ...]


def co_of(method: Method) -> str:
    """Return which of the four co's a method belongs to."""
    return next(co for co, kinds in CO.items() if method.kind in kinds)


def bays() -> tuple[Bay, ...]:
    """Return the whole catalogue, laid out."""
    return tuple(
        Bay(co=co, title=CO_TITLES[co], shelves=tuple(_shelf(kind) for kind in kinds)) for co, kinds in CO.items()
    )


def _shelf(kind: str) -> Shelf:
    found = tuple(method for method in catalogue() if method.kind == kind)
    return Shelf(kind=kind, title=KIND_TITLES[kind], question=KIND_QUESTIONS[kind], methods=found)
