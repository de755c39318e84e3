"""Pages for those who answer: the question, the form, the receipt."""

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.blocks.ask import rules
from alongside.blocks.ask.actions.answering import answer as send_answer
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.forms.answering import AnswerForm, CodeForm, SendForm, texts_of
from alongside.blocks.ask.models import Item
from alongside.blocks.ask.printing import in_groups
from alongside.blocks.ask.queries import decision_of, phase_of, places_of, standing_of, written_out
from alongside.blocks.ask.report import themes_said
from alongside.blocks.ask.views.too_large import never_lost
from alongside.blocks.ask.views.visit import Visit, address, found, page
from alongside.core.contributions.actions import withdraw_contribution
from alongside.core.contributions.models import Contribution
from alongside.core.contributions.queries import contribution_of_code
from alongside.core.initiatives.models import Membership
from alongside.core.questions.models import Document, Question
from alongside.kit import ids
from alongside.kit.refused import Refused
from alongside.kit.suppression import shown_total


class Sheet:
    """What somebody has answered so far, kept in their session until it is sent or cleared."""

    def __init__(self, request: HttpRequest, question: Question) -> None:
        self.session, self.name = request.session, f"ask:{question.pk}"
        kept = self.session.get(self.name) or {}
        self.answers: dict[str, Any] = dict(kept.get("answers", {}))
        self.seen: list[int] = list(kept.get("seen", []))
        self.key: str = kept.get("key") or str(ids.uuid4())
        self.receipt: list[str] = list(kept.get("receipt", []))

    def keep(self) -> None:
        """Write it to the session."""
        self.session[self.name] = {
            "answers": self.answers,
            "seen": self.seen,
            "key": self.key,
            "receipt": self.receipt,
        }

    def clear(self) -> None:
        """Forget it."""
        self.session.pop(self.name, None)


def _may_preview(request: Visit, question: Question) -> bool:
    request.standing = standing_of(party=request.party, initiative=question.initiative)
    return bool(request.standing.acts & {"question.write", "question.open", "initiative.manage"})


def question(request: Visit, key: UUID) -> HttpResponse:
    """Show what is asked; after closing, what people said; after the decision, what became of it."""
    asked = found(request, key)
    phase = phase_of(asked)
    if phase == "draft" and not _may_preview(request, asked):
        raise Http404
    decision = decision_of(asked) if phase == "decided" else None
    is_read = phase == "decided" or (phase == "reading" and asked.contribution_count and not asked.unthemed_count)
    is_member = (
        request.party is not None
        and Membership.objects.filter(
            organisation_id=asked.organisation_id,
            initiative_id=asked.initiative_id,
            party=request.party,
            valid_to__isnull=True,
        ).exists()
    )
    return page(
        request,
        asked,
        "question.html",
        inner=False,
        decision=decision,
        is_member=is_member,
        total=shown_total(asked.contribution_count),
        said=themes_said(asked, decision=decision) if is_read else [],
        is_read=is_read,
        documents=list(asked.documents.order_by("id")),
        has_begun=f"ask:{asked.pk}" in request.session,
        decider_role=asked.initiative.method.role(asked.decider.role).title if asked.decider else "",
    )


def _closed_to(request: Visit, asked: Question) -> HttpResponseRedirect | None:
    """Send somebody who cannot answer now to the question's page, which says why; writers may try a draft."""
    phase = phase_of(asked)
    if phase == "open" or (phase == "draft" and _may_preview(request, asked)):
        return None
    return redirect(address("question", asked))


@never_lost
def answer(request: Visit, key: UUID, number: int = 1) -> HttpResponse:
    """Show one page of the form, and keep what is written on it."""
    asked = found(request, key)
    elsewhere = _closed_to(request, asked)
    if elsewhere:
        return elsewhere
    items, sheet = items_of(asked), Sheet(request, asked)
    numbered = rules.pages(items)
    if not 1 <= number <= len(numbered):
        raise Http404
    here = numbered[number - 1]
    names = list(places_of(asked)) if any(item.kind == Item.Kind.PLACE for item in here) else []
    form = AnswerForm(
        request.POST if request.method == "POST" else None, items=here, places=names, initial=sheet.answers
    )
    if request.method == "POST":
        if form.is_valid():
            return _next(asked, items=items, sheet=sheet, number=number, given=form.cleaned_data)
        _keep_valid(sheet, form)
    return page(
        request,
        asked,
        "answer.html",
        form=form,
        number=number,
        of=len(numbered),
        alone=len(here) == 1,
        status=422 if form.errors else 200,
    )


def _keep_valid(sheet: Sheet, form: AnswerForm) -> None:
    """Keep what was right on a page where something else was wrong."""
    right = {name: value for name, value in form.cleaned_data.items() if value is not None}
    if right:
        sheet.answers |= right
        sheet.keep()


