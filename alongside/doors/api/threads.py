"""What became of it, and what it came from; and how promises are kept."""

from typing import Any, Literal
from uuid import UUID

from django.apps import apps
from django.http import Http404, HttpRequest
from ninja import Router, Schema

from alongside.core.api.access import MAY, organisation_of
from alongside.core.api.problems import REPLIES
from alongside.core.contributions.queries import promise_figures
from alongside.core.organisations.models import Row
from alongside.core.threads.queries import thread
from alongside.doors.api.initiatives import KeptOut, show_kept

router = Router(tags=["threads"])
Kind = Literal["contribution", "theme", "question", "decision", "action", "observation", "initiative", "recognition"]


class StepOut(Schema):
    """One record on a thread: what it is, how and from which it was reached, how many steps away."""

    kind: str
    id: UUID
    via: str
    from_id: UUID | None
    depth: int


@router.get("/threads/{kind}/{uuid:key}", auth=MAY, response={200: list[StepOut], **REPLIES})
def read_thread(request: HttpRequest, kind: Kind, key: UUID, back: bool = False) -> Any:
    """The thread from a record on, or back from it; identities only, each to be read where it may be seen."""
    table: type[Row] = apps.get_model("core", kind)
    found = table._default_manager.filter(organisation=organisation_of(request), pk=key).first()
    if found is None:
        raise Http404
    return thread(record=found, back=back)


@router.get("/promises", auth=MAY, response={200: dict[str, KeptOut], **REPLIES})
def promises(request: HttpRequest) -> Any:
    """How the organisation's promises were kept: public, also when it is bad (rule 8)."""
    return show_kept(promise_figures(organisation=organisation_of(request)))
