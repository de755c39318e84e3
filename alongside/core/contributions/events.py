"""What happens to contributions."""

from dataclasses import dataclass

from alongside.core.contributions.models import Contribution
from alongside.core.recognition.models import Recognition
from alongside.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class ContributionReceived(Event):
    """Somebody gave something, and was promised an acknowledgement and an answer."""

    contribution: Contribution


@dataclass(frozen=True, kw_only=True)
class ContributionAcknowledged(Event):
    """A person has read it and said so."""

    contribution: Contribution
    recognition: Recognition
