"""What the caller of an operation may see, found by its identity; everything else answers 404."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from alongside.core.api.access import organisation_of, party_of
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import may, may_see
from alongside.core.questions.models import Question, Theme


def visible_initiative(request: HttpRequest, key: UUID) -> Initiative:
    """Return an initiative that the caller may see; 404 otherwise."""
    found = get_object_or_404(
        Initiative.objects.select_related("organisation", "service", "place"),
        organisation=organisation_of(request),
        pk=key,
    )
    if not may_see(party=party_of(request), initiative=found):
        raise Http404
    return found


def visible_question(request: HttpRequest, key: UUID, *, block: str | None = None) -> Question:
    """Return a question that the caller may see (of one block if asked): a draft only by who may write it."""
    rows = Question.objects.select_related(
        "organisation", "initiative__organisation", "initiative__service", "initiative__place", "decider__party"
    )
    found = get_object_or_404(rows, organisation=organisation_of(request), pk=key)
    if block is not None and found.block != block:
        raise Http404
    visible_initiative(request, found.initiative_id)
    if found.state == "draft" and not may("question.write", party=party_of(request), initiative=found.initiative):
        raise Http404
    return found


def theme_of(request: HttpRequest, key: UUID) -> Theme:
    """Return a theme of this organisation."""
    return get_object_or_404(
        Theme.objects.select_related("question__initiative"), organisation=organisation_of(request), pk=key
    )
