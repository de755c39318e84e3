"""Writes about pledges: promised, confirmed by whoever has no account, taken back before the last day."""

from datetime import datetime
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.fund.actions.campaigns import locked_campaign
from alongside.blocks.fund.actions.standing import check_words
from alongside.blocks.fund.models import Campaign, Pledge
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.actions import receive_contribution, withdraw_contribution
from alongside.core.contributions.models import Channel, Contribution
from alongside.core.messages.actions import tell
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.ids import uuid7
from alongside.kit.money import money
from alongside.kit.refused import NotAllowed, Refused
from alongside.kit.time import say_hours

Kind, State = Pledge.Kind, Pledge.State
SALT = "fund.pledge"
MOST = {Kind.MONEY: 10**11, Kind.TIME: 10_000 * 60, Kind.THING: 1_000}


def link_of(pledge: Pledge) -> str:
    """Return the address at which whoever pledged sees the pledge without signing in; it cannot be guessed."""
    return f"/fund/pledges/{signing.Signer(salt=SALT).sign(str(pledge.pk))}/"


def read_link(*, organisation: Organisation, token: str) -> Pledge:
    """Return the pledge that an address means; refuse one that we never gave."""
    try:
        key = signing.Signer(salt=SALT).unsign(token)
        rows = Pledge.objects.select_related("campaign__initiative__organisation", "contribution", "party")
        return rows.get(organisation=organisation, pk=key)
    except (signing.BadSignature, ValueError, ValidationError, Pledge.DoesNotExist):
        raise Refused(_("This address is not whole, or the pledge is not here any more.")) from None


def say_pledge(*, campaign: Campaign, kind: str, amount: int, thing: int | None = None) -> str:
    """Write what is pledged: "£20", "2 hours", "3 × a spade"."""
    if kind == Kind.MONEY:
        return money(amount, campaign.currency)
    if kind == Kind.TIME:
        return say_hours(amount)
    return f"{amount} × {campaign.things[thing or 0]['what']}"


# long: it names its keyword arguments one to a line
@transaction.atomic
def pledge(
    *,
    campaign: Campaign,
    kind: str,
    amount: int,
    actor: Party | None,
    party: Party | None = None,
    thing: int | None = None,
    words: str = "",
    name: str = "",
    email: str = "",
    public: bool = False,
    named: bool = False,
    channel: str = Channel.WEB,
    received_at: datetime | None = None,
    identity: UUID | None = None,
) -> tuple[Pledge, str]:
    """Promise something to an open campaign; returns the pledge and the code of its receipt.

    `kind` money (minor units), time (minutes) or thing (how many of `campaign.things[thing]`). `party` is whom it comes
    from: the signed-in actor, or a person for whom a form on paper is entered (act `paper.enter`). A visitor gives
    `name` and `email` instead, and the pledge counts once the link in an e-mail was followed. `words` may be shown
    if `public`, with the name if `named`. Asked again with the same `identity`, it is the same pledge, without a code.
    Act `fund.pledge`. Refuses outside the campaign's time (rules 4, 10).
    """
    campaign = locked_campaign(campaign)
    if known := campaign.pledges.filter(pk=identity, party=party).first() if identity else None:
        return known, ""
    _check_pledge(campaign=campaign, kind=kind, amount=amount, thing=thing)
    on_paper, guest = channel != Channel.WEB, party is None
    if not guest and party != actor and not on_paper:
        raise NotAllowed(_("Everybody pledges for themselves."))
    contribution, code = receive_contribution(
        initiative=campaign.initiative,
        question=campaign.question,
        form="pledge",
        text=words.strip() or say_pledge(campaign=campaign, kind=kind, amount=amount, thing=thing),
        actor=actor,
        party=party or _guest(campaign.initiative.organisation, name=name, email=email, needs_email=not on_paper),
        act="paper.enter" if on_paper else "fund.pledge",
        channel=channel,
        received_at=received_at,
        public=public,
        named=named,
        pence=amount if kind == Kind.MONEY else None,
        minutes=amount if kind == Kind.TIME else None,
    )
    made = Pledge(id=identity or uuid7(), campaign=campaign, contribution=contribution, kind=kind, amount=amount)
    made.state = State.UNCONFIRMED if guest and not on_paper else State.STANDING
    _begin(made, thing=thing if kind == Kind.THING else None)
    write_audit(act="pledge", record=made, actor=actor, after={"kind": kind, "state": made.state})
    return made, code


def _check_pledge(*, campaign: Campaign, kind: str, amount: int, thing: int | None) -> None:
    if campaign.state != Campaign.State.OPEN or campaign.closes_at <= clock.now():
        raise Refused(_("This campaign takes no pledges now."))
    if kind not in Kind.values:
        raise Refused(_("Pledge money, time or a thing."), "kind")
    if not 0 < amount <= MOST[Kind(kind)]:
        raise Refused(_("Give an amount above nothing."), "amount")
    if kind == Kind.TIME and not campaign.minutes_wanted:
        raise Refused(_("This campaign asks for no time."), "kind")
    if kind == Kind.THING and (thing is None or not 0 <= thing < len(campaign.things)):
        raise Refused(_("Choose one of the things that are needed."), "thing")


