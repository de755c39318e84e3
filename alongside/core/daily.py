"""What happens because time passes: run by the worker, again and again; each piece is safe to run twice."""

from collections.abc import Callable

from alongside.core.accounts.proving import prove
from alongside.core.initiatives.charter import pause_if_one_sided
from alongside.core.initiatives.models import Initiative
from alongside.core.jobs.actions import revive_jobs
from alongside.core.jobs.files import forget_old_files
from alongside.core.messages.actions import send_waiting
from alongside.core.organisations.models import Organisation
from alongside.core.questions.actions import close_question
from alongside.core.questions.models import Question
from alongside.kit import clock

_each_minute: dict[str, Callable[[], None]] = {}


def do_each_minute(name: str, work: Callable[[], None]) -> None:
    """Let a block or a method do something whenever a minute has passed; said when the site starts, once a name."""
    _each_minute[name] = work


def every_minute() -> None:
    """Close the questions whose time is over, do what blocks wait for, send the outbox, revive lost jobs."""
    for question in Question.objects.filter(state="open", closes_at__lte=clock.now()):
        close_question(question=question, actor=None)
    for name in sorted(_each_minute):
        _each_minute[name]()
    for organisation in Organisation.objects.all():
        send_waiting(organisation)
    revive_jobs()


def every_night() -> None:
    """Pause what lapsed promises left one-sided, and prove the ledger; what is wrong reaches the administrators."""
    for initiative in Initiative.objects.filter(state="live"):
        pause_if_one_sided(initiative)
    for organisation in Organisation.objects.all():
        prove(organisation)
    forget_old_files()
