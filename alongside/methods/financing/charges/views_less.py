"""Paying less in confidence: asking, and the waiver officer's desk. Nobody else reads these pages."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.core.initiatives.models import Initiative
from alongside.core.people.visit import Visit
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.methods.financing.charges.forms import DecideWaiverForm, SomebodyForm, WaiverForm
from alongside.methods.financing.charges.models import Waiver
from alongside.methods.financing.charges.rules import WAIVER_DAYS
from alongside.methods.financing.charges.visit import around, find, may_now, member
from alongside.methods.financing.charges.waiving import ask_for_somebody, ask_waiver, decide_waiver, withdraw_waiver


def less(request: Visit, key: UUID) -> HttpResponseBase:
    """Ask to pay less, and read what became of one's own requests."""
    initiative = find(request, key)
    party = request.party
    if party is None:
        return redirect_to_login(request.get_full_path())
    form = WaiverForm(request.POST if request.POST.get("do") == "ask" else None)
    try:
        if request.POST.get("do") == "withdraw":
            _withdraw(request, initiative=initiative)
            messages.success(request, _("Taken back. What you wrote is gone."))
            return redirect("charges:less", key=key)
        if form.is_bound and form.is_valid():
            waiver = ask_waiver(initiative=initiative, words=form.cleaned_data["words"], actor=party)
            day = date_format(waiver.answer_by, "j F Y")
            messages.success(request, _("We have your request. You have an answer by %(day)s.") % {"day": day})
            return redirect("charges:less", key=key)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    mine = Waiver.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative, party=party)
    context = around(initiative) | {
        "form": form,
        "mine": list(mine.order_by("-id")[:20]),
        "days": WAIVER_DAYS,
        "may_ask": "charges.ask_waiver" in may_now(request, initiative),
    }
    return _private(render(request, "charges/less.html", context, status=409 if form.errors else 200))


def _withdraw(request: Visit, *, initiative: Initiative) -> None:
    waiver = _waiver(initiative, request.POST.get("waiver", ""))
    if request.party is not None:
        withdraw_waiver(waiver=waiver, actor=request.party)


def _waiver(initiative: Initiative, key: object) -> Waiver:
    try:
        wanted = UUID(str(key))
    except ValueError:
        raise Http404 from None
    found = (
        Waiver.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative, pk=wanted)
        .select_related("party", "initiative", "tariff")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def requests(request: Visit, key: UUID) -> HttpResponse:
    """The waiver officer's desk: what waits, the most urgent first, and writing one down for somebody."""
    initiative = find(request, key)
    party = member(request, "charges.decide_waiver", may=may_now(request, initiative))
    form = SomebodyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_somebody(initiative=initiative, actor=party, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            messages.success(request, _("It is written down, and waits here for its answer."))
            return redirect("charges:requests", key=key)
    found = Waiver.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    waiting = found.filter(state=Waiver.State.ASKED).select_related("party").order_by("answer_by", "id")[:100]
    answered = found.filter(state__in=["granted", "refused"]).select_related("party").order_by("-answered_at")[:30]
    context = around(initiative) | {
        "form": form,
        "waiting": list(waiting),
        "answered": list(answered),
        "today": clock.today(zone=initiative.organisation.time_zone),
    }
    return _private(render(request, "charges/requests.html", context, status=409 if form.errors else 200))


def request_page(request: Visit, key: UUID, waiver_key: UUID) -> HttpResponse:
    """One request, read and answered by the waiver officer."""
    initiative = find(request, key)
    party = member(request, "charges.decide_waiver", may=may_now(request, initiative))
    waiver = _waiver(initiative, waiver_key)
    form = DecideWaiverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            decide_waiver(
                waiver=waiver,
                granted=data["verdict"] == "granted",
                answer=data["answer"],
                percent_off=data["percent_off"] or 0,
                until=data["until"],
                actor=party,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            messages.success(request, _("Answered. The person is told that there is an answer."))
            return redirect("charges:requests", key=key)
    context = around(initiative) | {"waiver": waiver, "form": form}
    return _private(render(request, "charges/request.html", context, status=409 if form.errors else 200))
