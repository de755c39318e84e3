"""What happens because time passes: run by the worker, again and again; each piece is safe to run twice."""

import logging

from alongside.core.accounts.queries import unbalanced_transactions, wrong_balances
from alongside.core.initiatives.charter import pause_if_one_sided
from alongside.core.initiatives.models import Initiative
from alongside.core.jobs.actions import revive_jobs
from alongside.core.messages.actions import send_waiting
from alongside.core.organisations.models import Organisation
from alongside.core.questions.actions import close_question
from alongside.core.questions.models import Question
from alongside.kit import clock

log = logging.getLogger(__name__)


def every_minute() -> None:
    """Close the questions whose time is over, send what waits in the outbox, revive lost jobs."""
    for question in Question.objects.filter(state="open", closes_at__lte=clock.now()):
        close_question(question=question, actor=None)
    for organisation in Organisation.objects.all():
        send_waiting(organisation)
    revive_jobs()


def every_night() -> None:
    """Pause what lapsed promises left one-sided, and prove the ledger; a wrong balance is an error in the log."""
    for initiative in Initiative.objects.filter(state="live"):
        pause_if_one_sided(initiative)
    for organisation in Organisation.objects.all():
        wrong, unbalanced = wrong_balances(organisation), unbalanced_transactions(organisation)
        if wrong or unbalanced:
            log.error(
                "The ledger of %s is wrong: %s accounts, %s transactions",
                organisation.slug,
                len(wrong),
                len(unbalanced),
            )
