"""What became of it, and what it came from; and how promises are kept."""

from dataclasses import replace
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from alongside.core.api.access import MAY, organisation_of, party_of
from alongside.core.api.problems import REPLIES
from alongside.core.contributions.models import Contribution
from alongside.core.contributions.queries import promise_figures
from alongside.core.recognition.models import Recognition
from alongside.core.threads.queries import thread
from alongside.doors.api.initiatives import KeptOut, show_kept
from alongside.doors.threads.records import KINDS, load
from alongside.doors.threads.seeing import seen_steps, unlisted_open_to

router = Router(tags=["threads"])
Kind = Literal["contribution", "theme", "question", "decision", "action", "observation", "initiative", "recognition"]
TABLES: dict[str, type[Any]] = KINDS | {"recognition": Recognition}


class StepOut(Schema):
    """One record on a thread: what it is, how and from which it was reached, how many steps away.

    `from_id` is null where that record is not among the steps.
    """

    kind: str
    id: UUID
    via: str
    from_id: UUID | None
    depth: int


@router.get("/threads/{kind}/{uuid:key}", auth=MAY, response={200: list[StepOut], **REPLIES})
def read_thread(request: HttpRequest, kind: Kind, key: UUID, back: bool = False) -> Any:
    """The thread from a record on, or back from it, as its page shows it: what the caller may see, and of other
    people's contributions only public ones, two at most under one theme, so that no small group is counted (rule 15).
    """
    organisation, party = organisation_of(request), party_of(request)
    steps = thread(record=TABLES[kind](pk=key, organisation=organisation), back=back)
    own = party is not None and _is_own(kind, key, party_id=party.pk)
    records = load(organisation=organisation, steps=steps, start=key)
    if own and kind == "recognition":
        records.found[key] = Recognition.objects.select_related("initiative").get(pk=key)
    records.hide_unlisted(except_in=unlisted_open_to(party, records=records, own=key if own else None))
    if type(records.found.get(key)) is not TABLES[kind]:
        raise Http404
    shown = seen_steps(steps, records=records, start=key)
    ids = {step.id for step in shown}
    return [replace(step, from_id=step.from_id if step.from_id in ids else None) for step in shown]


def _is_own(kind: str, key: UUID, *, party_id: UUID) -> bool:
    if kind == "contribution":
        return Contribution.objects.filter(pk=key, party_id=party_id).exists()
    between = Recognition.objects.filter(pk=key).values_list("to_party_id", "from_party_id").first()
    return kind == "recognition" and between is not None and party_id in between


@router.get("/promises", auth=MAY, response={200: dict[str, KeptOut], **REPLIES})
def promises(request: HttpRequest) -> Any:
    """How the organisation's promises were kept: public, also when it is bad (rule 8)."""
    return show_kept(promise_figures(organisation=organisation_of(request)))
