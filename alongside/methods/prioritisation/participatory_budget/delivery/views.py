"""Pages of what won: where the money went, for the round and for each winner."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.fund.models import Award, Payment
from alongside.blocks.fund.queries import pot_of
from alongside.core.initiatives.methods import OFFICER
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.permissions import acts_open, may_see, memberships_of
from alongside.core.people.models import Party
from alongside.core.people.queries import roles_in_organisation
from alongside.core.people.visit import Visit
from alongside.kit import parts
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.participatory_budget.delivery import posts
from alongside.methods.prioritisation.participatory_budget.delivery.actions import ACT
from alongside.methods.prioritisation.participatory_budget.delivery.forms import (
    DayForm,
    DoneForm,
    DropForm,
    MoveForm,
    OpeningForm,
    ScopeForm,
    StepForm,
    WhyForm,
)
from alongside.methods.prioritisation.participatory_budget.delivery.queries import Winner, winners
from alongside.methods.prioritisation.participatory_budget.method import METHOD
from alongside.methods.prioritisation.participatory_budget.models import Opening
from alongside.methods.prioritisation.participatory_budget.steering.views import find_initiative


def delivery(request: Visit, key: UUID) -> HttpResponse:
    """Where the money of a round went: every winner, how far it is, what it was given and what it cost."""
    initiative = find_initiative(request, key)
    found = winners(initiative)
    pot = pot_of(initiative)
    currency = pot.currency if pot else "GBP"
    context = {
        "initiative": initiative,
        "rows": [_row(one, currency) for one in found],
        "figures": _figures(found, pot.amount if pot else 0, currency),
        "nav_current": "commission",
        "crumbs": [(initiative.title, f"/initiatives/{initiative.slug}/")],
    }
    return render(request, "participatory_budget/delivery.html", context)


def _row(one: Winner, currency: str) -> dict[str, Any]:
    award = one.award
    return {
        "winner": one,
        "awarded": money(award.total, currency) if award else "–",
        "paid": money(award.spent, currency) if award else "–",
        "returned": money(award.returned, currency) if award and award.returned else "",
        "left": money(award.left, currency) if award else "–",
    }


# long: one figure after another
def _figures(found: list[Winner], whole: int, currency: str) -> list[parts.Figure]:
    awards = [one.award for one in found if one.award]
    awarded, spent = sum(one.total - one.returned for one in awards), sum(one.spent for one in awards)
    confirmed = sum(1 for one in found if one.state == "confirmed")
    late = sum(1 for one in found if one.late)
    count = {"count": len(found)}
    return [
        parts.Figure(
            label=_("Done, and confirmed by residents"),
            value=str(confirmed),
            of=_("of %(count)s that won") % count,
            side="citizens",
        ),
        parts.Figure(
            label=_("Behind the day first promised"),
            value=str(late),
            of=_("of %(count)s that won") % count,
            side="public",
        ),
        parts.Figure(
            label=_("Paid out"),
            value=money(spent, currency),
            of=_("of %(awarded)s awarded") % {"awarded": money(awarded, currency)},
            side="public",
        ),
        parts.Figure(
            label=_("Awarded"),
            value=money(awarded, currency),
            of=_("of %(whole)s set aside") % {"whole": money(whole, currency)},
        ),
    ]


FORMS: dict[str, type[forms.Form]] = {
    "step": StepForm,
    "begin": DayForm,
    "finish": DayForm,
    "move": MoveForm,
    "scope": ScopeForm,
    "opening": OpeningForm,
    "done": DoneForm,
    "doubt": WhyForm,
    "drop": DropForm,
}


def find_winner(request: Visit, key: UUID, action_key: UUID) -> tuple[Initiative, Winner]:
    """Return one winner of a participatory budget of this organisation."""
    found = winners(Initiative(pk=key, organisation=request.organisation), action_key=action_key)
    if not found:
        raise Http404
    initiative = found[0].action.decision.question.initiative
    if initiative.method_key != METHOD.key or not may_see(party=request.party, initiative=initiative):
        raise Http404
    return initiative, found[0]


def winner(request: Visit, key: UUID, action_key: UUID) -> HttpResponse:
    """One winner: its milestones, money, variations and opening; both sides report and answer here."""
    initiative, found = find_winner(request, key, action_key)
    do = request.POST.get("do", "")
    shown = {name: form(auto_id=f"{name}_%s") for name, form in FORMS.items()}
    if do in FORMS:
        shown[do] = FORMS[do](request.POST, request.FILES, auto_id=f"{do}_%s")
    refused = None
    if request.method == "POST" and (do not in FORMS or shown[do].is_valid()):
        try:
            words = posts.act(request, do=do, action=found.action, form=shown.get(do))
            messages.success(request, words)
            return redirect("participatory_budget:winner", key=key, action_key=action_key)
        except Refused as problem:
            if do in FORMS:
                field = problem.field if problem.field in shown[do].fields else None
                shown[do].add_error(field, problem.message)
            refused = problem
    wrong = refused is not None or any(form.errors for form in shown.values())
    context = _winner_context(request, initiative, found) | {
        "forms": shown,
        "sent_form": shown.get(do) if wrong else None,
        "refused": refused,
    }
    return render(request, "participatory_budget/winner.html", context, status=409 if wrong else 200)


def _winner_context(request: Visit, initiative: Initiative, found: Winner) -> dict[str, Any]:
    party, action, award = request.party, found.action, found.award
    acts = acts_open(initiative) if party is not None else {}
    mine = memberships_of(party=party, initiative=initiative)
    sides = {one.side for one in mine}
    currency = award.pot.currency if award else "GBP"
    paid = Payment.objects.filter(organisation_id=initiative.organisation_id, award=award, state=Payment.State.PAID)
    open_to = action.done_at is None and not action.explained
    return {
        "initiative": initiative,
        "winner": found,
        "action": action,
        "proposal": found.proposal,
        "row": _row(found, currency),
        "paid_percent": award.spent * 100 // award.total if award and award.total else 0,
        "spends": [(one, money(one.amount, currency)) for one in paid.order_by("on", "id")] if award else [],
        "money_changes": _money_changes(award, currency) if award else [],
        "may_report": _may(acts.get(ACT), party, mine),
        "may_pay": award is not None and _may(acts.get("fund.pay"), party, mine),
        "may_do": open_to and action.owner.side in sides,
        "may_answer": bool(action.done_at and not action.confirmed_at and sides - {action.owner.side}),
        "nav_current": "commission",
        "crumbs": [
            (initiative.title, f"/initiatives/{initiative.slug}/"),
            (_("Where the money went"), f"/participatory-budget/{initiative.pk}/delivery/"),
        ],
    }


def _may(allowed: frozenset[str] | None, party: Party | None, mine: list[Membership]) -> bool:
    """Whether one of these roles is theirs, by membership or, asked only where that is not enough, by appointment."""
    if not allowed or party is None:
        return False
    return bool(allowed & {one.role for one in mine}) or (
        OFFICER in allowed and OFFICER in roles_in_organisation(party)
    )


def _money_changes(award: Award, currency: str) -> list[dict[str, Any]]:
    """What was agreed about its money since it was awarded: from how much to how much, and why."""
    rows, total = [], award.amount
    for one in award.variations.filter(state="standing").order_by("id"):
        rows.append(
            {
                "at": one.at,
                "before": money(total, currency),
                "after": money(total + one.change, currency),
                "reason": one.reason,
            }
        )
        total += one.change
    return rows


def picture(request: Visit, key: UUID, action_key: UUID) -> FileResponse:
    """The picture of what stands there, as we wrote it anew."""
    initiative = find_initiative(request, key)
    found = Opening.objects.filter(
        organisation_id=initiative.organisation_id,
        action_id=action_key,
        action__decision__question__initiative=initiative,
    ).first()
    if found is None or not found.picture:
        raise Http404
    response = FileResponse(found.picture.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "public, max-age=86400"
    return response
