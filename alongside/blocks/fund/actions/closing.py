"""Writes on and after the last day of a campaign: does its condition hold, the match, and what everybody is told."""

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from alongside.blocks.fund.actions.awards import award_money
from alongside.blocks.fund.actions.campaigns import locked_campaign, put_match_back
from alongside.blocks.fund.actions.pledging import link_of, say_pledge
from alongside.blocks.fund.actions.standing import check_words
from alongside.blocks.fund.actions.varying import vary_award
from alongside.blocks.fund.matching import Match, match_for, read_rule
from alongside.blocks.fund.models import Award, Campaign, Collection, Pledge, Pot, Variation
from alongside.blocks.fund.rules import REFERENCE_LETTERS
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.permissions import require
from alongside.core.messages.actions import Telling, tell_all
from alongside.core.people.models import Party
from alongside.core.personal_data.actions import erase_person
from alongside.kit import clock, ids
from alongside.kit.refused import Refused

State = Campaign.State
Going = Pledge.State


def backer_of(party_id: object, pledge_id: object) -> str:
    """Return the name under which a rule counts whoever pledged; one who was erased counts as one of their own."""
    return str(party_id or f"pledge {pledge_id}")


def match_of(campaign: Campaign, *, state: str = Going.STANDING) -> Match:
    """Work out the match that a campaign's pledges give by the rule under which it opened."""
    rows = Pledge.objects.filter(
        organisation_id=campaign.organisation_id, campaign=campaign, kind=Pledge.Kind.MONEY, state=state
    ).order_by("id")
    pledges = [(backer_of(party, key), amount) for key, party, amount in rows.values_list("pk", "party_id", "amount")]
    if not campaign.rule or campaign.match_account is None:
        return Match(amount=0, counted={backer: 0 for backer, _amount in pledges}, held_by="")
    rule = read_rule(campaign.rule)
    return match_for(
        rule,
        pledges=pledges,
        elsewhere={} if rule.most_per_person is None else _counted_elsewhere(campaign),
        weight=campaign.weight,
        target=campaign.target,
        available=campaign.match if state == Going.GIVEN else campaign.match_account.balance,
    )


def _counted_elsewhere(campaign: Campaign) -> dict[str, int]:
    """What of each person's pledges counts in the other campaigns of the pot."""
    rows = Pledge.objects.filter(
        organisation_id=campaign.organisation_id, campaign__pot=campaign.pot, counted__gt=0
    ).exclude(campaign=campaign)
    sums = rows.values("party_id").annotate(all=Sum("counted")).order_by()
    return {str(row["party_id"]): row["all"] for row in sums if row["party_id"]}


def close_due_campaigns() -> None:
    """End every campaign whose last day is over; each in a transaction of its own, safe to run twice."""
    due = Campaign.objects.filter(state=State.OPEN, closes_at__lte=clock.now()).order_by("closes_at", "id")
    for campaign in due:
        close_campaign(campaign=campaign)


@transaction.atomic
def close_campaign(*, campaign: Campaign) -> Campaign:
    """End a campaign after its last day. Where its condition holds, each pledge of money is asked for; else all are let
    go, and the match goes back into the pot. Everybody is told. Nobody is needed for it, and twice changes nothing."""
    if campaign.pot_id:  # Campaigns of one pot end one after the other: what a person may have matched spans them.
        Pot.objects.select_for_update().get(pk=campaign.pot_id)
    campaign = locked_campaign(campaign)
    if campaign.state != State.OPEN:
        return campaign
    if campaign.closes_at > clock.now():
        raise Refused(_("The last day of the campaign is not over."))
    match = match_of(campaign)
    whole = campaign.pledged + match.amount
    reached = campaign.pledged > 0 and (whole >= campaign.target or not campaign.all_or_nothing)
    campaign.state = State.REACHED if reached else State.MISSED
    campaign.decided_at = clock.now()
    campaign.match, campaign.match_held_by = (match.amount, match.held_by) if reached else (0, "")
    campaign.save(update_fields=["state", "decided_at", "match", "match_held_by"])
    pledges = Pledge.objects.filter(organisation_id=campaign.organisation_id, campaign=campaign)
    if reached:
        _keep_counted(campaign, match)
        _ask_all(campaign)
    else:
        pledges.filter(state=Going.STANDING).update(state=Going.RELEASED)
        put_match_back(campaign, None)
        _tell_all(campaign, Going.RELEASED)
    _forget_unproved(campaign)
    write_audit(
        act="close_campaign",
        record=campaign,
        after={"state": campaign.state, "pledged": campaign.pledged, "match": campaign.match},
    )
    return campaign


