"""One's own: what I gave, what is held about me, how I want to hear."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from alongside.core.api.access import MUST, actor_of, organisation_of
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Flag, Given, Limit, Page, page
from alongside.core.contributions.models import Contribution
from alongside.core.messages.actions import set_preference
from alongside.core.people.queries import roles_in_organisation
from alongside.core.personal_data.queries import take_out
from alongside.core.recognition.actions import show_thanks
from alongside.core.recognition.models import Recognition
from alongside.doors.api.giving import ContributionOut, show_contribution

router = Router(tags=["me"])


class MeOut(Schema):
    """Who I am here."""

    id: UUID
    name: str
    kind: str
    roles: list[str]


class PreferenceIn(Given):
    """How I want one kind of message."""

    how: Literal["at_once", "daily", "weekly", "never"]


class ThanksOut(Schema):
    """Thanks that I was given."""

    id: UUID
    initiative_id: UUID
    contribution_id: UUID | None
    text: str
    by: str
    at: datetime
    public: bool


class ShownIn(Given):
    """Whether everybody may read it."""

    public: Flag


@router.get("/me", auth=MUST, response={200: MeOut, **REPLIES})
def me(request: HttpRequest) -> Any:
    """Who I am here, and what I was appointed to."""
    party = actor_of(request)
    return {"id": party.pk, "name": party.name, "kind": party.kind, "roles": sorted(roles_in_organisation(party))}


@router.get("/me/contributions", auth=MUST, response={200: Page[ContributionOut], **REPLIES})
def mine(request: HttpRequest, after: UUID | None = None, limit: Limit = 50) -> Any:
    """What I gave."""
    rows = Contribution.objects.filter(organisation=organisation_of(request), party=actor_of(request))
    return page(rows, after=after, limit=limit, show=lambda row: show_contribution(row, words=True))


@router.get("/me/data", auth=MUST, response={200: dict[str, Any], **REPLIES})
def data(request: HttpRequest) -> Any:
    """All that is held about me."""
    return take_out(actor_of(request))


@router.put("/me/messages/{topic}", auth=MUST, response={204: None, **REPLIES})
def prefer(request: HttpRequest, topic: Literal["mine", "asked", "news", "duty"], payload: PreferenceIn) -> Any:
    """Say how I want one kind of message."""
    set_preference(party=actor_of(request), topic=topic, how=payload.how)
    return Status(204, None)


@router.get("/me/thanks", auth=MUST, response={200: Page[ThanksOut], **REPLIES})
def thanks(request: HttpRequest, after: UUID | None = None, limit: Limit = 50) -> Any:
    """The thanks I was given; each is between the two of us until I let everybody read it."""
    party = actor_of(request)
    rows = Recognition.objects.filter(organisation=organisation_of(request), to_party=party, form="thanks")
    return page(rows.select_related("from_party"), after=after, limit=limit, show=_show_thanks)


def _show_thanks(one: Recognition) -> dict[str, Any]:
    names = ("id", "initiative_id", "contribution_id", "text", "at", "public")
    return {name: getattr(one, name) for name in names} | {"by": one.from_party.name if one.from_party else ""}


@router.put("/me/thanks/{uuid:key}", auth=MUST, response={204: None, **REPLIES})
def let_read(request: HttpRequest, key: UUID, payload: ShownIn) -> Any:
    """Let everybody read thanks that I was given, or keep them between the two of us again."""
    party = actor_of(request)
    found = get_object_or_404(Recognition, organisation=organisation_of(request), to_party=party, pk=key)
    show_thanks(recognition=found, shown=payload.public, actor=party)
    return Status(204, None)
