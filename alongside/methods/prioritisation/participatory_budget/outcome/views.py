"""The page of a round's result by district."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from alongside.core.people.visit import Visit
from alongside.kit.money import money
from alongside.methods.prioritisation.participatory_budget.outcome.ballots import polls_of
from alongside.methods.prioritisation.participatory_budget.outcome.districts import District, chart_of, districts_of
from alongside.methods.prioritisation.participatory_budget.steering.views import find_initiative


def districts(request: Visit, key: UUID) -> HttpResponse:
    """Every district side by side: its share by people, what it won, for each head, and the last time."""
    initiative = find_initiative(request, key)
    polls = polls_of(initiative)
    found = districts_of(initiative, polls)
    currency = polls[0].currency if polls else "GBP"
    context = {
        "initiative": initiative,
        "polls": polls,
        "rows": [_row(one, currency) for one in found],
        "separate": len(polls) > 1,
        "with_before": any(one.before is not None for one in found),
        "chart": chart_of(found, currency),
        "nav_current": "commission",
        "crumbs": [(initiative.title, f"/initiatives/{initiative.slug}/")],
    }
    return render(request, "participatory_budget/districts.html", context)


def _row(one: District, currency: str) -> dict[str, Any]:
    def said(amount: int | None) -> str:
        return "–" if amount is None else money(amount, currency)

    return {
        "district": one,
        "share": said(one.share) if one.share else "–",
        "won": said(one.won),
        "per_head": said(one.per_head),
        "before": said(one.before),
        "before_per_head": said(one.before_per_head),
    }
