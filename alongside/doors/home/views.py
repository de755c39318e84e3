"""The front page, search, and the pages that say what this is."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from alongside.core.people.visit import Visit
from alongside.core.questions.queries import shown_counts
from alongside.doors.home import finding, queries, telling
from alongside.doors.home.forms import SearchForm
from alongside.doors.initiatives import showing
from alongside.kit.time import say_day

PAGES = frozenset({"accessibility", "your-data", "how-it-works"})
THREE = 3


def home(request: Visit) -> HttpResponse:
    """Say what this place is and what one could do today; then how promises were kept, and one story."""
    if getattr(request, "organisation", None) is None:
        return render(request, "home/nobody.html")
    organisation = request.organisation
    open_now, owed = queries.questions_at_work(organisation)
    asked = {(question.initiative_id, question.stage) for question in open_now}
    joining = [run for run in queries.stages_for_all(organisation) if (run.initiative_id, run.key) not in asked]
    taken_part = shown_counts([*open_now, *owed])
    todo = [telling.question_card(one, shown=taken_part[one.pk]) for one in open_now]
    todo += [telling.stage_card(run) for run in joining]
    decisions, actions = queries.promised_lately(organisation)
    told = queries.story(decisions=decisions, actions=actions)
    context = {
        "today": todo[:THREE],
        "more_open": todo[THREE : THREE + queries.MOST],
        "owed": [telling.question_card(one, shown=taken_part[one.pk]) for one in owed],
        "figures": telling.figures(organisation, waiting_for_us=[*owed, *open_now]),
        "story": telling.story_items(told) if told else [],
        "story_link": reverse("thread", args=["contribution", told.theming.contribution_id]) if told else "",
        "decisions": [(one, say_day(one.published_at)) for one in decisions if one.published_at],
        "done": [(showing.action_line(one), one.decision.question.initiative) for one in actions if one.done_at][
            : queries.LATELY
        ],
    }
    return render(request, "home/home.html", context)


def search(request: Visit) -> HttpResponse:
    """Find services, initiatives, questions, decisions, places, and words that people let us publish."""
    organisation = request.organisation
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


def page(request: Visit, slug: str) -> HttpResponse:
    """Show one of the pages that say what this is."""
    if slug not in PAGES:
        raise Http404
    return render(request, f"home/pages/{slug}.html")


def robots(request: Visit) -> HttpResponse:
    """Tell crawlers what is not for them: searches, threads of single people, accounts."""
    hidden = [reverse("search"), reverse("thread_by_code"), "/account/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in hidden), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def favicon(request: Visit) -> HttpResponse:
    """Lead browsers that ask for it by habit to the mark."""
    return HttpResponsePermanentRedirect(static("kit/mark.svg"))
