"""What the team of a campaign does after its last day: the match, what came in, what is paid, what was given."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.fund import actions, showing
from alongside.blocks.fund.models import BankLine, Campaign, Collection, Payment, Pledge
from alongside.blocks.fund.views.awards import payment_lines, payment_step
from alongside.blocks.fund.views.campaigns import around, find_campaign, may_now
from alongside.blocks.fund.views.pots import find_initiative
from alongside.core.initiatives.permissions import may
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit.forms import MoneyField
from alongside.kit.money import money
from alongside.kit.refused import NotAllowed, Refused

PER_PAGE = 100
TEAM = ("fund_collect", "fund_receive", "fund_award", "fund_pay", "initiative_manage")


def desk(request: Visit, key: UUID) -> HttpResponse:
    """Show what the team does next with a campaign; on POST do one piece of it."""
    found = find_campaign(request, pk=key)
    allowed = may_now(request, found)
    if request.party is None or not any(allowed.get(act) for act in TEAM):
        raise NotAllowed(_("This is for the team that leads it."))
    if request.method == "POST":
        try:
            messages.success(request, _do(request, found, request.party))
        except NotAllowed:
            raise
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect("fund:desk", key=key)
    return render(request, "fund/desk.html", around(request, found) | _context(found) | {"may": allowed})


def _context(found: Campaign) -> dict[str, Any]:
    shown = showing.Shown(found)
    pledges = Pledge.objects.filter(organisation_id=found.organisation_id, campaign=found).select_related("party")
    collections = (
        Collection.objects.filter(organisation_id=found.organisation_id, pledge__campaign=found)
        .select_related("pledge__party")
        .order_by("-id")[:PER_PAGE]
    )
    given = pledges.exclude(kind="money").filter(state__in=["standing", "given"]).order_by("id")[:PER_PAGE]
    for made in given:
        made.campaign = found
    payments = Payment.objects.filter(organisation_id=found.organisation_id, campaign=found).order_by("id")
    return {
        "shown": shown,
        "collected": shown.pounds(found.collected),
        "left": shown.pounds(found.account.balance),
        "match": shown.pounds(found.match),
        "award": found.award,
        "collections": [(one, shown.pounds(one.amount)) for one in collections],
        "gifts": [(made, showing.pledge_words(made)) for made in given],
        "payments": payment_lines(list(payments), found.currency),
    }


def _do(request: Visit, found: Campaign, party: Party) -> str:
    """Do what the button says, and return what to say of it."""
    do, post = request.POST.get("do", ""), request.POST
    if do == "match":
        actions.award_match(campaign=found, actor=party)
        return _("The match is awarded.")
    if do == "settle":
        lowered = actions.settle_match(campaign=found, actor=party)
        return _("The match is lowered to what came in.") if lowered else _("The match is right as it stands.")
    if do == "back":
        rows = Collection.objects.select_related("pledge__campaign__initiative")
        collection = get_object_or_404(rows, pk=post.get("one"), pledge__campaign=found)
        actions.give_back(collection=collection, why=post.get("why", ""), actor=party)
        return _("The money is given back.")
    if do == "received":
        made = get_object_or_404(Pledge, pk=post.get("one"), campaign=found)
        actions.receive_gift(made=made, actor=party)
        return _("Written down. Say thank you.")
    if do == "prepare":
        amount = MoneyField(least_pence=1).to_python(post.get("amount")) or 0
        actions.prepare_payment(
            campaign=found, amount=amount, what=post.get("what", ""), to=post.get("to", ""), actor=party
        )
        return _("The payment is prepared.")
    payment = get_object_or_404(Payment, organisation=request.organisation, pk=post.get("one"), campaign=found)
    return payment_step(request, payment, party)


def bank(request: Visit, key: UUID) -> HttpResponse:
    """Take in a bank statement, and deal with the lines that belong to nothing yet."""
    initiative = find_initiative(request, key)
    party = request.party
    if party is None or not may("fund.collect", party=party, initiative=initiative):
        raise NotAllowed(_("This is for the payment agent."))
    if request.method == "POST":
        try:
            messages.success(request, _bank_act(request, key, party))
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect("fund:bank", key=key)
    lines = BankLine.objects.filter(organisation=request.organisation, state="waiting").order_by("-id")[:PER_PAGE]
    context = {
        "initiative": initiative,
        "lines": [(line, money(line.amount, line.currency)) for line in lines],
        "nav_current": "commission",
        "crumbs": [(initiative.title, f"/initiatives/{initiative.slug}/")],
    }
    return render(request, "fund/bank.html", context)


def _bank_act(request: Visit, key: UUID, party: Party) -> str:
    initiative, do = find_initiative(request, key), request.POST.get("do", "")
    if do == "take_in":
        file = request.FILES.get("file")
        if file is None:
            raise Refused(_("Choose the file first."), "file")
        taken = actions.take_in_statement(initiative=initiative, data=file.read(), actor=party)
        return _(
            "%(matched)s lines matched, %(waiting)s wait for you, %(went_out)s went out, %(known)s were here before."
        ) % dict(taken.__dict__)
    line = get_object_or_404(BankLine, organisation=request.organisation, pk=request.POST.get("one"))
    if do == "match":
        actions.match_line(line=line, reference=request.POST.get("reference", ""), initiative=initiative, actor=party)
        return _("Matched.")
    actions.put_line_aside(line=line, why=request.POST.get("why", ""), initiative=initiative, actor=party)
    return _("Put aside.")
