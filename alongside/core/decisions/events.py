"""What happens to decisions and actions."""

from dataclasses import dataclass

from alongside.core.decisions.models import Action, Decision
from alongside.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class DecisionPublished(Event):
    """A question has its answer, and everybody who contributed has theirs."""

    decision: Decision


@dataclass(frozen=True, kw_only=True)
class ActionDone(Event):
    """What was promised is said to be done; the other side can confirm it."""

    action: Action


@dataclass(frozen=True, kw_only=True)
class ActionConfirmed(Event):
    """The other side agrees that it is done."""

    action: Action


@dataclass(frozen=True, kw_only=True)
class ActionReturned(Event):
    """The other side says that it is not done: it is for its owner again."""

    action: Action
