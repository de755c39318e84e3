"""Pages about proposals on paper: printing forms, entering them; and the page and poster that make one known."""

from base64 import b64encode
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.blocks.propose import queries
from alongside.blocks.propose.forms import EnterForm, PrintForm
from alongside.blocks.propose.models import Proposal, Status
from alongside.blocks.propose.printed.actions import enter_proposal
from alongside.blocks.propose.views import card_of, crumbs, find_proposal, find_question
from alongside.core.contributions.actions import print_paper_forms
from alongside.core.contributions.models import PaperForm
from alongside.core.initiatives.permissions import may, require
from alongside.core.people.visit import Visit
from alongside.core.questions.models import Question
from alongside.kit import clock, parts
from alongside.kit.paper import pdf, qr_code
from alongside.kit.refused import Refused

MOST_BYTES_OF_PICTURE = 2_000_000


def in_groups(code: str) -> str:
    """Write a code in groups of four, as it is read aloud."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def paper(request: Visit, key: UUID) -> HttpResponse:
    """Make sheets with a code each; the way to their entering."""
    asked = find_question(request, key)
    require("paper.print", party=request.party, initiative=asked.initiative)
    form = PrintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = print_paper_forms(question=asked, count=form.cleaned_data["count"], actor=request.party)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            keys = sorted(sheet.pk for sheet in made)
            query = urlencode({"first": keys[0], "last": keys[-1]})
            return redirect(f"{reverse('propose:sheets', args=[key])}?{query}")
    waiting = PaperForm.objects.filter(organisation_id=asked.organisation_id, question=asked, contribution=None).count()
    context = _page(asked) | {
        "form": form,
        "waiting": waiting,
        "may_enter": may("paper.enter", party=request.party, initiative=asked.initiative),
    }
    return render(request, "propose/paper.html", context, status=422 if form.errors else 200)


def _page(asked: Question) -> dict[str, Any]:
    return {"question": asked, "nav_current": "commission", "crumbs": crumbs(asked, deep=True)}


def sheets(request: Visit, key: UUID) -> HttpResponse:
    """The sheets of one printing as a PDF in large print."""
    asked = find_question(request, key)
    require("paper.print", party=request.party, initiative=asked.initiative)
    try:
        first, last = UUID(request.GET["first"]), UUID(request.GET["last"])
    except (KeyError, ValueError):
        raise Http404 from None
    made = PaperForm.objects.filter(
        organisation_id=asked.organisation_id, question=asked, pk__gte=first, pk__lte=last
    ).order_by("pk")[:500]
    context = {
        "question": asked,
        "organisation": request.organisation,
        "codes": [in_groups(sheet.code) for sheet in made],
        "categories": [title for _key, title in asked.settings.get("categories", [])],
        "address": settings.SITE_ADDRESS,
    }
    html = render_to_string("propose/sheets_pdf.html", context)
    return _file(pdf(html=html, styles=["propose/paper.css"], pictures=True), "proposals.pdf")


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


# long: it hands an action what a desk writes down, one name to a line
def enter(request: Visit, key: UUID) -> HttpResponse:
    """Enter a proposal that came on paper; its receipt is shown to be handed over."""
    asked = find_question(request, key)
    require("paper.enter", party=request.party, initiative=asked.initiative)
    actor = request.party
    zone = ZoneInfo(asked.initiative.organisation.time_zone)
    first = {"received_on": clock.today(zone=zone.key)}
    form = EnterForm(request.POST or None, request.FILES or None, question=asked, initial=first)
    if request.method == "POST" and form.is_valid() and actor is not None:
        data = form.cleaned_data
        try:
            made, code = enter_proposal(
                question=asked,
                code=data["code"],
                received_at=moment_of(question=asked, day=data["received_on"], zone=zone),
                actor=actor,
                title=data["title"],
                summary=data["summary"],
                text=data["text"],
                name=data["name"],
                email=data["email"],
                phone=data["phone"],
                named=data["named"],
                picture=data["picture"],
                picture_alt=data["picture_alt"],
                **form.details(),
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            words = _("Entered as number %(number)s. Its code, to hand over: %(code)s")
            messages.success(request, words % {"number": made.number + 1, "code": in_groups(code)})
            return redirect("propose:enter", key=key)
    return render(request, "propose/enter.html", _page(asked) | {"form": form}, status=422 if form.errors else 200)


def moment_of(*, question: Question, day: date, zone: ZoneInfo) -> datetime:
    """Return the moment to keep for what came in on a day: noon there, within the question's times and not to come."""
    moment = datetime.combine(day, time(12), tzinfo=zone)
    if question.closes_at and question.closes_at.astimezone(zone).date() == day:
        moment = min(moment, question.closes_at - timedelta(seconds=1))
    if question.opens_at and question.opens_at.astimezone(zone).date() == day:
        moment = max(moment, question.opens_at)
    return min(moment, clock.now()) if clock.now().astimezone(zone).date() == day else moment


