"""The place from which a team does all there is to do about a question."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alongside.blocks.ask.actions import asking
from alongside.blocks.ask.queries import decision_of, phase_of, responses
from alongside.blocks.ask.views.visit import Visit, actor_of, address, needs, page
from alongside.core.questions.models import Question
from alongside.kit.parts import Task

TEAM = (
    "question.write",
    "contribution.acknowledge",
    "contribution.theme",
    "theme.check",
    "decision.write",
    "initiative.manage",
)


EVERY: tuple[tuple[str, str, str, Any, Any, str], ...] = (
    (
        "question.write",
        "draft",
        "write",
        lazy("Write the question"),
        lazy("What is fixed, what is open, who decides, until when."),
        "",
    ),
    (
        "question.write",
        "draft",
        "items",
        lazy("Choose what is asked"),
        lazy("Texts, choices, scales; questions that depend on answers."),
        "",
    ),
    (
        "question.write",
        "draft open soon",
        "pack",
        lazy("Fill the information pack"),
        lazy("Papers and pages that help to answer."),
        "",
    ),
    (
        "contribution.acknowledge",
        "open reading",
        "responses",
        lazy("Write back to people"),
        lazy("A line from a person within the promised days."),
        "owed",
    ),
    (
        "initiative.manage",
        "open reading",
        "reach",
        lazy("See who has answered"),
        lazy("By which ways, from where, and who has not been heard."),
        "",
    ),
    (
        "paper.print",
        "open soon",
        "paper",
        lazy("Print forms"),
        lazy("For people without a screen: one code on each sheet."),
        "",
    ),
    (
        "paper.enter",
        "open reading",
        "enter",
        lazy("Enter an answer for somebody"),
        lazy("From paper, a call or a visit."),
        "",
    ),
    (
        "paper.enter",
        "open reading",
        "import",
        lazy("Enter a file of answers"),
        lazy("Collected elsewhere, as CSV."),
        "",
    ),
    (
        "contribution.theme",
        "reading",
        "read",
        lazy("Read and gather under themes"),
        lazy("Two people read every answer."),
        "unread",
    ),
    (
        "theme.check",
        "reading",
        "checks",
        lazy("Check the themes"),
        lazy("As a resident: do answers stand where they belong?"),
        "",
    ),
    (
        "contribution.acknowledge",
        "reading decided",
        "report",
        lazy("Read what people said"),
        lazy("Themes, words, counts: what the decision answers."),
        "",
    ),
    (
        "decision.write",
        "reading",
        "decide",
        lazy("Decide"),
        lazy("A reason, an answer to each theme, and what will be done."),
        "draft",
    ),
    ("thanks.send", "decided", "thank", lazy("Thank people"), lazy("For their words, and what came of them."), ""),
)
"""Who may do it, in which phases, the page, its title, what it is, and which count stands beside it."""


@needs(*TEAM)
def manage(request: Visit, question: Question) -> HttpResponse:
    """Show what there is to do about a question, and nothing that is not."""
    waiting = responses(question).filter(acknowledged_at__isnull=True).order_by("acknowledge_by")[:100].count()
    draft = decision_of(question, draft=True) if question.state == Question.State.CLOSED else None
    return page(
        request,
        question,
        "manage.html",
        tasks=_tasks(question, waiting=waiting, acts=request.standing.acts, draft=draft),
        may_manage="initiative.manage" in request.standing.acts,
        is_over=phase_of(question) == "reading",
        can_decide="decision.write" in request.standing.acts,
    )


def _tasks(question: Question, *, waiting: int, acts: frozenset[str], draft: Any) -> list[Task]:
    """Return the tasks of this phase that this person may do, in their order."""
    phase, left = phase_of(question), question.unthemed_count
    many = waiting if waiting < 100 else "100+"
    statuses = {
        "": ("", ""),
        "owed": _status(ngettext("%(n)s waits", "%(n)s wait", waiting) % {"n": many}, waiting),
        "unread": _status(ngettext("%(n)s to read", "%(n)s to read", left) % {"n": left}, left),
        "draft": ("", "") if draft is None else (_("Draft"), "open"),
    }
    return [
        Task(
            label=str(label),
            link=address(name, question),
            note=str(note),
            status=statuses[count][0],
            kind=statuses[count][1],
        )
        for act, phases, name, label, note, count in EVERY
        if act in acts and phase in phases.split()
    ]


def _status(words: str, count: int) -> tuple[str, str]:
    return (words, "care") if count else (_("Done"), "kept")


@require_POST
@needs("initiative.manage")
def close(request: Visit, question: Question) -> HttpResponseBase:
    """Close a question whose time has passed, and begin to read."""
    asking.close_and_read(question=question, actor=request.party)
    messages.success(request, _("It is closed. Now two people read every answer."))
    return redirect(address("manage", question))


@require_POST
@needs("initiative.manage")
def begin_deciding(request: Visit, question: Question) -> HttpResponseBase:
    """Open the deciding; reading goes on until all is read."""
    asking.begin_deciding(question=question, actor=request.party)
    return redirect(address("manage", question))


@require_POST
@needs("initiative.manage")
def remind(request: Visit, question: Question, place_key: UUID) -> HttpResponseBase:
    """Remind the people of a place from which little was heard."""
    from alongside.core.services.models import Place

    place = get_object_or_404(Place, organisation=request.organisation, pk=place_key)
    asking.remind_area(question=question, place=place, actor=actor_of(request))
    messages.success(
        request,
        _("A reminder goes to everybody who told us that they live in %(place)s and has not answered.")
        % {"place": place.name},
    )
    return redirect(reverse("ask:reach", args=(question.pk,)))
