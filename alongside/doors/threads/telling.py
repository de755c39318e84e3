"""Turns the records on a thread into what the page says of each: on whose strand, when, in which words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.contributions.models import Channel, Contribution
from alongside.core.decisions.models import Action, Decision
from alongside.core.initiatives.models import Initiative
from alongside.core.questions.models import Question, Theme
from alongside.core.recognition.models import Recognition
from alongside.core.services.models import Observation
from alongside.core.threads.queries import Step
from alongside.doors.threads.records import Records
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.parts import Side, ThreadItem
from alongside.kit.time import local_day, say_day, say_due, say_hours

VOICES = 2
"""How many public voices stand under one theme before the rest is only counted."""


@dataclass
class Telling:
    """What the page says, gathered; `own` is the contribution that the reader gave, if it is theirs."""

    records: Records
    start: UUID
    own: UUID | None = None
    said: list[tuple[datetime, int, ThreadItem]] = field(default_factory=list)
    voices: dict[UUID, int] = field(default_factory=dict)

    def add(self, at: date | datetime, order: int, item: ThreadItem) -> None:
        """Put one item at its time; of two at one time the lower order stands first."""
        moment = at if isinstance(at, datetime) else datetime.combine(at, time(12), tzinfo=ZoneInfo("UTC"))
        self.said.append((moment, order, item))


def tell(*, steps: list[Step], records: Records, start: UUID, own: UUID | None) -> list[ThreadItem]:
    """Return the items of a thread in the order of time. Steps whose record may not be shown are passed over."""
    telling = Telling(records=records, start=start, own=own)
    for step in sorted(steps, key=lambda step: step.depth):
        row = records.found.get(step.id)
        if row is not None:
            TELLERS[step.kind](telling, row, step)
    items = [item for _at, _order, item in sorted(telling.said, key=lambda said: said[:2])]
    return _with_crossings(items)


def _with_crossings(items: list[ThreadItem]) -> list[ThreadItem]:
    """Let the first word of the one side after the other's be drawn as its answer."""
    from dataclasses import replace

    drawn: list[ThreadItem] = []
    for item in items:
        before = drawn[-1].side if drawn else item.side
        crosses = item.side == "public" and before == "citizens"
        drawn.append(replace(item, answers=crosses))
    return drawn


def side_of(side: str) -> Side:
    """Return the kit's name of a side of the core."""
    return "public" if side == "public" else "citizens"


def _link_of_question(question: Question, words: str) -> tuple[tuple[str, str], ...]:
    try:
        return ((words, reverse(f"{question.block}:question", args=[question.pk])),)
    except NoReverseMatch:
        return ()


def _contribution(telling: Telling, row: Contribution, step: Step) -> None:
    mine = row.pk == telling.own
    gone = row.state != Contribution.State.RECEIVED
    visible = (row.public or mine) and not gone
    is_start = row.pk == telling.start
    if not is_start and (not visible or telling.voices.get(step.from_id or row.pk, 0) >= VOICES):
        return
    telling.voices[step.from_id or row.pk] = telling.voices.get(step.from_id or row.pk, 0) + 1
    by = row.party.name if row.party and (row.named or mine) else ""
    channel = "" if row.channel == Channel.WEB else Channel(row.channel).label
    if gone:
        title, note = _("Taken back by the person who gave it"), _("It stays counted, without its words.")
    elif visible:
        title, note = (_("The word") if is_start else _("A voice")), ("" if by else _("The writer is not named here."))
    else:
        title, note = _("The word"), _("The writer did not ask us to publish it, so the words stay between us.")
    telling.add(
        row.at,
        1,
        ThreadItem(
            side=side_of(row.side),
            title=title,
            when=" · ".join(filter(None, (say_day(row.at), channel))),
            quote=row.text if visible else "",
            quote_by=by,
            note=note,
            language=row.language if visible else "",
        ),
    )
    if is_start and row.question:
        _question(telling, row.question, step)


