"""Writes that begin a round: its money, its rules, what the panel looks at. Others stand beside this file.

`applying` (groups and hosts), `judging` (checks, interests, scores), `voting`, `agreeing` (the decision), `granting`
(what follows it).
"""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.community_chest.models import Criterion, Round


@transaction.atomic
# long: it names its keyword arguments one to a line
def create_round(
    *,
    question: Question,
    programme: str,
    amount: int,
    most: int,
    terms: str,
    elsewhere: str,
    criteria: Sequence[tuple[str, str, int]],
    checks: Sequence[tuple[str, str]],
    actor: Party | None,
    least: int = 0,
    **details: Any,
) -> Round:
    """Give a drafted question its round: money (minor units), what must be met, what the panel looks at.

    `criteria`: title, what it asks, weight from 1 to 10. `checks`: key, words. `details` are other columns of Round.
    Refuses a question that is open already, and a round without criteria, checks, terms or another way to go.
    """
    require("question.write", party=actor, initiative=question.initiative)
    if question.state != Question.State.DRAFT:
        raise Refused(_("People have begun to apply: the rules stay as they were published."))
    _check_money(least=least, most=most, amount=amount)
    _check_words(programme=programme, terms=terms, elsewhere=elsewhere, criteria=criteria, checks=checks)
    grant_round = _create(
        organisation_id=question.organisation_id,
        question=question,
        programme=programme.strip()[:120],
        amount=amount,
        least=least,
        most=most,
        terms=terms.strip(),
        elsewhere=elsewhere.strip(),
        checks=[list(pair) for pair in checks],
        **details,
    )
    Criterion.objects.bulk_create(
        Criterion(
            organisation_id=grant_round.organisation_id,
            grant_round=grant_round,
            number=number,
            title=title,
            asks=asks,
            weight=weight,
        )
        for number, (title, asks, weight) in enumerate(criteria, start=1)
    )
    write_audit(act="create_round", record=grant_round, actor=actor, after={"amount": amount, "most": most})
    return grant_round


def _check_money(*, least: int, most: int, amount: int) -> None:
    if not 0 <= least <= most <= amount or most <= 0:
        raise Refused(_("The smallest grant is at most the largest, and that at most the whole."), "most")


def _check_words(
    *, programme: str, terms: str, elsewhere: str, criteria: Sequence[tuple[str, str, int]], checks: Sequence[Any]
) -> None:
    for value, field, words in (
        (programme.strip(), "programme", _("Give the fund a name.")),
        (terms.strip(), "terms", _("Say what a group agrees to when it accepts.")),
        (elsewhere.strip(), "elsewhere", _("Say where else those can go who get nothing.")),
        (criteria, "criteria", _("Say what the panel looks at: at least one thing.")),
        (checks, "checks", _("Say what every application must meet: at least one thing.")),
    ):
        if not value:
            raise Refused(words, field)
    if any(not 1 <= weight <= 10 for _title, _asks, weight in criteria):
        raise Refused(_("What the panel looks at counts from 1 to 10 times."), "criteria")


def _create(**columns: Any) -> Round:
    try:
        with transaction.atomic():
            return Round.objects.create(**columns)
    except IntegrityError:
        raise Refused(_("This question has its round already.")) from None
