"""Pages for those who gather answers under themes, and for the resident who checks them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alongside.blocks.ask import rules
from alongside.blocks.ask.actions import reading
from alongside.blocks.ask.forms.reading import CheckForm, ThemingForm
from alongside.blocks.ask.queries import (
    responses,
    theme_checks,
    theme_texts,
    themings_to_check,
    waiting_for,
)
from alongside.blocks.ask.views.visit import Visit, actor_of, address, key_of, needs, page
from alongside.core.contributions.models import Contribution, Theming
from alongside.core.contributions.theming import check_theming
from alongside.core.questions.models import Question, Theme
from alongside.kit.refused import Refused

SITTING = 50
SAMPLE = 5


# long: one desk: the answer that was judged and the next one are the same page
@needs("contribution.theme")
def read(request: Visit, question: Question) -> HttpResponseBase:
    """The desk: one answer after another, under themes; what another reader chose is confirmed or disputed."""
    reader = actor_of(request)
    themes = list(Theme.objects.filter(organisation_id=question.organisation_id, question=question).order_by("title"))
    choices = [(str(theme.pk), theme.title) for theme in themes]
    skipped = key_of(request.GET.get("after"))
    queue = waiting_for(question, reader=reader)
    if request.method == "POST":
        one = get_object_or_404(
            responses(question).select_related("initiative", "question__initiative"),
            pk=key_of(request.POST.get("answer")),
        )
        form = ThemingForm(request.POST, themes=choices, second=True)
        if form.is_valid() and _put(request, question, one=one, form=form, themes=themes):
            return redirect(request.get_full_path())
        one = get_object_or_404(
            responses(question).prefetch_related("themings__theme", "themings__first_by", "themings__second_by"),
            pk=one.pk,
        )
    else:
        following = queue.filter(pk__gt=skipped) if skipped else queue
        first = list(following[:1])
        if not first:
            return page(
                request, question, "read_done.html", was_skipped=bool(skipped), sitting=_sitting(request, question)
            )
        one, form = first[0], None
    near = rules.near_themes(one.text, theme_texts(question, themes)) if themes else []
    theirs = [theming for theming in one.themings.all() if theming.first_by_id != reader.pk]
    form = form or ThemingForm(
        None,
        themes=choices,
        second=bool(theirs),
        initial={"themes": [str(t.theme_id) for t in theirs if t.second_by_id is None]},
    )
    ordered = sorted(choices, key=lambda choice: near.index(UUID(choice[0])) if UUID(choice[0]) in near else len(near))
    form.fields["themes"].choices = ordered  # type: ignore[attr-defined]  # MultipleChoiceField has it
    return page(
        request,
        question,
        "read.html",
        one=one,
        form=form,
        theirs=theirs,
        near=[str(key) for key in near],
        sitting=_sitting(request, question),
        of=SITTING,
        status=422 if form.errors else 200,
    )


def _sitting(request: Visit, question: Question) -> int:
    count = request.session.get(f"ask:sitting:{question.pk}", 0)
    return int(count) % SITTING or (SITTING if count else 0)


def _put(request: Visit, question: Question, *, one: Contribution, form: ThemingForm, themes: list[Theme]) -> bool:
    data = form.cleaned_data
    try:
        reading.read_into_themes(
            contribution=one,
            themes=[theme for theme in themes if str(theme.pk) in data["themes"]],
            new_theme=data["new_theme"],
            why=data.get("why", ""),
            actor=actor_of(request),
        )
    except Refused as refused:
        form.refuse(refused)
        return False
    name = f"ask:sitting:{question.pk}"
    request.session[name] = request.session.get(name, 0) + 1
    return True


@require_POST
@needs("contribution.theme")
def gather(request: Visit, question: Question) -> HttpResponseBase:
    """Gather the answers that hold no words."""
    count = reading.gather_wordless(question=question, actor=actor_of(request))
    messages.success(
        request,
        ngettext("%(n)s answer without words is gathered.", "%(n)s answers without words are gathered.", count)
        % {"n": count},
    )
    return redirect(address("read", question))


@needs("theme.check")
def checks(request: Visit, question: Question) -> HttpResponse:
    """List the themes for the resident who checks."""
    return page(request, question, "checks.html", checks=theme_checks(question))


@needs("theme.check")
def check_theme(request: Visit, question: Question, theme_key: UUID) -> HttpResponseBase:
    """Show a sample of one theme, and take in whether each answer belongs there."""
    theme = get_object_or_404(Theme, organisation=request.organisation, question=question, pk=theme_key)
    drawn = themings_to_check(theme, size=SAMPLE)
    data = request.POST or None
    rows = [(theming, CheckForm(data, prefix=str(theming.pk), initial=_said_before(theming))) for theming in drawn]
    valid = [form.is_valid() for _theming, form in rows]  # Each is judged, so that every mistake is shown at once.
    if request.method == "POST" and all(valid):
        for theming, form in rows:
            disputed = form.cleaned_data["why"] if form.cleaned_data["belongs"] == "no" else ""
            check_theming(theming=theming, actor=actor_of(request), disputed=disputed)
        messages.success(request, _("Thank you. What you said about “%(theme)s” is kept.") % {"theme": theme.title})
        return redirect(address("checks", question))
    return page(
        request,
        question,
        "check_theme.html",
        theme=theme,
        rows=rows,
        forms=[form for _t, form in rows],
        status=422 if any(f.errors for _t, f in rows) else 200,
    )


def _said_before(theming: Theming) -> dict[str, str]:
    if theming.checked_by_id is None:
        return {}
    return {"belongs": "no" if theming.disputed else "yes", "why": theming.disputed}
