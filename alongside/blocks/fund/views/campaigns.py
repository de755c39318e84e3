"""A campaign for everybody: how far it is, by what rule money is added, how to pledge; and the form on paper."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.blocks.fund import showing
from alongside.blocks.fund.actions import pledge
from alongside.blocks.fund.actions.pledging import link_of
from alongside.blocks.fund.forms.campaigns import PaperPledgeForm, PledgeForm
from alongside.blocks.fund.models import Campaign, Pledge
from alongside.core.initiatives.permissions import acts_open, may_see, roles_of
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.core.recognition.models import Recognition
from alongside.core.services.models import Place
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused

SHOWN_WORDS = 6


def find_campaign(request: Visit, **by: Any) -> Campaign:
    """Return a campaign of this organisation; one that is being checked only to its creator and its team."""
    found = (
        Campaign.objects.filter(organisation=request.organisation, **by)
        .select_related(
            "initiative__organisation", "initiative__service", "question__decider__party", "contribution__party",
            "match_account", "award", "area", "account",
        )
        .first()
    )  # fmt: skip
    if found is None or not may_see(party=request.party, initiative=found.initiative):
        raise Http404
    return found


def may_now(request: Visit, campaign: Campaign) -> dict[str, bool]:
    """Return for every act that is open whether the visitor may do it: `fund.pledge` as `fund_pledge`."""
    roles = roles_of(party=request.party, initiative=campaign.initiative)
    return {act.replace(".", "_"): bool(allowed & roles) for act, allowed in acts_open(campaign.initiative).items()}


def around(request: Visit, campaign: Campaign, *, deep: bool = True) -> dict[str, Any]:
    """Return what every page of a campaign tells the page around it."""
    initiative = campaign.initiative
    crumbs = [(initiative.title, reverse("initiative", args=[initiative.slug]))]
    if deep:
        crumbs.append((campaign.title, address(campaign)))
    return {"campaign": campaign, "initiative": initiative, "nav_current": "commission", "crumbs": crumbs}


def address(campaign: Campaign) -> str:
    """Return the address of a campaign: its question's, once it has one."""
    if campaign.question_id:
        return reverse("fund:question", args=[campaign.question_id])
    return reverse("fund:campaign", args=[campaign.pk])


def campaign(request: Visit, key: UUID) -> HttpResponse:
    """Show a campaign that is being checked to its team; lead to the open page of every other."""
    found = find_campaign(request, pk=key)
    if found.question_id:
        return redirect(address(found))
    may = may_now(request, found)
    if not ((request.party and found.by_id == request.party.pk) or may.get("initiative_manage")):
        raise Http404
    return show(request, found)


def show(request: Visit, found: Campaign) -> HttpResponse:
    """Show the page of a campaign."""
    shown = showing.Shown(found)
    places = _places(found)
    said = Pledge.objects.filter(
        organisation_id=found.organisation_id, campaign=found, contribution__public=True
    ).exclude(state__in=[Pledge.State.UNCONFIRMED, Pledge.State.WITHDRAWN])
    context = around(request, found, deep=False) | {
        "shown": shown,
        "status": showing.STATUS[Campaign.State(found.state)],
        "figures": shown.figures(),
        "chart": shown.chart(),
        "costs": [(line["what"], shown.pounds(line["pence"])) for line in found.costs],
        "target": shown.pounds(found.target),
        "match": showing.match_words(shown, places=places),
        "said": said.select_related("contribution__party").order_by("-id")[:SHOWN_WORDS],
        "thanks": [] if found.state == Campaign.State.OPEN else _thanks(found),
        "may": may_now(request, found),
        "is_open": found.state == Campaign.State.OPEN and found.closes_at > clock.now(),
        "is_over": found.state == Campaign.State.OPEN and found.closes_at <= clock.now(),
    }
    return render(request, "fund/campaign.html", context)


def _thanks(found: Campaign) -> QuerySet[Recognition]:
    rows = Recognition.objects.filter(
        organisation_id=found.organisation_id, contribution=found.contribution, form="thanks", public=True
    )
    return rows.select_related("from_party")[:5]


def _places(found: Campaign) -> dict[str, str]:
    weights = list(found.rule.get("weights", {}))
    if not weights:
        return {}
    rows = Place.objects.filter(organisation_id=found.organisation_id, pk__in=weights)
    return {str(place.pk): place.name for place in rows}


def give(request: Visit, key: UUID) -> HttpResponse:
    """Pledge something, signed in or with an e-mail address."""
    found, party = find_campaign(request, pk=key), request.party
    form = PledgeForm(request.POST or None, campaign=found, guest=party is None)
    if request.method == "POST" and form.is_valid():
        try:
            made, code = pledge(campaign=found, actor=party, party=party, **form.given())
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            if party is None:
                return render(request, "fund/check_mail.html", around(request, found) | {"code": code})
            request.session[f"fund:code:{made.pk}"] = code
            return redirect(link_of(made))
    shown = showing.Shown(found)
    context = around(request, found) | {"form": form, "shown": shown, "target": shown.pounds(found.target)}
    return render(request, "fund/pledge.html", context, status=409 if form.errors else 200)


def enter(request: Visit, key: UUID) -> HttpResponse:
    """Type in a pledge that came on paper."""
    found = find_campaign(request, pk=key)
    if not may_now(request, found).get("paper_enter"):
        raise NotAllowed(_("This is for the team that leads it."))
    today = clock.today(zone=found.initiative.organisation.time_zone)
    form = PaperPledgeForm(
        request.POST or None, campaign=found, guest=False, paper=True, initial={"received_on": today}
    )
    code = ""
    if request.method == "POST" and form.is_valid():
        came = _came_at(found, form.cleaned_data["received_on"])
        try:
            _made, code = pledge(campaign=found, actor=request.party, channel="paper", received_at=came, **form.given())
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            form = PaperPledgeForm(campaign=found, guest=False, paper=True, initial={"received_on": today})
    context = around(request, found) | {"form": form, "code": code}
    return render(request, "fund/enter.html", context, status=409 if form.errors else 200)


def _came_at(found: Campaign, day: date) -> datetime:
    """Return the moment of a form of which only the day is known: noon, but neither before the opening nor later than
    now where it came on such a day."""
    zone = ZoneInfo(found.initiative.organisation.time_zone)
    moment = datetime.combine(day, time(12), tzinfo=zone)
    if found.opened_at and found.opened_at.astimezone(zone).date() == day:
        moment = max(moment, found.opened_at)
    return min(moment, clock.now()) if day == clock.today(zone=str(zone)) else moment


def sheet(request: Visit, key: UUID) -> HttpResponse:
    """Show the form to be printed."""
    found = find_campaign(request, pk=key)
    shown = showing.Shown(found)
    return render(request, "fund/sheet.html", around(request, found) | {"target": shown.pounds(found.target)})


def known_as(party: Party | None, *, named: bool) -> str:
    """Return the name under which somebody's words are shown."""
    return party.name if party is not None and named else _("Somebody who pledged")
