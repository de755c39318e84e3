"""Pages for those who do what was promised, confirm it, and thank."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.ask.actions import deciding
from alongside.blocks.ask.forms.deciding import MissingForm, ProofForm, WhyForm
from alongside.blocks.ask.forms.reading import LineForm
from alongside.blocks.ask.queries import page_of, responses
from alongside.blocks.ask.views.visit import Visit, actor_of, address, found, key_of, needs, page
from alongside.core.decisions.doing import confirm_action, explain_action, return_action
from alongside.core.decisions.models import Action, Decision
from alongside.core.initiatives.permissions import memberships_of
from alongside.core.questions.models import Question
from alongside.core.recognition.models import Recognition
from alongside.kit.refused import NotAllowed, Refused


# long: one page with its two forms
def action(request: Visit, key: UUID, action_key: UUID) -> HttpResponseBase:
    """Show one thing that was promised: do, explain, or confirm it, whoever may."""
    question = found(request, key)
    promised = get_object_or_404(
        Action.objects.select_related(
            "owner__party", "confirmed_by__party", "returned_by__party", "decision__question__initiative", "outcome"
        ),
        organisation=request.organisation,
        decision__question=question,
        pk=action_key,
    )
    if promised.decision.state == Decision.State.DRAFT:
        raise Http404
    sides = {one.side for one in memberships_of(party=request.party, initiative=question.initiative)}
    is_open = promised.done_at is None and not promised.explained
    posted = request.POST if request.method == "POST" else None
    proof = ProofForm(posted if "do" in request.POST else None, request.FILES if "do" in request.POST else None)
    why = WhyForm(posted if "explain" in request.POST else None)
    missing = MissingForm(posted if "return" in request.POST else None, prefix="missing")
    if request.method == "POST" and _act(request, promised, proof=proof, why=why, missing=missing):
        return redirect(address("action", question, promised.pk))
    return page(
        request,
        question,
        "action.html",
        promised=promised,
        proof=proof,
        why=why,
        missing=missing,
        is_open=is_open,
        may_do=is_open and promised.owner.side in sides,
        may_confirm=bool(promised.done_at and not promised.confirmed_at and sides - {promised.owner.side}),
        status=422 if proof.errors or why.errors or missing.errors else 200,
    )


def _act(request: Visit, promised: Action, *, proof: ProofForm, why: WhyForm, missing: MissingForm) -> bool:
    """Do what was asked for; say whether it was done."""
    actor = actor_of(request)
    if "confirm" in request.POST:
        confirm_action(action=promised, actor=actor)
        messages.success(request, _("You confirmed it. Those who promised it are told."))
        return True
    form = proof if "do" in request.POST else missing if "return" in request.POST else why
    if not form.is_valid():
        return False
    try:
        if form is proof:
            deciding.show_done(action=promised, actor=actor, **form.cleaned_data)
        elif form is missing:
            return_action(action=promised, actor=actor, **form.cleaned_data)
            messages.success(request, _("It goes back to those who promised it, with what you wrote."))
        else:
            explain_action(action=promised, actor=actor, **form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def picture(request: Visit, key: UUID, action_key: UUID) -> FileResponse:
    """Hand out the picture that proves an action; it was made anew when it came in, so it is a picture."""
    question = found(request, key)
    shown = get_object_or_404(
        Action, organisation=request.organisation, decision__question=question, pk=action_key, done_at__isnull=False
    )
    if not shown.proof_file:
        raise Http404
    response = FileResponse(shown.proof_file.open("rb"), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs("thanks.send")
def thank(request: Visit, question: Question) -> HttpResponse | HttpResponseBase:
    """Thank the people who answered, each for their own words."""
    thanked = Recognition.objects.filter(contribution=OuterRef("pk"), form=Recognition.Form.THANKS)
    listed = responses(question).filter(~Exists(thanked)).select_related("party").prefetch_related("themings")
    hint = _("{name} becomes each person's name, {words} how their answer begins, {change} what its themes came to.")
    form = LineForm(request.POST or None, label=_("Your thanks to everybody you ticked"), hint=hint)
    if request.method == "POST" and form.is_valid():
        keys = [key for key in map(key_of, request.POST.getlist("chosen")) if key]
        chosen = list(listed.filter(pk__in=keys[:100]).select_related("party__organisation"))
        try:
            count = deciding.thank_many(
                question=question, contributions=chosen, text=form.cleaned_data["text"], actor=actor_of(request)
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, ngettext("%(n)s person is thanked.", "%(n)s people are thanked.", count) % {"n": count}
            )
            return redirect(address("thank", question))
    rows, older = page_of(listed, before=key_of(request.GET.get("before")), size=100)
    return page(
        request,
        question,
        "thank.html",
        rows=rows,
        form=form,
        chosen=request.POST.getlist("chosen"),
        older=f"?before={older}" if older else "",
        status=422 if form.errors else 200,
    )