def _next(
    asked: Question, *, items: list[Item], sheet: Sheet, number: int, given: dict[str, Any]
) -> HttpResponseRedirect:
    for name, value in given.items():
        if value is None:
            sheet.answers.pop(name, None)
        else:
            sheet.answers[name] = value
    sheet.seen = sorted({*sheet.seen, number})
    sheet.keep()
    follows = rules.next_page(items, sheet.answers, seen=sheet.seen, after=number)
    return redirect(address("answer", asked, follows) if follows else address("check", asked))


@never_lost
def check(request: Visit, key: UUID) -> HttpResponse:
    """Show all answers before they are sent, ask what may be shown, and send."""
    asked = found(request, key)
    sheet, items = Sheet(request, asked), items_of(asked)
    if sheet.receipt and not sheet.answers:
        return redirect(address("sent", asked))
    elsewhere = _closed_to(request, asked)
    if elsewhere and not sheet.answers:
        return elsewhere
    visible = rules.shown(items, sheet.answers)
    texts = texts_of(visible, sheet.answers)
    form = SendForm(
        request.POST if request.method == "POST" else None,
        texts=texts,
        signed_in=request.party is not None,
        initial={"key": sheet.key},
    )
    if request.method == "POST" and form.is_valid():
        done = _send(request, asked, sheet=sheet, form=form)
        if done:
            return done
    numbers = {item.key: at for at, there in enumerate(rules.pages(items), start=1) for item in there}
    rows = [
        (item, written_out(item, sheet.answers[item.key]) if item.key in sheet.answers else "", numbers[item.key])
        for item in visible
    ]
    return page(request, asked, "check.html", form=form, rows=rows, texts=texts, status=422 if form.errors else 200)


def _send(request: Visit, asked: Question, *, sheet: Sheet, form: SendForm) -> HttpResponseRedirect | None:
    if phase_of(asked) == "draft":
        form.add_error(None, _("This is a preview: nothing is sent."))
        return None
    data = form.cleaned_data
    try:
        contribution, code = send_answer(
            question=asked,
            raw=sheet.answers,
            actor=request.party,
            key=data["key"],
            publish=data.get("publish", []),
            named=data.get("named", False),
        )
    except Refused as refused:
        form.refuse(refused)
        return None
    if code:  # The same form a second time changes nothing, the session included: its first answer holds the code.
        sheet.answers, sheet.seen, sheet.key = {}, [], str(ids.uuid4())
        sheet.receipt = [code, str(contribution.pk)]
        sheet.keep()
    return redirect(address("sent", asked))


def sent(request: Visit, key: UUID) -> HttpResponse:
    """Show the receipt: the code, what happens next, and where to see it."""
    asked = found(request, key)
    receipt = Sheet(request, asked).receipt
    if not receipt:
        return redirect(address("question", asked))
    code, contribution_key = receipt
    contribution = Contribution.objects.filter(organisation_id=asked.organisation_id, pk=contribution_key).first()
    if contribution is None:
        raise Http404
    return page(
        request,
        asked,
        "sent.html",
        contribution=contribution,
        code=in_groups(code),
        days=asked.initiative.acknowledge_days,
    )


def clear(request: Visit, key: UUID) -> HttpResponse:
    """Forget what was written on this device and not sent, on request."""
    asked = found(request, key)
    if request.method == "POST":
        Sheet(request, asked).clear()
        messages.success(request, _("What you wrote here and had not sent is gone from this device."))
        return redirect(address("question", asked))
    return page(request, asked, "clear.html")


def take_back(request: Visit, key: UUID) -> HttpResponse:
    """Take back an answer with the code on its receipt."""
    asked = found(request, key)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        contribution = contribution_of_code(organisation=request.organisation, code=code)
        try:
            if contribution is None or contribution.question_id != asked.pk:
                raise Refused(_("No answer to this question has that code. Look again at your receipt."), "code")
            withdraw_contribution(contribution=contribution, actor=request.party, code=code)
        except Refused as refused:
            form.refuse(refused)
        else:
            Sheet(request, asked).clear()
            messages.success(request, _("Your answer is taken back. It is not read, shown or counted any more."))
            return redirect(address("question", asked))
    return page(request, asked, "take_back.html", form=form, status=422 if form.errors else 200)


def document(request: Visit, key: UUID, document_key: UUID) -> FileResponse:
    """Hand out one file of the information pack, to be kept, never to be run in the page's name."""
    asked = found(request, key)
    if phase_of(asked) == "draft" and not _may_preview(request, asked):
        raise Http404
    piece = Document.objects.filter(organisation_id=asked.organisation_id, question=asked, pk=document_key).first()
    if piece is None or not piece.file:
        raise Http404
    response = FileResponse(piece.file.open("rb"), as_attachment=True, filename=PurePath(str(piece.file.name)).name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
