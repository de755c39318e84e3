"""The front page, search, and the pages that say what this is."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.accounts.queries import given_by_both
from alongside.core.initiatives.models import StageRun
from alongside.core.organisations.models import Organisation
from alongside.doors.home import finding, queries
from alongside.doors.home.forms import SearchForm
from alongside.doors.initiatives import showing
from alongside.doors.promises import queries as promised
from alongside.kit import parts
from alongside.kit.money import money
from alongside.kit.time import say_day, say_days, say_due, say_hours

PAGES = frozenset({"accessibility", "your-data", "how-it-works"})
THREE = 3


def home(request: HttpRequest) -> HttpResponse:
    """Say what this place is and what one could do today; then how promises were kept, and one story."""
    organisation = request.organisation  # type: ignore[attr-defined]  # set by the middleware
    if organisation is None:
        return render(request, "home/nobody.html")
    open_now, owed = queries.questions_at_work(organisation)
    asked = {(question.initiative_id, question.stage) for question in open_now}
    joining = [run for run in queries.stages_for_all(organisation) if (run.initiative_id, run.key) not in asked]
    todo = [_question_card(one) for one in open_now] + [_stage_card(run) for run in joining]
    decisions = queries.decisions_lately(organisation)
    actions = queries.actions_of_decisions(decisions)
    told = queries.story(decisions=decisions, actions=actions)
    context = {
        "today": todo[:THREE],
        "more_open": todo[THREE : THREE + queries.MOST],
        "owed": [_question_card(one) for one in owed],
        "figures": _figures(organisation),
        "story": _story(told) if told else [],
        "story_link": reverse("thread", args=["contribution", told.theming.contribution_id]) if told else "",
        "decisions": [(one, say_day(one.published_at)) for one in decisions if one.published_at],
        "done": [(showing.action_line(one), one.decision.question.initiative) for one in actions if one.done_at][
            : queries.LATELY
        ],
    }
    return render(request, "home/home.html", context)


def _question_card(question: Any) -> dict[str, Any]:
    card = showing.question_card(question)
    where = question.initiative.place.name if question.initiative.place else question.initiative.service.name
    text = _("Open to change: %(what)s") % {"what": question.open_to_change} if card["turn"] == "citizens" else ""
    return card | {"foot": f"{where} · {card['foot']}", "text": text}


def _stage_card(run: StageRun) -> dict[str, Any]:
    initiative = run.initiative
    stage = initiative.method.stage(run.key)
    where = initiative.place.name if initiative.place else initiative.service.name
    return {
        "title": initiative.title,
        "link": reverse("initiative", args=[initiative.slug]),
        "side": "citizens",
        "kicker": _("Your turn · %(stage)s") % {"stage": stage.title},
        "text": str(stage.happens),
        "foot": where,
    }


def _figures(organisation: Organisation) -> list[parts.Figure]:
    rows = promised.tally_rows(organisation=organisation)
    waiting = promised.waiting_now(organisation=organisation)
    quarter = promised.this_quarter()
    answers = promised.kept_of(rows, promise="answer", overdue=waiting.answer_overdue, quarter=quarter)
    words = promised.kept_of(rows, promise="acknowledgement", overdue=waiting.acknowledgement_overdue)
    oldest = promised.oldest_open(organisation=organisation)
    given = given_by_both(organisation=organisation)
    due = answers.kept + answers.late
    said = {"due": f"{due:,}", "late": f"{answers.late:,}"}
    return [
        parts.Figure(
            label=_("Answered in the promised time"),
            side="together",
            value=f"{answers.kept * 100 // due} %" if due else "–",
            of=_("of %(due)s that came due; %(late)s were late") % said
            if due
            else _("nothing has come due this quarter"),
        ),
        parts.Figure(
            label=_("Typical wait for a word from a person"),
            side="together",
            value="–"
            if words.median_days is None
            else _("under a day")
            if words.median_days == 0
            else say_days(words.median_days),
            of=_("Longest wait for an answer: since %(day)s,") % {"day": say_day(oldest[0].at)}
            if oldest
            else _("nobody waits for an answer"),
            link=reverse("thread", args=["contribution", oldest[0].pk]) if oldest else "",
            link_label=_("due %(when)s") % {"when": say_due(oldest[0].answer_by)} if oldest else "",
        ),
        parts.Figure(
            label=_("Given by residents so far"),
            value=say_hours(given.citizen_minutes),
            side="citizens",
            of=_("and %(money)s") % {"money": money(given.citizen_pence)},
        ),
        parts.Figure(
            label=_("Given by the public side so far"),
            value=say_hours(given.public_minutes),
            side="public",
            of=_("and %(money)s") % {"money": money(given.public_pence)},
        ),
    ]


def _story(told: queries.Story) -> list[parts.ThreadItem]:
    given = told.theming.contribution
    by = given.party.name if given.named and given.party else ""
    items = [
        parts.ThreadItem(
            side="citizens",
            title=_("Somebody wrote"),
            when=say_day(given.at),
            quote=given.text,
            quote_by=by,
            language=given.language,
        ),
        parts.ThreadItem(
            side="together",
            label=_("Decided"),
            title=told.decision.result,
            body=told.decision.reason,
            when=say_day(told.decision.published_at) if told.decision.published_at else "",
        ),
    ]
    for action in told.actions[:2]:
        line = showing.action_line(action)
        side = showing.side_name(action.owner.side)
        items.append(parts.ThreadItem(side=side, title=line["what"], when=line["status"], body=line["proof"]))
    return items


def search(request: HttpRequest) -> HttpResponse:
    """Find services, initiatives, questions, decisions, places, and words that people let us publish."""
    organisation = request.organisation  # type: ignore[attr-defined]  # set by the middleware
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    hits = finding.find(organisation=organisation, words=words) if words else []
    context = {
        "form": form,
        "words": words,
        "hits": hits,
        "advice": finding.advice(words) if words and not hits else "",
    }
    return render(request, "home/search.html", context)


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one of the pages that say what this is."""
    if slug not in PAGES:
        raise Http404
    return render(request, f"home/pages/{slug}.html")


def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is not for them: searches, threads of single people, accounts."""
    hidden = [reverse("search"), reverse("thread_by_code"), "/account/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in hidden), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for it by habit to the mark."""
    return HttpResponsePermanentRedirect(static("kit/mark.svg"))
