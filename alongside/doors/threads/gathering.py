"""What a thread page says, while it is gathered."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse

from alongside.core.questions.models import Question
from alongside.doors.threads.records import Records
from alongside.kit.parts import ThreadItem


@dataclass
class Telling:
    """What the page says, gathered; `own` is the contribution that the reader gave, if it is theirs."""

    records: Records
    start: UUID
    own: UUID | None = None
    said: list[tuple[datetime, int, ThreadItem]] = field(default_factory=list)

    def add(self, at: date | datetime, order: int, item: ThreadItem) -> None:
        """Put one item at its time; of two at one time the lower order stands first."""
        moment = at if isinstance(at, datetime) else datetime.combine(at, time(12), tzinfo=ZoneInfo("UTC"))
        self.said.append((moment, order, item))


def link_of_question(question: Question, words: str) -> tuple[tuple[str, str], ...]:
    """Return the link to a question's own page, none where its block has no page."""
    try:
        return ((words, reverse(f"{question.block}:question", args=[question.pk])),)
    except NoReverseMatch:
        return ()
