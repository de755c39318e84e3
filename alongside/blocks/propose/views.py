"""Pages of proposals: the list, one proposal, bringing one."""

import secrets
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.blocks.propose import queries
from alongside.blocks.propose.actions import add_proposal, is_proposer
from alongside.blocks.propose.forms import AppraisalForm, FilterForm, ProposalForm, neighbourhoods
from alongside.blocks.propose.models import Proposal, Status, StatusChange
from alongside.core.initiatives.permissions import acts_open, may_see, memberships_of, roles_of
from alongside.core.people.visit import Visit
from alongside.core.questions.models import Question
from alongside.core.questions.rules import takes_contributions
from alongside.kit import clock, parts
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.kit.time import say_day

SEED = "order"
A_YEAR = 365 * 24 * 3600
KINDS = {
    Status.FEASIBLE: "open",
    Status.NOT_FEASIBLE: "late",
    Status.APPEALED: "care",
    Status.CHOSEN: "kept",
}


def find_question(request: Visit, key: UUID) -> Question:
    """Return the question of this organisation; a draft only to members of its initiative."""
    found = (
        Question.objects.filter(
            organisation=request.organisation,
            pk=key,
            block="propose",
        )
        .select_related("initiative__service", "initiative__organisation")
        .first()
    )
    if found is None or not may_see(party=request.party, initiative=found.initiative):
        raise Http404
    if found.state == "draft" and not memberships_of(party=request.party, initiative=found.initiative):
        raise Http404
    return found


def find_proposal(request: Visit, key: UUID, proposal_key: UUID) -> Proposal:
    """Return a proposal of a question of this organisation."""
    found = queries.one_proposal(organisation=request.organisation, key=proposal_key, party=request.party)
    if (
        found is None
        or found.question_id != key
        or not may_see(party=request.party, initiative=found.question.initiative)
    ):
        raise Http404
    return found


def crumbs(question: Question, *, deep: bool = False) -> list[tuple[str, str]]:
    """Where a page stands."""
    initiative = question.initiative
    found = [(initiative.title, f"/initiatives/{initiative.slug}/")]
    return [*found, (question.prompt, reverse("propose:question", args=[question.pk]))] if deep else found


def card_of(proposal: Proposal, *, question: Question, categories: dict[str, str]) -> dict[str, Any]:
    """What a card in the list shows."""
    cost = proposal.honest_cost
    return {
        "proposal": proposal,
        "link": reverse("propose:proposal", args=[question.pk, proposal.pk]),
        "category": categories.get(proposal.category, ""),
        "cost": money(cost, currency_of(question)) if cost is not None else "",
        "checked": proposal.checked_cost is not None,
        "kind": KINDS.get(Status(proposal.status), ""),
    }


def currency_of(question: Question) -> str:
    """The currency of a question's money."""
    return str(question.settings.get("currency", "GBP"))


def _seed(request: Visit) -> int:
    """The visitor's own seed: from who they are, else from a cookie that says nothing but the order."""
    party = request.party
    if party is not None:
        return int(party.pk.int % 1_000_003)
    kept = request.COOKIES.get(SEED, "")
    return int(kept) if kept.isdigit() and len(kept) < 8 else secrets.randbelow(1_000_000)


