"""The pages of the method: all campaigns, the campaign of an idea, and leading one from its check to its thanks."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions import draft_campaign, open_campaign
from alongside.blocks.fund.forms.campaigns import OpenForm
from alongside.blocks.fund.models import Campaign
from alongside.blocks.fund.showing import STATUS, Shown
from alongside.blocks.fund.views.campaigns import address, around, find_campaign, may_now
from alongside.blocks.propose.models import Proposal
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.permissions import acts_open, roles_of
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.core.services.models import Place
from alongside.kit.money import money
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.financing.fundraising.actions import publish_outcome, thank_backers
from alongside.methods.financing.fundraising.forms import CampaignForm, OutcomeForm, ThanksForm
from alongside.methods.financing.fundraising.method import METHOD

PER_PAGE = 30
State = Campaign.State


def _initiative(request: Visit, key: UUID) -> Initiative:
    rows = Initiative.objects.filter(organisation=request.organisation, method_key=METHOD.key)
    return get_object_or_404(rows.select_related("organisation", "service", "pot__account"), pk=key)


def _page(initiative: Initiative) -> dict[str, Any]:
    crumbs = [(initiative.title, reverse("initiative", args=[initiative.slug]))]
    return {"initiative": initiative, "nav_current": "commission", "crumbs": crumbs}


def home(request: Visit, key: UUID) -> HttpResponse:
    """Show all campaigns; to their creators and to the team also what waits for them."""
    initiative, party = _initiative(request, key), request.party
    roles = roles_of(party=party, initiative=initiative)
    may = {act.replace(".", "_"): bool(allowed & roles) for act, allowed in acts_open(initiative).items()}
    rows = Campaign.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    found = list(rows.select_related("question").order_by("-id")[:PER_PAGE])
    mine = [one for one in found if one.state != State.DRAFT or may.get("initiative_manage") or _is_own(one, party)]
    pot = getattr(initiative, "pot", None)
    context = _page(initiative) | {
        "cards": [_card(one) for one in mine],
        "ideas": _ideas(initiative, party, may),
        "may": may,
        "pot": pot,
        "left": money(pot.account.balance, pot.currency) if pot else "",
        "stages": METHOD.stages,
    }
    return render(request, "fundraising/home.html", context)


def _is_own(campaign: Campaign, party: Party | None) -> bool:
    return party is not None and campaign.by_id == party.pk


def _card(campaign: Campaign) -> dict[str, Any]:
    whole = campaign.pledged + campaign.match
    undecided = campaign.question is not None and campaign.question.state != "decided"
    return {
        "campaign": campaign,
        "link": address(campaign),
        "kind": STATUS[State(campaign.state)],
        "percent": min(100, 100 * whole // campaign.target),
        "words": _("%(whole)s of %(target)s")
        % {"whole": money(whole, campaign.currency), "target": money(campaign.target, campaign.currency)},
        "waits": campaign.state in {State.REACHED, State.MISSED} and undecided,
    }


def _ideas(initiative: Initiative, party: Party | None, may: dict[str, bool]) -> list[Proposal]:
    """The ideas that can become a campaign: one's own, or all for who manages the initiative."""
    if party is None or not may.get("fund_campaign"):
        return []
    rows = Proposal.objects.filter(
        organisation_id=initiative.organisation_id,
        question__initiative=initiative,
        listed=True,
        contribution__campaign__isnull=True,
        contribution__state="received",
    )
    if not may.get("initiative_manage"):
        rows = rows.filter(contribution__party=party)
    return list(rows.select_related("contribution").order_by("-id")[:PER_PAGE])


def new(request: Visit, key: UUID, idea: UUID) -> HttpResponse:
    """Write the campaign of an idea."""
    initiative = _initiative(request, key)
    rows = Contribution.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    contribution = get_object_or_404(rows.select_related("initiative__organisation"), pk=idea)
    proposal = Proposal.objects.filter(organisation_id=initiative.organisation_id, contribution=contribution).first()
    start = {"title": proposal.title, "summary": proposal.summary} if proposal else {}
    form = CampaignForm(request.POST or None, initial=start | {"all_or_nothing": True})
    if request.method == "POST" and form.is_valid() and request.party is not None:
        try:
            _draft(contribution, form.cleaned_data, request.party)
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            messages.success(request, _("Your campaign is written down. The team looks at it, and then it opens."))
            return redirect("fundraising:home", key=key)
    context = _page(initiative) | {"form": form}
    return render(request, "fundraising/new.html", context, status=409 if form.errors else 200)


