"""What every view here begins with: the visitor, the question, what the visitor may do, and the page around it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from alongside.blocks.ask.queries import Standing, menu_of, phase_of, question_of, standing_of, zone_of
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import may_see, require
from alongside.core.people import visit as people
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.kit import clock


class Visit(people.Visit):
    """A visit to a question: also what the visitor may do there."""

    standing: Standing


View = Callable[..., HttpResponseBase]


def found(request: Visit, key: UUID) -> Question:
    """Return the question of an address; 404 where there is none, or its initiative is not shown to this visitor."""
    question = question_of(organisation=request.organisation, key=key)
    if question is None or not may_see(party=request.party, initiative=question.initiative):
        raise Http404
    return question


def needs(*acts: str) -> Callable[[View], View]:
    """Let a view in only for somebody who may do one of the acts; others sign in first, or are told why not.

    The view gets the question itself in place of its key, and `request.standing`.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: Visit, key: UUID, **rest: Any) -> HttpResponseBase:
            question = found(request, key)
            request.standing = standing_of(party=request.party, initiative=question.initiative)
            if not request.standing.acts & set(acts):
                if request.party is None:
                    return redirect_to_login(request.get_full_path())
                require(acts[0], party=request.party, initiative=question.initiative)
            return view(request, question, **rest)

        return guarded

    return wrap


def actor_of(request: Visit) -> Party:
    """Return the signed-in party; a view behind `needs` for a role always has one."""
    if request.party is None:
        raise Http404
    return request.party


def address(name: str, question: Question, *more: object) -> str:
    """Return the address of one of this block's pages about a question."""
    return reverse(f"ask:{name}", args=(question.pk, *more))


def page(
    request: Visit, question: Question, template: str, *, status: int = 200, inner: bool = True, **context: Any
) -> HttpResponse:
    """Draw a page about a question. `inner` pages have the question itself among their crumbs."""
    crumbs = crumbs_of(question.initiative)
    if inner:
        crumbs.append((question.prompt, address("question", question)))
    standing: Standing | None = getattr(request, "standing", None)
    if standing:  # What is known already is not asked of the database again by the page's header.
        context |= {
            "roles": standing.appointed,
            "is_officer": "officer" in standing.appointed,
            "is_administrator": "administrator" in standing.appointed,
            "acts": standing.acts,
        }
    context |= {
        "question": question,
        "initiative": question.initiative,
        "phase": phase_of(question),
        "crumbs": crumbs,
        "nav_current": menu_of(question.initiative),
        "zone": zone_of(question),
        "today": clock.today(zone=zone_of(question)),
    }
    return render(request, f"ask/{template}", context, status=status)


def crumbs_of(initiative: Initiative) -> list[tuple[str, str]]:
    """Return the way to an initiative's page, where this site has one."""
    try:
        return [(initiative.title, reverse("initiative", args=(initiative.slug,)))]
    except NoReverseMatch:
        return []


def key_of(text: str | None) -> UUID | None:
    """Return the identity that an address or a form names; None for none, and for what is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
