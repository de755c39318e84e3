"""Pages for those who help others to answer: printed forms, entering, files of answers."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext

from alongside.blocks.ask import sheets
from alongside.blocks.ask.actions.answering import check_file, enter_answer, import_answers
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.forms.answering import EnterForm, FileForm, PrintForm
from alongside.blocks.ask.jobs import ENTER, PRINT
from alongside.blocks.ask.printing import AT_ONCE, in_groups, pdf_of, sheets_of
from alongside.blocks.ask.queries import places_of, zone_of
from alongside.blocks.ask.views.too_large import never_lost
from alongside.blocks.ask.views.visit import Visit, actor_of, address, needs, page
from alongside.core.contributions.actions import print_paper_forms
from alongside.core.contributions.models import Contribution
from alongside.core.jobs.actions import start_job
from alongside.core.jobs.files import keep_file, kept_file
from alongside.core.jobs.models import Job
from alongside.core.questions.models import Question
from alongside.kit import clock, ids
from alongside.kit.refused import Refused

ROWS_AT_ONCE = 50
"""How many answers of a file are entered while one waits; more are long work."""


@needs("paper.print")
def paper(request: Visit, question: Question) -> HttpResponseBase:
    """Make sheets with a code each."""
    form = PrintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = print_paper_forms(question=question, count=form.cleaned_data["count"], actor=request.party)
        except Refused as refused:
            form.refuse(refused)
        else:
            keys = sorted(sheet.pk for sheet in made)
            name = "sheets_pdf" if "pdf" in request.POST else "sheets"
            return redirect(f"{address(name, question)}?first={keys[0]}&last={keys[-1]}")
    return page(request, question, "paper.html", form=form, status=422 if form.errors else 200)


def _span(request: Visit) -> tuple[UUID, UUID]:
    """Return the first and the last sheet of one printing, as the address names them."""
    try:
        return UUID(request.GET["first"]), UUID(request.GET["last"])
    except (KeyError, ValueError):
        raise Http404 from None


@needs("paper.print")
def sheets_page(request: Visit, question: Question) -> HttpResponse:
    """Show the sheets to be printed from the browser."""
    first, last = _span(request)
    shown = sheets_of(question=question, first=first, last=last)
    return page(request, question, "sheets.html", query=request.GET.urlencode(), **shown)


@needs("paper.print")
def sheets_pdf(request: Visit, question: Question) -> HttpResponse:
    """Give a few sheets as a PDF at once; many are laid out as long work, with a page that says how far it is."""
    first, last = _span(request)
    shown = sheets_of(question=question, first=first, last=last)
    if not shown["sheets"]:
        raise Http404
    if len(shown["sheets"]) > AT_ONCE:
        return _start(request, question, kind=PRINT, first=str(first), last=str(last))
    return _pdf(pdf_of(question=question, shown=shown))


@needs("paper.print")
def sheets_file(request: Visit, question: Question, job_key: UUID) -> HttpResponse:
    """Give the PDF that long work laid out; it is kept for a week."""
    found = get_object_or_404(
        Job, organisation_id=question.organisation_id, kind=PRINT, arguments__question=str(question.pk), pk=job_key
    )
    if not found.result.get("file"):
        raise Http404
    return _pdf(kept_file(found.result["file"]))


def _pdf(pdf: bytes) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="forms.pdf"'
    return response


def _start(request: Visit, question: Question, *, kind: str, **arguments: str) -> HttpResponse:
    """Put long work in the queue, and lead to the page that says how far it is."""
    arguments |= {"question": str(question.pk), "language": get_language() or ""}
    actor = actor_of(request)
    begun = start_job(organisation=request.organisation, kind=kind, arguments=arguments, actor=actor)
    return redirect("work", key=begun.pk)


@never_lost
@needs("paper.enter")
def enter(request: Visit, question: Question) -> HttpResponseBase:
    """Enter what somebody wrote on paper, or said."""
    items, places = items_of(question), list(places_of(question))
    start = {"received_on": clock.today(zone=zone_of(question)), "key": str(ids.uuid4()), "channel": "paper"}
    form = EnterForm(request.POST or None, items=items, places=places, initial=start)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        raw = {item.key: data.pop(item.key) for item in items}
        try:
            contribution, code = enter_answer(question=question, raw=raw, actor=actor_of(request), **data)
        except Refused as refused:
            form.refuse(refused)
        else:
            if code:
                request.session[f"ask:slip:{question.pk}"] = [code, str(contribution.pk)]
            return redirect(address("slip", question))
    return page(
        request, question, "enter.html", form=form, item_keys=[i.key for i in items], status=422 if form.errors else 200
    )


@needs("paper.enter")
def slip(request: Visit, question: Question) -> HttpResponseBase:
    """Show the receipt to hand over."""
    kept = request.session.get(f"ask:slip:{question.pk}")
    if not kept:
        return redirect(address("enter", question))
    code, key = kept
    contribution = (
        Contribution.objects.filter(organisation_id=question.organisation_id, pk=key).select_related("party").first()
    )
    if contribution is None:
        raise Http404
    look_up = request.build_absolute_uri(reverse("ask:question", args=(question.pk,)))
    return page(request, question, "slip.html", contribution=contribution, code=in_groups(code), look_up=look_up)


@needs("paper.enter")
def import_page(request: Visit, question: Question) -> HttpResponseBase:
    """Enter a file of answers, whole or not at all."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            data = file.read(sheets.MOST_BYTES + 1)
            if check_file(question=question, data=data, actor=actor_of(request)) > ROWS_AT_ONCE:
                return _start(request, question, kind=ENTER, file=keep_file(data))
            done = import_answers(question=question, data=data, actor=actor_of(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            said = ngettext("%(n)s answer was entered.", "%(n)s answers were entered.", done.count) % {"n": done.count}
            messages.success(request, f"{said} {done.note}".strip())
            return redirect(address("manage", question))
    names = [sheets.RECEIVED, sheets.CHANNEL, sheets.MAY_SHOW, *sheets.column_names(items_of(question))]
    return page(request, question, "import.html", form=form, names=names, status=422 if form.errors else 200)


@needs("paper.enter")
def template(request: Visit, question: Question) -> HttpResponseBase:
    """Give an empty file with the right columns."""
    names = [sheets.RECEIVED, sheets.CHANNEL, sheets.MAY_SHOW, *sheets.column_names(items_of(question))]
    return csv_response([names, [date(2026, 3, 27).isoformat(), "paper", "no"]], "answers-template.csv")


def csv_response(rows: object, name: str) -> StreamingHttpResponse:
    """Send rows as a CSV file, as they come."""
    response = StreamingHttpResponse(sheets.written(rows), content_type="text/csv; charset=utf-8")  # type: ignore[arg-type]  # rows are any iterable of sequences
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
