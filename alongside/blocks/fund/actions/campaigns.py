"""Writes about campaigns: the match rule of a pot, drafting, opening with the match put by, calling off."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions.standing import check_second, check_words, money_account
from alongside.blocks.fund.gateways import gateway as find_gateway
from alongside.blocks.fund.matching import MatchRule, RuleError, most_match, read_rule
from alongside.blocks.fund.models import Campaign, Pot
from alongside.core.accounts.actions import Line, post
from alongside.core.accounts.models import Account
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.models import Membership
from alongside.core.initiatives.permissions import may, require
from alongside.core.people.models import Party
from alongside.core.questions.actions import draft_question, open_question
from alongside.core.services.models import Place
from alongside.core.threads.actions import tie
from alongside.kit import clock, ids
from alongside.kit.money import money
from alongside.kit.refused import NotAllowed, Refused

State = Campaign.State
MOST_LINES = 40


@transaction.atomic
def publish_match_rule(*, pot: Pot, rule: Mapping[str, Any], actor: Party | None) -> MatchRule:
    """Publish by what rule a pot adds to what people pledge (see `matching`). Act `fund.match`.

    It holds for campaigns that open from now on; each keeps the rule under which it opened.
    """
    require("fund.match", party=actor, initiative=pot.initiative)
    try:
        read = read_rule(rule)
    except RuleError as problem:
        raise Refused(str(problem), problem.field) from None
    except TypeError:
        raise Refused(_("This is not a rule.")) from None
    before = pot.match_rule
    pot.match_rule = read.as_data()
    pot.save(update_fields=["match_rule"])
    write_audit(act="publish_match_rule", record=pot, actor=actor, before=before, after=pot.match_rule)
    return read


def _read_costs(costs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    lines = [{"what": str(line["what"]).strip()[:200], "pence": line["pence"]} for line in costs]
    if not lines or len(lines) > MOST_LINES:
        raise Refused(_("Say what it costs, in lines that people can understand."), "costs")
    for line in lines:
        if not line["what"] or type(line["pence"]) is not int or line["pence"] <= 0:
            raise Refused(_("Each line of the costs has words and an amount."), "costs")
    return lines


def _read_things(things: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    lines = [{"what": str(line["what"]).strip()[:200], "count": line["count"]} for line in things]
    if len(lines) > MOST_LINES or any(not line["what"] or line["count"] not in range(1, 1001) for line in lines):
        raise Refused(_("Say what is needed, and how many of it."), "things")
    return lines


def _require_own(contribution: Contribution, actor: Party) -> None:
    initiative = contribution.initiative
    require("fund.campaign", party=actor, initiative=initiative)
    if contribution.party_id != actor.pk and not may("initiative.manage", party=actor, initiative=initiative):
        raise NotAllowed(_("Whose idea it is runs the campaign."))


# long: it names its keyword arguments one to a line
@transaction.atomic
def draft_campaign(
    *,
    contribution: Contribution,
    title: str,
    costs: Sequence[Mapping[str, Any]],
    closes_at: datetime,
    actor: Party,
    summary: str = "",
    minutes_wanted: int = 0,
    things: Sequence[Mapping[str, Any]] = (),
    all_or_nothing: bool = True,
    deliver_by: date | None = None,
    gateway: str = "bank_transfer",
    currency: str = "GBP",
) -> Campaign:
    """Write a campaign down for an idea; it opens once somebody of the public side has looked at it.

    `costs`: lines of {what, pence}; their sum is the target. `things`: lines of {what, count}. Act `fund.campaign`, and
    only for one's own idea unless one manages the initiative. Refuses a second campaign for an idea.
    """
    initiative = contribution.initiative
    _require_own(contribution, actor)
    find_gateway(gateway)
    key = ids.uuid7()
    title = check_words(title, refusal=_("Give the campaign a title of a few words."), field="title")[:200]
    account = money_account(
        initiative=initiative, key=f"raised:{key}", name=title, currency=currency, floor=0, side="citizen"
    )
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(
                id=key,
                organisation_id=initiative.organisation_id,
                initiative=initiative,
                contribution=contribution,
                title=title,
                summary=summary.strip(),
                currency=currency,
                costs=(lines := _read_costs(costs)),
                target=sum(line["pence"] for line in lines),
                minutes_wanted=minutes_wanted,
                things=_read_things(things),
                all_or_nothing=all_or_nothing,
                gateway=gateway,
                closes_at=closes_at,
                deliver_by=deliver_by,
                account=account,
                by=actor,
            )
    except IntegrityError:
        raise Refused(_("This idea has its campaign already.")) from None
    tie(source=contribution, target=campaign, relation="became")
    write_audit(act="draft_campaign", record=campaign, actor=actor, after={"target": campaign.target})
    return campaign


def locked_campaign(campaign: Campaign) -> Campaign:
    """Return the campaign under a lock, with what its rules need."""
    return (
        Campaign.objects.select_for_update(of=("self",))
        .select_related("initiative__organisation", "contribution", "account", "match_account", "pot__initiative")
        .get(pk=campaign.pk)
    )


# long: it names its keyword arguments one to a line
@transaction.atomic
def open_campaign(
    *, campaign: Campaign, stage: str, decider: Membership, answer_by: date, actor: Party, area: Place | None = None
) -> Campaign:
    """Open a campaign that was looked at: people may pledge, and the match that it can get is put by from the pot.

    `area` is where it stands, by which the rule may weigh its need. `decider` and `answer_by` are the question's. Acts
    `fund.open_campaign`, `question.write`, `question.open`; whoever drafted it is refused, and whatever opening a
    question refuses.
    """
    campaign = locked_campaign(campaign)
    initiative = campaign.initiative
    require("fund.open_campaign", party=actor, initiative=initiative)
    if campaign.state != State.DRAFT:
        raise Refused(_("It has been opened already."))
    campaign.opened_by = check_second(first_id=campaign.by_id, second=actor)
    campaign.area = area
    _put_match_by(campaign, actor)
    question = draft_question(
        initiative=initiative,
        stage=stage,
        prompt=_("Shall we do this together: %(title)s?") % {"title": campaign.title},
        actor=actor,
        fixed=_("What it costs: %(target)s. The last day. Nothing is collected unless the target is reached.")
        % {"target": money(campaign.target, campaign.currency)},
        open_to_change=_("Whether it happens, and who gives what."),
        information=campaign.summary or campaign.title,
        decider=decider,
        closes_at=campaign.closes_at,
        answer_by=answer_by,
        rung="co_production",
    )
    campaign.question = open_question(question=question, actor=actor)
    campaign.state, campaign.opened_at = State.OPEN, clock.now()
    campaign.save()
    tie(source=campaign.contribution, target=question, relation="became")
    write_audit(act="open_campaign", record=campaign, actor=actor, after={"target": campaign.target})
    return campaign


def _put_match_by(campaign: Campaign, actor: Party | None) -> None:
    """Move the most that the rule could give, or what the pot still holds, to an account of the campaign's own."""
    pot = (
        Pot.objects.select_for_update(of=("self",))
        .filter(organisation_id=campaign.organisation_id, initiative=campaign.initiative)
        .first()
    )
    if pot is None or not pot.match_rule or pot.currency != campaign.currency:
        return
    rule = read_rule(pot.match_rule)
    campaign.pot, campaign.rule = pot, pot.match_rule
    campaign.weight = rule.weight_of(str(campaign.area_id or ""))
    holds = Account.objects.get(pk=pot.account_id)
    amount = min(holds.balance, most_match(rule, target=campaign.target))
    campaign.match_account = money_account(
        initiative=campaign.initiative,
        key=f"match:{campaign.pk}",
        name=_("Match put by for %(title)s") % {"title": campaign.title},
        currency=campaign.currency,
        floor=0,
    )
    if amount > 0:
        move_match(campaign, out=holds, into=campaign.match_account, amount=amount, key="put-by", actor=actor)


def move_match(campaign: Campaign, *, out: Account, into: Account, amount: int, key: str, actor: Party | None) -> None:
    """Move match money between the pot and the campaign's account."""
    what = _("Put by as match for %(title)s") if key == "put-by" else _("Put back, no longer for %(title)s")
    post(
        organisation=campaign.initiative.organisation,
        key=f"match:{key}:{campaign.pk}",
        what=what % {"title": campaign.title},
        lines=[Line(account=out, amount=-amount), Line(account=into, amount=amount)],
        actor=actor,
        because=campaign,
    )


def put_match_back(campaign: Campaign, actor: Party | None) -> int:
    """Put the match that is still put by back into the pot, and return how much it was."""
    if campaign.match_account is None or campaign.pot is None:
        return 0
    rest = Account.objects.get(pk=campaign.match_account.pk)
    if rest.balance:
        pot = Account.objects.get(pk=campaign.pot.account_id)
        move_match(campaign, out=rest, into=pot, amount=rest.balance, key="back", actor=actor)
    return rest.balance
