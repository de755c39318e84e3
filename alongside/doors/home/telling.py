"""Turns what the front page read into the parts that it draws."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.accounts.queries import given_by_both
from alongside.core.contributions.rules import Kept
from alongside.core.initiatives.models import StageRun
from alongside.core.organisations.models import Organisation
from alongside.core.questions.models import Question
from alongside.doors.home.queries import Story
from alongside.doors.initiatives import showing
from alongside.doors.promises import queries as promised
from alongside.doors.promises.board import say_wait
from alongside.kit import parts
from alongside.kit.money import money
from alongside.kit.suppression import LEAST
from alongside.kit.time import say_day, say_due, say_hours


def question_card(question: Question, *, shown: int | None) -> dict[str, Any]:
    """Return the card of a question, with where it is; `shown` is how many took part, None for few."""
    card = showing.question_card(question, shown=shown)
    where = question.initiative.place.name if question.initiative.place else question.initiative.service.name
    text = _("Open to change: %(what)s") % {"what": question.open_to_change} if card["turn"] == "citizens" else ""
    return card | {"foot": f"{where} · {card['foot']}", "text": text}


def stage_card(run: StageRun) -> dict[str, Any]:
    """Return the card of an open stage in which everybody can do something."""
    initiative = run.initiative
    stage = initiative.method.stage(run.key)
    return {
        "title": initiative.title,
        "link": reverse("initiative", args=[initiative.slug]),
        "side": "citizens",
        "kicker": _("Your turn · %(stage)s") % {"stage": stage.title},
        "text": str(stage.happens),
        "foot": initiative.place.name if initiative.place else initiative.service.name,
    }


def figures(organisation: Organisation, *, waiting_for_us: Sequence[Question] = ()) -> list[parts.Figure]:
    """Return the four large numbers: answers in time, the usual wait, and what each side gave.

    `waiting_for_us`: the questions of the page, among which the one is named whose answer is due first.
    """
    rows = promised.tally_rows(organisation=organisation)
    waiting = promised.waiting_now(organisation=organisation)
    answers = promised.kept_of(rows, promise="answer", overdue=waiting.answer_overdue, quarter=promised.this_quarter())
    words = promised.kept_of(rows, promise="acknowledgement", overdue=waiting.acknowledgement_overdue)
    given = given_by_both(organisation=organisation)
    return [
        _kept_figure(answers),
        _wait_figure(words, waiting_for_us),
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


def _kept_figure(answers: Kept) -> parts.Figure:
    due = answers.kept + answers.late
    value = f"{answers.kept * 100 // due} %" if due >= LEAST else "–"
    if due >= LEAST:
        said = {"due": f"{due:,}", "late": f"{answers.late:,}"}
        beneath = _("of %(due)s that came due; %(late)s were late") % said
    elif due:
        beneath = (
            _("fewer than ten came due; not all were kept")
            if answers.late
            else _("fewer than ten came due; all were kept")
        )
    else:
        beneath = _("nothing has come due this quarter")
    return parts.Figure(label=_("Answered in the promised time"), value=value, of=beneath, side="together")


def _wait_figure(words: Kept, asked: Sequence[Question]) -> parts.Figure:
    label, value = _("Typical wait for a word from a person"), say_wait(words.median_days)
    owed = [(one.answer_by, one) for one in asked if one.answer_by and one.contribution_count]
    if not owed:
        return parts.Figure(label=label, value=value, of=_("nobody waits for an answer"), side="together")
    due, first = min(owed, key=lambda pair: pair[0])
    return parts.Figure(
        label=label,
        value=value,
        side="together",
        of=_("Waiting longest for its answer, due %(when)s:") % {"when": say_due(due)},
        link=reverse("question", args=[first.pk]),
        link_label=first.prompt,
    )


def story_items(told: Story) -> list[parts.ThreadItem]:
    """Return one thread in four steps: somebody's words, the decision, what was done."""
    given = told.theming.contribution
    items = [
        parts.ThreadItem(
            side="citizens",
            title=_("Somebody wrote"),
            when=say_day(given.at),
            quote=given.text,
            quote_by=given.party.name if given.named and given.party else "",
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