def _forget_unproved(campaign: Campaign) -> None:
    """Let go the pledges whose address nobody proved, tell nobody, and erase who was named with it."""
    rows = Pledge.objects.filter(
        organisation_id=campaign.organisation_id, campaign=campaign, state=Going.UNCONFIRMED, party__isnull=False
    ).select_related("party")
    for made in rows:
        made.state = Going.RELEASED
        made.save(update_fields=["state"])
        if made.party is not None and made.party.user_id is None:
            erase_person(party=made.party, actor=None)


def _keep_counted(campaign: Campaign, match: Match) -> None:
    """Write at each pledge what of it the match counted, the earlier ones of a backer first."""
    left = dict(match.counted)
    rows = list(_standing_money(campaign))
    for made in rows:
        backer = backer_of(made.party_id, made.pk)
        made.counted = min(made.amount, left.get(backer, 0))
        left[backer] = left.get(backer, 0) - made.counted
    Pledge.objects.bulk_update([made for made in rows if made.counted], ["counted"], batch_size=200)


def _standing_money(campaign: Campaign) -> QuerySet[Pledge]:
    return Pledge.objects.filter(
        organisation_id=campaign.organisation_id, campaign=campaign, kind=Pledge.Kind.MONEY, state=Going.STANDING
    ).order_by("id")


def new_reference() -> str:
    """Return a fresh reference that fits on a bank form: AS and ten letters, 50 random bits."""
    return "AS" + ids.letters(alphabet=REFERENCE_LETTERS, count=10)


def _ask_all(campaign: Campaign) -> None:
    """Ask for all pledges of money at once: nobody else moves money while a campaign of thousands ends."""
    asked = [_collection(made, campaign.gateway) for made in _standing_money(campaign)]
    _standing_money(campaign).update(state=Going.DUE)
    Collection.objects.bulk_create(asked, batch_size=1000)
    _tell_all(campaign, Going.DUE)
    _tell_all(campaign, Going.STANDING)


def ask_for(made: Pledge) -> Collection:
    """Ask for a pledge's money under a fresh reference. The database refuses it before the condition holds."""
    made.state = Going.DUE
    made.save(update_fields=["state"])
    collection = _collection(made, made.campaign.gateway)
    collection.save(force_insert=True)
    return collection


def _collection(made: Pledge, gateway: str) -> Collection:
    return Collection(
        organisation_id=made.organisation_id,
        pledge=made,
        gateway=gateway,
        reference=new_reference(),
        amount=made.amount,
    )


def _tell_all(campaign: Campaign, state: str) -> None:
    rows = Pledge.objects.filter(
        organisation_id=campaign.organisation_id, campaign=campaign, state=state, party__isnull=False
    ).select_related("party__organisation")
    tell_all(
        organisation=campaign.initiative.organisation,
        topic="mine",
        tellings=(
            _telling(campaign, made, made.party) for made in rows.order_by("id").iterator(chunk_size=1000) if made.party
        ),
    )