def _draft(contribution: Contribution, data: dict[str, Any], party: Party) -> None:
    zone = ZoneInfo(contribution.initiative.organisation.time_zone)
    draft_campaign(
        contribution=contribution,
        title=data["title"],
        summary=data["summary"],
        costs=data["costs"],
        minutes_wanted=(data["hours"] or 0) * 60,
        things=data["things"],
        all_or_nothing=data["all_or_nothing"],
        closes_at=datetime.combine(data["closes_on"] + timedelta(days=1), time(0), tzinfo=zone),
        deliver_by=data["deliver_by"],
        actor=party,
    )


def lead(request: Visit, key: UUID) -> HttpResponse:
    """Lead one campaign: open it, say what came of it, thank those who gave; each form while it is its turn."""
    found, party = find_campaign(request, pk=key), request.party
    may = may_now(request, found)
    turns = _turns(request, found, may)
    if party is None or not turns:
        raise NotAllowed(_("There is nothing for you to do here now."))
    do = request.POST.get("do", "")
    if request.method == "POST" and do in turns and turns[do].is_valid():
        try:
            messages.success(request, _do(do, found, turns[do], party))
            return redirect(address(Campaign.objects.get(pk=found.pk)))
        except Refused as refused:
            form = turns[do]
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    shown = Shown(found)
    context = around(request, found) | {
        "forms": turns,
        "shown": shown,
        "costs": [(line["what"], shown.pounds(line["pence"])) for line in found.costs],
        "target": shown.pounds(found.target),
    }
    wrong = any(form.errors for form in turns.values())
    return render(request, "fundraising/lead.html", context, status=409 if wrong else 200)


def _turns(request: Visit, found: Campaign, may: dict[str, bool]) -> dict[str, forms.Form]:
    """The forms whose turn it is, bound where they were sent."""
    do = request.POST.get("do", "")

    def data(name: str) -> Any:
        return request.POST if do == name else None

    turns: dict[str, forms.Form] = {}
    if found.state == State.DRAFT and may.get("fund_open_campaign"):
        areas = Place.objects.filter(organisation_id=found.organisation_id, kind="neighbourhood").order_by("name")
        names = {str(place.pk): place.name for place in areas}
        turns["open"] = OpenForm(data("open"), deciders=_members(found, role="match_funder"), areas=names)
    undecided = found.question is not None and found.question.state == "closed"
    if found.state in {State.REACHED, State.MISSED} and undecided and may.get("decision_write"):
        turns["outcome"] = OutcomeForm(data("outcome"), members=_members(found))
    if found.state == State.REACHED and may.get("thanks_send"):
        turns["thanks"] = ThanksForm(data("thanks"))
    return turns


def _members(found: Campaign, role: str = "") -> list[Membership]:
    rows = Membership.objects.filter(
        organisation_id=found.organisation_id, initiative_id=found.initiative_id, valid_to__isnull=True
    ).exclude(role="backer")
    return list((rows.filter(role=role) if role else rows).select_related("party").order_by("id")[:50])


def _do(do: str, found: Campaign, form: Any, party: Party) -> str:
    data = form.cleaned_data
    if do == "open":
        area = (
            Place.objects.filter(organisation_id=found.organisation_id, pk=data["area"]).first()
            if data["area"]
            else None
        )
        open_campaign(
            campaign=found,
            stage="campaign",
            decider=form.deciders[data["decider"]],
            answer_by=data["answer_by"],
            actor=party,
            area=area,
        )
        return _("It is open: people can pledge.")
    if do == "outcome":
        publish_outcome(
            campaign=found,
            reason=data["reason"],
            next_step=data["next_step"],
            owner=form.members[data["owner"]],
            due=data["due"],
            actor=party,
        )
        return _("Published. Everybody who pledged has the answer.")
    thank_backers(campaign=found, text=data["text"], actor=party)
    return _("Your thanks have gone to everybody who gave.")
