"""The page from which a team leads a participatory budget: prepare the vote, gather by the count, announce."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.rank.actions import create_poll
from alongside.blocks.rank.models import Option, Poll
from alongside.blocks.rank.visit import Visit
from alongside.core.decisions.models import Decision
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import acts_open, roles_of
from alongside.core.people.models import Party
from alongside.core.questions.actions import draft_question
from alongside.core.questions.models import Question
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.prioritisation.participatory_budget.actions import (
    announce_result,
    official_result,
    put_feasible_on_ballot,
    sort_by_result,
)
from alongside.methods.prioritisation.participatory_budget.forms import AnnounceForm, PrepareForm, SortForm
from alongside.methods.prioritisation.participatory_budget.method import METHOD


# long: it hands the page its context, one name to a line
def lead(request: Visit, key: UUID) -> HttpResponse:
    """What the team does next, and the forms for it; each is there only while it is its turn."""
    initiative = (
        Initiative.objects.filter(
            organisation=request.organisation,
            pk=key,
            method_key=METHOD.key,
        )
        .select_related("organisation")
        .first()
    )
    if initiative is None:
        raise Http404
    party: Party | None = request.party
    roles = roles_of(party=party, initiative=initiative)
    may = {act.replace(".", "_"): bool(allowed & roles) for act, allowed in acts_open(initiative).items()}
    if party is None or not (may.get("question_write") or may.get("contribution_theme") or may.get("decision_write")):
        raise NotAllowed(_("This is for the team that leads it."))
    state = _state(initiative)
    found = _forms(request, initiative=initiative, state=state)
    do = request.POST.get("do", "")
    if request.method == "POST" and (do == "refresh" or (do in found and found[do].is_valid())):
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
    return render(request, "rank/lead.html", context, status=409 if wrong else 200)


def _state(initiative: Initiative) -> dict[str, Any]:
    """The newest round of proposals, the vote on it, and the draft of its answers."""
    proposals = (
        Question.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative, block="propose")
        .order_by("-id")
        .first()
    )
    poll = (
        Poll.objects.filter(organisation_id=initiative.organisation_id, question__initiative=initiative)
        .select_related("question__initiative__organisation", "question__decider")
        .order_by("-id")
        .first()
    )
    draft = (
        Decision.objects.filter(organisation_id=initiative.organisation_id, question=proposals, state="draft").first()
        if proposals
        else None
    )
    winners: list[Option] = []
    if poll is not None and poll.state == Poll.State.COUNTED and draft is not None:
        numbers = official_result(poll).winners
        by_number = {option.number: option for option in poll.options.all()}
        winners = [by_number[number] for number in numbers]
    return {"proposals": proposals, "poll": poll, "draft": draft, "winners": winners}


def _forms(request: Visit, *, initiative: Initiative, state: dict[str, Any]) -> dict[str, forms.Form]:
    """The forms whose turn it is, bound where they were sent."""
    do, poll, proposals = request.POST.get("do", ""), state["poll"], state["proposals"]

    def data(name: str) -> Any:
        return request.POST if do == name else None

    found: dict[str, forms.Form] = {}
    if proposals is not None and poll is None:
        found["prepare"] = PrepareForm(
            data("prepare"), initial={"prompt": _("Choose what is done with the money"), "rule": "equal"}
        )
    if poll is not None and poll.state == Poll.State.COUNTED and proposals is not None and proposals.state != "decided":
        found["sort"] = SortForm(data("sort"))
        if state["draft"]:
            found["announce"] = AnnounceForm(data("announce"), initiative=initiative, winners=state["winners"])
    return found


def _do(*, do: str, state: dict[str, Any], initiative: Initiative, party: Party, form: Any) -> str:
    if do == "prepare":
        _prepare(initiative=initiative, proposals=state["proposals"], party=party, form=form)
        return _("The vote is prepared. Look it over, then open it at its desk.")
    if do == "refresh":
        count = len(put_feasible_on_ballot(poll=state["poll"], proposals=state["proposals"], actor=party))
        return _("%(count)s projects are on the ballot.") % {"count": count}
    if do == "sort":
        sort_by_result(
            poll=state["poll"], proposals=state["proposals"], elsewhere=form.cleaned_data["elsewhere"], actor=party
        )
        return _("Each proposal has its answer in the draft. The decider publishes it.")
    announce_result(
        poll=state["poll"],
        proposals=state["proposals"],
        owners=form.owners(),
        reason=form.cleaned_data["reason"],
        actor=party,
    )
    return _("Published. Everybody is answered, and the winners have their money.")


@transaction.atomic
def _prepare(*, initiative: Initiative, proposals: Question, party: Party, form: PrepareForm) -> None:
    data, (rule, other) = form.cleaned_data, form.rules()
    zone = ZoneInfo(initiative.organisation.time_zone)
    closes_at = datetime.combine(data["closes_on"] + timedelta(days=1), time(0), tzinfo=zone)
    question = draft_question(
        initiative=initiative,
        stage="vote",
        prompt=data["prompt"],
        actor=party,
        information=data["information"],
        fixed=_("The money there is, and what each project costs."),
        open_to_change=_("Which projects win."),
        decider=proposals.decider,
        closes_at=closes_at,
        answer_by=data["answer_by"],
        rung="co_production",
    )
    poll = create_poll(
        question=question,
        ballot_kind=data["ballot_kind"],
        budget=data["budget"],
        actor=party,
        rule=rule,
        other_rule=other,
        most_choices=data["most_choices"],
        most_points=data["most_points"],
    )
    put_feasible_on_ballot(poll=poll, proposals=proposals, actor=party)
