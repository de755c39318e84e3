"""Writes about bank statements: taken in once, matched by reference, and what matches nothing left to a person."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions.collecting import take_payment
from alongside.blocks.fund.actions.standing import check_words
from alongside.blocks.fund.models import BankLine, Collection
from alongside.blocks.fund.rules import references_in
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.kit.refused import Refused
from alongside.standards.camt053 import BankEntry, BankStatement, StatementError, read_statements

State = BankLine.State
GATEWAY = "bank_transfer"


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """What came of a statement: how many lines matched, wait for a person, went out of the account, were known."""

    matched: int = 0
    waiting: int = 0
    went_out: int = 0
    known: int = 0

    def plus(self, name: str) -> "TakenIn":
        """Return it with one more of a sort."""
        return TakenIn(**{**self.__dict__, name: getattr(self, name) + 1})


@transaction.atomic
def take_in_statement(*, initiative: Initiative, data: bytes, actor: Party) -> TakenIn:
    """Take in a bank statement (camt.053), all of it or nothing; the same one twice changes nothing.

    Each line that holds the reference of money asked for, in its amount, pays it. What went out is put aside; the rest
    waits for a person (`match_line`, `put_line_aside`). Act `fund.collect`. Refuses a broken file, with the line.
    """
    require("fund.collect", party=actor, initiative=initiative)
    try:
        statements = read_statements(data)
    except StatementError as problem:
        raise Refused(str(problem), "file") from None
    taken = TakenIn()
    for statement in statements:
        for entry in statement.entries:
            taken = taken.plus(_take_in(initiative, statement, entry, actor))
    write_audit(act="take_in_statement", record=initiative, actor=actor, after=dict(taken.__dict__))
    return taken


def _take_in(initiative: Initiative, statement: BankStatement, entry: BankEntry, actor: Party) -> str:
    came_in = entry.amount > 0
    try:
        with transaction.atomic():
            line = BankLine.objects.create(
                organisation_id=initiative.organisation_id,
                account=statement.account[:40],
                key=entry.key,
                statement=statement.id[:70],
                amount=entry.amount,
                currency=entry.currency,
                booked_on=entry.booked_on,
                words=entry.words,
                state=State.WAITING if came_in else State.ASIDE,
                by=actor,
            )
    except IntegrityError:
        return "known"
    if not came_in:
        return "went_out"
    line.why = _find_and_pay(line, references_in(entry.words, *entry.references))
    line.save(update_fields=["state", "why", "collection"])
    return "matched" if line.state == State.MATCHED else "waiting"


def _find_and_pay(line: BankLine, names: list[str]) -> str:
    """Pay what the one reference asks for; return why it waits for a person, "" where it does not."""
    rows = Collection.objects.filter(organisation_id=line.organisation_id, gateway=GATEWAY, reference__in=names)
    found = list(rows.select_related("pledge")[:2])
    if len(found) != 1:
        return "several references" if found else "no reference"
    return _pay(line, found[0])


def _pay(line: BankLine, collection: Collection) -> str:
    said = take_payment(
        collection=collection, amount=line.amount, currency=line.currency, payment_id=f"bank:{line.key}"
    )
    if said == "paid":
        line.state, line.collection = State.MATCHED, collection
    return "" if said == "paid" else said


@transaction.atomic
def match_line(*, line: BankLine, reference: str, initiative: Initiative, actor: Party) -> BankLine:
    """Match a waiting line to money asked for, as a person who knows whose it is. Act `fund.collect`.

    Refuses another amount than was asked for: that is given back or asked for anew.
    """
    require("fund.collect", party=actor, initiative=initiative)
    line = _waiting(line)
    found = Collection.objects.filter(
        organisation_id=line.organisation_id, reference__in=references_in(reference)
    ).select_related("pledge")
    collection = found.first()
    if collection is None:
        raise Refused(_("Nothing was asked for under this reference."), "reference")
    why = _pay(line, collection)
    if why:
        raise Refused(_("It does not fit: %(why)s.") % {"why": why}, "reference")
    line.why = ""
    line.save(update_fields=["state", "why", "collection"])
    write_audit(act="match_line", record=line, actor=actor, after={"state": line.state})
    return line


@transaction.atomic
def put_line_aside(*, line: BankLine, why: str, initiative: Initiative, actor: Party) -> BankLine:
    """Put a waiting line aside that has nothing to do with pledges, with a word why. Act `fund.collect`."""
    require("fund.collect", party=actor, initiative=initiative)
    line = _waiting(line)
    line.why = check_words(why, refusal=_("Say what it is."), field="why")[:300]
    line.state = State.ASIDE
    line.save(update_fields=["state", "why"])
    write_audit(act="put_line_aside", record=line, actor=actor, after={"state": line.state})
    return line


def _waiting(line: BankLine) -> BankLine:
    line = BankLine.objects.select_for_update().get(pk=line.pk)
    if line.state != State.WAITING:
        raise Refused(_("This line was dealt with already."))
    return line
