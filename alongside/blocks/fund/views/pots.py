"""Pages of a pot."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.fund import queries
from alongside.blocks.fund.actions import publish_match_rule, ringfence_pot
from alongside.blocks.fund.forms.campaigns import RuleForm
from alongside.blocks.fund.forms.pots import RingfenceForm
from alongside.blocks.fund.matching import read_rule
from alongside.blocks.fund.models import Pot
from alongside.blocks.fund.showing import say_rule, worked_example
from alongside.blocks.fund.views import campaigns
from alongside.core.accounts.queries import given_by_both
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import acts_open, may_see, roles_of
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.core.questions.models import Question
from alongside.core.services.models import Place
from alongside.kit import parts
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.kit.time import say_hours


def find_initiative(request: Visit, key: UUID) -> Initiative:
    """Return an initiative of this organisation whose method has a pot."""
    found = (
        Initiative.objects.filter(organisation=request.organisation, pk=key)
        .select_related("organisation", "pot__account")
        .first()
    )
    if found is None or "fund" not in found.method.blocks or not may_see(party=request.party, initiative=found):
        raise Http404
    return found


def question(request: Visit, key: UUID) -> HttpResponse:
    """Show the pot of an initiative; a question of a stage of this block is a campaign's, or its initiative's pot's."""
    try:
        return pot(request, key)
    except Http404:
        pass
    try:
        return campaigns.show(request, campaigns.find_campaign(request, question_id=key))
    except Http404:
        rows = Question.objects.select_related("initiative")
        found = get_object_or_404(rows, organisation=request.organisation, pk=key, block="fund")
    if not may_see(party=request.party, initiative=found.initiative):
        raise Http404
    return redirect("fund:pot", key=found.initiative_id)


def pot(request: Visit, key: UUID) -> HttpResponse:
    """The pot: what was set aside, awarded, spent and is left, and what both sides gave; its manager adds to it."""
    initiative = find_initiative(request, key)
    party = request.party
    places = {place.name: str(place.pk) for place in _places(initiative)}
    do = request.POST.get("do", "ringfence")
    form = RingfenceForm(request.POST if request.method == "POST" and do == "ringfence" else None)
    rule_form = RuleForm(request.POST if do == "rule" else None, places=places)
    if request.method == "POST":
        sent = rule_form if do == "rule" else form
        try:
            if words := _change(initiative, party=party, form=form, rule_form=rule_form):
                messages.success(request, words)
                return redirect("fund:pot", key=key)
        except Refused as refused:
            sent.add_error(refused.field if refused.field in sent.fields else None, refused.message)
    roles, acts = roles_of(party=party, initiative=initiative), acts_open(initiative)
    context = _pot_context(initiative) | {
        "form": form,
        "rule_form": rule_form,
        "match": _match(initiative, places),
        "may_match": bool(acts.get("fund.match", frozenset()) & roles),
        "may_ringfence": bool(acts.get("fund.ringfence", frozenset()) & roles),
    }
    return render(request, "fund/pot.html", context, status=409 if form.errors or rule_form.errors else 200)


def _places(initiative: Initiative) -> list[Place]:
    """The neighbourhoods by which a rule may weigh need; none where the method matches nothing."""
    if not any("fund.match" in stage.acts for stage in initiative.method.stages):
        return []
    return list(Place.objects.filter(organisation_id=initiative.organisation_id, kind="neighbourhood").order_by("name"))


def _change(initiative: Initiative, *, party: Party | None, form: RingfenceForm, rule_form: RuleForm) -> str:
    """Do what was sent, and return what to say of it; "" where the form is not right."""
    if rule_form.is_bound and rule_form.is_valid():
        found = queries.pot_of(initiative)
        if found is None:
            raise Refused(_("Set the money aside first."))
        publish_match_rule(pot=found, rule=rule_form.rule(), actor=party)
        return _("The rule is published. It holds for campaigns that open from now on.")
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        ringfence_pot(initiative=initiative, amount=data["amount"], source=data["source"], actor=party)
        return _("The money is set aside.")
    return ""


def _match(initiative: Initiative, places: dict[str, str]) -> dict[str, Any] | None:
    found = getattr(initiative, "pot", None)
    if found is None or not found.match_rule:
        return None
    rule = read_rule(found.match_rule)
    names = {key: name for name, key in places.items()}
    return {
        "rule": say_rule(rule, currency=found.currency, places=names),
        "example": worked_example(rule, currency=found.currency),
    }


# long: it hands the page its context, one name to a line
def _pot_context(initiative: Initiative) -> dict[str, Any]:
    found = getattr(initiative, "pot", None)
    given = given_by_both(organisation=initiative.organisation, initiative=initiative)
    lines = queries.award_lines(found) if found else []
    return {
        "initiative": initiative,
        "pot": found,
        "figures": _figures(found, lines) if found else [],
        "lines": [
            {
                "award": line.award,
                "action": line.action,
                "amount": money(line.award.total, found.currency),
                "spent": money(line.award.spent, found.currency),
                "left": money(line.award.left, found.currency),
            }
            for line in lines
        ]
        if found
        else [],
        "ledger": [
            parts.LedgerRow(
                label=_("Time"),
                public=given.public_minutes,
                citizens=given.citizen_minutes,
                public_text=say_hours(given.public_minutes),
                citizens_text=say_hours(given.citizen_minutes),
            ),
            parts.LedgerRow(
                label=_("Money paid"),
                public=given.public_pence,
                citizens=given.citizen_pence,
                public_text=money(given.public_pence),
                citizens_text=money(given.citizen_pence),
            ),
        ],
        "nav_current": "commission",
        "crumbs": [(initiative.title, f"/initiatives/{initiative.slug}/")],
    }


def _figures(found: Pot, lines: list[queries.Line]) -> list[parts.Figure]:
    awarded = sum(line.award.total - line.award.returned for line in lines)
    spent = sum(line.award.spent for line in lines)
    whole = money(found.amount, found.currency)
    return [
        parts.Figure(label=_("Set aside"), value=whole, of=found.source, side="public"),
        parts.Figure(
            label=_("Awarded"),
            value=money(awarded, found.currency),
            of=_("of %(whole)s") % {"whole": whole},
            side="together",
        ),
        parts.Figure(
            label=_("Paid out"),
            value=money(spent, found.currency),
            of=_("of %(awarded)s awarded") % {"awarded": money(awarded, found.currency)},
            side="public",
        ),
        parts.Figure(
            label=_("Still in the pot"),
            value=money(found.account.balance, found.currency),
            of=_("nobody can spend it on anything else"),
        ),
    ]
