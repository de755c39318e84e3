"""Reads about questions that are used more than once."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef

from alongside.core.questions.models import Question
from alongside.kit.suppression import LEAST, shown_total

Turnout = Callable[[Sequence[Question]], Mapping[UUID, int]]
_turnouts: dict[str, Turnout] = {}


def turnout_for(block: str, turnout: Turnout) -> None:
    """Let a block whose answers are no contributions (ballots) say how many took part in its questions."""
    _turnouts[block] = turnout


def is_vote(question: Question) -> bool:
    """Say whether taking part in a question is voting."""
    return question.block in _turnouts


def shown_counts(questions: Sequence[Question]) -> dict[UUID, int | None]:
    """Return how many took part in each question as everybody may see it: nought, ten or more, or None for fewer.

    No query, but one for each block that counts itself.
    """
    counts = {question.pk: question.contribution_count for question in questions}
    for block, turnout in _turnouts.items():
        if voted := [question for question in questions if question.block == block]:
            counts |= turnout(voted)
    return {key: shown_total(count) if count else 0 for key, count in counts.items()}


def answered_by_few() -> Exists:
    """Return, for initiatives, whether any of their questions was answered by fewer than ten.

    The counts of single questions are public: where one of them is hidden, a total of the initiative would tell it
    (rule 15).
    """
    return Exists(
        Question.objects.filter(
            organisation=OuterRef("organisation"),
            initiative=OuterRef("pk"),
            contribution_count__gt=0,
            contribution_count__lt=LEAST,
        )
    )
