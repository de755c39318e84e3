"""Pages for those who read: the list, one answer, the desk where themes are made, the resident's check."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.ask import sheets
from alongside.blocks.ask.actions import reading
from alongside.blocks.ask.answers import answers_in, items_of
from alongside.blocks.ask.forms.reading import LineForm
from alongside.blocks.ask.queries import (
    answer_rows,
    page_of,
    responses,
    written_out,
)
from alongside.blocks.ask.report import choices_counted, reach_of, tallies_of, themes_said
from alongside.blocks.ask.views.helping import csv_response
from alongside.blocks.ask.views.visit import Visit, actor_of, address, found, key_of, needs, page
from alongside.core.contributions.actions import acknowledge
from alongside.core.contributions.models import Contribution
from alongside.core.questions.models import Question
from alongside.kit.refused import Refused
from alongside.kit.suppression import shown_total

READERS = ("contribution.acknowledge", "contribution.theme", "decision.write")


# long: one list with its one form
@needs(*READERS)
def response_list(request: Visit, question: Question) -> HttpResponseBase:
    """List the answers, newest first; write back to several at once."""
    show = request.GET.get("show", "")
    listed = responses(question).select_related("party", "place")
    if show == "waiting":
        listed = listed.filter(acknowledged_at__isnull=True)
    hint = _("{name} becomes each person's name, {words} how their answer begins, {date} the day of the answer.")
    form = LineForm(request.POST or None, label=_("A line to everybody you ticked"), hint=hint)
    if request.method == "POST" and form.is_valid():
        keys = [key for key in map(key_of, request.POST.getlist("chosen")) if key]
        chosen = list(listed.filter(pk__in=keys[:100]).select_related("initiative", "party__organisation"))
        try:
            count = reading.acknowledge_many(
                contributions=chosen, text=form.cleaned_data["text"], actor=actor_of(request)
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, ngettext("%(n)s person heard from you.", "%(n)s people heard from you.", count) % {"n": count}
            )
            return redirect(f"{address('responses', question)}?show={show}")
    rows, older = page_of(listed, before=key_of(request.GET.get("before")))
    return page(
        request,
        question,
        "responses.html",
        rows=rows,
        form=form,
        show=show,
        chosen=request.POST.getlist("chosen"),
        older=f"?show={show}&before={older}" if older else "",
        newer=f"?show={show}" if "before" in request.GET else "",
        may_write_back="contribution.acknowledge" in request.standing.acts,
        status=422 if form.errors else 200,
    )


# long: one page with its one form
@needs(*READERS)
def response(request: Visit, question: Question, contribution_key: UUID) -> HttpResponseBase:
    """Show one answer whole, and what was said back; write back."""
    one = get_object_or_404(
        Contribution.objects.select_related("party", "place", "entered_by"),
        organisation=request.organisation,
        question=question,
        pk=contribution_key,
    )
    form = LineForm(
        request.POST or None, label=_("Write back"), hint=_("A line of your own: what you read, what happens next.")
    )
    if request.method == "POST" and form.is_valid():
        try:
            acknowledge(contribution=one, text=form.cleaned_data["text"], actor=actor_of(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("They heard from you."))
            return redirect(f"{address('responses', question)}?show=waiting")
    said = list(one.recognitions.select_related("from_party").order_by("id"))
    themes = list(one.themings.select_related("theme", "first_by", "second_by"))
    return page(
        request,
        question,
        "response.html",
        one=one,
        rows=answer_rows(items_of(question), one),
        said=said,
        themes=themes,
        form=form,
        may_write_back="contribution.acknowledge" in request.standing.acts,
        status=422 if form.errors else 200,
    )


@needs("contribution.acknowledge", "contribution.theme")
def response_file(request: Visit, question: Question) -> HttpResponseBase:
    """Give all answers as CSV for the team: no names, no addresses, no codes."""
    items = items_of(question)
    return csv_response(_file_rows(question, items), "answers.csv")


def _file_rows(question: Question, items: list[Any]) -> Iterator[list[Any]]:
    yield ["answer", "received", "channel", "area", "may be shown", *sheets.column_names(items), "themes"]
    listed = responses(question).select_related("place").prefetch_related("themings__theme").order_by("id")
    for one in listed.iterator(chunk_size=500):
        answers = answers_in(one.body)
        cells = [written_out(item, answers[item.key]) if item.key in answers else "" for item in items]
        if not answers and items:
            cells[0] = one.text
        themes = "|".join(theming.theme.title for theming in one.themings.all())
        yield [
            one.pk,
            one.at.date().isoformat(),
            one.channel,
            one.place.name if one.place else "",
            "yes" if one.public else "no",
            *cells,
            themes,
        ]


@needs("initiative.manage", "contribution.acknowledge")
def reach(request: Visit, question: Question) -> HttpResponse:
    """Show who has answered, beside who lives there."""
    return page(
        request,
        question,
        "reach.html",
        reach=reach_of(question, tallies_of(question)),
        total=shown_total(question.contribution_count),
        may_remind="initiative.manage" in request.standing.acts,
    )


def report(request: Visit, key: UUID) -> HttpResponse:
    """Show what people said, as everybody may see it, once it has closed."""
    question = found(request, key)
    if question.state not in {Question.State.CLOSED, Question.State.DECIDED}:
        return redirect(address("question", question))
    tallies = tallies_of(question)
    return page(
        request,
        question,
        "report.html",
        said=themes_said(question),
        counted=choices_counted(items_of(question), tallies),
        reach=reach_of(question, tallies),
        total=shown_total(question.contribution_count),
    )


def report_file(request: Visit, key: UUID) -> HttpResponseBase:
    """Give the themes and the counts as CSV: the same numbers as the page, hidden where the page hides them."""
    question = found(request, key)
    if question.state not in {Question.State.CLOSED, Question.State.DECIDED}:
        return redirect(address("question", question))
    rows: list[list[Any]] = [["about", "value", "count"]]
    rows += [["theme", one.theme.title, "" if one.count is None else one.count] for one in themes_said(question)]
    tallies = tallies_of(question)
    for counted in choices_counted(items_of(question), tallies):
        rows += [[counted.item.prompt, choice, "" if count is None else count] for choice, count in counted.choices]
    reached = reach_of(question, tallies)
    rows += [["channel", name, "" if count is None else count] for name, count in reached.channels]
    rows += [["area", area.name, "" if count is None else count] for area, count, _low in reached.areas]
    return csv_response(rows, "what-people-said.csv")