def address_of(proposal: Proposal) -> str:
    """The address that a poster carries: whole, and short enough to be read aloud."""
    path = reverse("propose:short", args=[proposal.question.initiative.slug, proposal.number + 1])
    return f"{settings.SITE_ADDRESS}{path}"


def short(request: Visit, slug: str, number: int) -> HttpResponse:
    """The address on a poster: the number of a proposal in the newest round of its initiative."""
    found = Proposal.objects.filter(
        organisation=request.organisation, question__initiative__slug=slug, number=number - 1, listed=True
    ).exclude(question__state="draft")
    proposal = found.order_by("-question_id").first() if number else None
    if proposal is None:
        raise Http404
    return redirect("propose:campaign", key=proposal.question_id, proposal_key=proposal.pk)


def _shown(request: Visit, found: Proposal) -> dict[str, Any]:
    """What a campaign page and its poster say: the same facts in the same form for every proposal."""
    asked = found.question
    return {
        "question": asked,
        "proposal": found,
        "card": card_of(found, question=asked, categories=dict(asked.settings.get("categories", []))),
        "address": address_of(found),
        "can_be_chosen": found.status == Status.FEASIBLE,
    }


def campaign(request: Visit, key: UUID, proposal_key: UUID) -> HttpResponse:
    """The page of one proposal to pass on: its story, picture, place, cost, and what people say of it."""
    found = find_proposal(request, key, proposal_key)
    party = request.party
    context = _shown(request, found) | {
        "comments": [one for one in queries.comments_of(found) if not one.hidden_at][:20],
        "code": qr_code(address_of(found), label=_("The address of this page, to be read by a telephone")),
        "supported": party is not None and found.supported_now,
        "may_support": may("propose.support", party=party, initiative=found.question.initiative),
        "places": [parts.Place(title=found.title, latitude=found.latitude, longitude=found.longitude, side="citizens")]
        if found.latitude is not None and found.longitude is not None
        else [],
        "nav_current": "commission",
        "crumbs": crumbs(found.question, deep=True),
    }
    return render(request, "propose/campaign.html", context)


def poster(request: Visit, key: UUID, proposal_key: UUID) -> HttpResponse:
    """The same as an A4 poster, the same form for every proposal, with the address as a square to point a phone at."""
    found = find_proposal(request, key, proposal_key)
    context = _shown(request, found) | {
        "organisation": request.organisation,
        "code": qr_code(address_of(found), label=address_of(found)),
        "picture": _as_data(found),
    }
    html = render_to_string("propose/poster_pdf.html", context)
    return _file(pdf(html=html, styles=["propose/paper.css"], pictures=True), f"poster-{found.number + 1}.pdf")


def _as_data(found: Proposal) -> str:
    """The picture as a `data:` address, "" where there is none; a PDF of ours fetches nothing."""
    if not found.picture or found.picture.size > MOST_BYTES_OF_PICTURE:
        return ""
    with found.picture.open("rb") as file:
        return f"data:image/jpeg;base64,{b64encode(file.read()).decode()}"
