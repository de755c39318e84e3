"""Writes of those who answer, and of those who enter answers for them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.blocks.ask import rules, sheets
from alongside.blocks.ask.answers import items_of, read_answers
from alongside.blocks.ask.models import Item, Sending
from alongside.blocks.ask.queries import places_of, zone_of
from alongside.core.contributions.actions import enter_paper, receive_contribution
from alongside.core.contributions.models import Channel, Contribution
from alongside.core.contributions.paper import giver_of_sheet
from alongside.core.initiatives.permissions import require
from alongside.core.messages.actions import tell
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.core.services.models import Place
from alongside.kit import clock
from alongside.kit.refused import Refused


def columns_of(
    *, items: list[Item], answers: Mapping[str, Any], publish: Collection[str], places: Mapping[str, Place]
) -> dict[str, Any]:
    """Return the columns of a contribution that hold these answers; `publish` are keys of texts that may be shown.

    `public` is set only where every text may be shown: the words as a whole are then free. Single texts that may be
    shown stand in the body.
    """
    texts = [item.key for item in items if item.is_words and answers.get(item.key)]
    free = [key for key in texts if key in publish]
    place = next((places.get(answers[i.key]) for i in items if i.kind == Item.Kind.PLACE and i.key in answers), None)
    return {
        "body": {"answers": dict(answers), "publish": free, "shown": bool(free), "words": bool(texts)},
        "text": rules.words(items, answers),
        "public": bool(texts) and len(free) == len(texts),
        "place": place,
    }


def _locked(question: Question) -> Question:
    """Return the question under a lock: of two forms with one key the second waits here until the first is in."""
    locked = Question.objects.select_for_update(of=("self",))
    return locked.select_related("initiative__place").get(pk=question.pk)


def _sent(*, question: Question, key: str) -> Contribution | None:
    """Return what came in on the form with this key before; asked under the question's lock."""
    sending = Sending.objects.filter(organisation_id=question.organisation_id, question=question, key=key)
    found = sending.select_related("contribution").first()
    return found.contribution if found else None


def _keep_sent(contribution: Contribution, *, question: Question, key: str) -> None:
    Sending.objects.create(
        organisation_id=contribution.organisation_id,
        question=question,
        key=key,
        contribution=contribution,
    )


def _refuse_second(*, question: Question, party: Party | None) -> None:
    """Refuse a second answer of the same person; whoever gives no name is trusted to answer once."""
    if party is None:
        return
    before = Contribution.objects.filter(
        organisation_id=question.organisation_id, question=question, party=party, state="received"
    ).first()
    if before:
        raise Refused(
            _("You answered this on %(day)s. Each person answers once; you can take that answer back and answer anew.")
            % {"day": date_format(before.at, "j F Y")}
        )


def _tell_receipt(contribution: Contribution) -> None:
    """Write to somebody who is signed in. The code is not in it: it would stand in the outbox for others to read."""
    party, question = contribution.party, contribution.question
    if party is None or question is None:
        return
    tell(
        party=party,
        topic="mine",
        key=f"receipt:{contribution.pk}",
        subject=_("We have your answer: %(prompt)s") % {"prompt": question.prompt},
        text=_("You will have an answer by %(day)s. Until then you can see here how far it is.")
        % {"day": date_format(contribution.answer_by, "j F Y")},
        path=f"/thread/contribution/{contribution.pk}/",
    )


# long: the signature is what a page sends, one name a line
@transaction.atomic
def answer(
    *,
    question: Question,
    raw: Mapping[str, Any],
    actor: Party | None,
    key: str,
    publish: Collection[str] = (),
    named: bool = False,
) -> tuple[Contribution, str]:
    """Take in what somebody answers on a page. Returns it with the receipt's code; "" where this form came before.

    `raw` maps keys of items to what was typed; `key` names the form that was sent, so that twice is once. Refuses
    outside the question's times, what is no answer to an item, and a second answer of the same signed-in person.
    """
    question = _locked(question)
    if before := _sent(question=question, key=key):
        return before, ""
    _refuse_second(question=question, party=actor)
    items, places = items_of(question), places_of(question)
    answers = read_answers(items, raw, places=places)
    contribution, code = receive_contribution(
        initiative=question.initiative,
        question=question,
        form="response",
        actor=actor,
        party=actor,
        named=bool(named and actor),
        language=get_language() or "",
        **columns_of(items=items, answers=answers, publish=publish, places=places),
    )
    _keep_sent(contribution, question=question, key=key)
    _tell_receipt(contribution)
    return contribution, code


