"""The parts that pages are made of: what the larger components show, and the colours of the two strands."""

from alongside.kit.parts.shapes import (
    Basket,
    BasketLine,
    Charter,
    CharterSide,
    Event,
    Figure,
    LedgerRow,
    Place,
    Promises,
    Side,
    Stage,
    Task,
    ThreadItem,
)

__all__ = [
    "Basket",
    "BasketLine",
    "Charter",
    "CharterSide",
    "Event",
    "Figure",
    "LedgerRow",
    "Place",
    "Promises",
    "Side",
    "Stage",
    "Task",
    "ThreadItem",
]
