"""The lists of the desk: each says what is owed, to whom, by when, and leads to where it is done."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.initiatives.charter import accept_commitment
from alongside.core.people.visit import Visit
from alongside.core.questions.models import Question
from alongside.doors.account.office import officers_only
from alongside.doors.desk import queries
from alongside.doors.desk.queries import PER_PAGE
from alongside.doors.visit import signed_in
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.kit.time import say_day, say_due


def _context(request: Visit, **more: Any) -> dict[str, Any]:
    return dict(nav_current="desk", crumbs=[(_("Desk"), reverse("desk"))], **more)


def _block_page(question: Question, name: str) -> str:
    """Return the address of a page of the question's block, or of the question where the block has no such page."""
    try:
        return reverse(f"{question.block}:{name}", args=[question.pk])
    except NoReverseMatch:
        return reverse("question", args=[question.pk])


def _due(request: Visit, day: date | None) -> tuple[str, str]:
    """Return a promised day in words, and whether it is late or near."""
    if day is None:
        return "", ""
    today = clock.today(zone=request.organisation.time_zone)
    kind = "late" if day < today else "care" if day <= today + queries.SOON else "open"
    return f"{say_day(day)} ({say_due(day)})", kind


@officers_only
def unread(request: Visit) -> HttpResponse:
    """Show the questions with answers that are in no theme yet."""
    rows = queries.unread_questions(request.organisation)[:PER_PAGE]
    lines = [(one, _block_page(one, "read"), _due(request, one.answer_by)) for one in rows]
    return render(request, "desk/unread.html", _context(request, lines=lines))


@officers_only
def answers(request: Visit) -> HttpResponse:
    """Show what people wait for an answer to; with `soon`, only what breaks a promise within two days."""
    soon, after = request.GET.get("soon") == "1", None
    day, _dot, key = request.GET.get("after", "").partition(".")
    try:
        after = (date.fromisoformat(day).isoformat(), UUID(key))
    except ValueError:
        after = None
    rows = list(queries.unanswered_from(request.organisation, soon=soon, after=after)[: PER_PAGE + 1])
    last = rows[PER_PAGE - 1] if len(rows) > PER_PAGE else None
    context = _context(
        request,
        soon=soon,
        lines=[(one, _due(request, one.answer_by)) for one in rows[:PER_PAGE]],
        older=f"?{'soon=1&' if soon else ''}after={last.answer_by:%Y-%m-%d}.{last.pk}" if last else "",
        newer=request.path if after else "",
    )
    return render(request, "desk/answers.html", context)


def _missing(question: Any) -> list[str]:
    """Say which pieces a decision misses, in the order in which they are mended."""
    if not question.has_draft:
        return [_("nothing is written yet")]
    checks = (
        (question.unthemed_count, _("some answers are in no theme")),
        (question.has_open_themes, _("some themes have no answer")),
        (not question.reason, _("there is no reason")),
        (not question.has_actions, _("nobody is to do anything")),
    )
    return [words for wrong, words in checks if wrong] or [_("only publishing it")]


@officers_only
def decisions(request: Visit) -> HttpResponse:
    """Show the questions that closed, with what their decision misses."""
    rows = queries.undecided_with_pieces(request.organisation)[:PER_PAGE]
    lines = [(one, _block_page(one, "decide"), _due(request, one.answer_by), _missing(one)) for one in rows]
    return render(request, "desk/decisions.html", _context(request, lines=lines))


@officers_only
def actions(request: Visit) -> HttpResponse:
    """Show what was promised in decisions and is neither done nor explained, the late ones first."""
    rows = queries.open_actions(request.organisation)[:PER_PAGE]
    return render(
        request, "desk/actions.html", _context(request, lines=[(one, _due(request, one.due)) for one in rows])
    )


@officers_only
def promises(request: Visit) -> HttpResponse:
    """Show what residents offer, and accept the chosen ones for the public side."""
    rows = list(queries.offered_to_us(request.organisation)[:PER_PAGE])
    refusals: list[tuple[str, str]] = []
    if request.method == "POST":
        chosen = set(request.POST.getlist("chosen"))
        accepted = 0
        for one in rows:
            if str(one.pk) not in chosen:
                continue
            try:
                accept_commitment(commitment=one, actor=signed_in(request))
                accepted += 1
            except Refused as refused:
                refusals.append((one.what, refused.message))
        if accepted:
            said = ngettext("One promise accepted.", "%(n)s promises accepted.", accepted) % {"n": accepted}
            messages.success(request, said)
        if not refusals:
            return redirect("desk_promises")
        rows = list(queries.offered_to_us(request.organisation)[:PER_PAGE])
    return render(request, "desk/promises.html", _context(request, rows=rows, refusals=refusals))


@officers_only
def enter(request: Visit) -> HttpResponse:
    """Lead to where something is entered for somebody who phoned, wrote or came."""
    rows = [(one, _block_page(one, "enter")) for one in queries.open_for_entering(request.organisation)[:PER_PAGE]]
    return render(request, "desk/enter.html", _context(request, rows=rows))
