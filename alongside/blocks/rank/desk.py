"""The returning officer's desk: codes, paper, opening, closing, counting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.blocks.rank.actions import missing_from_pot, open_poll
from alongside.blocks.rank.casting import Sheet, cast_ballot
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import JOB, ask_for_count
from alongside.blocks.rank.election import options_of
from alongside.blocks.rank.forms import EnterForm, IssueForm, VoidForm
from alongside.blocks.rank.models import Channel, CodeBatch, Poll
from alongside.blocks.rank.paper.rules import read_numbers
from alongside.blocks.rank.roll.codes import issue_codes, void_code
from alongside.blocks.rank.rules import group_of_code
from alongside.blocks.rank.turnout import turnout_by_channel
from alongside.blocks.rank.visit import find_poll, make_kiosk, may_now, page_of, untold
from alongside.blocks.rank.words import say_how_to_fill
from alongside.core.jobs.models import Job
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit.money import money
from alongside.kit.refused import NotAllowed, Refused


def desk(request: Visit, key: UUID) -> HttpResponse:
    """What the team of a vote does: each form names what it does, and a refusal is shown beside it."""
    poll = find_poll(request, key)
    party: Party | None = request.party
    may = may_now(request, poll)
    if party is None or not any(
        may.get(act) for act in ("rank_issue_codes", "rank_enter_paper", "rank_count", "question_open")
    ):
        raise NotAllowed(_("This is for the team that runs the vote."))
    forms = {"issue": IssueForm(), "void": VoidForm(), "enter": EnterForm()}
    do = request.POST.get("do", "")
    if request.method == "POST":
        if do in forms:
            forms[do] = type(forms[do])(request.POST)
        try:
            answer = _do(request, do=do, poll=poll, party=party, form=forms.get(do))
            if answer is not None:
                return answer
        except Refused as refused:
            if do in forms:
                forms[do].add_error(refused.field if refused.field in forms[do].fields else None, refused.message)
            else:
                messages.error(request, refused.message)
                return redirect("rank:desk", key=key)
    wrong = any(form.errors for form in forms.values())
    return render(request, "rank/desk.html", _context(request, poll, may) | forms, status=409 if wrong else 200)


def _context(request: Visit, poll: Poll, may: dict[str, bool]) -> dict[str, Any]:
    missing = missing_from_pot(poll) if poll.state == Poll.State.PREPARING else 0
    counting = (
        Job.objects.filter(
            organisation_id=poll.organisation_id,
            kind=JOB,
            arguments__poll=str(poll.pk),
            state__in=["waiting", "running", "failed"],
        )
        .order_by("-id")
        .first()
        if poll.state == Poll.State.CLOSED
        else None
    )
    return page_of(request, poll) | {
        "may": may,
        "missing": money(missing, poll.currency) if missing else "",
        "counting": counting,
        "batches": CodeBatch.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("first"),
        "channels": turnout_by_channel(poll),
        "options": options_of(poll) if poll.state == Poll.State.PREPARING else [],
    }


def _do(request: Visit, *, do: str, poll: Poll, party: Party, form: Any) -> HttpResponse | None:
    """Do what was asked; None where its form is not filled in rightly."""
    if form is not None and not form.is_valid():
        return None
    if do == "issue":
        return _issue(request, poll=poll, party=party, data=form.cleaned_data)
    if do == "kiosk":
        response = redirect("rank:kiosk", key=poll.question_id)
        make_kiosk(request, response, poll)
        return response
    if do == "enter":
        return _enter(request, poll=poll, party=party, data=form.cleaned_data)
    if do == "void":
        void_code(poll=poll, serial=form.cleaned_data["serial"], why=form.cleaned_data["why"], actor=party)
        words = _("The code is void.")
    else:
        words = _move(do=do, poll=poll, party=party)
    messages.success(request, words)
    return redirect("rank:desk", key=poll.question_id)


def _issue(request: Visit, *, poll: Poll, party: Party, data: dict[str, Any]) -> HttpResponse:
    batch, made = issue_codes(poll=poll, kind=data["kind"], label=data["label"], count=data["count"], actor=party)
    codes = [(serial, group_of_code(code)) for serial, code in made]
    address = request.build_absolute_uri(reverse("rank:question", args=[poll.question_id]))
    response = render(
        request,
        "rank/codes.html",
        page_of(request, poll)
        | {
            "batch": batch,
            "codes": codes,
            "options": options_of(poll),
            "address": address,
            "how": say_how_to_fill(poll),
        },
    )
    response["Cache-Control"] = "no-store"
    return response


def _enter(request: Visit, *, poll: Poll, party: Party, data: dict[str, Any]) -> HttpResponse:
    """Put a ballot in the box for somebody who needs help, and show their slip, this once."""
    try:
        numbers, points = read_numbers(data["numbers"])
    except ValueError:
        raise Refused(_("Write the numbers with commas: 3, 7, 12."), "numbers") from None
    try:
        sheet = Sheet(choices=numbers, points=points, code=data["code"])
        slip = cast_ballot(poll=poll, sheet=sheet, channel=Channel.ASSISTED, actor=party)
    except Refused as refused:
        raise Refused(refused.message, "numbers" if refused.field == "choices" else refused.field) from None
    return untold(render(request, "rank/cast.html", page_of(request, poll) | {"slip": slip}))


def _move(*, do: str, poll: Poll, party: Party) -> str:
    if do == "open":
        open_poll(poll=poll, actor=party)
        return _("The vote is open.")
    if do == "close":
        close_poll(poll=poll, actor=party)
        return _("The vote is closed and the box is sealed.")
    if do == "count":
        found = ask_for_count(poll=poll, actor=party)
        return _("The count runs; this page shows how far it is.") if isinstance(found, Job) else _("It is counted.")
    raise Refused(_("Nothing was asked for."))
