"""Pages for paper: the batches of a vote, and one batch from its entry to the box."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.rank.election import options_of
from alongside.blocks.rank.models import PaperBatch, PaperSheet, Poll
from alongside.blocks.rank.paper import actions
from alongside.blocks.rank.paper.forms import CheckInForm, PapersForm, SettleForm
from alongside.blocks.rank.paper.rules import SPOILED, codes_in, papers_in, show
from alongside.blocks.rank.visit import find_poll, may_now, page_of
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit.refused import NotAllowed, Refused


def _team(request: Visit, poll: Poll) -> tuple[Party, dict[str, bool]]:
    may = may_now(request, poll)
    if request.party is None or not (may.get("rank_enter_paper") or may.get("rank_check_paper")):
        raise NotAllowed(_("This is for the team that runs the vote."))
    return request.party, may


def batches(request: Visit, key: UUID) -> HttpResponse:
    """All batches with their totals, and checking in another."""
    poll = find_poll(request, key)
    party, may = _team(request, poll)
    form = CheckInForm(request.POST or None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            batch = actions.check_in(
                poll=poll, label=data["label"], arrived=data["arrived"], codes=codes_in(data["codes"]), actor=party
            )
            return redirect("rank:batch", key=key, batch=batch.pk)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    rows = PaperBatch.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("at", "id")
    context = page_of(request, poll) | {"batches": rows, "form": form, "may": may}
    return render(request, "rank/paper/batches.html", context, status=409 if form.errors else 200)


def batch_page(request: Visit, key: UUID, batch: UUID) -> HttpResponse:
    """One batch: what was set aside, both entries, where they differ, and the box."""
    poll = find_poll(request, key)
    party, may = _team(request, poll)
    rows = PaperBatch.objects.select_related("poll__question__initiative", "by", "first_by", "second_by")
    found = get_object_or_404(rows, organisation_id=poll.organisation_id, poll=poll, pk=batch)
    do = request.POST.get("do", "")
    forms: dict[str, Form] = {
        "enter": PapersForm(request.POST if do == "enter" else None),
        "settle": SettleForm(request.POST if do == "settle" else None),
    }
    form = forms.get(do)
    if do == "accept" or (form is not None and form.is_valid()):
        try:
            messages.success(request, _do(batch=found, do=do, data=form.cleaned_data if form else {}, party=party))
            return redirect("rank:batch", key=key, batch=batch)
        except Refused as refused:
            if form is None:
                messages.error(request, refused.message)
                return redirect("rank:batch", key=key, batch=batch)
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    context = page_of(request, poll) | {"batch": found, "forms": forms, "may": may} | _shown(poll, found, party)
    return render(request, "rank/paper/batch.html", context, status=409 if form is not None and form.errors else 200)


def _shown(poll: Poll, batch: PaperBatch, party: Party) -> dict[str, Any]:
    words = dict(PaperSheet.Spoiled.choices)
    twice = batch.second_by_id is not None
    return {
        "options": options_of(poll),
        "letters": [(letter, words[why]) for letter, why in SPOILED.items()],
        "differs": [(one.place, show(one.first), show(one.second)) for one in actions.differences_of(batch)],
        "twice": twice,
        "mine": batch.first_by_id == party.pk and not twice,
        "reasons": _reasons(batch) if batch.state == PaperBatch.State.ACCEPTED else [],
    }


def _reasons(batch: PaperBatch) -> list[tuple[str, int]]:
    """How many papers were spoiled, by reason."""
    found = [reading.spoiled for reading in actions.readings_of(batch, 1).values() if reading.spoiled]
    return [(str(why.label), found.count(why.value)) for why in PaperSheet.Spoiled if why.value in found]


def _do(*, batch: PaperBatch, do: str, data: dict[str, Any], party: Party) -> str:
    if do == "enter":
        actions.enter_papers(batch=batch, papers=papers_in(data["papers"]), actor=party)
        return _("Entered. The other entry is made by somebody else.")
    if do == "settle":
        actions.settle(batch=batch, place=data["place"], text=data["text"], actor=party)
        return _("Settled.")
    accepted = actions.accept_batch(batch=batch, actor=party)
    return _("In the box: %(count)s ballots. Spoiled: %(spoiled)s.") % {
        "count": accepted.paper_count - accepted.spoiled_count,
        "spoiled": accepted.spoiled_count,
    }
