"""Writes about questions."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions import rules
from alongside.core.questions.events import QuestionClosed, QuestionOpened
from alongside.core.questions.gates import pass_gates
from alongside.core.questions.models import Document, Question, Theme
from alongside.core.threads.actions import tie
from alongside.kit import clock, events
from alongside.kit.refused import Refused

MISSING = {
    "fixed": gettext_lazy("Say what is fixed and cannot change, so that nobody gives time to what is settled."),
    "open_to_change": gettext_lazy("Say what is open to change; if nothing is, do not ask."),
    "information": gettext_lazy("Give people what they need to know to answer."),
    "decider": gettext_lazy("Name who decides."),
    "closes_at": gettext_lazy("Say when it closes."),
    "answer_by": gettext_lazy("Promise a day by which you answer."),
}


@transaction.atomic
def draft_question(*, initiative: Initiative, stage: str, prompt: str, actor: Party | None, **details: Any) -> Question:
    """Write a question down as a draft, for one stage of the method. `details` are columns of Question."""
    require("question.write", party=actor, initiative=initiative)
    if not prompt.strip():
        raise Refused(_("Write the question."), "prompt")
    question = Question.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        stage=stage,
        block=initiative.method.stage(stage).block,
        prompt=prompt.strip(),
        **details,
    )
    tie(source=initiative, target=question, relation="asked")
    write_audit(act="draft_question", record=question, actor=actor, after={"state": "draft"})
    return question


@transaction.atomic
def edit_question(*, question: Question, actor: Party | None, **details: Any) -> Question:
    """Change a draft. What was asked of people does not change under their hands once it is open."""
    require("question.write", party=actor, initiative=question.initiative)
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.state != Question.State.DRAFT:
        raise Refused(_("People have begun to answer: the question stays as it was asked."))
    for name, value in details.items():
        setattr(question, name, value)
    try:
        with transaction.atomic():
            question.save(update_fields=list(details))
    except IntegrityError:
        raise Refused(_("It must close after it opens."), "closes_at") from None
    write_audit(act="edit_question", record=question, actor=actor, after={"changed": sorted(details)})
    return question


@transaction.atomic
def add_document(*, question: Question, title: str, actor: Party | None, **details: Any) -> Document:
    """Add a file or a page to the information pack."""
    require("question.write", party=actor, initiative=question.initiative)
    document = Document.objects.create(
        organisation_id=question.organisation_id, question=question, title=title, **details
    )
    write_audit(act="add_document", record=document, actor=actor)
    return document


def plan_of(question: Question) -> rules.Plan:
    """Return what the gate of rule 5 looks at."""
    return rules.Plan(
        fixed=question.fixed,
        open_to_change=question.open_to_change,
        information=question.information,
        has_decider=question.decider_id is not None,
        opens_at=question.opens_at,
        closes_at=question.closes_at,
        answer_by=question.answer_by,
    )


@transaction.atomic
def open_question(*, question: Question, actor: Party | None) -> Question:
    """Open a question to contributions (rules 4 and 5).

    Refuses while the initiative is not running, when anything is missing, when it would be open for fewer days
    than the method sets, when the answer is promised before it closes, after a published decision, and whatever the
    gates of the method refuse.
    """
    require("question.open", party=actor, initiative=question.initiative)
    question = Question.objects.select_for_update().select_related("initiative").get(pk=question.pk)
    initiative = question.initiative
    if question.state != Question.State.DRAFT:
        raise Refused(_("It has been opened already."))
    if initiative.state not in {Initiative.State.LIVE, Initiative.State.ASSESSING}:
        raise Refused(_("The initiative must be running before it asks anybody anything."))
    plan = plan_of(question)
    for name in rules.missing_to_open(plan):
        raise Refused(str(MISSING[name]), name)
    days = int(question.settings.get("least_open_days", initiative.method.least_open_days))
    days = max(days, initiative.method.least_open_days)
    wrong = rules.wrong_times(plan=plan, now=clock.now(), least_open_days=days)
    if wrong == "closes_at":
        raise Refused(_("People need at least %(days)s days to answer. Close it later.") % {"days": days}, wrong)
    if wrong:
        raise Refused(_("You cannot promise an answer for before it closes. Choose a later day."), wrong)
    pass_gates(question)
    question.state = Question.State.OPEN
    question.opens_at = question.opens_at or clock.now()
    try:
        with transaction.atomic():
            question.save(update_fields=["state", "opens_at"])
    except IntegrityError as problem:
        raise Refused(_("It has been decided; a new question must be asked.")) from problem
    write_audit(act="open_question", record=question, actor=actor, before={"state": "draft"}, after={"state": "open"})
    events.tell(QuestionOpened(question=question))
    return question


@transaction.atomic
def close_question(*, question: Question, actor: Party | None) -> Question:
    """Close a question at its time; never before, since people were told how long they have."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.state != Question.State.OPEN:
        raise Refused(_("It is not open."))
    if question.closes_at is None or clock.now() < question.closes_at:
        raise Refused(_("People were told that they have until its closing time. It closes then."))
    question.state = Question.State.CLOSED
    question.save(update_fields=["state"])
    write_audit(act="close_question", record=question, actor=actor, before={"state": "open"}, after={"state": "closed"})
    events.tell(QuestionClosed(question=question))
    return question


@transaction.atomic
def add_theme(*, question: Question, title: str, actor: Party | None, description: str = "") -> Theme:
    """Add a theme under which contributions to a question are gathered; the same title gives the same theme."""
    require("contribution.theme", party=actor, initiative=question.initiative)
    if not title.strip():
        raise Refused(_("Name the theme in a few words."), "title")
    theme, created = Theme.objects.get_or_create(
        organisation_id=question.organisation_id,
        question=question,
        title=title.strip()[:200],
        defaults={"description": description},
    )
    if created:
        write_audit(act="add_theme", record=theme, actor=actor)
    return theme
