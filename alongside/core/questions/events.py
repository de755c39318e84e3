"""What happens to questions."""

from dataclasses import dataclass

from alongside.core.questions.models import Question
from alongside.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class QuestionOpened(Event):
    """People can answer now."""

    question: Question


@dataclass(frozen=True, kw_only=True)
class QuestionClosed(Event):
    """The time to answer has passed; the promise of an answer runs."""

    question: Question
