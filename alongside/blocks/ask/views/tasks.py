"""The place from which a team does all there is to do about a question."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
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
    owed = _status(
        ngettext("%(n)s waits", "%(n)s wait", waiting) % {"n": waiting if waiting < 100 else "100+"}, waiting
    )
    unread = _status(ngettext("%(n)s to read", "%(n)s to read", left) % {"n": left}, left)
    every: list[tuple[str, set[str], str, str, str, tuple[str, str]]] = [
        (
            "question.write",
            {"draft"},
            "write",
            _("Write the question"),
            _("What is fixed, what is open, who decides, until when."),
            ("", ""),
        ),
        (
            "question.write",
            {"draft"},
            "items",
            _("Choose what is asked"),
            _("Texts, choices, scales; questions that depend on answers."),
            ("", ""),
        ),
        (
            "question.write",
            {"draft", "open", "soon"},
            "pack",
            _("Fill the information pack"),
            _("Papers and pages that help to answer."),
            ("", ""),
        ),
        (
            "contribution.acknowledge",
            {"open", "reading"},
            "responses",
            _("Write back to people"),
            _("A line from a person within the promised days."),
            owed,
        ),
        (
            "initiative.manage",
            {"open", "reading"},
            "reach",
            _("See who has answered"),
            _("By which ways, from where, and who has not been heard."),
            ("", ""),
        ),
        (
            "paper.print",
            {"open", "soon"},
            "paper",
            _("Print forms"),
            _("For people without a screen: one code on each sheet."),
            ("", ""),
        ),
        (
            "paper.enter",
            {"open", "reading"},
            "enter",
            _("Enter an answer for somebody"),
            _("From paper, a call or a visit."),
            ("", ""),
        ),
        (
            "paper.enter",
            {"open", "reading"},
            "import",
            _("Enter a file of answers"),
            _("Collected elsewhere, as CSV."),
            ("", ""),
        ),
        (
            "contribution.theme",
            {"reading"},
            "read",
            _("Read and gather under themes"),
            _("Two people read every answer."),
            unread,
        ),
        (
            "theme.check",
            {"reading"},
            "checks",
            _("Check the themes"),
            _("As a resident: do answers stand where they belong?"),
            ("", ""),
        ),
        (
            "contribution.acknowledge",
            {"reading", "decided"},
            "report",
            _("Read what people said"),
            _("Themes, words, counts: what the decision answers."),
            ("", ""),
        ),
        (
            "decision.write",
            {"reading"},
            "decide",
            _("Decide"),
            _("A reason, an answer to each theme, and what will be done."),
            ("", "") if draft is None else (_("Draft"), "open"),
        ),
        (
            "thanks.send",
            {"decided"},
            "thank",
            _("Thank people"),
            _("For their words, and what came of them."),
            ("", ""),
        ),
    ]
    return [
        Task(label=label, link=address(name, question), note=note, status=status[0], kind=status[1])
        for act, phases, name, label, note, status in every
        if act in acts and phase in phases
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
