"""One award: its terms, its changes, its payments and receipts, and what its two people do next."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.fund import actions
from alongside.blocks.fund.forms.pots import SpendForm
from alongside.blocks.fund.models import Award, Payment, Variation
from alongside.blocks.fund.views.pots import find_initiative
from alongside.core.initiatives.permissions import acts_open, may_see, roles_of
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit import clock
from alongside.kit.forms import MoneyField
from alongside.kit.money import money
from alongside.kit.refused import NotAllowed, Refused

KINDS = {"prepared": "care", "approved": "open", "paid": "kept", "failed": "late", "returned": "late"}


def find_award(request: Visit, key: UUID, award_key: UUID) -> Award:
    """Return one award of an initiative of this organisation."""
    found = (
        Award.objects.filter(organisation=request.organisation, pot__initiative_id=key, pk=award_key)
        .select_related("pot__account", "pot__initiative", "contribution", "account", "by", "approved_by")
        .first()
    )
    if found is None or not may_see(party=request.party, initiative=found.pot.initiative):
        raise Http404
    return found


def payment_lines(payments: Sequence[Payment], currency: str) -> list[dict[str, Any]]:
    """Return payments as their table shows them; `acts` are what can be done with each, for who may."""
    return [
        {
            "payment": one,
            "amount": money(one.amount, currency),
            "kind": KINDS[one.state],
            "receipts": [(receipt, money(receipt.amount, currency)) for receipt in one.receipts.all()],
        }
        for one in payments
    ]


# long: it hands the page its context, one name to a line
def award(request: Visit, key: UUID, award_key: UUID) -> HttpResponse:
    """Show an award, with its changes and payments; on POST do the next thing with it."""
    initiative, found, party = find_initiative(request, key), find_award(request, key, award_key), request.party
    do = request.POST.get("do", "")
    form = SpendForm(request.POST if do == "spend" else None)
    if request.method == "POST" and (do != "spend" or form.is_valid()):
        try:
            messages.success(request, _do(request, found, form, party))
            return redirect("fund:award", key=key, award_key=award_key)
        except NotAllowed:
            raise
        except Refused as refused:
            if not form.is_bound:
                messages.error(request, refused.message)
                return redirect("fund:award", key=key, award_key=award_key)
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    roles, acts = roles_of(party=party, initiative=initiative), acts_open(initiative)
    currency = found.pot.currency
    payments = Payment.objects.filter(organisation_id=found.organisation_id, award=found)
    variations = Variation.objects.filter(organisation_id=found.organisation_id, award=found)
    context = {
        "initiative": initiative,
        "award": found,
        "form": form,
        "amount": money(found.total, currency),
        "asked": money(found.asked, currency) if found.asked else "",
        "payments": payment_lines(list(payments.prefetch_related("receipts").order_by("id")), currency),
        "variations": [
            (one, ("+" if one.change > 0 else "") + money(one.change, currency))
            for one in variations.select_related("by").order_by("id")
        ],
        "left": money(found.left, currency),
        "spent": money(found.spent, currency),
        "may": {act.replace(".", "_"): bool(allowed & roles) for act, allowed in acts.items()},
        "is_own": party is not None and party.pk == found.contribution.party_id,
        "two_from": found.pot.two_people_from,
        "today": clock.today(zone=initiative.organisation.time_zone),
        "nav_current": "commission",
        "crumbs": [(initiative.title, f"/initiatives/{initiative.slug}/"), (_("The pot"), f"/fund/{initiative.pk}/")],
    }
    return render(request, "fund/award.html", context, status=409 if form.errors else 200)


def _do(request: Visit, found: Award, form: SpendForm, party: Party | None) -> str:
    """Do what the button says, and return what to say of it."""
    do, post = request.POST.get("do", ""), request.POST
    amount = MoneyField(least_pence=1).to_python(post.get("amount")) or 0
    if do == "spend":
        actions.spend_money(award=found, actor=party, **form.cleaned_data)
        return _("The payment is written down.")
    if do == "prepare":
        actions.prepare_payment(
            award=found, amount=amount, what=post.get("what", ""), to=post.get("to", ""), actor=party
        )
        return _("The payment is prepared.")
    if do == "return":
        actions.return_rest(award=found, why=post.get("why", ""), actor=party)
        return _("The rest is back in the pot.")
    if do == "vary":
        change = -amount if post.get("way") == "down" else amount
        made = actions.vary_award(award=found, change=change, reason=post.get("why", ""), actor=party)
        return _("It waits for a second person.") if made.state == "proposed" else _("The award is changed.")
    if do in {"yes", "no"}:
        return _answer(request, found, party)
    if do == "accept" and party is not None:
        actions.accept_terms(award=found, actor=party, on_paper=post.get("paper") == "1")
        return _("The terms are accepted.")
    return _payment(request, found, party)


def _answer(request: Visit, found: Award, party: Party | None) -> str:
    """Say yes or no, as the second person, to the award or to one of its changes."""
    yes, why = request.POST.get("do") == "yes", request.POST.get("why", "")
    if one := request.POST.get("one"):
        variation = get_object_or_404(Variation, pk=one, award=found)
        (actions.approve_variation if yes else actions.decline_variation)(variation=variation, actor=party)
    elif yes:
        actions.approve_award(award=found, actor=party)
    else:
        actions.decline_award(award=found, why=why, actor=party)
    return _("Approved.") if yes else _("Not approved; the award or its amount stays as it was before.")


def _payment(request: Visit, found: Award, party: Party | None) -> str:
    """Take the next step with a payment, or keep a receipt for it."""
    do, post = request.POST.get("do", ""), request.POST
    payment = get_object_or_404(Payment, organisation=request.organisation, pk=post.get("one"), award=found)
    if do == "receipt":
        amount = MoneyField(least_pence=1).to_python(post.get("amount")) or 0
        actions.keep_receipt(
            payment=payment, what=post.get("what", ""), number=post.get("number", ""), amount=amount,
            on=payment.on or clock.today(), actor=party,
        )  # fmt: skip
        return _("The receipt is kept.")
    return payment_step(request, payment, party)


def payment_step(request: Visit, payment: Payment, party: Party | None) -> str:
    """Approve a payment, write down that it was paid, that it was not, or that it came back."""
    do, why = request.POST.get("do", ""), request.POST.get("why", "")
    if do == "approve":
        actions.approve_payment(payment=payment, actor=party)
        return _("Approved. It can be paid now.")
    if do == "pay":
        try:
            on = date.fromisoformat(request.POST.get("on", ""))
        except ValueError:
            raise Refused(_("Say on which day it was paid."), "on") from None
        actions.pay(payment=payment, on=on, actor=party)
        return _("Written down as paid.")
    if do == "fail":
        actions.fail_payment(payment=payment, why=why, actor=party)
    elif do == "came_back":
        actions.return_payment(payment=payment, why=why, actor=party)
    else:
        raise Refused(_("Choose one of the buttons."))
    return _("The money is back where it came from.")
