"""Writes of those who ask: the question, its items and documents, opening, closing, reminding."""

from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.blocks.ask import files
from alongside.blocks.ask.models import Item
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.actions import close_stage, open_stage
from alongside.core.initiatives.methods import Stage
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.messages.actions import tell
from alongside.core.people.models import Party
from alongside.core.questions import rules as question_rules
from alongside.core.questions.actions import (
    MISSING,
    add_document,
    close_question,
    draft_question,
    open_question,
    plan_of,
)
from alongside.core.questions.models import Document, Question
from alongside.core.services.models import Place
from alongside.kit import clock
from alongside.kit.refused import Refused


@transaction.atomic
def write_question(*, initiative: Initiative, stage: str, prompt: str, actor: Party | None, **details: Any) -> Question:
    """Write a question down as a draft that asks for one free text; more items can be added."""
    question = draft_question(initiative=initiative, stage=stage, prompt=prompt, actor=actor, **details)
    Item.objects.create(
        organisation_id=question.organisation_id,
        question=question,
        position=1,
        kind=Item.Kind.LONG,
        prompt=_("What do you want to say about it?"),
        required=True,
    )
    return question


def problems_of(question: Question) -> dict[str, str]:
    """Return everything that keeps a question from opening (rule 5), each in words, by the name of its field."""
    plan = plan_of(question)
    problems = {name: str(MISSING[name]) for name in question_rules.missing_to_open(plan)}
    days = max(int(question.settings.get("least_open_days", 0)), question.initiative.method.least_open_days)
    wrong = question_rules.wrong_times(plan=plan, now=clock.now(), least_open_days=days)
    if wrong == "closes_at" and wrong not in problems:
        problems[wrong] = _("People need at least %(days)s days to answer. Close it later.") % {"days": days}
    if plan.closes_at and plan.answer_by and plan.answer_by < plan.closes_at.date():
        problems["answer_by"] = _("You cannot promise an answer for before it closes. Choose a later day.")
    return problems


@transaction.atomic
def open_now(*, question: Question, actor: Party | None) -> Question:
    """Open a question and the stage that it belongs to; the stages before it are over."""
    require("question.open", party=actor, initiative=question.initiative)
    opened = open_question(question=question, actor=actor)
    # The stages follow from the opening, whoever may open: that person need not be a manager.
    for stage in opened.initiative.method.stages:
        if stage.key == opened.stage:
            break
        close_stage(initiative=opened.initiative, key=stage.key, actor=None)
    open_stage(initiative=opened.initiative, key=opened.stage, actor=None)
    return opened


def stage_for(*, question: Question, act: str) -> Stage | None:
    """Return the first stage of the method, from the question's own on, in which an act is done."""
    stages = question.initiative.method.stages
    start = [stage.key for stage in stages].index(question.stage)
    return next((stage for stage in stages[start:] if act in stage.acts), None)


@transaction.atomic
def close_and_read(*, question: Question, actor: Party | None) -> Question:
    """Close a question whose time has passed, and open the stage in which its answers are read."""
    require("initiative.manage", party=actor, initiative=question.initiative)
    closed = close_question(question=question, actor=actor)
    others = Question.objects.filter(
        organisation_id=closed.organisation_id, initiative_id=closed.initiative_id, stage=closed.stage, state="open"
    )
    if not others.exists():
        close_stage(initiative=closed.initiative, key=closed.stage, actor=actor)
    reading = stage_for(question=closed, act="contribution.theme")
    if reading:
        open_stage(initiative=closed.initiative, key=reading.key, actor=actor)
    return closed


@transaction.atomic
def begin_deciding(*, question: Question, actor: Party | None) -> None:
    """Open the stage in which the question is decided."""
    require("initiative.manage", party=actor, initiative=question.initiative)
    deciding = stage_for(question=question, act="decision.write")
    if deciding is None:
        raise Refused(_("This method has no stage in which it is decided."))
    open_stage(initiative=question.initiative, key=deciding.key, actor=actor)


def _draft(question: Question, actor: Party | None) -> Question:
    require("question.write", party=actor, initiative=question.initiative)
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.state != Question.State.DRAFT:
        raise Refused(_("People have begun to answer: the question stays as it was asked."))
    return question


def _check_item(item: Item) -> None:
    """Refuse an item that could not be answered."""
    if not item.prompt.strip():
        raise Refused(_("Write what you ask."), "prompt")
    if item.kind in {Item.Kind.ONE, Item.Kind.SEVERAL}:
        if len(item.options) < 2:
            raise Refused(_("Give at least two answers to choose from, one on each line."), "options")
        if len({option.casefold() for option in item.options}) < len(item.options):
            raise Refused(_("Two of the answers are the same."), "options")
        if len(item.options) > 30 or any(len(option) > 200 for option in item.options):
            raise Refused(_("At most 30 answers, of at most 200 characters each."), "options")
    if item.kind == Item.Kind.SCALE and not (item.low.strip() and item.high.strip()):
        raise Refused(_("Say in words what the two ends of the scale mean."), "low" if not item.low.strip() else "high")
    if item.least is not None and item.most is not None and item.least > item.most:
        raise Refused(_("The largest number must not be below the smallest."), "most")
    _check_branch(item)