def _recognition(telling: Telling, row: Recognition, step: Step) -> None:
    form = Recognition.Form
    mine = row.contribution_id is not None and row.contribution_id == telling.own
    about = telling.records.found.get(row.contribution_id) if row.contribution_id else None
    if row.form == form.RECEIPT:
        if isinstance(about, Contribution):
            telling.add(
                row.at,
                2,
                ThreadItem(
                    side="public", title=_("Received, with a promise"), when=say_day(row.at), body=_promise(about)
                ),
            )
        return
    if row.form == form.ANSWER and not mine:
        return  # The decision and its words to each theme stand on the thread themselves.
    titles = {
        form.ACKNOWLEDGEMENT: _("Read by a person, who wrote back"),
        form.ANSWER: _("Answered"),
        form.THANKS: _("Thanks"),
    }
    words = row.text if mine or row.public else ""
    who = row.from_party.name if row.from_party and (mine or row.public) else ""
    telling.add(
        row.at,
        5 if row.form == form.ANSWER else 6,
        ThreadItem(
            side="public" if row.form != form.THANKS else "together",
            label="" if row.form != form.THANKS else _("Thanks"),
            title=titles[form(row.form)],
            when=say_day(row.at),
            quote=words,
            quote_by=who,
            note="" if words else _("What was written stays between the two."),
        ),
    )


def _promise(row: Contribution) -> str:
    promised = _("Answer promised by %(day)s.") % {"day": say_day(row.answer_by)}
    if row.answered_at:
        day = local_day(row.answered_at)
        kept = _("Kept, on %(day)s.") if day <= row.answer_by else _("Broken: it came on %(day)s.")
        return f"{promised} {kept % {'day': say_day(day)}}"
    if row.answer_by < clock.today():
        return f"{promised} " + _("That was %(when)s. It is late, and we are sorry.") % {"when": say_due(row.answer_by)}
    return f"{promised} " + _("That is %(when)s.") % {"when": say_due(row.answer_by)}


def _theme(telling: Telling, row: Theme, step: Step) -> None:
    count = telling.records.counts.get(row.pk)
    from_one = isinstance(telling.records.found.get(telling.start), Contribution)
    if count is None:
        body = _("How many said this is not shown, so that nobody can be picked out.")
    elif from_one and count > 1:
        body = ngettext("And %(count)s other said this.", "And %(count)s others said this.", count - 1) % {
            "count": count - 1
        }
    else:
        body = ngettext("%(count)s person said this.", "%(count)s people said this.", count) % {"count": count}
    closes = _closing_of(telling, row)
    telling.add(
        closes,
        3,
        ThreadItem(
            side="citizens",
            title=_("Gathered under “%(theme)s”") % {"theme": row.title},
            when=_("after it closed"),
            body=body,
            note=row.description,
        ),
    )


def _closing_of(telling: Telling, theme: Theme) -> datetime:
    """Return when the theme's question closed, as far as the thread knows; a theme has no time of its own."""
    for row in telling.records.found.values():
        question = row if isinstance(row, Question) else getattr(row, "question", None)
        if isinstance(question, Question) and question.pk == theme.question_id and question.closes_at:
            return question.closes_at
    return clock.now()


def _decision(telling: Telling, row: Decision, step: Step) -> None:
    if row.published_at is None:
        return
    answers = " ".join(
        _("“%(theme)s”: %(verdict)s. %(why)s") % said for said in telling.records.answers.get(row.pk, [])
    )
    replaced = _("Replaced by a later decision.") if row.state == Decision.State.SUPERSEDED else ""
    by = row.decided_by.party.name if row.decided_by and row.decided_by.named_publicly else ""
    # Whoever gave something looks for the answer to it first; whoever reads a decision, for its reason.
    for_giver = isinstance(telling.records.found.get(telling.start), Contribution) and answers
    body, beneath = (answers, row.reason) if for_giver else (row.reason, answers)
    telling.add(
        row.published_at,
        4,
        ThreadItem(
            side="together",
            label=_("Decided"),
            title=row.result,
            body=body,
            when=" · ".join(filter(None, (say_day(row.published_at), by))),
            note=" ".join(filter(None, (beneath, replaced))),
            links=_link_of_question(row.question, _("Read the whole answer")),
        ),
    )


