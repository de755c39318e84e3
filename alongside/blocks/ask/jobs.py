"""Long work of the block: large files of answers, and many sheets to print."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from alongside.blocks.ask.actions.answering import import_answers
from alongside.blocks.ask.printing import pdf_of, sheets_of
from alongside.blocks.ask.queries import question_of
from alongside.core.jobs.actions import Running, job
from alongside.core.jobs.files import forget_file, keep_file, kept_file
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.kit.refused import Refused

ENTER, PRINT = "enter_answers", "print_sheets"


def _asked(running: Running) -> tuple[Question, Party]:
    """Return the question, and who asked for the work."""
    found = question_of(organisation=running.job.organisation, key=UUID(running.arguments["question"]))
    if found is None or running.job.asked_by is None:
        raise Refused(_("The question, or whoever asked for this, is not here any more."))
    return found, running.job.asked_by


@job(ENTER)
def enter_file(running: Running) -> dict[str, Any]:
    """Enter a file of answers, whole or not at all; killed in the middle, nothing of it was entered."""
    (question, actor), name = _asked(running), running.arguments["file"]
    with override(running.arguments["language"]):
        done = import_answers(question=question, data=kept_file(name), actor=actor, progress=running.progress)
        said = ngettext("%(n)s answer was entered.", "%(n)s answers were entered.", done.count) % {"n": done.count}
    forget_file(name)
    return {"said": f"{said} {done.note}".strip(), "link": reverse("ask:manage", args=[question.pk])}


@job(PRINT)
def print_sheets(running: Running) -> dict[str, Any]:
    """Lay out the sheets of one printing as a PDF; asked again, it makes the same."""
    (question, _actor), asked = _asked(running), running.arguments
    with override(asked["language"]):
        shown = sheets_of(question=question, first=UUID(asked["first"]), last=UUID(asked["last"]))
        if not shown["sheets"]:
            raise Refused(_("There are no such sheets."))
        pdf = pdf_of(question=question, shown=shown, progress=running.progress)
        count = len(shown["sheets"])
        said = ngettext("%(n)s form is ready to print.", "%(n)s forms are ready to print.", count) % {"n": count}
    link = reverse("ask:sheets_file", args=[question.pk, running.job.pk])
    return {"said": said, "file": keep_file(pdf), "link": link}
