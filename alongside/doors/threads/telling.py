"""Turns the records on a thread into what the page says of each: on whose strand, when, in which words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.contributions.models import Contribution
from alongside.core.decisions.models import Action, Decision
from alongside.core.initiatives.models import Initiative
from alongside.core.services.models import Observation
from alongside.core.threads.queries import Step
from alongside.doors.initiatives.showing import side_name
from alongside.doors.threads import voices
from alongside.doors.threads.gathering import Telling, link_of_question
from alongside.doors.threads.records import Records
from alongside.doors.threads.seeing import seen_steps
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.parts import Side, ThreadItem
from alongside.kit.time import say_day, say_due, say_hours


def tell(*, steps: list[Step], records: Records, start: UUID, own: UUID | None) -> list[ThreadItem]:
    """Return the items of a thread in the order of time. Steps whose record may not be shown are passed over."""
    telling = Telling(records=records, start=start, own=own)
    for step in seen_steps(steps, records=records, start=start):
        if tell_it := TELLERS.get(step.kind):
            tell_it(telling, records.found[step.id], step)
    items = [item for _at, _order, item in sorted(telling.said, key=lambda said: said[:2])]
    return _with_crossings(items)


def _with_crossings(items: list[ThreadItem]) -> list[ThreadItem]:
    """Let the first word of the one side after the other's be drawn as its answer."""
    drawn: list[ThreadItem] = []
    for item in items:
        before = drawn[-1].side if drawn else item.side
        crosses = item.side == "public" and before == "citizens"
        drawn.append(replace(item, answers=crosses))
    return drawn


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
            links=link_of_question(row.question, _("Read the whole answer")),
        ),
    )


def _action(telling: Telling, row: Action, step: Step) -> None:
    side = side_name(row.owner.side)
    at: date | datetime
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
    if row.returned_at:
        _returned(telling, row)
    telling.add(at, 5, ThreadItem(side=side, title=row.what, when=when, body=body, note=note))


def _returned(telling: Telling, row: Action) -> None:
    """Tell that the other side did not agree that it was done, and why."""
    other: Side = "citizens" if row.owner.side == "public" else "public"
    title, when = _("Not done, said the other side"), say_day(row.returned_at) if row.returned_at else ""
    telling.add(row.returned_at or row.due, 5, ThreadItem(side=other, title=title, when=when, body=row.returned_why))


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
            side=side_name(row["account__side"] or "public"),
            title=_("Put in: %(amount)s") % {"amount": amount},
            when=say_day(row["transaction__at"]),
            body=row["transaction__what"],
        ),
    )


TELLERS: dict[str, Callable[[Telling, Any, Step], None]] = {
    "contribution": voices.contribution,
    "recognition": voices.recognition,
    "theme": voices.theme,
    "decision": _decision,
    "action": _action,
    "observation": _observation,
    "question": voices.question,
    "initiative": _initiative,
    "transaction": _given,
}
