"""Writes about receipts: what shows how paid money was used."""

from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions.paying import locked_payment
from alongside.blocks.fund.actions.standing import check_amount, check_words
from alongside.blocks.fund.models import Payment, Receipt
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.kit.refused import Refused


@transaction.atomic
# long: it names its keyword arguments one to a line
def keep_receipt(
    *, payment: Payment, what: str, amount: int, on: date, actor: Party | None, number: str = ""
) -> Receipt:
    """Keep a receipt for a payment: from who was paid, from whose contribution it pays for, or from the act `fund.pay`.

    Refuses one for money that was not paid, and receipts that together show more than was paid.
    """
    payment = locked_payment(payment, Payment.State.PAID)
    owner = payment.award.contribution.party_id if payment.award else None
    if actor is None or actor.pk not in {payment.payee_id, owner}:
        require("fund.pay", party=actor, initiative=payment.initiative)
    check_amount(amount)
    shown = payment.receipts.aggregate(all=Sum("amount", default=0))["all"]
    if shown + amount > payment.amount:
        raise Refused(_("Together the receipts show more than was paid."), "amount")
    receipt = Receipt.objects.create(
        organisation_id=payment.organisation_id,
        payment=payment,
        what=check_words(what, refusal=_("Say what was bought."), field="what")[:200],
        number=number.strip()[:60],
        amount=amount,
        on=on,
        by=actor,
    )
    write_audit(act="keep_receipt", record=receipt, actor=actor, after={"amount": amount})
    return receipt
