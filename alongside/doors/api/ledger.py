"""What both sides gave, and the accounts of an initiative."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from alongside.core.accounts.actions import give
from alongside.core.accounts.models import Account, Entry
from alongside.core.accounts.queries import given_by_both
from alongside.core.api.access import MAY, MUST, actor_of, organisation_of
from alongside.core.api.finding import visible_initiative
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Amount, Given, Key, Limit, Line, Page, page
from alongside.core.initiatives.permissions import require

router = Router(tags=["ledger"])


class GivenOut(Schema):
    """Minutes and minor units of money of both sides, side by side, never netted."""

    public_minutes: int
    public_pence: int
    citizen_minutes: int
    citizen_pence: int


class GivenIn(Given):
    """Something that one side gave; `key` names it, so that sending it twice counts it once."""

    side: Literal["public", "citizen"]
    unit: Literal["minutes", "money"]
    amount: Amount
    what: Line
    key: Key


class AccountOut(Schema):
    """An account and its balance, in minutes or minor units."""

    id: UUID
    key: str
    name: str
    unit: str
    currency: str
    balance: int


class EntryOut(Schema):
    """One line of an account."""

    id: UUID
    amount: int
    what: str
    at: datetime


@router.get("/initiatives/{uuid:key}/given", auth=MAY, response={200: GivenOut, **REPLIES})
def given(request: HttpRequest, key: UUID) -> Any:
    """What both sides gave to an initiative."""
    return given_by_both(organisation=organisation_of(request), initiative=visible_initiative(request, key))


@router.post("/initiatives/{uuid:key}/given", auth=MUST, response={204: None, **REPLIES})
def book(request: HttpRequest, key: UUID, payload: GivenIn) -> Any:
    """Book what one side gave; for who manages the initiative."""
    found, actor = visible_initiative(request, key), actor_of(request)
    require("initiative.manage", party=actor, initiative=found)
    values = payload.dict()
    give(initiative=found, actor=actor, **(values | {"key": f"api:{found.pk}:{values['key']}"}))
    return Status(204, None)


@router.get("/initiatives/{uuid:key}/accounts", auth=MAY, response={200: list[AccountOut], **REPLIES})
def accounts(request: HttpRequest, key: UUID) -> Any:
    """The accounts of an initiative."""
    return list(visible_initiative(request, key).accounts.filter(party__isnull=True).order_by("key")[:200])


@router.get("/accounts/{uuid:key}/entries", auth=MAY, response={200: Page[EntryOut], **REPLIES})
def entries(request: HttpRequest, key: UUID, after: UUID | None = None, limit: Limit = 50) -> Any:
    """The lines of an account that belongs to no person."""
    organisation = organisation_of(request)
    account = get_object_or_404(Account, organisation=organisation, pk=key, party__isnull=True)
    if account.initiative_id:
        visible_initiative(request, account.initiative_id)
    rows = Entry.objects.filter(organisation=organisation, account=account).select_related("transaction")
    return page(rows, after=after, limit=limit, show=_show_entry)


def _show_entry(entry: Entry) -> dict[str, Any]:
    return {"id": entry.pk, "amount": entry.amount, "what": entry.transaction.what, "at": entry.transaction.at}
