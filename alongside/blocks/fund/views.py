"""Pages of a pot."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.fund import queries
from alongside.blocks.fund.actions import return_rest, ringfence_pot, spend_money
from alongside.blocks.fund.forms import RingfenceForm, SpendForm
from alongside.blocks.fund.models import Award, Payment, Pot
from alongside.blocks.fund.visit import Visit
from alongside.core.accounts.queries import given_by_both
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import acts_open, may, roles_of
from alongside.core.questions.models import Question
from alongside.kit import parts
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.kit.time import say_hours


def find_initiative(request: Visit, key: UUID) -> Initiative:
    """Return an initiative of this organisation whose method has a pot."""
    found = Initiative.objects.filter(organisation=request.organisation, pk=key).select_related("organisation").first()
    if found is None or "fund" not in found.method.blocks:
        raise Http404
    return found


def question(request: Visit, key: UUID) -> HttpResponse:
    """Show the pot of an initiative; a question of a stage of this block belongs to its initiative's pot."""
    try:
        return pot(request, key)
    except Http404:
        found = get_object_or_404(Question, organisation=request.organisation, pk=key, block="fund")
        return redirect("fund:pot", key=found.initiative_id)


def pot(request: Visit, key: UUID) -> HttpResponse:
    """The pot: what was set aside, awarded, spent and is left, and what both sides gave; its manager adds to it."""
    initiative = find_initiative(request, key)
    party = request.party
    form = RingfenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ringfence_pot(
                initiative=initiative,
                amount=form.cleaned_data["amount"],
                source=form.cleaned_data["source"],
                actor=party,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            messages.success(request, _("The money is set aside."))
            return redirect("fund:pot", key=key)
    roles, acts = roles_of(party=party, initiative=initiative), acts_open(initiative)
    context = _pot_context(initiative) | {
        "form": form,
        "may_ringfence": bool(acts.get("fund.ringfence", frozenset()) & roles),
        "may_manage": bool(acts.get("fund.pay", frozenset()) & roles),
    }
    return render(request, "fund/pot.html", context, status=409 if form.errors else 200)


# long: it hands the page its context, one name to a line
def _pot_context(initiative: Initiative) -> dict[str, Any]:
    found = queries.pot_of(initiative)
    given = given_by_both(organisation=initiative.organisation, initiative=initiative)
    lines = queries.award_lines(found) if found else []
    return {
        "initiative": initiative,
        "pot": found,
        "figures": _figures(found, lines) if found else [],
        "lines": [
            {
                "award": line.award,
                "action": line.action,
                "amount": money(line.award.amount, found.currency),
                "spent": money(line.award.spent, found.currency),
                "left": money(line.award.left, found.currency),
            }
            for line in lines
        ]
        if found
        else [],
        "ledger": [
            parts.LedgerRow(
                label=_("Time"),
                public=given.public_minutes,
                citizens=given.citizen_minutes,
                public_text=say_hours(given.public_minutes),
                citizens_text=say_hours(given.citizen_minutes),
            ),
            parts.LedgerRow(
                label=_("Money paid"),
                public=given.public_pence,
                citizens=given.citizen_pence,
                public_text=money(given.public_pence),
                citizens_text=money(given.citizen_pence),
            ),
        ],
        "nav_current": "commission",
        "crumbs": [(initiative.title, f"/initiatives/{initiative.slug}/")],
    }


def _figures(found: Pot, lines: list[queries.Line]) -> list[parts.Figure]:
    awarded = sum(line.award.amount - line.award.returned for line in lines)
    spent = sum(line.award.spent for line in lines)
    whole = money(found.amount, found.currency)
    return [
        parts.Figure(label=_("Set aside"), value=whole, of=found.source, side="public"),
        parts.Figure(
            label=_("Awarded"),
            value=money(awarded, found.currency),
            of=_("of %(whole)s") % {"whole": whole},
            side="together",
        ),
        parts.Figure(
            label=_("Paid out"),
            value=money(spent, found.currency),
            of=_("of %(awarded)s awarded") % {"awarded": money(awarded, found.currency)},
            side="public",
        ),
        parts.Figure(
            label=_("Still in the pot"),
            value=money(found.account.balance, found.currency),
            of=_("nobody can spend it on anything else"),
        ),
    ]


# long: it hands the page its context, one name to a line
def award(request: Visit, key: UUID, award_key: UUID) -> HttpResponse:
    """One award and its payments; its manager adds one, or puts the rest back."""
    initiative = find_initiative(request, key)
    found = (
        Award.objects.filter(organisation_id=initiative.organisation_id, pot__initiative=initiative, pk=award_key)
        .select_related("pot", "contribution")
        .first()
    )
    if found is None:
        raise Http404
    party = request.party
    form = SpendForm(request.POST if request.POST.get("do") == "spend" else None)
    if request.method == "POST":
        try:
            if words := _change(request, found=found, form=form):
                messages.success(request, words)
                return redirect("fund:award", key=key, award_key=award_key)
        except Refused as refused:
            if not form.is_bound:
                raise
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    currency = found.pot.currency
    spends = Payment.objects.filter(organisation_id=found.organisation_id, award=found).order_by("id")
    context = {
        "initiative": initiative,
        "award": found,
        "form": form,
        "amount": money(found.amount, currency),
        "spends": [(spend, money(spend.amount, currency)) for spend in spends],
        "left": money(found.left, currency),
        "spent": money(found.spent, currency),
        "may_manage": may("fund.pay", party=party, initiative=initiative),
        "nav_current": "commission",
        "crumbs": [(initiative.title, f"/initiatives/{initiative.slug}/"), (_("The pot"), f"/fund/{initiative.pk}/")],
    }
    return render(request, "fund/award.html", context, status=409 if form.errors else 200)


def _change(request: Visit, *, found: Award, form: SpendForm) -> str:
    party = request.party
    if request.POST.get("do") == "return":
        return_rest(award=found, why=request.POST.get("why", ""), actor=party)
        return _("The rest is back in the pot.")
    if not form.is_valid():
        return ""
    data = form.cleaned_data
    spend_money(award=found, amount=data["amount"], what=data["what"], on=data["on"], actor=party)
    return _("The payment is written down.")
