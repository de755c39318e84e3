"""What is sent from the page of a proposal: support, comments, checks, appeals, joining."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.blocks.propose import checking, talking, views
from alongside.blocks.propose.forms import AppraisalForm
from alongside.blocks.propose.models import Appeal, Comment, Merge, Proposal
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit.forms import MoneyField
from alongside.kit.refused import Refused

Done = Callable[[Visit, Proposal, Party], str]


def _support(request: Visit, proposal: Proposal, party: Party) -> str:
    talking.support_proposal(proposal=proposal, actor=party)
    return _("You stand behind it.")


def _end_support(request: Visit, proposal: Proposal, party: Party) -> str:
    talking.end_support(proposal=proposal, actor=party)
    return _("You took your support back.")


def _comment(request: Visit, proposal: Proposal, party: Party) -> str:
    talking.comment_on_proposal(
        proposal=proposal, text=request.POST.get("comment", ""), actor=party, named="named" in request.POST
    )
    return _("Your comment is there.")


def _hide(request: Visit, proposal: Proposal, party: Party) -> str:
    comment = Comment.objects.filter(proposal=proposal, pk=_key(request, "comment")).first()
    if comment is None:
        raise Http404
    talking.hide_comment(comment=comment, why=request.POST.get("why", ""), actor=party)
    return _("The comment is hidden; its reason is shown.")


def _suggest(request: Visit, proposal: Proposal, party: Party) -> str:
    number = request.POST.get("target", "").strip().lstrip("#")
    target = (
        Proposal.objects.filter(question=proposal.question, number=int(number) - 1 if number.isdigit() else -1)
        .select_related("contribution", "question")
        .first()
        if number.isdigit() and len(number) < 9 and int(number)
        else None
    )
    if target is None:
        raise Refused(_("Give the number of the other proposal, as it stands on its page."), "target")
    checking.suggest_merge(source=proposal, target=target, why=request.POST.get("why", ""), actor=party)
    return _("Suggested. Both proposers are asked.")


def _merge_of(request: Visit, proposal: Proposal) -> Merge:
    merge = Merge.objects.filter(organisation_id=proposal.organisation_id, pk=_key(request, "merge")).first()
    if merge is None or proposal.pk not in (merge.source_id, merge.target_id):
        raise Http404
    return merge


def _agree(request: Visit, proposal: Proposal, party: Party) -> str:
    merge = checking.agree_to_merge(merge=_merge_of(request, proposal), actor=party)
    return _("The two are joined.") if merge.done_at else _("You agreed. The other proposer is asked.")


def _refuse(request: Visit, proposal: Proposal, party: Party) -> str:
    checking.refuse_merge(merge=_merge_of(request, proposal), actor=party)
    return _("Both stay as they are.")


def _appraise(request: Visit, proposal: Proposal, party: Party) -> str:
    form = AppraisalForm(request.POST)
    if not form.is_valid():
        name, problems = next(iter(form.errors.items()))
        raise Refused(str(problems[0]), name)
    checking.appraise_proposal(
        proposal=proposal,
        feasible=form.cleaned_data["feasible"] == "yes",
        cost=form.cleaned_data["checked_cost"],
        reason=form.cleaned_data["reason"],
        actor=party,
    )
    return _("The check is published.")


def _appeal(request: Visit, proposal: Proposal, party: Party) -> str:
    checking.appeal(proposal=proposal, text=request.POST.get("appeal", ""), actor=party)
    return _("It will be looked at again, by another checker where there is one.")


def _answer(request: Visit, proposal: Proposal, party: Party) -> str:
    asked = Appeal.objects.filter(appraisal__proposal=proposal, answered_at__isnull=True).first()
    if asked is None:
        raise Http404
    upheld = request.POST.get("upheld") == "yes"
    cost = MoneyField(required=False).to_python(request.POST.get("answer_cost", "")) if upheld else None
    checking.answer_appeal(asked=asked, upheld=upheld, answer=request.POST.get("answer", ""), cost=cost, actor=party)
    return _("The answer is published.")


ACTS: dict[str, Done] = {
    "support": _support,
    "end_support": _end_support,
    "comment": _comment,
    "hide": _hide,
    "suggest": _suggest,
    "agree": _agree,
    "refuse": _refuse,
    "appraise": _appraise,
    "appeal": _appeal,
    "answer": _answer,
}


def _key(request: Visit, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None


@require_POST
def act(request: Visit, key: UUID, proposal_key: UUID, name: str) -> HttpResponse:
    """Do one act on a proposal and go back to its page; a refusal is shown there, with what was written kept."""
    proposal = views.find_proposal(request, key, proposal_key)
    if name not in ACTS:
        raise Http404
    party = request.party
    if party is None:
        return redirect(f"{reverse('account_login')}?next={reverse('propose:proposal', args=[key, proposal_key])}")
    try:
        words = ACTS[name](request, proposal, party)
    except Refused as refused:
        written = {field: request.POST.get(field, "") for field in ("comment", "why", "target", "appeal", "answer")}
        return views.proposal(
            request,
            key,
            proposal_key,
            status=409,
            refused=refused,
            refused_in=name,
            written=written,
            **({"appraisal_form": AppraisalForm(request.POST)} if name == "appraise" else {}),
        )
    messages.success(request, words)
    return redirect("propose:proposal", key=key, proposal_key=proposal_key)
