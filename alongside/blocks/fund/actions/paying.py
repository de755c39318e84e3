"""Writes about payments: prepared, approved by a second person, paid; or failed, or come back; and their receipts."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions.awards import locked_award
from alongside.blocks.fund.actions.standing import check_amount, check_second, check_words, money_account
from alongside.blocks.fund.models import Award, Campaign, Payment, Pot
from alongside.blocks.fund.models.pots import Agreed
from alongside.blocks.fund.rules import needs_two
from alongside.core.accounts.actions import Line, give, post, reverse
from alongside.core.accounts.models import Account, Transaction
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.ids import uuid7
from alongside.kit.refused import Refused

State = Payment.State
UNDER_WAY = (State.PREPARED, State.APPROVED)


@transaction.atomic
# long: it names its keyword arguments one to a line
def prepare_payment(
    *,
    amount: int,
    what: str,
    actor: Party | None,
    award: Award | None = None,
    pot: Pot | None = None,
    campaign: Campaign | None = None,
    to: str = "",
    payee: Party | None = None,
    reference: str = "",
    identity: UUID | None = None,
) -> Payment:
    """Prepare a payment out of an award, of a pot, or of what a campaign raised; its money is held apart from now on.

    `amount` in minor units. `to` says who is paid (private), `payee` which party, `reference` what will stand on the
    bank statement. Where all that was paid from there reaches the pot's limit, it waits for a second person
    (`approve_payment`); else it is approved at once. Asked again with the
    same `identity`, it is the same payment. Act `fund.pay`. Refuses more than is left,
    an award whose terms are not accepted, and one that waits itself.
    """
    award = locked_award(award) if award else None
    if known := Payment.objects.filter(pk=identity).first() if identity else None:
        return known
    found, pot_of_it = _source_of(award, pot, campaign)
    require("fund.pay", party=actor, initiative=found.initiative)
    check_amount(amount)
    what = check_words(what, refusal=_("Say what is paid for."), field="what")
    if award:
        _check_payable(award)
    source = award.account if award else found.account
    waits = _waits(source=source, amount=amount, pot=pot_of_it)
    if waits and actor is None:
        raise Refused(_("Two people pay this: say who is the first."))
    payment = Payment(
        id=identity or uuid7(),
        organisation_id=found.organisation_id,
        initiative=found.initiative,
        pot=pot,
        award=award,
        campaign=campaign,
        source=source,
        payee=payee,
        to=to.strip()[:200],
        amount=amount,
        what=what[:200],
        reference=reference.strip()[:60],
        state=State.PREPARED if waits else State.APPROVED,
        by=actor,
    )
    payment.held = _move(payment=payment, out=source, into=_held(payment), key=f"prepare:{payment.pk}", actor=actor)
    payment.save(force_insert=True)
    _count(payment, prepared=amount)
    write_audit(act="prepare_payment", record=payment, actor=actor, after={"amount": amount, "waits": waits})
    return payment


def _source_of(award: Award | None, pot: Pot | None, campaign: Campaign | None) -> tuple[Pot | Campaign, Pot | None]:
    """Return what a payment comes out of, and the pot whose limit holds for it."""
    given = [one for one in (award, pot, campaign) if one is not None]
    if len(given) != 1:
        raise ValueError("A payment comes out of one award, one pot or one campaign.")
    if award:
        return award.pot, award.pot
    return (pot, pot) if pot else (given[0], given[0].pot)  # type: ignore[return-value,union-attr]  # the campaign


def _check_payable(award: Award) -> None:
    if award.state != Agreed.STANDING:
        raise Refused(_("The award itself waits for a second person."))
    if award.terms and not award.terms_accepted_at:
        raise Refused(_("The terms of the award are not accepted yet."))


def _waits(*, source: Account, amount: int, pot: Pot | None) -> bool:
    """Say whether a payment waits for a second person: by all that goes out of its source, with this one."""
    if pot is None or pot.two_people_from is None:
        return False
    rows = Payment.objects.filter(
        organisation_id=source.organisation_id, source=source, state__in=[*UNDER_WAY, State.PAID]
    )
    whole = amount + int(rows.aggregate(all=Sum("amount", default=0))["all"])
    return needs_two(amount=whole, two_people_from=pot.two_people_from)


def _held(payment: Payment) -> Account:
    return money_account(
        initiative=payment.initiative,
        key=f"held:{payment.initiative_id}",
        name=_("Payments under way"),
        currency=payment.source.currency,
        floor=0,
    )


def _paid(payment: Payment) -> Account:
    return money_account(
        initiative=payment.initiative,
        key=f"paid:{payment.initiative_id}",
        name=_("Paid out"),
        currency=payment.source.currency,
        floor=0,
    )


def _move(*, payment: Payment, out: Account, into: Account, key: str, actor: Party | None) -> Transaction:
    award = payment.award
    return post(
        organisation=payment.initiative.organisation,
        key=key,
        what=payment.what,
        actor=actor,
        because=award.contribution if award else None,
        lines=[Line(account=out, amount=-payment.amount), Line(account=into, amount=payment.amount)],
    )


def _count(payment: Payment, *, prepared: int = 0, spent: int = 0) -> None:
    """Keep the stored sums of the award in the same transaction."""
    if payment.award_id:
        Award.objects.filter(pk=payment.award_id).update(prepared=F("prepared") + prepared, spent=F("spent") + spent)


def locked_payment(payment: Payment, *states: str) -> Payment:
    """Return a payment under a lock, where it is in one of these states."""
    found = (
        Payment.objects.select_for_update(of=("self",))
        .select_related("initiative__organisation", "source", "award__contribution", "award__pot", "pot")
        .get(pk=payment.pk)
    )
    if found.state not in states:
        raise Refused(_("This payment is: %(state)s.") % {"state": found.get_state_display()})
    return found


@transaction.atomic
def approve_payment(*, payment: Payment, actor: Party | None) -> Payment:
    """Approve a payment as the second person. Act `fund.pay`; whoever prepared it is refused."""
    payment = locked_payment(payment, State.PREPARED)
    require("fund.pay", party=actor, initiative=payment.initiative)
    payment.approved_by, payment.state = check_second(first_id=payment.by_id, second=actor), State.APPROVED
    payment.save(update_fields=["approved_by", "state"])
    write_audit(act="approve_payment", record=payment, actor=actor, after={"amount": payment.amount})
    return payment


@transaction.atomic
def pay(*, payment: Payment, on: date, actor: Party | None) -> Payment:
    """Write down that an approved payment left the bank on a day. Act `fund.pay`. Refuses a day to come."""
    payment = locked_payment(payment, State.APPROVED)
    require("fund.pay", party=actor, initiative=payment.initiative)
    _check_day(on, payment.initiative)
    payment.transaction = _move(
        payment=payment, out=_held(payment), into=_paid(payment), key=f"pay:{payment.pk}", actor=actor
    )
    payment.state, payment.on, payment.paid_by = State.PAID, on, actor
    payment.save(update_fields=["transaction", "state", "on", "paid_by"])
    _count(payment, prepared=-payment.amount, spent=payment.amount)
    _give(payment, actor)
    write_audit(act="pay", record=payment, actor=actor, after={"amount": payment.amount})
    return payment


def _check_day(on: date, initiative: Initiative) -> None:
    if on > clock.today(zone=initiative.organisation.time_zone):
        raise Refused(_("A payment cannot come from the future."), "on")


def _give(payment: Payment, actor: Party | None) -> None:
    """What the public side has really paid out is what it gave; money that only lies in a pot is not given yet.

    What comes out of a campaign was given by the citizens when it came in.
    """
    if payment.campaign_id:
        return
    give(
        initiative=payment.initiative,
        side="public",
        unit="money",
        amount=payment.amount,
        what=payment.what,
        key=_given_key(payment),
        actor=actor,
        contribution=payment.award.contribution if payment.award else None,
        currency=payment.source.currency,
    )


def _given_key(payment: Payment) -> str:
    return f"given:payment:{payment.pk}"


@transaction.atomic
def fail_payment(*, payment: Payment, why: str, actor: Party | None) -> Payment:
    """Say that a payment under way will not be made (not approved, or refused by the bank): its money goes back to its
    source. Act `fund.pay`."""
    payment = locked_payment(payment, *UNDER_WAY)
    require("fund.pay", party=actor, initiative=payment.initiative)
    payment.why = check_words(why, refusal=_("Say why it is not paid."), field="why")[:300]
    payment.state = State.FAILED
    _move(payment=payment, out=_held(payment), into=payment.source, key=f"fail:{payment.pk}", actor=actor)
    payment.save(update_fields=["why", "state"])
    _count(payment, prepared=-payment.amount)
    write_audit(act="fail_payment", record=payment, actor=actor, after={"amount": payment.amount})
    return payment


@transaction.atomic
def return_payment(*, payment: Payment, why: str, actor: Party | None) -> Payment:
    """Write down that a payment came back (closed account, recovered): its money is at its source again.

    What both sides gave is set back by the opposite entries. Act `fund.pay`.
    """
    payment = locked_payment(payment, State.PAID)
    require("fund.pay", party=actor, initiative=payment.initiative)
    payment.why = check_words(why, refusal=_("Say why it came back."), field="why")[:300]
    payment.state = State.RETURNED
    _move(payment=payment, out=_paid(payment), into=payment.source, key=f"back:{payment.pk}", actor=actor)
    given = Transaction.objects.filter(organisation_id=payment.organisation_id, key=_given_key(payment)).first()
    if given:
        reverse(posted=given, why=payment.why, actor=actor)
    payment.save(update_fields=["why", "state"])
    _count(payment, spent=-payment.amount)
    write_audit(act="return_payment", record=payment, actor=actor, after={"amount": payment.amount})
    return payment


@transaction.atomic
# long: it names its keyword arguments one to a line
def spend_money(*, award: Award, amount: int, what: str, on: date, actor: Party | None) -> Payment:
    """Write down in one step a payment that one person may make; more than was awarded is refused by the ledger.

    Refuses, with the words for it, a payment that needs two people: use `prepare_payment` there. Act `fund.pay`.
    """
    award = locked_award(award)
    initiative = award.pot.initiative
    require("fund.pay", party=actor, initiative=initiative)
    check_amount(amount)
    what = check_words(what, refusal=_("Say what was paid for."), field="what")
    _check_day(on, initiative)
    _check_payable(award)
    if needs_two(amount=award.spent + award.prepared + amount, two_people_from=award.pot.two_people_from):
        raise Refused(_("Two people pay this: prepare it, and let a second person approve it."), "amount")
    payment = Payment(
        organisation_id=award.organisation_id,
        initiative=initiative,
        award=award,
        source=award.account,
        amount=amount,
        what=what[:200],
        state=State.PAID,
        on=on,
        by=actor,
        paid_by=actor,
    )
    payment.transaction = _move(
        payment=payment, out=award.account, into=_paid(payment), key=f"spend:{payment.pk}", actor=actor
    )
    payment.save(force_insert=True)
    _give(payment, actor)
    _count(payment, spent=amount)
    write_audit(act="spend_money", record=payment, actor=actor, after={"amount": amount})
    return payment
