"""What happened, told once to whoever listens. No event sets off another."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that has happened; a subclass names it in the past tense and holds what a listener needs."""


E = TypeVar("E", bound=Event)
_listeners: dict[type[Event], list[Callable[[Any], None]]] = {}
_telling: ContextVar[bool] = ContextVar("telling", default=False)


def listen(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a listener for one kind of event; all listeners stand on one page, `core/reactions.py`."""

    def register(listener: Callable[[E], None]) -> Callable[[E], None]:
        _listeners.setdefault(kind, []).append(listener)
        return listener

    return register


def tell(event: Event) -> None:
    """Call every listener of this kind of event, in the caller's transaction.

    Raises RuntimeError when a listener tells another event: chains of events cannot be read on one page.
    """
    if _telling.get():
        raise RuntimeError(f"{type(event).__name__} was told from inside a reaction: no event sets off another.")
    token = _telling.set(True)
    try:
        for listener in _listeners.get(type(event), []):
            listener(event)
    finally:
        _telling.reset(token)