def _check_branch(item: Item) -> None:
    earlier = item.shown_if
    if earlier is None:
        item.shown_values = []
        return
    if earlier.question_id != item.question_id or earlier.position >= item.position or not earlier.choices:
        raise Refused(_("It can depend only on an earlier question with answers to choose from."), "shown_if")
    if not item.shown_values or not set(item.shown_values) <= set(earlier.choices):
        raise Refused(
            _("Write the answers after which it is asked, one on each line, as they stand there: %(choices)s.")
            % {"choices": ", ".join(earlier.choices)},
            "shown_values",
        )


@transaction.atomic
def save_item(*, question: Question, actor: Party | None, item: Item | None = None, **details: Any) -> Item:
    """Add an item at the end of a draft, or change one. `details` are columns of Item."""
    question = _draft(question, actor)
    if item is None:
        last = question.items.order_by("-position").first()
        item = Item(
            organisation_id=question.organisation_id, question=question, position=last.position + 1 if last else 1
        )
    for name, value in details.items():
        setattr(item, name, value)
    _check_item(item)
    for later in Item.objects.filter(shown_if_id=item.pk):
        if not set(later.shown_values) <= set(item.choices):
            raise Refused(
                _("“%(prompt)s” is asked after answers that you took away.") % {"prompt": later.prompt}, "options"
            )
    item.save()
    write_audit(act="save_item", record=item, actor=actor, after={"kind": item.kind})
    return item


@transaction.atomic
def move_item(*, item: Item, up: bool, actor: Party | None) -> None:
    """Change places with the item before or after; never past one that it depends on, or that depends on it."""
    question = _draft(item.question, actor)
    items = list(Item.objects.filter(question=question).order_by("position", "id"))
    at = items.index(item)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(items):
        return
    first, second = (items[to], items[at]) if up else (items[at], items[to])
    if second.shown_if_id == first.pk:
        raise Refused(
            _("“%(second)s” is asked after an answer to “%(first)s”, so it stays below it.")
            % {"second": second.prompt, "first": first.prompt}
        )
    items[at], items[to] = items[to], items[at]
    for position, one in enumerate(items, start=1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
    write_audit(act="move_item", record=item, actor=actor)


@transaction.atomic
def remove_item(*, item: Item, actor: Party | None) -> None:
    """Take an item out of a draft; not the last one, and not one on which another depends."""
    question = _draft(item.question, actor)
    later = Item.objects.filter(question=question, shown_if=item).first()
    if later:
        raise Refused(
            _("“%(prompt)s” is asked after an answer to it. Change that one first.") % {"prompt": later.prompt}
        )
    if Item.objects.filter(question=question).count() < 2:
        raise Refused(_("A question asks at least one thing."))
    write_audit(act="remove_item", record=item, actor=actor)
    item.delete()


@transaction.atomic
def add_to_pack(
    *, question: Question, title: str, actor: Party | None, says: str = "", file: Any = None, url: str = ""
) -> Document:
    """Add a file or a page to the information pack. Refuses neither, both, and a file that people could not open."""
    if not title.strip():
        raise Refused(_("Say what it is."), "title")
    if bool(file) == bool(url.strip()):
        raise Refused(_("Give a file, or the address of a page."), "file")
    if file:
        files.check_document(file)
    return add_document(
        question=question, title=title.strip(), actor=actor, says=says, url=url.strip(), file=file or ""
    )


@transaction.atomic
def remind_area(*, question: Question, place: Place, actor: Party | None) -> int:
    """Tell the people who say that they live in a place, and have not answered, that there is still time; once.

    Returns how many messages went to the outbox, for each as they want to hear from us.
    """
    require("initiative.manage", party=actor, initiative=question.initiative)
    if question.state != Question.State.OPEN:
        raise Refused(_("It is not open: nobody could answer now."))
    answered = Contribution.objects.filter(
        organisation_id=question.organisation_id, question=question, party__isnull=False
    ).values("party")
    people = Party.objects.filter(
        organisation_id=question.organisation_id, home_place=place, erased_at__isnull=True
    ).exclude(pk__in=answered)
    count = 0
    for party in people.select_related("organisation").iterator(chunk_size=500):
        tell(
            party=party,
            topic="news",
            key=f"remind:{question.pk}",
            subject=question.prompt,
            text=_("We have heard little from %(place)s so far. There is time until %(day)s.")
            % {"place": place.name, "day": date_format(question.closes_at, "j F Y") if question.closes_at else ""},
            path=f"/ask/{question.pk}/",
        )
        count += 1
    write_audit(act="remind_area", record=question, actor=actor, after={"place": str(place.pk), "count": count})
    return count
