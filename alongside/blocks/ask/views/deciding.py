"""Pages for those who decide, do, confirm and thank."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from alongside.blocks.ask.actions import deciding
from alongside.blocks.ask.forms.deciding import ActionForm, DecisionForm, PublishForm, VerdictForm
from alongside.blocks.ask.queries import ThemeCheck, decision_of, members_of, responses, theme_checks
from alongside.blocks.ask.views.visit import Visit, actor_of, address, key_of, needs, page
from alongside.core.decisions import rules as decision_rules
from alongside.core.decisions.actions import (
    MISSING,
    draft_decision,
    drop_action,
    plan_action,
    supersede_decision,
    write_answer,
)
from alongside.core.decisions.models import Action, Answer, Decision
from alongside.core.questions.models import Question, Theme
from alongside.core.services.models import Outcome
from alongside.kit import clock
from alongside.kit.parts import Task
from alongside.kit.refused import NotAllowed, Refused

LINKS = {
    "closed": "question",
    "decider": "question",
    "unthemed": "read",
    "unchecked": "checks",
    "reason": "result",
    "actions": "actions",
}


@needs("decision.write")
def decide(request: Visit, question: Question) -> HttpResponseBase:
    """Show how far the decision is and what still stands in its way; publish it."""
    draft = decision_of(question, draft=True)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.publish(question=question, actor=actor_of(request), has_read=form.cleaned_data["has_read"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The decision is published, and everybody who answered has their answer."))
            return redirect(address("question", question))
    checks = theme_checks(question)
    answers = {answer.theme_id: answer for answer in draft.answers.all()} if draft else {}
    missing = _missing(request, question, draft=draft, checks=checks)
    return page(
        request,
        question,
        "decide.html",
        draft=draft,
        form=form,
        rows=[(one.theme, answers.get(one.theme.pk)) for one in checks],
        tasks=_tasks(question, missing, themes=[one.theme for one in checks], answers=answers),
        missing=missing,
        status=422 if form.errors else 200,
    )


def _missing(
    request: Visit, question: Question, *, draft: Decision | None, checks: list[ThemeCheck]
) -> tuple[str, ...]:
    """Return what stands in the way, from what this page has read already; the action looks again when it publishes."""
    decider = question.decider
    answered = {answer.theme_id for answer in draft.answers.all()} if draft else set()
    return decision_rules.missing_to_publish(
        decision_rules.Draft(
            question_state=question.state,
            closes_at=question.closes_at,
            now=clock.now(),
            by_decider=decider is not None and request.party is not None and decider.party_id == request.party.pk,
            reason=draft.reason if draft else "",
            unthemed=question.unthemed_count,
            unconfirmed_themes=len([one for one in checks if not one.is_checked or one.is_disputed]),
            themes=len(checks),
            answered_themes=len([one for one in checks if one.theme.pk in answered]),
            actions=len(draft.actions.all()) if draft else 0,
        )
    )


def _tasks(
    question: Question, missing: tuple[str, ...], *, themes: list[Theme], answers: dict[UUID, Answer]
) -> list[Task]:
    tasks = []
    for key in missing:
        name = LINKS.get(key, "question")
        link = address(name, question)
        if key == "answers":
            open_theme = next((theme for theme in themes if theme.pk not in answers), None)
            link = address("verdict", question, open_theme.pk) if open_theme else address("result", question)
        tasks.append(Task(label=str(MISSING[key]), link=link, status=_("Missing"), kind="care"))
    return tasks


@needs("decision.write")
def result(request: Visit, question: Question) -> HttpResponseBase:
    """Write down what is decided, and why; while it is a draft it can be changed."""
    draft = decision_of(question, draft=True)
    form = DecisionForm(
        request.POST or None, initial={"result": draft.result, "reason": draft.reason} if draft else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            draft_decision(question=question, actor=actor_of(request), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(address("decide", question))
    return page(request, question, "result.html", form=form, status=422 if form.errors else 200)


def _draft_of(question: Question) -> Decision:
    draft = Decision.objects.filter(
        organisation_id=question.organisation_id, question=question, state=Decision.State.DRAFT
    ).first()
    if draft is None:
        raise Refused(_("Write first, in one sentence, what you decide. Then answer the themes and plan what is done."))
    return draft


@needs("decision.write")
def verdict(request: Visit, question: Question, theme_key: UUID) -> HttpResponseBase:
    """Answer one theme, and go on to the next that has no answer."""
    theme = get_object_or_404(Theme, organisation=request.organisation, question=question, pk=theme_key)
    draft = _draft_of(question)
    given = draft.answers.filter(theme=theme).first()
    form = VerdictForm(request.POST or None, initial={"verdict": given.verdict, "why": given.why} if given else None)
    if request.method == "POST" and form.is_valid():
        try:
            write_answer(decision=draft, theme=theme, actor=actor_of(request), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            left = (
                Theme.objects.filter(
                    organisation_id=question.organisation_id, question=question, contribution_count__gt=0
                )
                .exclude(answers__decision=draft)
                .order_by("-contribution_count", "title")
                .first()
            )
            return redirect(address("verdict", question, left.pk) if left else address("decide", question))
    quotes = list(
        responses(question).filter(themings__theme=theme, themings__second_by__isnull=False).order_by("id")[:8]
    )
    return page(
        request, question, "verdict.html", theme=theme, form=form, quotes=quotes, status=422 if form.errors else 200
    )


@needs("decision.write")
def actions(request: Visit, question: Question) -> HttpResponseBase:
    """Plan what will be done, by whom and by when."""
    draft = _draft_of(question)
    if request.method == "POST" and "drop" in request.POST:
        dropped = get_object_or_404(Action, decision=draft, pk=key_of(request.POST["drop"]))
        drop_action(action=dropped, actor=actor_of(request))
        return redirect(address("actions", question))
    outcomes = Outcome.objects.filter(
        organisation_id=question.organisation_id, service_id=question.initiative.service_id, ended_on__isnull=True
    )
    members = members_of(question.initiative)
    form = ActionForm(request.POST or None, members=members, outcomes=outcomes)
    if request.method == "POST" and form.is_valid():
        try:
            plan_action(decision=draft, actor=actor_of(request), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(address("actions", question))
    planned = list(draft.actions.select_related("owner__party", "outcome").order_by("due", "id"))
    return page(request, question, "actions.html", planned=planned, form=form, status=422 if form.errors else 200)


@needs("decision.write")
def replace(request: Visit, question: Question) -> HttpResponseBase:
    """Replace a published decision by a new one; the old one stays in sight."""
    decision = decision_of(question)
    if decision is None:
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            supersede_decision(decision=decision, actor=actor_of(request), **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The new decision is published; the old one stays in sight below it."))
            return redirect(address("question", question))
    return page(request, question, "replace.html", decision=decision, form=form, status=422 if form.errors else 200)