def moment_of(*, question: Question, day: date) -> datetime:
    """Return the moment to keep for something that came in on a day: noon there, or within the question's times.

    What came in on the day of opening or closing came while it was open: a desk writes down days, not hours.
    """
    zone = ZoneInfo(zone_of(question))
    moment = datetime.combine(day, time(12), tzinfo=zone)
    if question.closes_at and question.closes_at.astimezone(zone).date() == day:
        moment = min(moment, question.closes_at - timedelta(seconds=1))
    if question.opens_at and question.opens_at.astimezone(zone).date() == day:
        moment = max(moment, question.opens_at)
    return min(moment, clock.now()) if clock.now().astimezone(zone).date() == day else moment


# long: the signature is what a desk writes down, one name a line
@transaction.atomic
def enter_answer(
    *,
    question: Question,
    raw: Mapping[str, Any],
    actor: Party,
    channel: str,
    received_on: date,
    key: str,
    code: str = "",
    may_show: bool = False,
    name: str = "",
    email: str = "",
    phone: str = "",
    named: bool = False,
) -> tuple[Contribution, str]:
    """Enter what somebody wrote on paper, or said on the phone or at a desk. The channel and who entered it are kept.

    On paper a required item may be empty: what was not written is not made up. Returns it with the receipt's code.
    """
    question = _locked(question)
    if before := _sent(question=question, key=key):
        return before, ""
    if channel not in {Channel.PAPER, Channel.PHONE, Channel.IN_PERSON}:
        raise Refused(_("Say how it reached you."), "channel")
    items, places = items_of(question), places_of(question)
    answers = read_answers(items, raw, places=places, demand=False)
    party = giver_of_sheet(question=question, actor=actor, name=name, email=email, phone=phone)
    texts = [item.key for item in items if item.is_words] if may_show else []
    columns = columns_of(items=items, answers=answers, publish=texts, places=places)
    contribution, receipt = enter_paper(
        question=question,
        code=code if channel == Channel.PAPER else "",
        actor=actor,
        channel=channel,
        received_at=moment_of(question=question, day=received_on),
        party=party,
        named=bool(named and party),
        **columns,
    )
    _keep_sent(contribution, question=question, key=key)
    return contribution, receipt


@dataclass(frozen=True)
class Imported:
    """How many answers came out of a file, and what has to be said about how it was read."""

    count: int
    note: str


def check_file(*, question: Question, data: bytes, actor: Party) -> int:
    """Return how many answers a CSV file holds, without entering any; refuses what `import_answers` would not read."""
    require("paper.enter", party=actor, initiative=question.initiative)
    return len(sheets.read_sheet(data, items=items_of(question), places=list(places_of(question))).rows)


# long: it names its keyword arguments one to a line
@transaction.atomic
def import_answers(
    *,
    question: Question,
    data: bytes,
    actor: Party,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Imported:
    """Enter all answers of a CSV file, or none: each that is wrong is named with its line. A file is entered once.

    `progress` is told how many of how many are entered.
    """
    require("paper.enter", party=actor, initiative=question.initiative)
    items, places = items_of(question), places_of(question)
    sheet = sheets.read_sheet(data, items=items, places=list(places))
    _sending, first = Sending.objects.get_or_create(
        organisation_id=question.organisation_id, question=question, key=f"file:{sheet.digest}"
    )
    if not first:
        raise Refused(_("This file was entered before. Nothing was entered a second time."), "file")
    wrong = []
    for done, row in enumerate(sheet.rows, start=1):
        if done % 25 == 0:
            progress(done, len(sheet.rows))
        texts = [item.key for item in items if item.is_words] if row.may_show else []
        columns = columns_of(items=items, answers=row.answers, publish=texts, places=places)
        try:
            receive_contribution(
                initiative=question.initiative,
                question=question,
                form="response",
                actor=actor,
                act="paper.enter",
                channel=row.channel,
                received_at=moment_of(question=question, day=row.received_on),
                **columns,
            )
        except Refused as refused:
            wrong.append(_("Line %(line)s: %(problem)s") % {"line": row.line, "problem": refused.message})
            if len(wrong) == sheets.MOST_PROBLEMS:
                break
    if wrong:
        raise Refused("\n".join([*wrong, _("Nothing was entered.")]), "file")
    return Imported(len(sheet.rows), sheet.note)
