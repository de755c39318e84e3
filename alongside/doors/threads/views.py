"""The pages of threads: what became of something, and where it came from."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.core.contributions.actions import withdraw_contribution
from alongside.core.contributions.models import Contribution
from alongside.core.contributions.queries import contribution_of_code
from alongside.core.people.visit import Visit
from alongside.core.threads.queries import thread_both_ways
from alongside.doors.threads.forms import CodeForm, WithdrawForm
from alongside.doors.threads.heading import heading_of
from alongside.doors.threads.records import KINDS, initiative_of, load
from alongside.doors.threads.seeing import unlisted_open_to
from alongside.doors.threads.telling import tell
from alongside.kit.refused import Refused

RECEIPT, HALF_AN_HOUR = "receipt", 1800
"""A signed cookie that lets whoever showed the code of a receipt read their own words, on this path, for a while."""


def _shown_receipt(request: Visit) -> str:
    return str(request.get_signed_cookie(RECEIPT, default="", salt=RECEIPT, max_age=HALF_AN_HOUR))


def _is_giver(request: Visit, contribution: Contribution) -> bool:
    party = request.party
    return (party is not None and contribution.party_id == party.pk) or _shown_receipt(request) == str(contribution.pk)


def thread(request: Visit, kind: str, id: UUID) -> HttpResponse:  # noqa: A002  # the name in the address
    """Show one thread both ways, from the first word to what is measured; each sees what they may see."""
    if kind not in KINDS:
        raise Http404
    organisation = request.organisation
    back, onward = thread_both_ways(record=KINDS[kind](pk=id, organisation=organisation))
    steps = [*onward, *back[1:]]
    records = load(organisation=organisation, steps=steps, start=id)
    row = records.found.get(id)
    if row is None or type(row) is not KINDS[kind]:
        raise Http404
    own = id if isinstance(row, Contribution) and _is_giver(request, row) else None
    if records.unlisted:
        records.hide_unlisted(except_in=unlisted_open_to(request.party, records=records, own=own))
        if id not in records.found:
            raise Http404
    items = tell(steps=steps, records=records, start=id, own=own)
    context = {"items": items, "mine": own is not None, "by_code": bool(own) and _shown_receipt(request) == str(id)}
    context |= heading_of(row, mine=own is not None) | _crumbs(row)
    if own:
        context |= {"withdraw_form": WithdrawForm(), "withdraw_action": reverse("thread_withdraw", args=[id])}
    response = render(request, "threads/thread.html", context)
    if own:
        response["Cache-Control"] = "private, no-store"
    return response


def _crumbs(row: Any) -> dict[str, Any]:
    initiative = initiative_of(row)
    if initiative is None:
        return {}
    return {"crumbs": [(initiative.title, reverse("initiative", args=[initiative.slug]))], "initiative": initiative}


def thread_by_code(request: Visit) -> HttpResponse:
    """Ask for the code on a receipt, and lead to what became of the contribution that it was given for."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        organisation = request.organisation
        found = contribution_of_code(organisation=organisation, code=form.cleaned_data["code"])
        if found is not None:
            response = redirect("thread", kind="contribution", id=found.pk)
            response.set_signed_cookie(
                RECEIPT,
                str(found.pk),
                salt=RECEIPT,
                max_age=HALF_AN_HOUR,
                path=reverse("thread_by_code"),
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
            return response
        form.add_error(
            "code", _("We have no receipt with this code. Look again: there is no letter I, L, O or U in it.")
        )
    return render(request, "threads/code.html", {"form": form})


@require_POST
def forget(request: Visit) -> HttpResponse:
    """Forget the receipt that was shown on this computer."""
    response = redirect("thread_by_code")
    response.delete_cookie(RECEIPT, path=reverse("thread_by_code"), samesite="Lax")
    return response


@require_POST
def withdraw(request: Visit, id: UUID) -> HttpResponse:  # noqa: A002  # the name in the address
    """Take back what one gave: signed in, or with the code of the receipt."""
    organisation = request.organisation
    contribution = Contribution.objects.filter(organisation=organisation, pk=id).first()
    if contribution is None:
        raise Http404
    form = WithdrawForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    try:
        withdraw_contribution(contribution=contribution, actor=request.party, code=code)
        messages.success(request, _("Taken back. It stays counted as taken back; its words are shown to nobody."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("thread", kind="contribution", id=id)
