"""The pages of initiatives that everybody may read."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.accounts.queries import given_by_both
from alongside.core.initiatives.choices import CitizenRole, Motive, Risk
from alongside.core.initiatives.methods import CO
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import may_see
from alongside.core.people.visit import Visit
from alongside.core.questions.models import Question
from alongside.core.questions.queries import shown_counts
from alongside.doors.initiatives import queries, showing
from alongside.doors.initiatives.forms import NarrowForm
from alongside.kit import clock
from alongside.kit.suppression import shown_total, suppressed
from alongside.methods.registry import own_app

PER_PAGE = 30


def initiatives(request: Visit) -> HttpResponse:
    """List all initiatives, to be narrowed by state and place."""
    return _list(request, co="")


def co(request: Visit, co: str) -> HttpResponse:
    """List the initiatives of one of the four co's: commission, design, deliver, assess."""
    if co not in CO:
        raise Http404
    return _list(request, co=co)


def _list(request: Visit, *, co: str) -> HttpResponse:
    organisation = request.organisation
    form = NarrowForm(request.GET, organisation=organisation)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = queries.listing(
        organisation=organisation, co=co, place=chosen.get("place", ""), state=chosen.get("state", "")
    )
    page = Paginator(queries.with_promises(found), PER_PAGE).get_page(request.GET.get("page"))
    title, lede = (
        showing.CO_VERBS[co]
        if co
        else (_("What goes on here"), _("Everything that residents and services do together, newest first."))
    )
    narrowing = request.GET.copy()
    narrowing.pop("page", None)
    context = {
        "title": title,
        "lede": lede,
        "form": form,
        "page": page,
        "nav_current": co,
        "narrowing": narrowing.urlencode(),
        "methods": queries.methods_of(co) if co else [],
        "narrowed": any(chosen.values()),
    }
    return render(request, "initiatives/list.html", context)


def read_initiative(request: Visit, slug: str) -> tuple[Initiative, list[Initiative]]:
    """Return the initiative of this address and what grew from it; 404 where the visitor may not see it."""
    organisation = request.organisation
    found, grown = queries.initiative_and_grown(organisation=organisation, slug=slug)
    if found is None or not may_see(party=request.party, initiative=found):
        raise Http404
    return found, grown


def around(initiative: Initiative) -> dict[str, Any]:
    """Return what every page of an initiative needs: itself, its place in the menu, the way back."""
    kind = initiative.method.kind
    current = next(name for name, kinds in CO.items() if kind in kinds)
    crumbs = [(initiative.service.name, reverse("service", args=[initiative.service.slug]))]
    return {"initiative": initiative, "nav_current": current, "crumbs": crumbs}


def inside(initiative: Initiative) -> dict[str, Any]:
    """Return the same for a page below the initiative's own."""
    shown = around(initiative)
    own = (initiative.title, reverse("initiative", args=[initiative.slug]))
    return shown | {"crumbs": [*shown["crumbs"], own]}


def initiative(request: Visit, slug: str) -> HttpResponse:
    """Show an initiative: what is open now, what both sides promised, what was decided and done, what changed."""
    this, grown = read_initiative(request, slug)
    asked = queries.questions_of(this)
    taken_part = shown_counts(asked)
    cards = [showing.question_card(question, shown=taken_part[question.pk]) for question in asked]
    actions = [showing.action_line(action) for action in queries.actions_of(this)]
    given = given_by_both(organisation=this.organisation, initiative=this)
    measures = queries.measures_of(this.service_id, organisation=this.organisation)
    context = around(this) | {
        "grown": grown,
        "open_cards": [card for card in cards if card["turn"] == "citizens"],
        "due_cards": [card for card in cards if card["turn"] == "public"],
        "decided_cards": [card for card in cards if card["turn"] == "decided"],
        "actions": actions,
        "charter": showing.charter_of(queries.commitments_of(this), today=clock.today()),
        "stages": showing.stage_rail(this, queries.stage_runs_of(this)),
        "ledger": showing.ledger_rows(given),
        "charts": showing.measure_charts(measures),
        "promises": showing.promises_of(this),
        "motives": [Motive(key).label for key in this.motives],
        "citizen_roles": [CitizenRole(key).label for key in this.citizen_roles],
        "risk_total": len(Risk.values),
        "citizens_shown": shown_total(getattr(this, "citizens", 0)),
        "method_page": reverse(f"{own_app(this.method) or this.method_key}:home", args=[this.pk])
        if this.method.page
        else "",
        "is_running": this.state in {"live", "assessing", "sustained"},
    }
    return render(request, "initiatives/initiative.html", context)


def people(request: Visit, slug: str) -> HttpResponse:
    """Show who takes part, by side and role: names only of those who agreed, counts from ten on."""
    this, _grown = read_initiative(request, slug)
    counts = {(one.side, one.role): one for one in queries.role_counts(this)}
    shown = suppressed({key: one.count for key, one in counts.items()})
    sides = [
        (
            side,
            [
                {
                    "title": role.title,
                    "does": role.does,
                    "names": counts[side, role.key].names if (side, role.key) in counts else (),
                    "count": shown.get((side, role.key)),
                    "any": (side, role.key) in counts,
                }
                for role in this.method.roles
                if role.side == side
            ],
        )
        for side in ("public", "citizen")
    ]
    open_roles = any(role.open for role in this.method.roles)
    return render(request, "initiatives/people.html", inside(this) | {"sides": sides, "open_roles": open_roles})


def why(request: Visit, slug: str) -> HttpResponse:
    """Show why this is done together, what could go wrong and what is done about it, and what the review found."""
    this, _grown = read_initiative(request, slug)
    checks = queries.risks_of(this)
    findings = queries.findings_of(this)
    held = {(finding.about, finding.key): finding for finding in findings}
    context = inside(this) | {
        "motives": [(Motive(key).label, held.get(("motive", key))) for key in this.motives],
        "citizen_roles": [(CitizenRole(key).label, held.get(("role", key))) for key in this.citizen_roles],
        "risks": [(Risk(key).label, checks.get(key)) for key in Risk.values],
        "review": findings[0].review if findings else None,
    }
    return render(request, "initiatives/why.html", context)


def question(request: Visit, id: UUID) -> HttpResponse:  # noqa: A002  # the name in the address
    """Lead to where a question is asked: the page of its block."""
    organisation = request.organisation
    found = get_object_or_404(Question.objects.select_related("initiative"), organisation=organisation, pk=id)
    if not may_see(party=request.party, initiative=found.initiative):
        raise Http404
    return redirect(showing.address_of(found))