def _guest(organisation: Organisation, *, name: str, email: str, needs_email: bool) -> Party:
    """Return who gives this name and address. Until the address is proved it makes nobody somebody they are not."""
    name = check_words(
        name, refusal=_("Say who you are; any name that you want to be called by will do."), field="name"
    )
    email = email.strip().lower()
    if email or needs_email:
        try:
            validate_email(email)
        except ValidationError:
            raise Refused(_("Write your e-mail address in full, like name@example.com."), "email") from None
    contact = Party.ContactBy.EMAIL if email else Party.ContactBy.LETTER
    return add_party(organisation=organisation, name=name, email=email, contact_by=contact)


def _begin(made: Pledge, *, thing: int | None) -> None:
    made.organisation_id, made.party, made.thing = made.campaign.organisation_id, made.contribution.party, thing
    made.save(force_insert=True)
    if made.state == State.STANDING:
        _count(made, 1)
    else:
        _ask_to_confirm(made)


def _ask_to_confirm(made: Pledge) -> None:
    campaign = made.campaign
    assert made.party is not None  # noqa: S101 - a pledge that waits has just got its party
    tell(
        party=made.party,
        topic="mine",
        key=f"pledge-confirm:{made.pk}",
        subject=_("One click, and your pledge counts: %(title)s") % {"title": campaign.title},
        text=_("Somebody, we hope you, pledged %(what)s. If it was not you, do nothing.")
        % {"what": say_pledge(campaign=campaign, kind=made.kind, amount=made.amount, thing=made.thing)},
        path=link_of(made),
    )


def _count(made: Pledge, change: int) -> None:
    """Keep the campaign's counters in the transaction of the pledge."""
    values = {"pledge_count": F("pledge_count") + change}
    if made.kind == Kind.MONEY:
        values["pledged"] = F("pledged") + change * made.amount
    elif made.kind == Kind.TIME:
        values["minutes_pledged"] = F("minutes_pledged") + change * made.amount
    Campaign.objects.filter(pk=made.campaign_id).update(**values)


def locked_pledge(made: Pledge) -> Pledge:
    """Return the pledge under a lock, its campaign locked first."""
    Campaign.objects.select_for_update().get(pk=made.campaign_id)
    return (
        Pledge.objects.select_for_update(of=("self",))
        .select_related(
            "campaign__initiative__organisation", "campaign__account", "contribution", "party__organisation"
        )
        .get(pk=made.pk)
    )


@transaction.atomic
def confirm_pledge(*, made: Pledge) -> Pledge:
    """Let a pledge count whose giver followed the link in the e-mail; twice is the same as once.

    The address is proved by this: the pledge belongs from now on to whoever is known here by it.
    """
    made = locked_pledge(made)
    if made.state == State.STANDING:
        return made
    _check_open(made)
    if made.state != State.UNCONFIRMED or made.party is None:
        raise Refused(_("This pledge was taken back."))
    # A party that another unproved pledge brought along proves nothing: anybody may have typed that address.
    known = (
        Party.objects.filter(
            organisation_id=made.organisation_id,
            email__iexact=made.party.email,
            kind=Party.Kind.PERSON,
            erased_at__isnull=True,
        )
        .exclude(pledges__state=State.UNCONFIRMED)
        .order_by(F("user").asc(nulls_last=True), "id")
        .first()
    )
    if known is not None and known != made.party:
        made.party = known
        Contribution.objects.filter(pk=made.contribution_id).update(party=known)
    made.state = State.STANDING
    made.save(update_fields=["state", "party"])
    _count(made, 1)
    write_audit(act="confirm_pledge", record=made, actor=made.party, after={"state": made.state})
    return made


def _check_open(made: Pledge) -> None:
    if made.campaign.state != Campaign.State.OPEN or made.campaign.closes_at <= clock.now():
        raise Refused(_("The campaign has ended: a pledge does not change any more."))


@transaction.atomic
def withdraw_pledge(*, made: Pledge, actor: Party | None, by_link: bool = False) -> Pledge:
    """Take a pledge back before the last day, as whoever gave it: signed in, or by the address of `link_of`."""
    made = locked_pledge(made)
    if not by_link and (actor is None or actor.pk != made.party_id):
        raise NotAllowed(_("Only whoever pledged can take it back."))
    if made.state not in {State.STANDING, State.UNCONFIRMED}:
        raise Refused(_("This pledge was taken back."))
    _check_open(made)
    counted = made.state == State.STANDING
    made.state = State.WITHDRAWN
    made.save(update_fields=["state"])
    if counted:
        _count(made, -1)
    withdraw_contribution(contribution=made.contribution, actor=made.party)
    write_audit(act="withdraw_pledge", record=made, actor=actor, after={"state": made.state})
    return made


def say_backers(count: int) -> str:
    """Write how many stand behind a campaign."""
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": f"{count:,}"}
