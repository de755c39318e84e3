"""The page from which a team leads a participatory budget: prepare the vote, gather by the count, announce."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.rank.models import Poll
from alongside.core.decisions.models import Decision
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import acts_open, roles_of
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.core.questions.models import Question
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.prioritisation.participatory_budget.actions import (
    announce_result,
    sort_by_result,
    winners_of,
)
from alongside.methods.prioritisation.participatory_budget.leading.forms import AnnounceForm, PrepareForm, SortForm
from alongside.methods.prioritisation.participatory_budget.outcome.ballots import polls_of
from alongside.methods.prioritisation.participatory_budget.steering.gate import newest_rules
from alongside.methods.prioritisation.participatory_budget.steering.laying import (
    bring_up_to_date,
    fill_rolls,
    lay_ballots,
)
from alongside.methods.prioritisation.participatory_budget.steering.views import find_initiative


# long: it hands the page its context, one name to a line
def lead(request: Visit, key: UUID) -> HttpResponse:
    """What the team does next, and the forms for it; each is there only while it is its turn."""
    initiative = find_initiative(request, key)
    party: Party | None = request.party
    roles = roles_of(party=party, initiative=initiative)
    may = {act.replace(".", "_"): bool(allowed & roles) for act, allowed in acts_open(initiative).items()}
    if party is None or not (may.get("question_write") or may.get("contribution_theme") or may.get("decision_write")):
        raise NotAllowed(_("This is for the team that leads it."))
    state = _state(initiative)
    found = _forms(request, initiative=initiative, state=state)
    do = request.POST.get("do", "")
    if request.method == "POST" and (do in ("refresh", "roll") or (do in found and found[do].is_valid())):
        try:
            messages.success(request, _do(do=do, state=state, initiative=initiative, party=party, form=found.get(do)))
            return redirect("participatory_budget:lead", key=key)
        except Refused as refused:
            if do in found:
                found[do].add_error(refused.field if refused.field in found[do].fields else None, refused.message)
            else:
                messages.error(request, refused.message)
    wrong = any(form.errors for form in found.values())
    context = state | {
        "initiative": initiative,
        "may": may,
        "forms": found,
        "nav_current": "commission",
        "crumbs": [(initiative.title, f"/initiatives/{initiative.slug}/")],
    }
    return render(request, "participatory_budget/lead.html", context, status=409 if wrong else 200)


def _state(initiative: Initiative) -> dict[str, Any]:
    """The newest round of proposals, its rules, the votes on it, and the draft of its answers."""
    proposals = (
        Question.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative, block="propose")
        .select_related("decider")
        .order_by("-id")
        .first()
    )
    polls = polls_of(initiative)
    draft = (
        Decision.objects.filter(organisation_id=initiative.organisation_id, question=proposals, state="draft").first()
        if proposals
        else None
    )
    counted = bool(polls) and all(poll.state == Poll.State.COUNTED for poll in polls)
    return {
        "proposals": proposals,
        "rules": newest_rules(initiative.pk, initiative.organisation_id),
        "polls": polls,
        "preparing": [poll for poll in polls if poll.state == Poll.State.PREPARING],
        "counted": counted,
        "draft": draft,
        "winners": winners_of(polls) if counted and draft is not None else [],
    }


def _forms(request: Visit, *, initiative: Initiative, state: dict[str, Any]) -> dict[str, forms.Form]:
    """The forms whose turn it is, bound where they were sent."""
    do, polls, proposals = request.POST.get("do", ""), state["polls"], state["proposals"]

    def data(name: str) -> Any:
        return request.POST if do == name else None

    found: dict[str, forms.Form] = {}
    if proposals is not None and not polls and state["rules"] is not None and state["rules"].is_agreed:
        first = {"prompt": _("Choose what is done with the money"), "information": proposals.information}
        found["prepare"] = PrepareForm(data("prepare"), initial=first)
    if state["counted"] and proposals is not None and proposals.state != "decided":
        found["sort"] = SortForm(data("sort"))
        if state["draft"]:
            found["announce"] = AnnounceForm(data("announce"), initiative=initiative, winners=state["winners"])
    return found


def _do(*, do: str, state: dict[str, Any], initiative: Initiative, party: Party, form: Any) -> str:
    if do == "prepare":
        _prepare(initiative=initiative, proposals=state["proposals"], party=party, form=form)
        return _("The vote is prepared. Look it over, then open it at its desk.")
    if do == "refresh":
        count = bring_up_to_date(initiative=initiative, proposals=state["proposals"], actor=party)
        return _("%(count)s projects are on the ballot.") % {"count": count}
    if do == "roll":
        count = fill_rolls(initiative=initiative, actor=party)
        return _("%(count)s people are new on the roll.") % {"count": count}
    if do == "sort":
        sort_by_result(
            polls=state["polls"], proposals=state["proposals"], elsewhere=form.cleaned_data["elsewhere"], actor=party
        )
        return _("Each proposal has its answer in the draft. The decider publishes it.")
    announce_result(
        polls=state["polls"],
        proposals=state["proposals"],
        owners=form.owners(),
        reason=form.cleaned_data["reason"],
        actor=party,
    )
    return _("Published. Everybody is answered, and the winners have their money.")


def _prepare(*, initiative: Initiative, proposals: Question, party: Party, form: PrepareForm) -> None:
    data = form.cleaned_data
    zone = ZoneInfo(initiative.organisation.time_zone)
    lay_ballots(
        initiative=initiative,
        proposals=proposals,
        prompt=data["prompt"],
        budget=data["budget"],
        closes_at=datetime.combine(data["closes_on"] + timedelta(days=1), time(0), tzinfo=zone),
        answer_by=data["answer_by"],
        information=data["information"],
        actor=party,
    )