def _telling(campaign: Campaign, made: Pledge, party: Party) -> Telling:
    with override(party.language or None):
        subject, text = _words(made)
        what = say_pledge(campaign=campaign, kind=made.kind, amount=made.amount, thing=made.thing)
        return Telling(
            party=party,
            key=f"campaign-ended:{made.pk}",
            subject=subject % {"title": campaign.title},
            text=text % {"what": what},
            path=link_of(made),
        )


def _words(made: Pledge) -> tuple[str, str]:
    if made.state == Going.RELEASED:
        return _("It did not come together: %(title)s"), _(
            "The target was not reached on the last day. You owe nothing of the %(what)s that you pledged; nothing was "
            "collected from anybody."
        )
    if made.state == Going.DUE:
        return _("It comes together: %(title)s"), _(
            "The target is reached. Now your %(what)s is needed: the address below says how to pay."
        )
    return _("It comes together: %(title)s"), _(
        "The target is reached. Your %(what)s is needed: the team will write to you when."
    )


@transaction.atomic
def award_match(*, campaign: Campaign, actor: Party) -> Award:
    """Award the match that the rule gave, out of what was put by; what was put by beyond it goes back into the pot.

    Act `fund.award`; from the pot's limit on it waits for a second person as every award does.
    """
    campaign = locked_campaign(campaign)
    require("fund.award", party=actor, initiative=campaign.initiative)
    if campaign.state != State.REACHED or campaign.award_id or not campaign.match or campaign.pot is None:
        raise Refused(_("There is no match to award."))
    put_match_back(campaign, actor)
    campaign.award = award_money(
        pot=Pot.objects.select_related("account", "initiative__organisation").get(pk=campaign.pot.pk),
        contribution=campaign.contribution,
        title=_("Match: %(title)s") % {"title": campaign.title},
        amount=campaign.match,
        actor=actor,
    )
    campaign.save(update_fields=["award"])
    write_audit(act="award_match", record=campaign, actor=actor, after={"match": campaign.match})
    return campaign.award


@transaction.atomic
def settle_match(*, campaign: Campaign, actor: Party) -> Variation | None:
    """Lower the match to what the money that really came in gives by the same rule; None where it is right already.

    Act `fund.award`. Refuses while money is still asked for.
    """
    campaign = locked_campaign(campaign)
    require("fund.award", party=actor, initiative=campaign.initiative)
    if campaign.award is None:
        raise Refused(_("There is no match to settle."))
    if campaign.pledges.filter(state=Going.DUE).exists():
        raise Refused(_("Some pledges are still asked for."))
    earned = match_of(campaign, state=Going.GIVEN).amount
    award = Award.objects.get(pk=campaign.award.pk)
    if earned >= award.total:
        return None
    return vary_award(award=award, change=earned - award.total, reason=_("Not every pledge came in."), actor=actor)


@transaction.atomic
def cancel_campaign(*, campaign: Campaign, why: str, actor: Party) -> Campaign:
    """Call a campaign off before its last day, with a reason: all pledges are let go, the match goes back. Act
    `fund.open_campaign`, or `fund.campaign` by whoever drafted it."""
    campaign = locked_campaign(campaign)
    own = campaign.by_id == actor.pk
    require("fund.campaign" if own else "fund.open_campaign", party=actor, initiative=campaign.initiative)
    if campaign.state not in {State.DRAFT, State.OPEN}:
        raise Refused(_("It has ended already."))
    check_words(why, refusal=_("Say why, so that people understand."), field="why")
    campaign.state, campaign.decided_at = State.CANCELLED, clock.now()
    campaign.save(update_fields=["state", "decided_at"])
    pledges = Pledge.objects.filter(organisation_id=campaign.organisation_id, campaign=campaign)
    pledges.filter(state=Going.STANDING).update(state=Going.RELEASED)
    put_match_back(campaign, actor)
    _tell_all(campaign, Going.RELEASED)
    _forget_unproved(campaign)
    write_audit(act="cancel_campaign", record=campaign, actor=actor, after={"state": campaign.state})
    return campaign
