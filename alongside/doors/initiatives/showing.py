"""Turns what was read about an initiative into the parts that its pages draw."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.core.accounts.queries import Given
from alongside.core.decisions.models import Action
from alongside.core.initiatives.models import Commitment, Initiative, StageRun
from alongside.core.questions.models import Question
from alongside.core.questions.queries import is_vote
from alongside.core.services.measures import MeasureChart, measure_chart
from alongside.core.services.models import Observation, Outcome
from alongside.kit import clock, parts
from alongside.kit.money import money
from alongside.kit.time import say_day, say_due, say_hours

CO_VERBS = {
    "commission": (
        gettext_lazy("Decide together"),
        gettext_lazy("What is it for, what comes first, who pays for what."),
    ),
    "design": (gettext_lazy("Shape it together"), gettext_lazy("How it should work, asked of those who use it.")),
    "deliver": (gettext_lazy("Do it together"), gettext_lazy("Run it, carry it, be there for somebody.")),
    "assess": (gettext_lazy("Judge it together"), gettext_lazy("Look at it, rate it, say what must be mended.")),
}


def amount_of(commitment: Commitment) -> str:
    """Write how much a commitment promises: hours, money, or nothing where it says no amount."""
    if commitment.amount is None:
        return ""
    return say_hours(commitment.amount) if commitment.unit == "minutes" else money(commitment.amount)


def promise_line(commitment: Commitment) -> tuple[str, str]:
    """Return what is promised, and in a smaller line how much, for how long, on what condition."""
    until = _("until %(day)s") % {"day": say_day(commitment.lapses_on)} if commitment.lapses_on else ""
    kept = _("kept") if commitment.state == Commitment.State.KEPT else ""
    return commitment.what, " · ".join(
        filter(None, (amount_of(commitment), commitment.period, commitment.condition, until, kept))
    )


def charter_of(commitments: Iterable[Commitment], *, today: date) -> parts.Charter | None:
    """Return the charter: what the two sides accepted of each other; None while nothing is accepted."""
    held = [
        one
        for one in commitments
        if one.state in {Commitment.State.ACCEPTED, Commitment.State.KEPT}
        and not (one.lapses_on and one.lapses_on < today)
    ]
    if not held:
        return None
    sides = {
        side: tuple(promise_line(one) for one in held if one.membership.side == side) for side in ("public", "citizen")
    }
    newest = max(one.accepted_at for one in held if one.accepted_at)
    return parts.Charter(
        public=parts.CharterSide(label=_("What we do"), promises=sides["public"]),
        citizens=parts.CharterSide(label=_("What you do"), promises=sides["citizen"]),
        agreed=_("Each promise was accepted by the other side; the newest on %(day)s.") % {"day": say_day(newest)},
    )


def stage_rail(initiative: Initiative, runs: Iterable[StageRun]) -> list[parts.Stage]:
    """Return the stages of the method: done, open now, or still to come; one before an opened one was passed over."""
    latest: dict[str, StageRun] = {run.key: run for run in runs}
    shown = []
    furthest = max((at for at, stage in enumerate(initiative.method.stages) if stage.key in latest), default=-1)
    for at, stage in enumerate(initiative.method.stages):
        run = latest.get(stage.key)
        if run is None and at < furthest:
            shown.append(parts.Stage(label=str(stage.title), state="done", note=_("passed over")))
        elif run is None:
            shown.append(parts.Stage(label=str(stage.title), state="next", note=str(stage.happens)))
        elif run.closed_at is None:
            shown.append(parts.Stage(label=str(stage.title), state="now", note=str(stage.happens)))
        else:
            note = _("closed %(day)s") % {"day": say_day(run.closed_at)}
            shown.append(parts.Stage(label=str(stage.title), state="done", note=note))
    return shown


def address_of(question: Question) -> str:
    """Return where a question is answered: the page of its block, or its thread where the block has none."""
    try:
        return reverse(f"{question.block}:question", args=[question.pk])
    except NoReverseMatch:
        return reverse("thread", args=["question", question.pk])


def said_count(shown: int | None, *, voted: bool = False) -> str:
    """Say how many took part, from `core.questions.queries.shown_counts`: None stands for fewer than ten (rule 15)."""
    if not shown:
        return _said_few(is_nobody=shown == 0, voted=voted)
    if voted:
        return ngettext("%(count)s has voted", "%(count)s have voted", shown) % {"count": f"{shown:,}"}
    return ngettext("%(count)s has answered", "%(count)s have answered", shown) % {"count": f"{shown:,}"}


def _said_few(*, is_nobody: bool, voted: bool) -> str:
    if voted:
        return _("Nobody has voted yet") if is_nobody else _("Fewer than ten have voted so far")
    return _("Nobody has answered yet") if is_nobody else _("Fewer than ten have answered so far")


def question_card(question: Question, *, shown: int | None) -> dict[str, Any]:
    """Return what the card of a question says: whose turn it is, until when, how many took part, where to go."""
    foot = said_count(shown, voted=is_vote(question))
    card = {"title": question.prompt, "link": address_of(question), "foot": foot}
    if question.state == Question.State.OPEN and question.closes_at and question.closes_at > clock.now():
        kicker = _("Your turn · closes %(when)s") % {"when": say_due(question.closes_at)}
        return card | {"side": "citizens", "kicker": kicker, "text": question.open_to_change, "turn": "citizens"}
    if question.state != Question.State.DECIDED and question.answer_by:
        late = question.answer_by < clock.today()
        kicker = (_("We owe an answer · due %(when)s") if late else _("Our turn · answer due %(when)s")) % {
            "when": say_due(question.answer_by)
        }
        return card | {"side": "public", "kicker": kicker, "text": "", "turn": "public", "late": late}
    return card | {
        "side": "together",
        "kicker": _("Decided"),
        "text": getattr(question, "result", ""),
        "turn": "decided",
    }


def action_line(action: Action) -> dict[str, Any]:
    """Return what is said of an action: whose it is, its state in words with a kind, when it is due, its proof."""
    side = "public" if action.owner.side == "public" else "citizens"
    line = {"what": action.what, "side": side, "id": action.pk, "proof": action.proof, "due": say_day(action.due)}
    if action.confirmed_at:
        return line | {"status": _("Done, and confirmed"), "kind": "kept"}
    if action.done_at:
        return line | {"status": _("Done, not confirmed yet"), "kind": "care"}
    if action.returned_at and not action.explained:
        not_done = {"status": _("Not done, says the other side"), "kind": "late", "proof": action.returned_why}
        return line | not_done
    if action.explained:
        return line | {"status": _("Will not be done"), "kind": "late", "proof": action.explained}
    if action.due < clock.today():
        return line | {"status": _("Late"), "kind": "late"}
    return line | {"status": _("Due %(when)s") % {"when": say_due(action.due)}, "kind": ""}


def ledger_rows(given: Given) -> list[parts.LedgerRow]:
    """Return what both sides gave, time and money side by side, never netted; empty while nobody booked anything."""
    rows = []
    if given.public_minutes or given.citizen_minutes:
        rows.append(
            parts.LedgerRow(
                label=_("Time"),
                public=given.public_minutes,
                citizens=given.citizen_minutes,
                public_text=say_hours(given.public_minutes),
                citizens_text=say_hours(given.citizen_minutes),
            )
        )
    if given.public_pence or given.citizen_pence:
        rows.append(
            parts.LedgerRow(
                label=_("Money"),
                public=given.public_pence,
                citizens=given.citizen_pence,
                public_text=money(given.public_pence),
                citizens_text=money(given.citizen_pence),
            )
        )
    return rows


def measure_charts(measures: Mapping[Outcome, list[Observation]]) -> list[tuple[Outcome, MeasureChart]]:
    """Draw each measure that has a reading."""
    drawn = ((outcome, measure_chart(outcome, readings)) for outcome, readings in measures.items())
    return [(outcome, shown) for outcome, shown in drawn if shown is not None]


def promises_of(initiative: Any) -> parts.Promises:
    """Return how promised answers went, from the numbers that `queries.with_promises` adds; overdue ones are late."""
    return parts.Promises(
        kept=initiative.kept, late=initiative.late + initiative.overdue, waiting=initiative.waiting - initiative.overdue
    )


def side_name(side: str) -> parts.Side:
    """Return the kit's name of a side of the core."""
    return "public" if side == "public" else "citizens"
