"""What every page of a vote asks first, and what a polling screen is."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from alongside.blocks.rank.models import Poll
from alongside.core.api.access import organisation_of, party_of
from alongside.core.api.finding import visible_initiative
from alongside.core.initiatives.permissions import acts_open, may_see, memberships_of, roles_of
from alongside.core.people.visit import Visit
from alongside.kit import clock
from alongside.kit.money import money

KIOSK = "polling-place"


def find_poll(request: Visit, key: UUID) -> Poll:
    """Return the poll of a question of this organisation; while it is prepared, only to members of its initiative."""
    found = (
        Poll.objects.filter(
            organisation=request.organisation,
            question_id=key,
        )
        .select_related(
            "question__initiative__service", "question__organisation", "question__decider__party", "imported"
        )
        .first()
    )
    if found is None or not may_see(party=request.party, initiative=found.question.initiative):
        raise Http404
    if found.question.state == "draft" and not memberships_of(
        party=request.party, initiative=found.question.initiative
    ):
        raise Http404
    return found


def visible_poll(request: HttpRequest, key: UUID) -> Poll:
    """Return the poll of a question that the caller of the API may see, as `find_poll`; 404 otherwise."""
    rows = Poll.objects.select_related("question__initiative__service", "question__organisation")
    found = get_object_or_404(rows, organisation=organisation_of(request), question_id=key)
    initiative = visible_initiative(request, found.question.initiative_id)
    if found.question.state == "draft" and not memberships_of(party=party_of(request), initiative=initiative):
        raise Http404
    return found


def page_of(request: Visit, poll: Poll, *, deep: bool = True) -> dict[str, Any]:
    """What every page of a vote knows."""
    question = poll.question
    crumbs = [(question.initiative.title, f"/initiatives/{question.initiative.slug}/")]
    if deep:
        crumbs.append((question.prompt, reverse("rank:question", args=[question.pk])))
    return {
        "poll": poll,
        "question": question,
        "crumbs": crumbs,
        "nav_current": "commission",
        "budget": money(poll.budget, poll.currency),
    }


def is_open(poll: Poll) -> bool:
    """Say whether people can vote now."""
    question, now = poll.question, clock.now()
    return bool(
        poll.state == Poll.State.OPEN
        and question.closes_at
        and question.opens_at
        and question.opens_at <= now < question.closes_at
    )


def may_now(request: Visit, poll: Poll) -> dict[str, bool]:
    """What the visitor may do in this initiative now, by act with _ for the dot."""
    initiative = poll.question.initiative
    roles = roles_of(party=request.party, initiative=initiative)
    return {act.replace(".", "_"): bool(allowed & roles) for act, allowed in acts_open(initiative).items()}


def may_count(request: Visit, poll: Poll) -> bool:
    """Say whether the visitor is of those who count this vote, at whatever stage it is now."""
    initiative = poll.question.initiative
    counting = {role for stage in initiative.method.stages for role in stage.acts.get("rank.count", ())}
    return bool(counting & roles_of(party=request.party, initiative=initiative))


def is_kiosk(request: Visit, poll: Poll) -> bool:
    """Say whether this browser is a screen at a polling place of this vote: the team made it one, and signed for it."""
    return request.get_signed_cookie(KIOSK, default="", salt=KIOSK) == str(poll.pk)


def make_kiosk(request: Visit, response: HttpResponse, poll: Poll) -> None:
    """Make this browser a polling screen for fourteen hours, and sign out whoever did so."""
    request.session.flush()
    response.set_signed_cookie(
        KIOSK,
        str(poll.pk),
        salt=KIOSK,
        max_age=14 * 3600,
        samesite="Strict",
        httponly=True,
        secure=request.is_secure(),
    )


LENGTH = 8192
"""Pages that show a ballot are padded to a multiple of so many bytes."""


def untold(response: HttpResponse) -> HttpResponse:
    """Return a page of a ballot so that its length, which logs and networks see, does not tell what was chosen.

    Nothing of it is kept by the browser or on the way. Compressed, it would differ in length again: so it is not.
    """
    response.content += b"\n" + b" " * (-(len(response.content) + 1) % LENGTH)
    response["Content-Encoding"] = "identity"
    response["Cache-Control"] = "no-store"
    return response