def question(request: Visit, key: UUID) -> HttpResponse:
    """The list of proposals: filtered, searched, in three orders, as cards or beside a map."""
    asked = find_question(request, key)
    places = neighbourhoods(asked)
    form = FilterForm(question=asked, places=places)
    known = {name: dict(getattr(form.fields[name], "choices", ())) for name in form.fields}
    chosen = {name: request.GET.get(name, "") for name in ("neighbourhood", "category", "status", "order")}
    chosen = {name: value if value in known.get(name, {}) else "" for name, value in chosen.items()}
    words, seed = request.GET.get("words", "")[:80], _seed(request)
    order = chosen.pop("order") or "mixed"
    wanted = queries.Wanted(**chosen, words=words, order=order, seed=seed, after=request.GET.get("after", "")[:60])
    page = queries.list_page(question=asked, wanted=wanted)
    narrowed = {name: value for name, value in {**chosen, "words": words, "order": order}.items() if value}
    response = render(request, "propose/list.html", _list_context(request, asked, page, narrowed, places))
    if order == "mixed" and request.party is None:
        response.set_cookie(SEED, str(seed), max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response


def _acts(request: Visit, asked: Question) -> frozenset[str]:
    """What the visitor may do in the round now, asked once."""
    roles = roles_of(party=request.party, initiative=asked.initiative)
    return frozenset(act for act, allowed in acts_open(asked.initiative).items() if allowed & roles)


# long: it hands the page its context, one name to a line
def _list_context(
    request: Visit, asked: Question, page: queries.Page, narrowed: dict[str, str], places: list[tuple[str, str]]
) -> dict[str, Any]:
    categories = dict(asked.settings.get("categories", []))
    on_map = request.GET.get("view") == "map"
    may_do = _acts(request, asked) if request.party is not None else frozenset()
    cards = [card_of(proposal, question=asked, categories=categories) for proposal in page.items]
    view = {"view": "map"} if on_map else {}
    is_open = takes_contributions(
        state=asked.state, opens_at=asked.opens_at, closes_at=asked.closes_at, now=clock.now()
    )
    return {
        "question": asked,
        "is_open": is_open,
        "cards": cards,
        "form": FilterForm(initial=narrowed, question=asked, places=places, auto_id="filter_%s"),
        "narrowed": bool(set(narrowed) - {"order"}),
        "older": f"?{urlencode(narrowed | view | {'after': page.after})}" if page.after else "",
        "first": request.GET.get("after", "") == "",
        "on_map": on_map,
        "map_link": f"?{urlencode(narrowed | {'view': 'map'})}",
        "list_link": f"?{urlencode(narrowed)}",
        "places": [
            parts.Place(
                title=card["proposal"].title,
                latitude=card["proposal"].latitude,
                longitude=card["proposal"].longitude,
                note=card["cost"],
                side="citizens",
                link=card["link"],
            )
            for card in cards
            if card["proposal"].latitude is not None
        ]
        if on_map
        else [],
        "may_add": is_open and "propose.add" in may_do,
        "may_print": "paper.print" in may_do,
        "nav_current": "commission",
        "crumbs": crumbs(asked),
    }


def proposal(request: Visit, key: UUID, proposal_key: UUID, status: int = 200, **more: Any) -> HttpResponse:
    """One proposal with everything that was said, found and promised about it."""
    found = find_proposal(request, key, proposal_key)
    return render(request, "propose/proposal.html", proposal_context(request, found) | more, status=status)


# long: it hands the page its context, one name to a line
def proposal_context(request: Visit, found: Proposal) -> dict[str, Any]:
    """What the page of a proposal shows."""
    asked, party = found.question, request.party
    roles, acts = roles_of(party=party, initiative=asked.initiative), acts_open(asked.initiative)
    may_do = {act.replace(".", "_"): bool(allowed & roles) for act, allowed in acts.items()}
    appraisal, mine = queries.newest_appraisal(found), is_proposer(proposal=found, party=party)
    categories = dict(asked.settings.get("categories", []))
    merges = queries.merges_of(found)
    return {
        "question": asked,
        "proposal": found,
        "may": may_do,
        "mine": mine,
        "supported": party is not None and found.supported_now,
        "card": card_of(found, question=asked, categories=categories),
        "proposed_cost": money(found.cost, currency_of(asked)) if found.cost is not None else "",
        "appraisal": appraisal,
        "appeal": getattr(appraisal, "appeal", None),
        "comments": queries.comments_of(found),
        "history": _history(found),
        "merges": [merge for merge in merges if merge.done_at is None],
        "joined_to": next((merge.target for merge in merges if merge.done_at and merge.source_id == found.pk), None),
        "joined": [merge.source for merge in merges if merge.done_at and merge.target_id == found.pk],
        "actions": queries.actions_of(found),
        "answer": found.answer_text,
        "appraisal_form": AppraisalForm(initial={"checked_cost": found.honest_cost}),
        "can_appeal": mine and found.status == Status.NOT_FEASIBLE and getattr(appraisal, "appeal", None) is None,
        "places": [parts.Place(title=found.title, latitude=found.latitude, longitude=found.longitude, side="citizens")]
        if found.latitude is not None and found.longitude is not None
        else [],
        "nav_current": "commission",
        "crumbs": crumbs(asked, deep=True),
    }


def _history(found: Proposal) -> list[parts.Event]:
    changes = StatusChange.objects.filter(organisation_id=found.organisation_id, proposal=found).order_by("id")
    by_citizens = {"", "received", "appealed", "merged", "withdrawn"}
    return [
        parts.Event(
            when=say_day(change.at),
            words=str(_("Brought") if not change.before else change.get_after_display()),
            side="together"
            if change.after in ("chosen", "not_chosen")
            else ("citizens" if change.after in by_citizens else "public"),
            note=change.reason,
        )
        for change in changes
    ]


def new(request: Visit, key: UUID) -> HttpResponse:
    """Bring a proposal."""
    asked = find_question(request, key)
    party = request.party
    if party is None:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    form = ProposalForm(request.POST or None, request.FILES or None, question=asked, initial={"named": True})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made, code = add_proposal(
                question=asked,
                title=data["title"],
                summary=data["summary"],
                text=data["text"],
                actor=party,
                party=party,
                picture=data["picture"],
                picture_alt=data["picture_alt"],
                named=data["named"],
                **form.details(),
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            words = _("Received. Keep this code to come back to it without signing in: %(code)s")
            messages.success(request, words % {"code": "-".join((code[:4], code[4:8], code[8:]))})
            return redirect("propose:proposal", key=asked.pk, proposal_key=made.pk)
    context = {"question": asked, "form": form, "nav_current": "commission", "crumbs": crumbs(asked, deep=True)}
    return render(request, "propose/new.html", context, status=422 if form.errors else 200)


def picture(request: Visit, key: UUID, proposal_key: UUID, size: str) -> FileResponse:
    """The picture of a proposal, wide or small, as we wrote it anew."""
    found = find_proposal(request, key, proposal_key)
    file = found.thumbnail if size == "small" else found.picture
    if not file:
        raise Http404
    response = FileResponse(file.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "public, max-age=86400"
    return response
