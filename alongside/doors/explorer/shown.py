"""What the explorer's pages show, as plain data and words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.explorer import rules, words
from alongside.core.explorer.queries import Cell, ServiceMap, SideOfCell, depth_inputs, opportunity_inputs
from alongside.core.explorer.rules import Presence
from alongside.core.initiatives.methods import KINDS, Text
from alongside.kit.charts import Bubble, BubbleChart


@dataclass(frozen=True, kw_only=True)
class Shade:
    """One side of one cell on the map: its words, how deep its colour is, and which side it is."""

    side: str
    words: Text
    depth: str


def shade(answer: Presence | None, *, side: str, silent: bool = False) -> Shade:
    """Turn an answer into what a cell says: always a word, the colour beside it."""
    if answer is None:
        return Shade(side=side, words=_("nobody yet") if silent else _("too few"), depth="none")
    step = rules.step(answer)
    return Shade(side=side, words=words.SHORT[answer], depth="none" if step is None else str(step))


@dataclass(frozen=True, kw_only=True)
class MapRow:
    """One service on the map of all: for each kind, what both sides say."""

    found: ServiceMap
    kinds: tuple[tuple[Text, Shade, Shade], ...]


def map_row(found: ServiceMap) -> MapRow:
    """Lay out one service against the seven kinds."""
    cells = []
    for kind in KINDS:
        heard = {
            side: any(not getattr(cell, side).silent for cell in found.cells if cell.method.kind == kind)
            for side in ("public", "citizens")
        }
        public, citizens = (
            shade(found.of_kind(kind, side), side=side, silent=not heard[side]) for side in ("public", "citizens")
        )
        cells.append((words.KIND_NAMES[kind], public, citizens))
    return MapRow(found=found, kinds=tuple(cells))


@dataclass(frozen=True, kw_only=True)
class CellRow:
    """One method of one service, as a row of its table."""

    cell: Cell
    public: Shade
    citizens: Shade
    gap: str


@dataclass(frozen=True, kw_only=True)
class Bay:
    """One kind of one service: its question, its name, its methods."""

    kind: str
    question: Text
    name: Text
    rows: tuple[CellRow, ...]


def cell_row(cell: Cell) -> CellRow:
    """Lay out one cell."""
    return CellRow(
        cell=cell, public=_of(cell.public, "public"), citizens=_of(cell.citizens, "citizens"), gap=gap_words(cell)
    )


def _of(side: SideOfCell, name: str) -> Shade:
    return shade(side.typical, side=name, silent=side.silent)


def bays(found: ServiceMap) -> list[Bay]:
    """Lay out a service by the seven kinds."""
    return [
        Bay(
            kind=kind,
            question=words.KIND_QUESTIONS[kind],
            name=words.KIND_NAMES[kind],
            rows=tuple(cell_row(cell) for cell in found.cells if cell.method.kind == kind),
        )
        for kind in KINDS
    ]


def gap_words(cell: Cell) -> str:
    """Say how the two sides differ, in one sentence; "" where they do not, or too few have answered."""
    public, citizens = cell.public.typical, cell.citizens.typical
    if not cell.gap or public is None or citizens is None:
        return ""
    return _("Staff say “%(public)s”, residents say “%(citizens)s”.") % {
        "public": words.ANSWERS[public],
        "citizens": words.ANSWERS[citizens],
    }


def people_words(side: SideOfCell) -> str:
    """Say how many answered, as far as that may be shown."""
    if side.silent:
        return _("Nobody has answered yet.")
    if side.people is None:
        return _("Fewer than %(least)s people have answered.") % {"least": rules.LEAST_COUNTED}
    return ngettext("%(count)s person has answered.", "%(count)s people have answered.", side.people) % {
        "count": side.people
    }


def headline(found: ServiceMap) -> str:
    """Say in one line how many kinds both sides see, and how many methods are still open."""
    if not any(cell.joint for cell in found.cells):
        return _("Not enough people have answered yet: it takes three of each side.")
    return _(
        "%(kinds)s of %(all_kinds)s kinds are there in the eyes of both sides. For %(empty)s of %(all)s methods the "
        "answer is never, or don’t know."
    ) % {
        "kinds": len(found.kinds),
        "all_kinds": len(KINDS),
        "empty": len(found.empty),
        "all": len(found.cells),
    }


def depth_words(cell: Cell) -> list[tuple[Text, str]]:
    """Say what a depth score is made of, part by part; nothing where there is none."""
    inputs = depth_inputs(cell)
    if inputs is None or cell.joint is None:
        return []
    return [
        (_("How often"), str(words.ANSWERS[cell.joint])),
        (_("Who decides"), str(words.RUNGS[inputs.rung])),
        (_("Promised by both sides"), _of_four(inputs.both_sides)),
        (_("Answered"), _of_four(inputs.loop)),
        (_("Evidence"), str(words.EVIDENCE[inputs.evidence])),
    ]


def _of_four(marks: int) -> str:
    return _("%(marks)s of 4 marks, seen by both sides") % {"marks": marks}


def cap_words(depth: rules.Depth | None) -> str:
    """Say what holds a score down, so that one knows what would raise it."""
    if depth is None or depth.cap == 100:
        return ""
    if depth.cap == 40:
        return _("It cannot pass 40 until both sides have promised something, on record.")
    return _(
        "It cannot pass 70 until people are answered: a receipt, a reason, every point, and what was promised done."
    )


def first_words(cells: Sequence[Cell], *, most: int) -> list[CellRow]:
    """Lay out the first few cells of a list."""
    return [cell_row(cell) for cell in cells[:most]]


def bubbles(found: ServiceMap, *, most: int = 10) -> BubbleChart | None:
    """Draw the open ways that both sides have rated, best first: by how much they matter, and what speaks for them."""
    rated = [(cell, inputs) for cell in found.empty if (inputs := opportunity_inputs(cell)) is not None][:most]
    if not rated:
        return None
    drawn = [
        Bubble(
            label=str(cell.method.title),
            along=float(inputs.importance),
            up=float((inputs.outcome_gap + inputs.assets + inputs.willingness) / 3),
            score=cell.opportunity or 0,
        )
        for cell, inputs in rated
    ]
    best = {"what": drawn[0].label, "score": drawn[0].score}
    return BubbleChart(
        title=_("%(what)s scores highest: %(score)s of 100") % best,
        note=_(
            "Ratings from 0 to 4; both sides weigh the same. Up: the mean of what is missing, what people bring and "
            "what staff would do. The score is lower where more could go wrong."
        ),
        along=_("Matters more"),
        up=_("More speaks for it"),
        bubbles=tuple(drawn),
    )
