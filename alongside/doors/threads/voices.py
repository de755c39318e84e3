"""What people said on a thread, and what was said back to them."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.contributions.models import Channel, Contribution
from alongside.core.questions.models import Question, Theme
from alongside.core.recognition.models import Recognition
from alongside.core.threads.queries import Step
from alongside.doors.initiatives.showing import side_name
from alongside.doors.threads.gathering import Telling, link_of_question
from alongside.kit import clock
from alongside.kit.parts import ThreadItem
from alongside.kit.time import local_day, say_day, say_due


def contribution(telling: Telling, row: Contribution, step: Step) -> None:
    """Tell what somebody gave: the words where they are public or the reader's own, else only that it was given."""
    mine = row.pk == telling.own
    gone = row.state != Contribution.State.RECEIVED
    visible = (row.public or mine) and not gone
    is_start = row.pk == telling.start
    if not is_start and not visible:
        return
    by = row.party.name if row.party and (row.named or mine) else ""
    channel = "" if row.channel == Channel.WEB else str(Channel(row.channel).label)
    title, note = _title_and_note(is_start=is_start, gone=gone, visible=visible, named=bool(by))
    telling.add(
        row.at,
        1,
        ThreadItem(
            side=side_name(row.side),
            title=title,
            when=" · ".join(filter(None, (say_day(row.at), channel))),
            quote=row.text if visible else "",
            quote_by=by,
            note=note,
            language=row.language if visible else "",
        ),
    )
    if is_start and row.question:
        question(telling, row.question, step)


def _title_and_note(*, is_start: bool, gone: bool, visible: bool, named: bool) -> tuple[str, str]:
    if gone:
        return _("Taken back by the person who gave it"), _("It stays counted, without its words.")
    if not visible:
        return _("The word"), _("The writer did not ask us to publish it, so the words stay between us.")
    return _("The word") if is_start else _("A voice"), "" if named else _("The writer is not named here.")


def recognition(telling: Telling, row: Recognition, step: Step) -> None:
    """Tell what was said back: a receipt, an answer, thanks; the words only where they are public or one's own."""
    form = Recognition.Form
    mine = row.contribution_id is not None and row.contribution_id == telling.own
    about = telling.records.found.get(row.contribution_id) if row.contribution_id else None
    if row.form == form.RECEIPT and isinstance(about, Contribution):
        title = _("Received, with a promise")
        telling.add(row.at, 2, ThreadItem(side="public", title=title, when=say_day(row.at), body=_promise(about)))
    if row.form == form.ACKNOWLEDGEMENT:
        title = _("Read by a person, who wrote back")
        telling.add(row.at, 6, ThreadItem(side="public", title=title, when=say_day(row.at), **_words(row, mine=mine)))
    if row.form == form.THANKS:
        said = _words(row, mine=mine)
        telling.add(
            row.at, 6, ThreadItem(side="together", title=_("Thanks"), when=say_day(row.at), label=_("Thanks"), **said)
        )
    if row.form == form.ANSWER and mine:  # To others, the decision and its words to each theme say the same.
        telling.add(
            row.at, 5, ThreadItem(side="public", title=_("Answered"), when=say_day(row.at), **_words(row, mine=True))
        )


def _words(row: Recognition, *, mine: bool) -> dict[str, Any]:
    if not (mine or row.public):
        return {"note": _("What was written stays between the two.")}
    return {"quote": row.text, "quote_by": row.from_party.name if row.from_party else ""}


def _promise(row: Contribution) -> str:
    promised = _("Answer promised by %(day)s.") % {"day": say_day(row.answer_by)}
    if row.answered_at:
        day = local_day(row.answered_at)
        kept = _("Kept, on %(day)s.") if day <= row.answer_by else _("Broken: it came on %(day)s.")
        return f"{promised} {kept % {'day': say_day(day)}}"
    if row.answer_by < clock.today():
        return f"{promised} " + _("That was %(when)s. It is late, and we are sorry.") % {"when": say_due(row.answer_by)}
    return f"{promised} " + _("That is %(when)s.") % {"when": say_due(row.answer_by)}


def theme(telling: Telling, row: Theme, step: Step) -> None:
    """Tell under what somebody's words were gathered, and how many said the same."""
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


def _closing_of(telling: Telling, row: Theme) -> datetime:
    """Return when the theme's question closed, as far as the thread knows; a theme has no time of its own."""
    for other in telling.records.found.values():
        asked = other if isinstance(other, Question) else getattr(other, "question", None)
        if isinstance(asked, Question) and asked.pk == row.question_id and asked.closes_at:
            return asked.closes_at
    return clock.now()


def question(telling: Telling, row: Question, step: Step) -> None:
    """Tell what was asked."""
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
            links=link_of_question(row, _("Read the question")),
        ),
    )