def _action(telling: Telling, row: Action, step: Step) -> None:
    side = side_of(row.owner.side)
    if row.done_at:
        body = _("Done. %(proof)s") % {"proof": row.proof}
        when, at = say_day(row.done_at), row.done_at
        note = (
            _("Confirmed by the other side on %(day)s.") % {"day": say_day(row.confirmed_at)}
            if row.confirmed_at
            else _("The other side has not confirmed it yet.")
        )
    elif row.explained:
        body, when, at, note = row.explained, _("will not be done"), row.due, ""
    else:
        late = row.due < clock.today()
        body = _("Promised for %(day)s.") % {"day": say_day(row.due)}
        note = _("It is late: it was due %(when)s.") % {"when": say_due(row.due)} if late else ""
        when, at = (_("late") if late else _("to come")), max(row.due, clock.today())
    telling.add(at, 5, ThreadItem(side=side, title=row.what, when=when, body=body, note=note))


def _observation(telling: Telling, row: Observation, step: Step) -> None:
    value = f"{row.value.normalize():f}"
    before = getattr(row, "baseline_value", None)
    measure = {"measure": row.outcome.measure, "now": value, "unit": row.outcome.unit}
    if before is not None and not row.baseline:
        title = _("%(measure)s: %(first)s to %(now)s %(unit)s") % (measure | {"first": f"{before.normalize():f}"})
        body = _("Before and after, nothing else. Other things changed in that time too, so we cannot say what did it.")
    else:
        title, body = _("%(measure)s: %(now)s %(unit)s") % measure, ""
    counted = _("%(n)s counted.") % {"n": row.n} if row.n and row.n >= 10 else ""
    telling.add(
        row.on,
        7,
        ThreadItem(
            side="together",
            label=_("What we see now"),
            title=title,
            when=say_day(row.on),
            body=body,
            note=" ".join(filter(None, (_("Source: %(source)s.") % {"source": row.source}, counted))),
            links=((_("The whole series"), reverse("measure", args=[row.outcome_id])),),
        ),
    )


def _question(telling: Telling, row: Question, step: Step) -> None:
    closes = _("Open until %(day)s.") % {"day": say_day(row.closes_at)} if row.closes_at else ""
    telling.add(
        row.opens_at or row.created_at,
        0,
        ThreadItem(
            side="public",
            title=row.prompt,
            label=_("We asked"),
            when=say_day(row.opens_at or row.created_at),
            body=_("Open to change: %(what)s.") % {"what": row.open_to_change.rstrip(".")},
            note=closes if row.state == Question.State.OPEN else "",
            links=_link_of_question(row, _("Read the question")),
        ),
    )


def _initiative(telling: Telling, row: Initiative, step: Step) -> None:
    grew = step.via == "grew"
    telling.add(
        row.created_at,
        -1,
        ThreadItem(
            side="together",
            label=_("It grew into something new") if grew else _("Where it began"),
            title=row.title,
            when=say_day(row.created_at),
            body=row.summary,
            links=((_("What goes on there"), reverse("initiative", args=[row.slug])),),
        ),
    )


def _given(telling: Telling, row: dict[str, Any], step: Step) -> None:
    is_time = row["account__unit"] == "minutes"
    amount = say_hours(row["total"]) if is_time else money(row["total"], row["account__currency"] or "GBP")
    telling.add(
        row["transaction__at"],
        6,
        ThreadItem(
            side=side_of(row["account__side"] or "public"),
            title=_("Put in: %(amount)s") % {"amount": amount},
            when=say_day(row["transaction__at"]),
            body=row["transaction__what"],
        ),
    )


TELLERS: dict[str, Callable[[Telling, Any, Step], None]] = {
    "contribution": _contribution,
    "recognition": _recognition,
    "theme": _theme,
    "decision": _decision,
    "action": _action,
    "observation": _observation,
    "question": _question,
    "initiative": _initiative,
    "transaction": _given,
}
