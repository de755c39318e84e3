"""Somebody's own pledge, by an address that cannot be guessed: what it is, taking it back, paying it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.fund import showing
from alongside.blocks.fund.actions import confirm_pledge, open_payment_page, withdraw_pledge
from alongside.blocks.fund.actions.collecting import collection_of
from alongside.blocks.fund.actions.pledging import link_of, read_link
from alongside.blocks.fund.gateways import gateways
from alongside.blocks.fund.gateways.bank_transfer import account_to_pay_into
from alongside.blocks.fund.models import Pledge
from alongside.blocks.fund.views.campaigns import around
from alongside.core.people.visit import Visit
from alongside.kit import clock
from alongside.kit.refused import Refused

State = Pledge.State


def own(request: Visit, token: str) -> HttpResponse:
    """Show a pledge to whoever gave it; on POST confirm it, take it back or pay it."""
    try:
        made = read_link(organisation=request.organisation, token=token)
    except Refused:
        raise Http404 from None
    if request.method == "POST":
        try:
            return _act(request, made)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(link_of(made))
    campaign = made.campaign
    context = around(request, campaign) | {
        "made": made,
        "what": showing.pledge_words(made),
        "code": request.session.get(f"fund:code:{made.pk}", ""),
        "may_change": made.state in {State.STANDING, State.UNCONFIRMED} and campaign.closes_at > clock.now(),
        "recognitions": list(made.contribution.recognitions.select_related("from_party").order_by("id")),
        **_paying(made),
    }
    response = render(request, "fund/own.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _paying(made: Pledge) -> dict[str, Any]:
    """Return how a due pledge is paid: the reference and the account, and other ways that are set up."""
    if made.state == State.FAILED:
        return {"may_pay_again": True}
    collection = made.collections.filter(state="asked").first() if made.state == State.DUE else None
    if collection is None:
        return {}
    try:
        account = account_to_pay_into()
    except Refused as refused:
        account = refused.message
    ways = [(one.key, one.title) for one in gateways().values() if one.key != "bank_transfer" and one.is_there()]
    return {"collection": collection, "account": account, "ways": ways, "is_due": True}


def _act(request: Visit, made: Pledge) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "confirm":
        confirm_pledge(made=made)
        messages.success(request, _("Thank you: your pledge counts."))
    elif do == "withdraw":
        withdraw_pledge(made=made, actor=request.party, by_link=True)
        messages.success(request, _("Your pledge is taken back. You owe nothing."))
    elif do == "again":
        collection_of(made)
    elif do in gateways() and (url := open_payment_page(made, gateway=do)):
        # A link, not a redirect: our content policy lets no form lead to another host.
        return render(request, "fund/go_on.html", around(request, made.campaign) | {"url": url, "own": link_of(made)})
    return redirect(link_of(made))
