"""Writes about pledged money that comes in: asked for through a gateway, told by one, given back, never twice."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from alongside.blocks.fund.actions.closing import ask_for
from alongside.blocks.fund.actions.pledging import link_of, locked_pledge, say_pledge
from alongside.blocks.fund.actions.standing import check_words, money_account
from alongside.blocks.fund.gateways import Asked, Request, Told
from alongside.blocks.fund.gateways import gateway as find_gateway
from alongside.blocks.fund.models import Campaign, Collection, GatewayEvent, Pledge
from alongside.core.accounts.actions import Line, give, post, reverse
from alongside.core.accounts.models import Account, Transaction
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.messages.actions import tell
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import Refused

State = Collection.State
Going = Pledge.State


@transaction.atomic
def collection_of(made: Pledge, *, gateway: str = "") -> Collection:
    """Return what a due pledge is asked for by, anew where an earlier one failed; `gateway` chooses another way.

    Refuses a pledge that is not due.
    """
    made = locked_pledge(made)
    found = made.collections.filter(state__in=[State.ASKED, State.PAID]).first()
    if found is None:
        if made.state not in {Going.DUE, Going.FAILED} or made.campaign.state != Campaign.State.REACHED:
            raise Refused(_("Nothing is asked for now."))
        found = ask_for(made)
    if gateway and found.state == State.ASKED and found.gateway != gateway and not found.outside_id:
        find_gateway(gateway)
        found.gateway = gateway
        found.save(update_fields=["gateway"])
    return found


def open_payment_page(made: Pledge, *, gateway: str = "") -> str:
    """Ask the gateway for the page on which a due pledge is paid, and return its address ("" where there is none).

    No lock is held while the gateway answers; asked again it answers the same, since the reference is the same.
    """
    collection = collection_of(made, gateway=gateway)
    if collection.state == State.PAID:
        raise Refused(_("It was paid already. Thank you."))
    asked: Asked = find_gateway(collection.gateway).ask(
        Request(
            reference=collection.reference,
            amount=collection.amount,
            currency=made.campaign.currency,
            what=made.campaign.title,
            email=made.party.email if made.party else "",
            back=f"{settings.SITE_ADDRESS}{link_of(made)}",
        )
    )
    if asked.outside_id:
        Collection.objects.filter(pk=collection.pk).update(outside_id=asked.outside_id)
    return asked.url


def locked_collection(collection: Collection) -> Collection:
    """Return what is collected under a lock, its campaign and pledge locked first."""
    locked_pledge(collection.pledge)
    return (
        Collection.objects.select_for_update(of=("self",))
        .select_related(
            "pledge__campaign__initiative__organisation", "pledge__campaign__account", "pledge__contribution"
        )
        .get(pk=collection.pk)
    )


@transaction.atomic
def take_payment(*, collection: Collection, amount: int, currency: str, payment_id: str = "") -> str:
    """Book money that came in for a collection, once. Returns what was done, in a word for the record.

    "paid"; "known" where it was booked before; "another amount" and "paid twice" where a person must look.
    """
    collection = locked_collection(collection)
    made = collection.pledge
    if collection.state in {State.PAID, State.REFUNDED}:
        return "known" if payment_id in {"", collection.payment_id} else "paid twice"
    if (amount, currency) != (collection.amount, made.campaign.currency):
        return "another amount"
    if made.collections.exclude(pk=collection.pk).filter(state__in=[State.ASKED, State.PAID]).exists():
        return "paid twice"
    _book(collection, payment_id)
    write_audit(act="take_payment", record=collection, after={"amount": amount})
    return "paid"


# long: two transactions, the books' and what both sides gave, each named out
def _book(collection: Collection, payment_id: str) -> None:
    made, campaign = collection.pledge, collection.pledge.campaign
    initiative, what = campaign.initiative, _("Given for %(title)s") % {"title": campaign.title}
    backers = money_account(
        initiative=initiative,
        key=f"backers:{campaign.pk}",
        name=_("From those who pledged"),
        currency=campaign.currency,
        ceiling=0,
        side="citizen",
    )
    collection.transaction = post(
        organisation=initiative.organisation,
        key=f"collect:{collection.pk}",
        what=what,
        actor=None,
        because=made.contribution,
        lines=[
            Line(account=backers, amount=-collection.amount),
            Line(account=campaign.account, amount=collection.amount, contribution=made.contribution),
        ],
    )
    give(
        initiative=initiative,
        side="citizen",
        unit="money",
        amount=collection.amount,
        what=what,
        key=_given_key(collection),
        actor=None,
        contribution=made.contribution,
        currency=campaign.currency,
    )
    collection.state, collection.payment_id, collection.ended_at = State.PAID, payment_id, clock.now()
    collection.save(update_fields=["transaction", "state", "payment_id", "ended_at"])
    Pledge.objects.filter(pk=made.pk).update(state=Going.GIVEN)
    Campaign.objects.filter(pk=campaign.pk).update(collected=F("collected") + collection.amount)
    _tell(
        made,
        key="paid",
        subject=_("It came in: %(what)s for %(title)s"),
        text=_("Thank you. You will hear what it bought."),
    )


def _given_key(collection: Collection) -> str:
    return f"given:collection:{collection.pk}"


def _tell(made: Pledge, *, key: str, subject: str, text: str) -> None:
    if made.party_id is None:
        return
    party = Party.objects.select_related("organisation").get(pk=made.party_id)
    said = say_pledge(campaign=made.campaign, kind=made.kind, amount=made.amount, thing=made.thing)
    with override(party.language or None):
        tell(
            party=party,
            topic="mine",
            key=f"pledge-{key}:{made.pk}",
            subject=subject % {"what": said, "title": made.campaign.title},
            text=text,
            path=link_of(made),
        )


@transaction.atomic
def fail_collection(*, collection: Collection, why: str) -> str:
    """Note that what was asked for did not come; whoever pledged may pay again. Returns what was done."""
    collection = locked_collection(collection)
    if collection.state != State.ASKED:
        return "known"
    collection.state, collection.why, collection.ended_at = State.FAILED, why[:300], clock.now()
    collection.save(update_fields=["state", "why", "ended_at"])
    Pledge.objects.filter(pk=collection.pledge_id).update(state=Going.FAILED)
    write_audit(act="fail_collection", record=collection, after={"state": collection.state})
    return "failed"


@transaction.atomic
def take_event(*, organisation: Organisation, gateway: str, told: Told) -> str:
    """Take one message of a gateway, once under its name, whatever the order in which messages come.

    Returns what was done, as it is kept: "known" for a message that was taken before, "unknown" for one that refers to
    nothing of ours, else what `take_payment` or `fail_collection` say. A failure after a payment changes nothing; a
    payment after a failure counts.
    """
    try:
        with transaction.atomic():
            event = GatewayEvent.objects.create(
                organisation=organisation,
                gateway=gateway,
                outside_id=told.outside_id,
                kind=told.kind,
                outcome="nothing",
            )
    except IntegrityError:
        return "known"
    if not told.says:
        return event.outcome
    rows = Collection.objects.filter(organisation=organisation, gateway=gateway, reference=told.refers_to)
    collection = rows.select_related("pledge").first() if told.refers_to else None
    if collection is None:
        event.outcome = "unknown"
    elif told.says == "paid":
        event.outcome = take_payment(
            collection=collection, amount=told.amount or 0, currency=told.currency, payment_id=told.payment_id
        )
    else:
        event.outcome = fail_collection(collection=collection, why=told.kind)
    event.collection = collection
    event.save(update_fields=["outcome", "collection"])
    return event.outcome


def give_back(*, collection: Collection, why: str, actor: Party) -> Collection:
    """Give collected money back, with a reason: by the gateway, and in the books by the opposite entries.

    Act `fund.collect`. Refuses what did not come in, and money that was paid out already. The gateway is asked first,
    once for the reference; should the books refuse after that, asking again gives nothing back twice.
    """
    campaign = collection.pledge.campaign
    require("fund.collect", party=actor, initiative=campaign.initiative)
    why = check_words(why, refusal=_("Say why it is given back."), field="why")[:300]
    if collection.state != State.PAID:
        raise Refused(_("It did not come in, or was given back already."))
    if Account.objects.get(pk=campaign.account_id).balance < collection.amount:
        raise Refused(_("This money was spent already."))
    find_gateway(collection.gateway).give_back(
        payment_id=collection.payment_id, reference=collection.reference, amount=collection.amount
    )
    return _book_back(collection=collection, why=why, actor=actor)


@transaction.atomic
def _book_back(*, collection: Collection, why: str, actor: Party) -> Collection:
    collection = locked_collection(collection)
    if collection.state != State.PAID or collection.transaction is None:
        raise Refused(_("It did not come in, or was given back already."))
    reverse(posted=collection.transaction, why=why, actor=actor)
    given = Transaction.objects.get(organisation_id=collection.organisation_id, key=_given_key(collection))
    reverse(posted=given, why=why, actor=actor)
    collection.state, collection.why, collection.ended_at = State.REFUNDED, why, clock.now()
    collection.save(update_fields=["state", "why", "ended_at"])
    made = collection.pledge
    Pledge.objects.filter(pk=made.pk).update(state=Going.REFUNDED)
    Campaign.objects.filter(pk=made.campaign_id).update(collected=F("collected") - collection.amount)
    _tell(made, key="back", subject=_("Your %(what)s for %(title)s comes back"), text=why)
    write_audit(act="give_back", record=collection, actor=actor, after={"amount": collection.amount})
    return collection


@transaction.atomic
def receive_gift(*, made: Pledge, actor: Party, minutes: int | None = None) -> Pledge:
    """Write down that pledged time or a pledged thing was given; `minutes` where it was more or less than pledged.

    Act `fund.receive`. Time goes into the books as the citizens' side's.
    """
    made = locked_pledge(made)
    campaign = made.campaign
    require("fund.receive", party=actor, initiative=campaign.initiative)
    if made.state != Going.STANDING or made.kind == Pledge.Kind.MONEY or campaign.state != Campaign.State.REACHED:
        raise Refused(_("There is nothing to receive."))
    if made.kind == Pledge.Kind.TIME:
        given = made.amount if minutes is None else minutes
        give(
            initiative=campaign.initiative,
            side="citizen",
            unit="minutes",
            amount=given,
            what=_("Time for %(title)s") % {"title": campaign.title},
            key=f"given:pledge:{made.pk}",
            actor=actor,
            contribution=made.contribution,
        )
        Campaign.objects.filter(pk=campaign.pk).update(minutes_given=F("minutes_given") + given)
    made.state = Going.GIVEN
    made.save(update_fields=["state"])
    write_audit(act="receive_gift", record=made, actor=actor, after={"kind": made.kind})
    return made
