"""Pages about who may vote: showing that one may, the roll and the desk for the team, what looks unusual."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.rank.casting import void_ballot
from alongside.blocks.rank.door.forms import EvidenceForm, JudgeForm, RollForm, RulesForm, VoidBallotForm, WrongForm
from alongside.blocks.rank.models import CodeBatch, Judgement, Poll
from alongside.blocks.rank.roll import actions, limits, texts
from alongside.blocks.rank.roll.rules import EVIDENCE
from alongside.blocks.rank.rules import group_of_code
from alongside.blocks.rank.visit import find_poll, is_open, make_kiosk, may_now, page_of
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit.refused import NotAllowed, Refused


def _refuse_in(form: Form, refused: Refused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)


def prove_page(request: Visit, key: UUID) -> HttpResponse:
    """Show that one may vote, with what the vote asks for; what is typed is hashed, and nothing of it is kept."""
    poll = find_poll(request, key)
    if not poll.evidence or not is_open(poll):
        return redirect("rank:question", key=key)
    token = request.POST.get("token", "")
    form = EvidenceForm(poll, request.POST if request.method == "POST" and not token else None, telephone=poll.by_text)
    context = page_of(request, poll) | {"form": form, "token": token, "wrong": None}
    try:
        if token:
            code = texts.type_text(poll=poll, token=token, digits=request.POST.get("digits", ""))
            return _show_code(request, poll=poll, code=code, desk=False)
        if form.is_bound and form.is_valid():
            return _prove(request, poll=poll, form=form)
    except Refused as refused:
        if token:
            context["wrong"] = refused
        else:
            _refuse_in(form, refused)
    status = 409 if form.errors or context["wrong"] else 200
    return _unkept(
        render(request, "rank/roll/prove_text.html" if token else "rank/roll/prove.html", context, status=status)
    )


def _prove(request: Visit, *, poll: Poll, form: EvidenceForm) -> HttpResponse:
    address, given = limits.address_of(request), form.cleaned_data
    limits.refuse_beyond(poll=poll, limit=EVIDENCE, place=address)
    if not poll.by_text:
        return _show_code(request, poll=poll, code=actions.prove(poll=poll, given=given), desk=False)
    token = texts.ask_for_text(poll=poll, given=given, telephone=given.get("telephone", ""), address=address)
    return _unkept(
        render(request, "rank/roll/prove_text.html", page_of(request, poll) | {"token": token, "wrong": None})
    )


def _show_code(request: Visit, *, poll: Poll, code: str, desk: bool) -> HttpResponse:
    context = page_of(request, poll) | {"code": group_of_code(code), "desk": desk}
    return _unkept(render(request, "rank/roll/code.html", context))


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _team(request: Visit, poll: Poll) -> tuple[Party, dict[str, bool]]:
    may = may_now(request, poll)
    if request.party is None or not any(may.get(act) for act in ("rank_issue_codes", "rank_enter_paper", "rank_count")):
        raise NotAllowed(_("This is for the team that runs the vote."))
    return request.party, may


def roll_page(request: Visit, key: UUID) -> HttpResponse:
    """The roll for the team: its rules and its people before the vote; registering somebody while it is open."""
    poll = find_poll(request, key)
    party, may = _team(request, poll)
    do = request.POST.get("do", "")
    forms: dict[str, Any] = {
        "rules": RulesForm(request.POST if do == "rules" else None, instance=find_poll(request, key)),
        "take": RollForm(request.POST if do == "take" else None, request.FILES or None),
        "register": EvidenceForm(poll, request.POST if do == "register" else None) if poll.evidence else None,
    }
    form = forms.get(do)
    if do == "hand_over":
        return _hand_over(request, poll)
    if form is not None and form.is_valid():
        try:
            if do == "register":
                code = actions.register(poll=poll, given=form.cleaned_data, actor=party)
                return _show_code(request, poll=poll, code=code, desk=True)
            messages.success(request, _change(poll=poll, do=do, data=form.cleaned_data, party=party))
            return redirect("rank:roll", key=key)
        except Refused as refused:
            _refuse_in(form, refused)
    batches = CodeBatch.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("first")
    context = page_of(request, poll) | {"forms": forms, "may": may, "is_open": is_open(poll), "batches": batches}
    context |= {"totals": actions.roll_totals(poll)}
    return render(request, "rank/roll/people.html", context, status=409 if form is not None and form.errors else 200)


def _change(*, poll: Poll, do: str, data: dict[str, Any], party: Party) -> str:
    if do == "rules":
        actions.set_rules_of_roll(poll=poll, actor=party, **data)
        return _("Kept.")
    count = actions.take_in_roll(poll=poll, text=data["file"], actor=party)
    return ngettext("%(count)s person is on the roll now.", "%(count)s people are on the roll now.", count) % {
        "count": f"{count:,}"
    }


def _hand_over(request: Visit, poll: Poll) -> HttpResponse:
    """Give the screen to the voter: whoever registered them is signed out, and the ballot comes with the code."""
    context = page_of(request, poll) | {"code": request.POST.get("code", "")[:40], "is_open": is_open(poll)}
    response = render(request, "rank/kiosk.html", context)
    make_kiosk(request, response, poll)
    return _unkept(response)


def unusual_page(request: Visit, key: UUID) -> HttpResponse:
    """What looks unusual, for a person to judge; nothing is removed by a machine."""
    poll = find_poll(request, key)
    party, may = _team(request, poll)
    do = request.POST.get("do", "")
    kinds: dict[str, type[Form]] = {"judge": JudgeForm, "wrong": WrongForm, "void": VoidBallotForm}
    forms = {name: kind(request.POST if do == name else None, auto_id=f"{name}_%s") for name, kind in kinds.items()}
    form = forms.get(do)
    if form is not None and form.is_valid():
        try:
            _act(poll=poll, do=do, key=request.POST.get("key", ""), data=form.cleaned_data, party=party)
            messages.success(request, _("Written down, with your name."))
            return redirect("rank:unusual", key=key)
        except Refused as refused:
            _refuse_in(form, refused)
    rows = (
        Judgement.objects.filter(organisation_id=poll.organisation_id, poll=poll).select_related("by").order_by("-id")
    )
    context = page_of(request, poll) | {
        "forms": forms,
        "may": may,
        "found": limits.unusual(poll),
        "judged": [(row, limits.say_judgement(row)) for row in rows.select_related("by")],
        "key": request.POST.get("key", ""),
        "is_open": is_open(poll),
    }
    return render(request, "rank/roll/unusual.html", context, status=409 if form is not None and form.errors else 200)


def _act(*, poll: Poll, do: str, key: str, data: dict[str, Any], party: Party) -> None:
    if do == "judge":
        limits.judge(poll=poll, key=key, actor=party, **data)
    elif do == "wrong":
        limits.record_wrong_ballots(poll=poll, actor=party, **data)
    else:
        void_ballot(poll=poll, actor=party, **data)
