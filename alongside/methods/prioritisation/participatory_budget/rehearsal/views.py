"""The page on which anybody tries rules on an election that is over."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alongside.blocks.rank.election import options_of
from alongside.blocks.rank.models import Option, Poll
from alongside.blocks.rank.words import say_rule
from alongside.core.initiatives.models import Initiative
from alongside.core.people.visit import Visit
from alongside.kit.money import money
from alongside.methods.prioritisation.participatory_budget.method import METHOD
from alongside.methods.prioritisation.participatory_budget.outcome.ballots import polls_of
from alongside.methods.prioritisation.participatory_budget.rehearsal.counting import (
    MOST_RULES,
    Rehearsed,
    count_by,
    rules_for,
)
from alongside.methods.prioritisation.participatory_budget.steering.views import find_initiative

MOST_OTHERS = 20


def rehearse(request: Visit, key: UUID) -> HttpResponse:
    """Two to four rules on one election that is over, side by side."""
    initiative = _find(request, key)
    counted = [poll for poll in polls_of(initiative) if poll.state == Poll.State.COUNTED and poll.spends]
    wanted = request.GET.get("poll", "")
    poll = next((one for one in counted if str(one.pk) == wanted), counted[0] if counted else None)
    context = {
        "initiative": initiative,
        "polls": counted,
        "poll": poll,
        "others": _others(request, initiative),
        "nav_current": "commission",
        "crumbs": [(initiative.title, f"/initiatives/{initiative.slug}/")],
    }
    if poll is not None:
        context |= _compared(poll, request.GET.getlist("rule"))
    return render(request, "participatory_budget/rehearsal.html", context)


def _find(request: Visit, key: UUID) -> Initiative:
    """Return the initiative; one from a published file is open to everybody, since its ballots are."""
    published = (
        Initiative.objects.filter(organisation=request.organisation, pk=key, questions__poll__imported__isnull=False)
        .select_related("organisation")
        .first()
    )
    return published or find_initiative(request, key)


def _others(request: Visit, initiative: Initiative) -> list[Initiative]:
    """Other elections that are over: past rounds, and published files that were read in."""
    found = Initiative.objects.filter(
        Q(listed=True) | Q(questions__poll__imported__isnull=False),
        organisation=request.organisation,
        method_key=METHOD.key,
        questions__poll__state=Poll.State.COUNTED,
    ).exclude(pk=initiative.pk)
    return list(found.distinct().order_by("-id")[:MOST_OTHERS])


def _compared(poll: Poll, asked: list[str]) -> dict[str, Any]:
    offered = rules_for(poll.ballot_kind)
    chosen = [name for name in dict.fromkeys(asked) if name in offered][:MOST_RULES]
    chosen = chosen if len(chosen) > 1 else ["most", "equal-full"]
    options = options_of(poll)
    found = count_by(poll=poll, options=options, rules=[offered[name][1] for name in chosen])
    official = poll.results.filter(official=True).first()
    return {
        "offered": [(name, words, name in chosen) for name, (words, _rule) in offered.items()],
        "columns": [(offered[name][0], say_rule(offered[name][1])) for name in chosen],
        "lines": _lines(poll, found),
        "rows": _rows(poll, options, found, set(official.winners) if official else set()),
        "places": _places(poll, options, found),
        "same": sum(1 for option in options if all(option.number in one.winners for one in found)),
        "too_many": len(asked) > MOST_RULES,
    }


def _lines(poll: Poll, found: list[Rehearsed]) -> list[tuple[str, list[str]]]:
    return [
        (_("Projects that win"), [str(len(one.winners)) for one in found]),
        (_("Money spent"), [money(one.spent, poll.currency) for one in found]),
        (_("Ballots with a winner on them"), [f"{100 * one.heard:.1f} %" for one in found]),
        (_("Ballots left out"), [f"{100 * (1 - one.heard):.1f} %" for one in found]),
        (_("Winners on a ballot, on average"), [f"{one.winners_each:.2f}" for one in found]),
        (_("Money for what a ballot chose, on average"), [money(one.money_each, poll.currency) for one in found]),
        (_("Districts that get something"), [str(len([key for key in one.by_place if key])) for one in found]),
    ]


def _rows(poll: Poll, options: list[Option], found: list[Rehearsed], official: set[int]) -> list[dict[str, Any]]:
    """Each project with what each rule says; those on which the rules differ first."""
    rows = [
        {
            "option": option,
            "cost": money(option.cost, poll.currency),
            "wins": [option.number in one.winners for one in found],
            "official": option.number in official,
        }
        for option in options
    ]
    return sorted(rows, key=lambda row: (len(set(row["wins"])) == 1, not any(row["wins"]), row["option"].number))


def _places(poll: Poll, options: list[Option], found: list[Rehearsed]) -> list[tuple[str, list[str]]]:
    names = {str(option.neighbourhood_id): option.neighbourhood.name for option in options if option.neighbourhood}
    ordered = [*sorted(names.items(), key=lambda pair: pair[1]), ("", _("The whole town"))]
    rows = [(name, [money(one.by_place.get(key, 0), poll.currency) for one in found]) for key, name in ordered]
    return rows if names else []
